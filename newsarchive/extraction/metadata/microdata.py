"""What microdata and RDFa attributes in the body state of the article."""

from collections.abc import Iterator
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.headline import shown_title
from newsarchive.extraction.metadata.stated import Stated
from newsarchive.pages.visible_text import text_of

_MARKED = XPath("(descendant::*[@itemprop])[position() <= 300]")
_FIELDS = {
    "headline": "title",
    "datepublished": "date",
    "datemodified": "modified",
    "author": "author",
    "creator": "author",
    "articlesection": "section",
    "keywords": "tags",
    "image": "image",
}
_UP = 12
_LONGEST = 5_000
_OTHERS = ("comment", "review", "breadcrumb", "listitem", "person", "organization", "product")


def microdata(document: Document) -> Iterator[Stated]:
    """The properties of the article's own scope; those of comments and of lists are left out."""
    if "itemprop" not in document.page.html:
        return
    seen: set[str] = set()
    authors: list[HtmlElement] = []
    for element in _MARKED(document.body):
        names = [name for name in (element.get("itemprop") or "")[:200].lower().split() if name in _FIELDS]
        if not names or element.tag == "meta" or not _is_articles(element):
            continue  # meta elements have been read already
        field = _FIELDS[names[0]]
        if field in seen and field not in {"author", "tags"}:
            continue
        if field == "author" and not _belongs(element, authors):
            continue
        if value := _value(element, field):
            seen.add(field)
            authors += [element] if field == "author" else []
            yield Stated(field, value, "microdata", 0.85 if field != "image" else 0.6)


def _belongs(element: HtmlElement, authors: list[HtmlElement]) -> bool:
    """Whether an author stands with the first one, three levels up at most; others wrote other articles."""
    return not authors or bool(set(_around(element)) & set(_around(authors[0])))


def _around(element: HtmlElement) -> list[HtmlElement]:
    return list(islice(element.iterancestors(), 3))


def _is_articles(element: HtmlElement) -> bool:
    for ancestor in islice(element.iterancestors(), _UP):
        kind = (ancestor.get("itemtype") or "")[:200].rpartition("/")[2].lower()
        if kind in _OTHERS or (ancestor.get("itemprop") or "").lower() in {"comment", "author", "publisher"}:
            return False
        if kind:
            return True
    return True


def _value(element: HtmlElement, field: str) -> str:
    if field == "author":
        named = next((e for e in islice(element.iter(), 60) if e.get("itemprop") == "name"), None)
        element = element if named is None else named
    shown = ("src",) if field == "image" else ("title",) if element.tag == "abbr" else ()
    for attribute in ("content", "datetime", *shown):
        if value := (element.get(attribute) or "").strip():
            return str(value[:_LONGEST])
    if field == "image":
        return ""
    return shown_title(element) if field == "title" else text_of(element, 400)
