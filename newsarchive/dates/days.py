"""Calendar days in figures, in any order: ``2022-03-07``, ``2022年3月7日``, ``03/04/22``, ``令和4年``."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsarchive.dates.calendars import ERA_LETTERS, ERAS, Calendar, calendar_of, gregorian
from newsarchive.dates.parsed import Question

_YEAR = r"[12]\d{3}"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_FIGURES = re.compile(
    rf"(?=\d)(?:(?<!\d)(?P<y1>{_YEAR})(?:\s?[年년]\s?(?P<m1>{_MONTH})\s?[月월]\s?(?P<d1>{_DAY})(?:\s?[日号號일])?"
    rf"|\s?(?P<sep1>[-/.])\s?(?P<m2>{_MONTH})\s?(?P=sep1)\s?(?P<d2>{_DAY})(?:\s?日)?"
    r"|\s(?P<m3>\d\d)\s?[-/]\s?(?P<d3>\d\d)(?!\d)"
    rf"|\s(?:оны|онны)\s(?P<m4>{_MONTH})(?:-?р)?\sсарын\s(?P<d4>{_DAY}))"
    r"|(?<![\d.])(?<!\d[:/-])(?P<a>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sep)"
    rf"\s?(?:(?P<y0>{_YEAR})(?!\d)|(?P<y9>\d\d)(?![\d/:-]|[.,]\d))"
    rf"|(?<!\d)(?P<d5>\d{{1,2}})\s?[tT]h(?:áng|g\.?)\s?(?P<m5>{_MONTH})(?:\s?[,/-]|\s[nN]ăm)?\s?(?P<y5>{_YEAR})"
    r"(?!\d))"
)
# Years counted from an era's first: 令和4年3月7日, 民國 111-03-07; in Taiwan without its name too.
_OF_ERA = re.compile(
    rf"(?:(?P<era>{'|'.join(ERAS)}|(?<![A-Za-z])[{''.join(ERA_LETTERS)}](?=\d\d?\.))\s?(?P<n>元|\d{{1,3}})|(?<![\d.:/-])(?P<taiwan>1\d\d))"
    rf"(?:\s?年\s?(?P<m>{_MONTH})\s?月\s?(?P<d>{_DAY})(?:\s?日)?"
    rf"|\s?(?P<sep>[-/.])\s?(?P<m2>{_MONTH})\s?(?P=sep)\s?(?P<d2>{_DAY})(?![/-]))"
)
_WITH_YEAR = re.compile(
    rf"(?<!\d){_YEAR}|\d\s?([-/.])\s?\d{{1,2}}\s?\1\s?\d\d|[-/’'\u0e00-\u0e7f]\s?\d\d(?!\d)|[.]\s\d\d(?!\d)"
    rf"|\d{{3}}年|[和成正國国]\s?[\d元]|[RHS]\d\d?\."
)
_CLOCK_ALONE = re.compile(r"[\s,|·•–-]*(?:[^\W\d]{1,5}\.?\s)?(?:\d{1,2}[:.h]\d\d.{0,12})?$")
# Month first: the United States and the few that follow them. Year first: no custom for this form.
_MONTH_FIRST = {"en", "en-us", "en-ph", "en-ca", "en-jp", "en-kr", "en-tw", "en-cn", "fil", "es-pr"}
YEAR_FIRST_LANGUAGES = {"zh", "ja", "ko", "hu", "mn", "lt"}
_YEAR_FIRST_IN_SHORT = YEAR_FIRST_LANGUAGES | {"fa", "ps", "eu"}
_WITH_ERAS = {"ja", "zh"}
_TAIWAN = ("zh-tw", "zh-hant")


class Day(NamedTuple):
    """A day of the Gregorian calendar, not checked against it, and where it stands.

    :param month: None where month and day may be the other way round, 0 where another calendar has none
    """

    start: int
    end: int
    year: int
    month: int | None
    day: int


def may_state_a_day(text: str) -> bool:
    """Whether a text has anything like a year, so that looking for a day is worth while."""
    return _WITH_YEAR.search(text) is not None


def days_in_figures(question: Question) -> Iterator[Day]:
    """Every day in figures, of whatever calendar the text or its language says, in their order."""
    if question.base_language in _WITH_ERAS:
        yield from sorted([*_of_era(question), *_western(question)], key=lambda day: day.start)
    else:
        yield from _western(question)


def _western(question: Question) -> Iterator[Day]:
    for match in _FIGURES.finditer(question.text):
        if match["a"]:
            yield from _in_two_orders(question, match)
            continue
        form = next(n for n in "12345" if match[f"m{n}"])
        stated = int(match["y1"] or match["y5"]), int(match[f"m{form}"]), int(match[f"d{form}"])
        yield day_of(question, match.span(), stated)


def day_of(
    question: Question, span: tuple[int, int], stated: tuple[int, int, int], calendar: Calendar | None = None
) -> Day:
    """The Gregorian day of a stated year of four digits, month and day.

    :param calendar: where a word tells it
    """
    known = calendar or calendar_of(question.base_language, question.text, stated[0])
    try:
        return Day(*span, *gregorian(known, *stated))
    except ValueError:
        return Day(*span, stated[0], 0, stated[2])


def whole_year(question: Question, short: int) -> int:
    """The year of two digits that is the latest not more than one after the reference.

    In Thailand they are the end of a Buddhist year, from 2543 (2000) on; in Persian of a Jalali one.
    """
    if question.base_language == "th" and short >= 43:
        return 2500 + short
    if question.base_language == "fa":
        return (1400 if short < 50 else 1300) + short
    latest = min(question.reference.year + 1, 2070)
    return latest - (latest - short) % 100


def _of_era(question: Question) -> Iterator[Day]:
    for match in _OF_ERA.finditer(question.text):
        month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
        if match["era"]:
            number = 1 if match["n"] == "元" else int(match["n"])
            before = ERAS.get(match["era"]) or ERA_LETTERS[match["era"]]
            if match["era"] in ERAS or question.base_language == "ja":
                yield Day(*match.span(), before + number, month, day)
        elif question.language.startswith(_TAIWAN):
            yield Day(*match.span(), ERAS["民國"] + int(match["taiwan"]), month, day)


def _in_two_orders(question: Question, match: re.Match[str]) -> Iterator[Day]:
    first, second = int(match["a"]), int(match["b"])
    if match["y0"]:
        day, month = _ordered(question, first, second, match["sep"])
        if month is None:
            yield Day(*match.span(), int(match["y0"]), None, day)
        else:
            yield day_of(question, match.span(), (int(match["y0"]), month, day))
        return
    third = int(match["y9"])
    if not (len(match["a"]) == len(match["b"]) == 2 or _is_all(question.text, match)):
        return  # a version, a score
    if question.order == "ymd" or (not question.order and question.base_language in _YEAR_FIRST_IN_SHORT):
        if 1 <= second <= 12 and 1 <= third <= 31:
            yield day_of(question, match.span(), (whole_year(question, first), second, third))
        return
    day, month = _ordered(question, first, second, match["sep"])
    if month is not None and not (1 <= month <= 12 and 1 <= day <= 31):
        return  # a score, a version, a telephone number
    year = whole_year(question, third)
    yield (
        Day(*match.span(), year, None, day)
        if month is None
        else day_of(question, match.span(), (year, month, day))
    )


def _is_all(text: str, match: re.Match[str]) -> bool:
    """Whether nothing but a clock stands beside a date."""
    return not text[: match.start()].strip(" |") and _CLOCK_ALONE.match(text, match.end()) is not None


def _ordered(question: Question, first: int, second: int, separator: str) -> tuple[int, int | None]:
    """Day and month, in the stated or the language's order; in any that is possible alone; else no month."""
    day_first: bool | None = None
    if question.order in {"dmy", "mdy"}:
        day_first = question.order == "dmy"
    elif question.base_language not in YEAR_FIRST_LANGUAGES:
        day_first = separator == "." or question.language not in _MONTH_FIRST
    if first > 12 >= second:
        day_first = True
    elif second > 12 >= first:
        day_first = False
    if day_first is None and first != second:
        return first, None
    return (first, second) if day_first else (second, first)
