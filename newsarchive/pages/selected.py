"""A page as CSS selectors read it: by lexbor, which builds the tree that browsers build."""

from lxml.html import tostring
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsarchive.pages.tree import Page

_MANY_TAGS = 15_000  # nested that deep, which takes lexbor a second; the time grows with the square


def selectable(page: Page) -> LexborHTMLParser:
    """The page for selectors; who changes it changes this copy alone."""
    is_bounded = page.source.count(b"<") <= _MANY_TAGS
    return LexborHTMLParser(page.source if is_bounded else tostring(page.tree, encoding="unicode"))


def line_of(node: LexborNode) -> str:
    """All that an element says, on one line."""
    return " ".join(node.text().split())
