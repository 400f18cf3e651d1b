"""One page as the strategies read it: parsed once, asked many times."""

import re
from functools import cached_property

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

_EMPTY = b"<html><body></body></html>"
_END_OF_PAGE = re.compile(rb"</\s*(?:html|body)\s*>", re.IGNORECASE)
_NESTING_TAG = re.compile(
    rb"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|script|source|style|"
    rb"td|th|tr|track|wbr)[\s/>])[a-z][^<>]*>",
    re.IGNORECASE,
)  # void elements nest nothing, and the others end where the next begins
_TOO_DEEP = (
    "Excessive depth"  # libxml2 drops what is nested more than 2,048 elements deep, even as a huge tree
)
_NESTED = 200  # what such a page keeps; no real one comes near
_LONG_TAG = re.compile(rb"<([a-z][\w-]*)[^<>]{20000,}>", re.IGNORECASE)
_ATTRIBUTES = 1000  # in one tag; libxml2 takes minutes over a hundred thousand
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]))\b;?", re.IGNORECASE
)


class Page:
    """A page's HTML and where it was found.

    :param html: decoded; what of it is no valid XML is dropped
    :param url: the address that it was fetched from, after redirects
    :param language: a BCP 47 tag where the site's is known
    :param zone: an IANA zone for dates that state none, where the site's is known
    """

    def __init__(self, html: str, url: str, *, language: str | None = None, zone: str | None = None) -> None:
        self.html = html
        self.url = url
        self.language = language
        self.zone = zone

    @cached_property
    def tree(self) -> HtmlElement:
        """The document. Strategies do not change it; whoever must, works on a copy.

        No text is lost to what libxml2 drops: elements after ``</html>``, and what is nested too deep.
        """
        data = _CONTROL.sub("", self.html).encode("utf-8")
        data = _CONTROL_REFERENCE.sub(b"", data) if b"&#" in data else data
        data = _LONG_TAG.sub(_without_masses_of_attributes, data)
        tree, complete = _parsed(data)
        if not complete:
            data = _flattened(data)
            tree, _ = _parsed(data)
        if any(isinstance(after.tag, str) for after in tree.itersiblings()):
            tree, _ = _parsed(_END_OF_PAGE.sub(b"", data))
        return tree


def _parsed(data: bytes) -> tuple[HtmlElement, bool]:
    """The tree, and whether all that was nested is in it."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(data or _EMPTY, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # white space or comments alone
        return lxml.html.document_fromstring(_EMPTY, ensure_head_body=True), True
    return tree, not any(_TOO_DEEP in error.message for error in parser.error_log)


def _without_masses_of_attributes(tag: re.Match[bytes]) -> bytes:
    return b"<" + tag[1] + b">" if tag[0].count(b"=") + tag[0].count(b" ") > _ATTRIBUTES else tag[0]


def _flattened(data: bytes) -> bytes:
    """The page without the tags of containers that are nested too deep; their text stays."""
    depth = 0

    def keep(tag: re.Match[bytes]) -> bytes:
        nonlocal depth
        closes = bool(tag[1])
        nested = depth > _NESTED
        depth = max(depth - 1, 0) if closes else depth + 1
        return b" " if nested and (not closes or depth >= _NESTED) else tag[0]

    return _NESTING_TAG.sub(keep, data)
