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

_FIGURE = re.compile(r"\d")
_READ = 300
_PROSE = 160  # characters of a line that is more than a dateline


def datelines(lines: Sequence[HeadLine], language: str, zone: tzinfo | None, order: str) -> Iterator[Stated]:
    """Dates of the head, those of ``time`` elements first; relative ones at the very end.

    One whose day and month may be the other way round is stated as it stands.

    :param zone: the page's, and ``order`` that of its figures, as :func:`dates_in` has them
    """
    counted = False
    for line in lines:
        if line.behind_text and counted:
            continue  # the head has said when: "3 hours ago"
        fades = line.fading
        for element in dict.fromkeys(line.elements):
            if machine := time_of(element):
                changed = label_of(_before(line.text, element)) == "changed" or _is_changed(element)
                yield Stated("modified" if changed else "date", machine, "time element", 0.86 - fades)
        for found in dates_in(line.text[:_READ], language, zone=zone, order=order, unsure=True):
            before = line.text[max(0, found.start - 40) : found.start]
            label = label_of(before)
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


def _holders(line: HeadLine, found: Found) -> Sequence[HtmlElement]:
    """The elements that show a date of a line; its first ones where the date stands in none alone."""
    shown = line.text[found.start : found.end].strip()
    return [one for one in line.elements[:12] if shown in text_of(one, _READ)] or line.elements[:6]


def time_of(element: HtmlElement) -> str:
    """What a ``time`` element states for machines."""
    if element.tag != "time":
        return ""
    return (element.get("datetime") or element.get("content") or "").strip()[:60]


def _is_changed(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"[
        :200
    ].lower()
    if "publish" in names:  # WordPress calls a date so that is both
        return False
    return "modif" in names or "updated" in names or "update-time" in names


def _before(text: str, element: HtmlElement) -> str:
    """What stands before the first figure that an element shows, in it and before it."""
    shown = text_of(element, _READ)
    place = text.find(shown) if shown else -1
    if place < 0:
        return text[:40]
    figure = _FIGURE.search(shown)
    return text[max(0, place - 40) : place + (figure.start() if figure else len(shown))]
