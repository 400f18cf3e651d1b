"""The date that a listing shows beside a link, as it stands there."""

import re
from itertools import chain, islice

from lxml.html import HtmlElement

from newsarchive.dates.within_text import dates_in, relative_in
from newsarchive.pages.visible_text import text_of, texts_of

_BESIDE = 40  # characters that may stand beside a date: an outlet, an author; more is a sentence with a date
_SENTENCE = re.compile(r"[，。！？…;；]|[.!?](?:\s|$)")
_SEPARATORS = frozenset({"a", "br", "li", "p", "div", "tr", "td", "hr", "dt", "dd", "h1", "h2", "h3", "h4"})
_NEIGHBOURS = 6
_ROW = 120  # starts and ends of elements in a row that are looked at


def date_in_row(row: HtmlElement, anchor: HtmlElement) -> str | None:
    """The date in what holds this link and no other: a ``<time>``, then text outside the link, then in it."""
    times = list(islice(row.iter("time"), 4))
    for time in times:
        stated = (time.get("datetime") or "").strip()
        if any(character.isdigit() for character in stated):
            return stated[:64]
    for time in times:
        if found := date_in(text_of(time, 80)):
            return found
    if times:
        return None
    outside = texts_of(row, without=anchor, steps=_ROW) if row is not anchor else ()
    return next(filter(None, map(date_in, chain(outside, texts_of(anchor, steps=_ROW)))), None)


def date_in_line(anchor: HtmlElement) -> str | None:
    """The date between this link and the next one, or before it, where lines are parted by breaks only."""
    after = [anchor.tail or ""]
    for node in _until_separator(anchor.getnext(), forward=True):
        after += [*texts_of(node, steps=10), node.tail or ""]
    if found := next(filter(None, map(date_in, after)), None):
        return found
    before = []
    node = anchor.getprevious()
    for one in _until_separator(node, forward=False):
        before += [one.tail or "", *texts_of(one, steps=10)]
        node = one.getprevious()
    parent = anchor.getparent()
    if node is not None:
        before.append(node.tail or "")
    elif parent is not None:
        before.append(parent.text or "")
    return next(filter(None, map(date_in, before)), None)


def date_in(text: str) -> str | None:
    """The date in a text that says hardly anything else, as it stands there."""
    text = text.strip()
    if len(text) > 4 * _BESIDE:
        return None
    # Dates without a year are left alone: a listing of another year would make them wrong ones.
    found = next(dates_in(text, ""), None) or next(relative_in(text, yearless=False), None)
    if not found:
        return None
    beside = " ".join((text[: found.start] + " " + text[found.end :]).split())
    alone = len(beside) <= _BESIDE and not _SENTENCE.search(beside)
    return text[found.start : found.end].strip(" ,") if alone else None


def _until_separator(node: HtmlElement | None, *, forward: bool) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    while node is not None and node.tag not in _SEPARATORS and len(found) < _NEIGHBOURS:
        found.append(node)
        node = node.getnext() if forward else node.getprevious()
    return found
