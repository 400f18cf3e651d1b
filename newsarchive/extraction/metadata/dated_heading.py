"""Headings under which a date stands: headlines of pages whose ``title`` element names the site alone."""

from collections.abc import Iterator
from itertools import islice

from newsarchive.dates.within_text import dates_in
from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.headline import Headline, is_aside
from newsarchive.extraction.metadata.keys import key_of
from newsarchive.pages.visible_text import lines_after, text_of

_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADINGS = 60
_LINES = 3
_DATELINE = 120  # characters of a line that states a date and little else
_SHORTEST = 6


def dated_headings(document: Document) -> Iterator[Headline]:
    """Headings with a dateline under them, those that are links to other pages left out."""
    for element in islice(document.body.iter(*_TAGS), _HEADINGS):
        text = text_of(element, 400)
        if len(key_of(text)) < _SHORTEST or is_aside(element, 6) or _is_link(element):
            continue
        for line in lines_after(element, _LINES):
            if len(line.text) <= _DATELINE and next(dates_in(line.text, ""), None):
                yield Headline(element, text, 1)
                break


def _is_link(element: object) -> bool:
    return (
        next(element.iterancestors("a", "li"), None) is not None  # type: ignore[attr-defined]
        or element.find(".//a") is not None  # type: ignore[attr-defined]
    )
