"""Sitemaps, news sitemaps and their indexes (sitemaps.org), as XML, text or gzip, also cut or malformed."""

import re
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.addresses import joined
from newsarchive.discovery.left_out import LeftOut
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Lead
from newsarchive.pages.inflating import Undecodable, readable_part
from newsarchive.pages.loose_xml import SITEMAPS, elements_of, name_of, root_name, text_in
from newsarchive.text import cut, decoded_line, printable

LARGEST = 50 * 1024 * 1024
"""Bytes that a sitemap may have, inflated (sitemaps.org)."""
LARGEST_OTHER = 8 * 1024 * 1024
"""Bytes that a list in any other form may have."""
_MOST = 50_000  # addresses of one sitemap (sitemaps.org)
MOST_NAMED = 1_000
"""So many sitemaps that a robots.txt names are read."""
_FIELDS = 100  # elements of an entry that are looked at
_SNIFFED = 8192
_GZIP = b"\x1f\x8b"
_ROBOTS = re.compile(r"^[ \t]*site-?map[ \t]*:[ \t]*(\S{1,2000})", re.IGNORECASE | re.MULTILINE)
_END = object()
_MARKS = b"\xef\xbb\xbf"  # a byte order mark, or several
_XML = re.compile(r"\.xml(?:\.gz)?$")
_SITEMAP = re.compile(r"(?:news|video|image|post|web)?sitemaps?(?:index|\d+)?")
# What stands beside that word in a sitemap's name, and not in the title of an article.
_BESIDE = re.compile(
    r"\d+|[a-z]{1,2}|wp|index|main|root|google|yoast|news|posts?|articles?|story|stories|pages?|content|latest"
    r"|recent|archives?|daily|weekly|monthly|yearly|parts?|category|categories|tags?|sections?|topics?|authors?"
    r"|videos?|images?|general|misc|posttype|pt|taxonomy|custom|web|php|aspx?|ashx|jsp|txt|gz|do"
)
_WORDS = 8  # of such a name
_LINE = re.compile(rb"https?://[^\s<>]{1,2000}", re.IGNORECASE)
_ENTRIES = frozenset({"url", "sitemap"})


def is_sitemap(data: bytes) -> bool:
    """Whether the bytes begin as a sitemap does: XML, lines of addresses, either gzipped or not."""
    try:
        head = unpacked(data[:_SNIFFED], _SNIFFED)
    except ExtractionError:
        return False
    return root_name(head) in SITEMAPS or _is_text(head)


def check_size(data: bytes, url: str) -> None:
    """See to it that a list has no more bytes than one of its form may have.

    :raises ExtractionError: ``too-large``
    """
    if len(data) > LARGEST_OTHER and not is_sitemap(data):
        raise ExtractionError("too-large", f"{printable(url)} has more than {LARGEST_OTHER:,} bytes")


def read_sitemap(data: bytes, url: str, *, largest: int = LARGEST) -> list[Lead | LeftOut]:
    """The articles or further sitemaps that a sitemap lists, the first 50,000; a cut one as far as it goes.

    Further sitemaps may stand where articles should, and the other way round: the address tells.

    A news sitemap states title and date of publication. An ordinary one states when a page was
    changed: that is ``changed``, never ``stated_date``. Addresses of files, of lists and of this very sitemap
    are left out.

    :param url: of the sitemap, after redirects
    :param largest: bytes that it may have, inflated
    :raises ExtractionError: ``too-large``; ``no-sitemap`` for what is none
    """
    data = unpacked(data, largest + 1)
    if len(data) > largest:
        raise ExtractionError("too-large", f"{printable(url)} has more than {largest} bytes")
    root = root_name(data)
    if root in SITEMAPS:
        in_index = root == "sitemapindex"
        listed = (
            _lead(name_of(one), _said(one), url, in_index=in_index) for one in elements_of(data, _ENTRIES)
        )
    elif _is_text(data[:_SNIFFED]):
        lines = (line.decode("utf-8", "replace").strip() for line in data.splitlines())
        listed = (_lead("url", {"loc": line}, url) for line in lines if line)
    else:
        raise ExtractionError("no-sitemap", f"{printable(url)} is no sitemap: {printable(data[:80])}")
    own = joined(url, url)
    found = (one for one in islice(listed, _MOST) if one)
    leads = [one for one in found if isinstance(one, LeftOut) or one.url != own]
    if next(listed, _END) is not _END:
        leads.append(LeftOut("too-many", url, _MOST))
    return leads


def sitemaps_in_robots(text: str) -> list[str]:
    """The addresses of sitemaps that a robots.txt names, each once; they may be relative to it."""
    return list(dict.fromkeys(_ROBOTS.findall(text[:500_000])))


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


def _lead(kind: str, said: dict[str, str], url: str, *, in_index: bool = False) -> Lead | LeftOut | None:
    """What an entry leads to; None for what is a file or a list, as its address tells."""
    address = joined(url, said.get("loc", ""))
    if not address:
        return LeftOut("no-address", url)
    changed = said.get("lastmod", "")[:64]
    shape = address_shape(address)
    is_index = kind == "sitemap" or is_sitemaps_address(address)
    if is_index or (in_index and shape.kind != "article"):
        return Lead(address, "sitemap", changed=changed, why="a sitemap index")
    title, date = said.get("news:title", ""), said.get("news:publication_date", "")[:64]
    if title or date:
        return Lead(
            address, "article", cut(decoded_line(title), 500), date, changed=changed, why="a news sitemap"
        )
    if shape.kind in {"listing", "never"}:
        return None
    return Lead(address, "article", changed=changed, why=f"a sitemap; {shape.why}")


def is_sitemaps_address(url: str) -> bool:
    """Whether an address is that of a sitemap or a feed, not a page's: ``/news.xml``, ``/sitemap-2``."""
    parts = urlsplit(url.lower())
    *folders, name = parts.path.rstrip("/").replace("site-map", "sitemap").split("/")
    if _XML.search(name) or "sitemap" in folders or "sitemaps" in folders:
        return True
    words = re.split(r"[-_.]+", name, maxsplit=_WORDS)
    said = [word for word in words if _SITEMAP.fullmatch(word)] or "sitemap" in parse_qs(parts.query)
    return bool(said) and all(_SITEMAP.fullmatch(word) or _BESIDE.fullmatch(word) for word in words)


def _is_text(head: bytes) -> bool:
    """Whether there are only addresses, one a line; the last line may be cut."""
    lines = [line.strip() for line in head.lstrip(_MARKS).splitlines() if line.strip()]
    return bool(lines) and all(_LINE.fullmatch(line) for line in lines[: max(len(lines) - 1, 1)])


def unpacked(data: bytes, largest: int) -> bytes:
    """The bytes themselves; of a gzip file what it holds, at most so many.

    :raises ExtractionError: ``no-sitemap`` for what only begins as such a file
    """
    try:
        return readable_part(data, largest) if data.startswith(_GZIP) else data
    except Undecodable as error:
        raise ExtractionError("no-sitemap", f"no gzip: {error}") from error
