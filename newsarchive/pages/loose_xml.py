"""XML from the wild, read in one pass: no entity is resolved, no file opened, what is malformed mended."""

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from newsarchive.pages.decoding import decode_page

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_INLINE_HTML = re.compile(
    r"</?(?:a|b|big|em|font|i|img|small|span|strong|sub|sup|u)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE
)
_BLOCK_HTML = re.compile(r"</?(?:br|div|hr|li|ol|p|ul)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
_BEFORE_ROOT = re.compile(
    r"[\s\ufeff]+|<\?[^>]{0,2000}>|<!--(?:[^-]|-(?!->)){0,4000}-->|<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,2000}\]\s*)?>",
    re.IGNORECASE,
)
_NAME = re.compile(r"<(?:[\w-]{1,20}:)?([A-Za-z]\w{0,30})")
_SNIFFED = 8192
_PIECE = 1 << 16  # characters that are mended at a time
FEEDS = frozenset({"rss", "feed", "rdf"})
"""What feeds begin with."""
SITEMAPS = frozenset({"urlset", "sitemapindex"})
"""What sitemaps and their indexes begin with."""
_AFTER_JUNK = re.compile(r"<\?xml\b|<(?:[\w-]{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_A_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def root_name(data: bytes) -> str:
    """The name of the outermost element, in lower case and without prefix; empty where there is none.

    What a server wrote before a feed or a sitemap, such as a warning of its scripts, is passed over.
    """
    head = decode_page(data[:_SNIFFED])
    found = _NAME.match(head, _start_of(head))
    return found[1].lower() if found else ""


def _start_of(text: str) -> int:
    """Where the outermost element begins, that of a feed or a sitemap also behind a few lines of junk."""
    start = _behind_prolog(text, 0)
    if _begins_list(text, start):
        return start
    page = _A_PAGE.search(text, start, _SNIFFED)
    end = page.start() if page else _SNIFFED
    behind = (_behind_prolog(text, found.start()) for found in _AFTER_JUNK.finditer(text, start, end))
    return next((at for at in behind if _begins_list(text, at)), start)


def _begins_list(text: str, at: int) -> bool:
    name = _NAME.match(text, at)
    return name is not None and name[1].lower() in FEEDS | SITEMAPS


def _behind_prolog(text: str, at: int) -> int:
    while skipped := _BEFORE_ROOT.match(text, at):
        at = skipped.end()
    return at


def elements_of(
    data: bytes, entries: frozenset[str], others: frozenset[str] = frozenset()
) -> Iterator[etree._Element]:
    """Each element with one of the names, of any namespace, once it is complete.

    Cut XML is read as far as it goes.

    :param entries: these are emptied as soon as the caller asks for the next element
    :param others: these stay
    """
    reading = etree.iterparse(
        _Mended(decode_page(data)),
        tag=[f"{{*}}{name}" for name in (*entries, *others)],
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in reading:
            yield element
            if name_of(element) in entries:
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError:
        return


def name_of(element: etree._Element) -> str:
    """The name of an element in lower case, without prefix; empty for what is no element."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def text_in(element: etree._Element) -> str:
    """The text in an element, ends stripped."""
    return "".join(element.itertext()).strip() if len(element) else (element.text or "").strip()


class _Mended:
    """A file of XML to lxml, mended piece by piece, since the whole may have 50 MB."""

    def __init__(self, text: str) -> None:
        self._pieces = _mended(text)

    def read(self, _: int = -1) -> bytes:
        """The next piece; empty behind the last one."""
        return next((piece.encode("utf-8") for piece in self._pieces if piece), b"")


def _mended(text: str) -> Iterator[str]:
    """What of it can be XML: each piece between CDATA sections is mended, and these are closed."""
    end_of_all = text.rfind(">") + 1  # half an address would be another one
    at = _start_of(text[:_SNIFFED])
    while at < end_of_all:
        start = text.find("<![CDATA[", at, end_of_all)
        yield from _mended_pieces(text, at, end_of_all if start < 0 else start)
        if start < 0:
            return
        end = text.find("]]>", start, end_of_all)
        yield _NO_XML.sub("", text[start : end if end > 0 else end_of_all]) + "]]>"
        if end < 0:
            return
        at = end + 3


def _mended_pieces(text: str, at: int, end: int) -> Iterator[str]:
    """A stretch without CDATA, mended; each piece ends with a tag."""
    while at < end:
        cut = text.rfind(">", at, min(at + _PIECE, end)) + 1 or text.find(">", at, end) + 1 or end
        yield _mended_piece(_NO_XML.sub("", text[at:cut]))
        at = cut


def _mended_piece(text: str) -> str:
    """Without HTML's elements, which are often left open; ampersands and entities as XML has them."""
    text = _BLOCK_HTML.sub(" ", _INLINE_HTML.sub("", text))
    return _NAMED.sub(_entity, _BARE.sub("&amp;", text)) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    """What HTML means by a name; XML's own are let alone, and a document's own are just text."""
    meaning = html5.get(f"{match[1]};")
    return meaning if meaning and meaning not in "<>&" else f"&amp;{match[1]};"
