"""Calendar days as texts write them, in figures or with the month's name, in any order."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsarchive.dates.parsed import Question
from newsarchive.dates.words import month_of

_YEAR = r"[12१२١٢۱۲]\d{3}"
ANY_YEAR = re.compile(_YEAR)
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
# Two letters may be a month in scripts other than Latin alone.
_NAME = r"[^\W\d_\u2e80-\ud7ff](?:[^\s\d.,:;|/()（）-]{2,14}|[^\x00-\u024f\s])"
_FIGURES = re.compile(
    rf"(?<!\d)(?P<y1>{_YEAR})(?:\s?[年년]\s?(?P<m1>{_MONTH})\s?[月월]\s?(?P<d1>{_DAY})(?:\s?[日号일])?"
    rf"|\s?(?P<sep1>[-/.])\s?(?P<m2>{_MONTH})\s?(?P=sep1)\s?(?P<d2>{_DAY})(?:\s?日)?"
    r"|\s(?P<m3>\d\d)\s?[-/]\s?(?P<d3>\d\d)(?!\d))"
    rf"|(?<![\d.])(?<!\d[:/-])(?P<a>\d{{1,2}})\s?(?P<sep>[-/.])\s?(?P<b>\d{{1,2}})\s?(?P=sep)\s?(?P<y0>{_YEAR})(?!\d)"
)
_WORDS = re.compile(
    rf"(?<!\d)(?<!\d[-–])(?P<d1>\d{{1,2}})(?i:st|nd|rd|th|[.,º]|er)?[\s/-]?(?i:de\s|of\s|d['’])?(?P<m1>{_NAME})"
    rf"(?:\.?\s?,\s?|\.?[\s/-])(?i:de\s|del\s)?(?P<y1>{_YEAR})(?!\d)"
    rf"|(?<!\w)(?P<m2>{_NAME})\.?[\s-](?P<d2>\d{{1,2}})(?i:st|nd|rd|th)?(?:\s?,\s?|[\s-])(?P<y2>{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<y3>{_YEAR})\.?\s(?P<m3>{_NAME})\.?\s(?P<d3>{_DAY})"
)
# Month first: the United States and the few that follow them. Year first: no custom for this form.
_MONTH_FIRST = {"en", "en-us", "en-ph", "en-ca", "fil"}
YEAR_FIRST_LANGUAGES = {"zh", "ja", "ko", "hu", "mn", "lt"}


class Day(NamedTuple):
    """A calendar day, not checked against the calendar, and where it stands.

    :param month: None where month and day may be the other way round
    """

    start: int
    end: int
    year: int
    month: int | None
    day: int


def days_in_figures(question: Question) -> Iterator[Day]:
    """``2022-03-07``, ``2022年3月7日``, ``03/04/2022`` and the like."""
    month: int | None
    for match in _FIGURES.finditer(question.text):
        if match["y1"]:
            form = next(n for n in "123" if match[f"m{n}"])
            year, month, day = match["y1"], int(match[f"m{form}"]), int(match[f"d{form}"])
        else:
            year = match["y0"]
            day, month = _ordered(question, int(match["a"]), int(match["b"]), match["sep"])
        yield Day(*match.span(), int(year), month, day)


def days_in_words(question: Question) -> Iterator[Day]:
    """``7 March 2022``, ``März 7, 2022``, ``2022. március 7`` in every language that dateparser knows."""
    place = 0
    while match := _WORDS.search(question.text, place):
        form = next(n for n in "123" if match[f"y{n}"])
        place = match.end()
        if month := month_of(match[f"m{form}"], question.language):
            yield Day(*match.span(), int(match[f"y{form}"]), month, int(match[f"d{form}"]))
        else:
            place = match.start() + 1


def _ordered(question: Question, first: int, second: int, separator: str) -> tuple[int, int | None]:
    """Day and month, in the language's order; in any order that is the only one possible; else no month."""
    day_first: bool | None = None
    if question.base_language not in YEAR_FIRST_LANGUAGES:
        day_first = separator == "." or question.language not in _MONTH_FIRST
    if first > 12 >= second:
        day_first = True
    elif second > 12 >= first:
        day_first = False
    if day_first is None and first != second:
        return first, None
    return (first, second) if day_first else (second, first)
