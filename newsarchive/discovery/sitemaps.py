"""Sitemaps, news sitemaps and their indexes (sitemaps.org), as XML, text or gzip, also cut or malformed."""

import re
from itertools import islice

from lxml import etree

from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.addresses import joined
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Lead
from newsarchive.pages.inflating import Undecodable, readable_part
from newsarchive.pages.loose_xml import SITEMAPS, elements_of, name_of, root_name, text_in
from newsarchive.text import cut, decoded_line, printable

LARGEST = 50 * 1024 * 1024  # bytes, inflated (sitemaps.org)
_MOST = 50_000  # addresses of one sitemap (sitemaps.org)
_FIELDS = 100  # elements of an entry that are looked at
_SNIFFED = 8192
_GZIP = b"\x1f\x8b"
_ROBOTS = re.compile(r"^[ \t]*site-?map[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_MOST_NAMED = 100
_LINE = re.compile(rb"https?://[^\s<>]{1,2000}", re.IGNORECASE)
_ENTRIES = frozenset({"url", "sitemap"})


def is_sitemap(data: bytes) -> bool:
    """Whether the bytes begin as a sitemap does: XML, lines of addresses, either gzipped or not."""
    try:
        head = _unpacked(data[:_SNIFFED], _SNIFFED)
    except ExtractionError:
        return False
    return root_name(head) in SITEMAPS or _is_text(head)


def read_sitemap(data: bytes, url: str, *, largest: int = LARGEST) -> list[Lead]:
    """The articles or further sitemaps that a sitemap lists, the first 50,000; a cut one as far as it goes.

    A news sitemap states title and date of publication. An ordinary one states when a page was
    changed: that is ``changed``, never ``stated_date``. Addresses of files, of lists and of this very sitemap
    are left out.

    :param url: of the sitemap, after redirects
    :param largest: bytes that it may have, inflated
    :raises ExtractionError: ``too-large``; ``no-sitemap`` for what is none
    """
    data = _unpacked(data, largest + 1)
    if len(data) > largest:
        raise ExtractionError("too-large", f"{printable(url)} has more than {largest} bytes")
    if root_name(data) in SITEMAPS:
        listed = [
            _lead(name_of(entry), _said(entry), url) for entry in islice(elements_of(data, _ENTRIES), _MOST)
        ]
    elif _is_text(data[:_SNIFFED]):
        lines = (line.decode("utf-8", "replace").strip() for line in data.splitlines()[:_MOST])
        listed = [_lead("url", {"loc": line}, url) for line in lines]
    else:
        raise ExtractionError("no-sitemap", f"{printable(url)} is no sitemap: {printable(data[:80])}")
    own = joined(url, url)
    return [lead for lead in listed if lead and lead.url != own]


def sitemaps_in_robots(text: str) -> list[str]:
    """The addresses of sitemaps that a robots.txt names, each once; they may be relative to it."""
    return list(dict.fromkeys(_ROBOTS.findall(text[:500_000])))[:_MOST_NAMED]


def _said(entry: etree._Element) -> dict[str, str]:
    """What an entry states, and a news entry within; a picture's address within is not the page's."""
    said: dict[str, str] = {}
    for child in islice(entry, _FIELDS):
        name = name_of(child)
        if name in {"loc", "lastmod"}:
            said.setdefault(name, text_in(child))
        elif name == "news":
            for one in islice(child, _FIELDS):
                said.setdefault(f"news:{name_of(one)}", text_in(one))
    return said


def _lead(kind: str, said: dict[str, str], url: str) -> Lead | None:
    address = joined(url, said.get("loc", ""))
    if not address:
        return None
    changed = said.get("lastmod", "")[:64]
    if kind == "sitemap":
        return Lead(address, "sitemap", changed=changed, why="a sitemap index")
    title, date = said.get("news:title", ""), said.get("news:publication_date", "")[:64]
    if title or date:
        return Lead(
            address, "article", cut(decoded_line(title), 500), date, changed=changed, why="a news sitemap"
        )
    shape = address_shape(address)
    if shape.kind in {"listing", "never"}:
        return None
    return Lead(address, "article", changed=changed, why=f"a sitemap; {shape.why}")


def _is_text(head: bytes) -> bool:
    """Whether there are only addresses, one a line; the last line may be cut."""
    lines = [line.strip() for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    return bool(lines) and all(_LINE.fullmatch(line) for line in lines[: max(len(lines) - 1, 1)])


def _unpacked(data: bytes, largest: int) -> bytes:
    """The bytes themselves; of a gzip file what it holds, at most so many."""
    try:
        return readable_part(data, largest) if data.startswith(_GZIP) else data
    except Undecodable as error:
        raise ExtractionError("no-sitemap", f"no gzip: {error}") from error
