"""Dates that a page states nowhere near its headline: labelled lines, scripts, the address."""

import re
from collections.abc import Iterator
from itertools import islice

from newsarchive.dates.labels import label_of
from newsarchive.dates.within_text import dates_in
from newsarchive.extraction.metadata.datelines import time_of
from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.headline import is_aside
from newsarchive.extraction.metadata.stated import Stated
from newsarchive.extraction.metadata.words import LABELLED_DATE, NAMED_FOR_A_DATE, NOT_THE_ARTICLES_DATE
from newsarchive.pages.visible_text import text_of
from newsarchive.pages.words import words

_HOLDERS = words("time span div p em i td font li label dd b small strong h5 h6")
_LABELS = words("span em i label b strong")
_IN_SCRIPT = re.compile(
    r"\b(?:(?:(?:article|post|page|content|story|first|original)_?){0,2}(?:pub(?:lish(?:ed)?)?|deploy|issue|display|create|news|release)_?(?:time|date|dt|at|on)"
    r"|(?:first|date)_?published|ptime|ori_create_time|ct)"
    r"\\?[\"']?\s{0,3}[:=]\s{0,3}\\?[\"']?"
    r"((?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?[ T]\d\d?:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?"
    r"|1\d{9}(?:\d{3})?)(?!\d)",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\s*[（(【]?(?:文章|稿件|新闻)?来源\s?[:：]\s?(?P<name>[^\s:：，。|（(）)】]{2,30})\s*[）)】]?\s*"
)
_SCRIPTS = 200
_SCRIPT = 300_000  # characters of each
_SCRIPTS_TEXT = 1_500_000
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)|/(\d{1,2})/(\d{1,2})(?=/))"
)
_DAY_FIRST = re.compile(  # with points always, else where no month has that number
    r"(?<!\d)(?:(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.|(1[3-9]|2\d|3[01])[-_](0?[1-9]|1[0-2])[-_])((?:19|20)\d\d)(?!\d)"
)


def labelled_lines(document: Document, language: str, order: str) -> Iterator[Stated]:
    """Dates with a label, or in an element named for a date, anywhere but beside the article.

    What is labelled as a change is that.
    """
    found = 0
    for one in document.body.iter(*_HOLDERS):
        element, text = one, one.text
        machine = time_of(element)
        if machine and found < 5 and not is_aside(element, 10) and not _in_link_list(element):
            found += 1
            yield Stated("date", machine, "time element", 0.5 - found * 0.01)
        holder = element if _may_state(text, language) else None
        if holder is None and element.tag in _LABELS and _may_state(element.tail, language):
            holder = element.getparent()
        if holder is None:
            continue
        element, line = holder, text_of(holder, 200)
        if NOT_THE_ARTICLES_DATE.search(line) or is_aside(element, 10) or _in_link_list(element):
            continue
        after = 0
        for date in islice(dates_in(line, language, order=order, unsure=True), 2):
            before = line[after : date.start]
            after = date.end
            label = label_of(before)
            if label == "changed":
                yield Stated("modified", date.value, "labelled line", 0.4)
                continue
            labelled = label == "published" or LABELLED_DATE.search(before)
            names = f"{element.get('class') or ''} {element.get('id') or ''}"
            if labelled or NAMED_FOR_A_DATE.search(names[:200].lower()):
                found += 1
                yield Stated("date", date.value, "labelled line", (0.6 if labelled else 0.5) - found * 0.01)
            break
        if found >= 5:
            return


def _may_state(text: str | None, language: str) -> bool:
    if not text or len(text) > 200:
        return False
    return next(dates_in(text, language, unsure=True), None) is not None


def outlets_below(document: Document) -> Iterator[Stated]:
    """The outlet that a short line names anywhere but beside the article, such as one under its text."""
    for element in document.body.iter("p", "div", "span", "em", "i"):
        match = _OUTLET.fullmatch(element.text) if element.text and len(element.text) < 60 else None
        if match and not is_aside(element, 10):
            yield Stated("source", match["name"], "labelled line", 0.5)
            return


def in_scripts(document: Document) -> Iterator[Stated]:
    """Dates that the page's scripts hold under a name that says "published"."""
    left = _SCRIPTS_TEXT
    for script in islice(document.root.iter("script"), _SCRIPTS):
        text = (script.text or "")[: min(left, _SCRIPT)]
        left -= len(text)
        if match := _IN_SCRIPT.search(text):
            yield Stated("date", match[1], "script", 0.4)
        if left <= 0:
            return


def in_address(document: Document) -> Iterator[Stated]:
    """The day that the page's address names."""
    address = (document.page.url or "")[:1_000]
    if match := _IN_ADDRESS.search(address):
        month, day = match[2] or match[4], match[3] or match[5]
        yield Stated("date", f"{match[1]}-{int(month):02}-{int(day):02}", "address", 0.2)
    elif match := _DAY_FIRST.search(address):
        month, day = match[2] or match[4], match[1] or match[3]
        yield Stated("date", f"{match[5]}-{int(month):02}-{int(day):02}", "address", 0.15)


def _in_link_list(element: object) -> bool:
    item = next(islice(element.iterancestors("li", "a"), 1), None)  # type: ignore[attr-defined]
    return item is not None and item.tag == "li" and item.find(".//a") is not None
