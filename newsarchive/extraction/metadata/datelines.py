"""The dates that stand near the headline, told from those that say when it was changed."""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from lxml.html import HtmlElement

from newsarchive.dates.labels import label_of
from newsarchive.dates.within_text import Found, dates_in, relative_in
from newsarchive.extraction.metadata.near_headline import HeadLine
from newsarchive.extraction.metadata.stated import Stated
from newsarchive.extraction.metadata.words import DATED
from newsarchive.pages.visible_text import text_of
from newsarchive.pages.words import words

_TIMES = words("time relative-time local-time time-ago timeago amp-timeago amp-date-display")
_STATED_BY_ANY = (
    "datetime",
    "data-datetime",
    "data-timestamp",
    "data-time",
    "data-date",
    "data-published",
    "content",
)
_STATED = (*_STATED_BY_ANY, "title")
_A_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d|1\d{9}(?:\d{3})?\Z")
_FIGURE = re.compile(r"\d")
_READ = 300
_LABEL = 40  # characters of a line that is a label alone
_AT_ITS_HEAD = 12  # characters before a date that follows such a line
_PROSE = 160  # characters of a line that is more than a dateline


def datelines(lines: Sequence[HeadLine], language: str, zone: tzinfo | None, order: str) -> Iterator[Stated]:
    """Dates of the head, those of ``time`` elements first; relative ones at the very end.

    One whose day and month may be the other way round is stated as it stands.

    :param zone: the page's, and ``order`` that of its figures, as :func:`dates_in` has them
    """
    counted = False
    for place, line in enumerate(lines):
        above = _label_above(lines, place)
        if line.behind_text and counted:
            continue  # the head has said when: "3 hours ago"
        fades = line.fading
        for element in dict.fromkeys(line.elements):
            if machine := time_of(element):
                labelled = label_of(above + _before(line.text, element)) == "changed"
                changed = _is_changed(element) or (labelled and not _is_published(element))
                yield Stated("modified" if changed else "date", machine, "time element", 0.86 - fades)
        for found in dates_in(line.text[:_READ], language, zone=zone, order=order, unsure=True):
            before = above * (found.start < _AT_ITS_HEAD) + line.text[max(0, found.start - 40) : found.start]
            label = label_of(before) or _label_behind(line.text[found.end :])
            published = label == "published"
            labelled = published or DATED.search(before) is not None
            if len(line.text) > _PROSE and found.start > 20 and not labelled:
                break  # the date of something that the text tells
            changed = label == "changed" or any(map(_is_changed, _holders(line, found)))
            field = "modified" if changed and not published else "date"
            yield Stated(field, found.value, "near headline", (0.88 if labelled else 0.84) - fades)
        if relative := next(relative_in(line.text[:_READ]), None):
            counted = True
            yield Stated("relative", relative.value, "near headline", 0.1)


def _label_above(lines: Sequence[HeadLine], place: int) -> str:
    """The line before one, where that is a label and nothing else: a term, whose date is its description."""
    line = lines[place]
    before = place - 1 if line.below else place + 1
    if not 0 <= before < len(lines):
        return ""
    other = lines[before]
    is_next = other.below == line.below and abs(other.distance - line.distance) == 1
    text = other.text
    is_label = is_next and len(text) <= _LABEL and not _FIGURE.search(text) and label_of(f"{text} ")
    return f"{text} " if is_label else ""


def _label_behind(text: str) -> str | None:
    """What the end of a line says of the date before it, where no further date follows."""
    return label_of(f"{text} ") if len(text) <= _LABEL and not _FIGURE.search(text) else None


def _holders(line: HeadLine, found: Found) -> Sequence[HtmlElement]:
    """The elements that show a date of a line; its first ones where the date stands in none alone."""
    shown = line.text[found.start : found.end].strip()
    return [one for one in line.elements[:12] if shown in text_of(one, _READ)] or line.elements[:6]


def time_of(element: HtmlElement) -> str:
    """What an element states for machines: any but ``time`` and its like only what reads as a moment."""
    named = element.tag in _TIMES
    for name in _STATED if named or element.tag == "abbr" else _STATED_BY_ANY:
        value = (element.get(name) or "").strip()[:60]
        if value and (named or _A_MOMENT.match(value)):
            return value
    return ""


def _is_changed(element: HtmlElement) -> bool:
    names = _names(element)
    if "publish" in names or element.get("pubdate") is not None:  # WordPress calls a date so that is both
        return False
    return "modif" in names or "updated" in names or "update-time" in names


def _is_published(element: HtmlElement) -> bool:
    return element.get("pubdate") is not None or "publish" in _names(element)


def _names(element: HtmlElement) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "itemprop", "property", "id"))[:200].lower()


def _before(text: str, element: HtmlElement) -> str:
    """What stands before the first figure that an element shows, in it and before it."""
    shown = text_of(element, _READ)
    place = text.find(shown) if shown else -1
    if place < 0:
        return text[:40]
    figure = _FIGURE.search(shown)
    return text[max(0, place - 40) : place + (figure.start() if figure else len(shown))]
