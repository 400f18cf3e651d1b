"""The addresses of a page: its lead image, and the one by which it wants to be known."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.stated import Stated
from newsarchive.posts.renditions import is_ornament

_NOTHING = re.compile(r"/(?:null|undefined|none|false|nan)(?=$|[?&#/])", re.IGNORECASE)
_FIGURES = re.compile(r"\d{3,}")


def images(stated: Iterable[Stated], document: Document) -> Iterator[Candidate]:
    """The lead image, absolute; what looks like a site's logo comes last, what a template left empty goes."""
    seen = set()
    for one in stated:
        address = document.absolute(one.value)
        if address and address not in seen and not _NOTHING.search(address):
            seen.add(address)
            sure = 0.2 if is_ornament(address) else one.confidence
            yield Candidate(address, one.strategy, sure)


def canonicals(stated: Iterable[Stated], document: Document) -> Iterator[Candidate]:
    """Addresses that may be this article's own; the home page's and other articles' are dropped."""
    own = document.page.url or ""
    seen = set()
    for one in stated:
        address = document.absolute(one.value).partition("#")[0]
        if address and address not in seen and is_own(address, own):
            seen.add(address)
            yield Candidate(address, one.strategy, one.confidence)


def is_own(address: str, fetched: str) -> bool:
    """Whether an address may be that of the page that was fetched.

    A figure of three digits or more in the fetched path is taken for the article's id: unless one of
    them or the last part of the path is found again, the other address is another page's.
    """
    try:
        there, here = urlsplit(address), urlsplit(fetched)
    except ValueError:
        return False
    if not fetched:
        return there.path.strip("/") != "" or there.query != ""
    if _bare(here.hostname) == _bare(there.hostname) and here.path == there.path:
        return True
    if there.path.strip("/") in {"", "index.html", "index.htm", "index.php"} and not there.query:
        return here.path.strip("/") == "" and not here.query
    ids = set(_FIGURES.findall(f"{here.path} {here.query}"))
    theirs = f"{there.path} {there.query}"
    if ids:
        longest = max(ids, key=len)
        return longest in theirs or _slug(here.path) == _slug(there.path)
    return bool(_slug(here.path)) and _slug(here.path) in theirs


def _bare(host: str | None) -> str:
    return (host or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def _slug(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].partition(".")[0].lower()
