"""Dates that count from when the page was served: ``3小时前``, ``昨天 08:23``, ``2 hours ago``."""

import re
from datetime import datetime, timedelta
from threading import Lock

from newsarchive.dates.clock import clock_after, on_day
from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.words import past_of

_FIGURES = {
    "半": 0.5, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "a": 1, "an": 1, "one": 1,
}  # fmt: skip
# Behind a figure, a point, or a word the count would be the tail of another: 1.5, 十二, twenty-one.
AGO = re.compile(
    r"(?<![\d.,零一二三四五六七八九十百千几数])"
    r"(?P<count>\d{1,4}|半|两|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"\s?[个個]?多?(?P<unit>秒|分[钟鐘]?|小[时時]|[钟鐘][头頭]|天|日|周|週|星期)之?前"
    r"|(?<![\w.,-])(?P<count_en>\d{1,4}|an?|one)\s(?P<unit_en>second|sec|minute|min|hour|hr|day|week)s?\.?\sago",
    re.IGNORECASE,
)
_UNITS: dict[str, tuple[timedelta, Precision]] = {
    "秒": (timedelta(seconds=1), "second"),
    "分": (timedelta(minutes=1), "minute"),
    "小": (timedelta(hours=1), "minute"),
    "钟": (timedelta(hours=1), "minute"),
    "鐘": (timedelta(hours=1), "minute"),
    "天": (timedelta(days=1), "day"),
    "日": (timedelta(days=1), "day"),
    "周": (timedelta(weeks=1), "day"),
    "週": (timedelta(weeks=1), "day"),
    "星": (timedelta(weeks=1), "day"),
    "s": (timedelta(seconds=1), "second"),
    "m": (timedelta(minutes=1), "minute"),
    "h": (timedelta(hours=1), "minute"),
    "d": (timedelta(days=1), "day"),
    "w": (timedelta(weeks=1), "day"),
}
NOW = re.compile(r"刚刚|剛剛|刚才|just now", re.IGNORECASE)
DAY = re.compile(
    r"(?P<today>今天|今日|\b[Tt]oday\b)|(?P<yesterday>昨天|昨日|\b[Yy]esterday\b)|(?P<third>大前天)|前天|前日"
)


def relative(question: Question) -> ParsedDate | None:
    """A date counted from the reference; days begin at 00:00:00 in the zone."""
    if match := AGO.search(question.text):
        return _ago(question, match)
    if NOW.search(question.text):
        return ParsedDate(question.reference.replace(microsecond=0), "minute")
    if match := DAY.search(question.text):
        back = 0 if match["today"] else 1 if match["yesterday"] else 3 if match["third"] else 2
        day = question.reference - timedelta(days=back)
        return on_day(question, day.year, day.month, day.day, clock_after(question, match.end()))
    return None


def _ago(question: Question, match: re.Match[str]) -> ParsedDate:
    count = (match["count"] or match["count_en"]).lower()
    unit, precision = _UNITS[(match["unit"] or match["unit_en"])[0].lower()]
    number = _number(count)
    try:
        moment = question.reference.replace(microsecond=0) - number * unit
    except OverflowError:
        question.fail()
    if precision == "day":
        return on_day(question, moment.year, moment.month, moment.day, clock_after(question, match.end()))
    return ParsedDate(moment, precision)


def _number(count: str) -> float:
    if "十" in count:
        tens, _, ones = count.partition("十")
        return _FIGURES.get(tens, 1) * 10 + _FIGURES.get(ones, 0)
    return _FIGURES[count] if count in _FIGURES else int(count)


_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?(?!\d)")
_LONGEST = 40
_ONE_AT_A_TIME = Lock()  # dateparser keeps state between its calls, and large pages are read in a thread
_READ_BY_HAND = {"zh", "en"}


def phrase(question: Question) -> ParsedDate | None:
    """A phrase of the site's own language that counts back from the reference, whole days as days.

    Months and years are too vague to name a day, and give None.
    """
    language, reference = question.base_language, question.reference
    text = re.sub(r"(?<=\d)\s?h\s?(?=\d\d)", ":", question.text)
    if len(text) > _LONGEST or language in _READ_BY_HAND or not (words := past_of(language)):
        return None
    # A word for the past has to stand there: dateparser reads "5 min", a reading time, as five minutes ago.
    if (past := words.search(text)) is None:
        return None
    clock = _CLOCK.search(text)
    if not past["ago"] and not clock and re.search(r"\d", text):
        return None  # a clock in a form of its own, such as "hier à 8h"
    moment = _by_dateparser(language, text, reference)
    if moment is None or not timedelta() <= reference.date() - moment.date() < timedelta(days=28):
        return None
    if clock:
        stated = (int(clock[1]), int(clock[2]), int(clock[3] or 0))
        if (moment.hour, moment.minute, moment.second) != stated:
            return None
        return ParsedDate(moment, "second" if clock[3] else "minute")
    back = reference.replace(tzinfo=None, microsecond=0) - moment.replace(tzinfo=None)
    if back % timedelta(days=1):
        return ParsedDate(moment, "second" if back % timedelta(minutes=1) else "minute")
    return ParsedDate(moment.replace(hour=0, minute=0, second=0), "day")


def _by_dateparser(language: str, text: str, reference: datetime) -> datetime | None:
    import dateparser  # noqa: PLC0415  half a second, for texts that nothing else reads

    base = reference.replace(tzinfo=None, microsecond=0)
    settings = {"RELATIVE_BASE": base, "PARSERS": ["relative-time"]}
    try:
        with _ONE_AT_A_TIME:
            found: datetime | None = dateparser.parse(text, languages=[language], settings=settings)
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        return None
    return found and found.replace(tzinfo=reference.tzinfo)
