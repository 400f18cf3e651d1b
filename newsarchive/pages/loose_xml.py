"""XML from the wild, read in one pass: no entity is resolved, no file opened, what is malformed mended."""

import io
import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from newsarchive.pages.decoding import decode_page

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_INLINE_HTML = re.compile(
    r"</?(?:a|b|big|em|font|i|img|small|span|strong|sub|sup|u)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE
)
_BLOCK_HTML = re.compile(r"</?(?:br|div|hr|li|ol|p|ul)(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
_BEFORE_ROOT = re.compile(
    r"\s+|<\?[^>]{0,2000}>|<!--(?:[^-]|-(?!->)){0,4000}-->|<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,2000}\]\s*)?>",
    re.IGNORECASE,
)
_NAME = re.compile(r"<(?:[\w-]{1,20}:)?([A-Za-z]\w{0,30})")
_SNIFFED = 8192
FEEDS = frozenset({"rss", "feed", "rdf"})
"""What feeds begin with."""
SITEMAPS = frozenset({"urlset", "sitemapindex"})
"""What sitemaps and their indexes begin with."""


def root_name(data: bytes) -> str:
    """The name of the outermost element, in lower case and without prefix; empty where there is none."""
    head = decode_page(data[:_SNIFFED])
    at = 0
    while skipped := _BEFORE_ROOT.match(head, at):
        at = skipped.end()
    found = _NAME.match(head, at)
    return found[1].lower() if found else ""


def elements_of(
    data: bytes, entries: frozenset[str], others: frozenset[str] = frozenset()
) -> Iterator[etree._Element]:
    """Each element with one of the names, of any namespace, once it is complete.

    Cut XML is read as far as it goes.

    :param entries: these are emptied as soon as the caller asks for the next element
    :param others: these stay
    """
    reading = etree.iterparse(
        io.BytesIO(_mended(decode_page(data)).encode("utf-8")),
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


def _mended(text: str) -> str:
    """What of it can be XML: each piece between CDATA sections is mended, and these are closed."""
    text = _NO_XML.sub("", _DECLARATION.sub("", text, count=1))
    text = text[: text.rfind(">") + 1]  # half an address would be another one
    at = max(text.find("<"), 0)
    pieces = []
    while at < len(text):
        start = text.find("<![CDATA[", at)
        if start < 0:
            pieces.append(_mended_piece(text[at:]))
            break
        end = text.find("]]>", start)
        pieces += _mended_piece(text[at:start]), text[start:end] if end > 0 else text[start:]
        if end < 0:
            break
        pieces.append("]]>")
        at = end + 3
    return "".join(pieces)


def _mended_piece(text: str) -> str:
    """Without HTML's elements, which are often left open; ampersands and entities as XML has them."""
    text = _BLOCK_HTML.sub(" ", _INLINE_HTML.sub("", text))
    return _NAMED.sub(_entity, _BARE.sub("&amp;", text)) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    """What HTML means by a name; XML's own are let alone, and a document's own are just text."""
    meaning = html5.get(f"{match[1]};")
    return meaning if meaning and meaning not in "<>&" else f"&amp;{match[1]};"
