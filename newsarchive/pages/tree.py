"""One page, bounded where it enters: whoever reads its tree needs no limits against contrived ones."""

import re
from functools import cached_property
from html import unescape
from itertools import islice
from urllib.parse import urljoin

import lxml.html
from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction, tostring
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsarchive.dates import ANY_STYLE, Style

DEEPEST = 100
"""Levels of a tree; none of 811 pages of many sites has 50."""
MOST = 50_000
"""Elements of a tree; the largest of these pages has 10,105."""
_MOST_TAGS = 4 * MOST  # of a page's source
_TAG = re.compile(rb"<[a-z/!?][^<>]*>?", re.IGNORECASE)
_ATTRIBUTES = 1000  # in one tag; libxml2 takes minutes over a hundred thousand
_LONG = 20_000  # bytes of a tag that may have so many

_EMPTY = b"<html><body></body></html>"
_END_OF_PAGE = re.compile(rb"</\s*(?:html|body)\s*>", re.IGNORECASE)
_NESTING_TAG = re.compile(
    rb"<(/?)(?!(?:area|base|br|col|hr|img|input|li|link|meta|option|p|param|script|style|td|th|tr)[\s/>])"
    rb"[a-z][^<>]*>",
    re.IGNORECASE,
)  # for libxml2 the others nest nothing, or end where the next begins
_NESTED = DEEPEST // 4  # of those; <table><tbody><tr><td> may stand for one
_LONG_TAG = re.compile(rb"<([a-z][\w-]*)[^<>]{%d,}>" % _LONG, re.IGNORECASE)
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_CONTROL_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]))\b;?", re.IGNORECASE
)
_DEEPER = etree.XPath("*/" * (DEEPEST - 1) + "descendant::*")
_IS_LARGE = etree.XPath(f"count(.//*) > {MOST}")
_CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
"""Every element of one class: to choose it by its tag costs lxml a call of Python for each that it meets."""
_NO_TEXT = frozenset({"script", "style"})
_HEAD = 300_000  # characters
_BASE = re.compile(r"""<base\s(?:[^<>]*?\s)?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"']+))""", re.IGNORECASE)


class Page:
    """A page's HTML and where it was found.

    :param html: decoded; what of it is no valid XML is dropped
    :param url: the address that it was fetched from, after redirects
    :param language: a BCP 47 tag where the site's is known
    :param zone: an IANA zone for dates that state none, where the site's is known
    :param style: what its dates look like, where that is known of the site
    :param keeps_pictures: whether they are kept: then the body notes the largest rendition of each
    """

    def __init__(
        self,
        html: str,
        url: str,
        *,
        language: str | None = None,
        zone: str | None = None,
        style: Style = ANY_STYLE,
        keeps_pictures: bool = False,
    ) -> None:
        self.html = html
        self.url = url
        self.language = language
        self.zone = zone
        self.style = style
        self.keeps_pictures = keeps_pictures
        self._links_cut = False

    @cached_property
    def base(self) -> str:
        """The address that relative ones count from: its own, or what its ``base`` element names."""
        stated = _BASE.search(self.html[:_HEAD])
        try:
            return (
                urljoin(self.url or "", unescape(stated[1] or stated[2] or stated[3] or "").strip())
                if stated
                else self.url
            )
        except ValueError:
            return self.url

    @cached_property
    def source(self) -> bytes:
        """What parsers are given: UTF-8 without control characters and without masses of attributes."""
        html = self.html.replace("\ufffe", "").replace("\uffff", "")
        data = html.encode("utf-8", "ignore").translate(None, _CONTROLS)
        data = _CONTROL_REFERENCE.sub(b"", data) if b"&#" in data else data
        return _LONG_TAG.sub(_without_masses_of_attributes, data) if _has_a_long_tag(data) else data

    @cached_property
    def tree(self) -> HtmlElement:
        """The document, of at most ``DEEPEST`` levels and about ``MOST`` elements.

        No text is lost to these bounds, nor to what libxml2 drops: elements after ``</html>``, and what is
        nested more than 2,048 elements deep. Nobody changes the tree; whoever must, works on a copy.
        """
        data = _without_surplus_tags(self.source)
        tree = _parsed(data)
        is_deep = bool(_DEEPER(tree))
        if is_deep:
            data = _flattened(data)
            tree = _parsed(data)
        if any(isinstance(after.tag, str) for after in tree.itersiblings()):
            tree = _parsed(_END_OF_PAGE.sub(b"", data))
        if is_deep or _IS_LARGE(tree):
            self._links_cut = _cut_down(tree)
        return tree

    @property
    def is_cut(self) -> bool:
        """Whether links were lost to the bounds of the tree."""
        return bool(self.tree is not None and self._links_cut) or self.source.count(b"<") > _MOST_TAGS


def _parsed(data: bytes) -> HtmlElement:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    parser.set_element_class_lookup(_CLASSES)
    try:
        return lxml.html.document_fromstring(data or _EMPTY, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # white space or comments alone
        return lxml.html.document_fromstring(_EMPTY, ensure_head_body=True)


def _has_a_long_tag(data: bytes) -> bool:
    """Whether anything is so long between two ``<``; it leaps from one to the last within that length."""
    at = data.find(b"<")
    while at >= 0 and at + _LONG < len(data):
        following = data.rfind(b"<", at + 1, at + _LONG + 1)
        if following < 0:
            return True
        at = following
    return False


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


def _cut_down(tree: HtmlElement) -> bool:
    """Leave of the elements that are too deep, and of those beyond the first, only the text.

    :returns: whether any of them was a link
    """
    links = False
    for element in [*_DEEPER(tree), *islice(tree.iter(etree.Element), MOST, None)]:
        links = links or element.tag == "a"
        if element.tag != "body":  # it may begin behind a head of so many elements
            element.tag = "style" if element.tag in _NO_TEXT else "surplus"
    etree.strip_tags(tree, "surplus")
    return links


def _without_surplus_tags(data: bytes) -> bytes:
    """The page, without the tags behind the first 200,000; an element takes libxml2 half a kilobyte."""
    if data.count(b"<") <= _MOST_TAGS:
        return data
    at = next(islice(re.finditer(b"<", data), _MOST_TAGS, None)).start()
    return data[:at] + _TAG.sub(b" ", data[at:])


_MANY_TAGS = 15_000  # nested that deep, which takes lexbor a second; the time grows with the square


def selectable(page: Page) -> LexborHTMLParser:
    """The page for selectors; who changes it changes this copy alone."""
    is_bounded = page.source.count(b"<") <= _MANY_TAGS
    return LexborHTMLParser(page.source if is_bounded else tostring(page.tree, encoding="unicode"))


def line_of(node: LexborNode) -> str:
    """All that an element says, on one line."""
    return " ".join(node.text().split())
