"""The time of day behind a date, and day and clock put together."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.zones import zone_after

_CLOCK = re.compile(
    r"(?:[\s,T|_.·•—-]|(?:于|at|um|à|às|a las|alle|om|в)\s|\(?(?:星期|周|礼拜)[一二三四五六日天]\)?"
    r"|\(?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?\)?|\((?=\d)){0,4}"
    r"(?P<early>上午|凌晨|早上|清晨|早晨|午前)?(?P<noon>中午)?(?P<late>下午|傍晚|晚上|晚|夜|午後)?\s?"
    r"(?P<hour>\d{1,2})\s?(?:点(?P<half_past>半)|(?:[:时時点h]|点钟)\s?(?P<minute>\d{1,2})(?!\d)\s?"
    r"(?:[:分]\s?(?:(?P<second>\d{1,2})(?!\d)(?:[.,]\d{1,9})?\s?秒?)?)?|(?P<whole>时|時|点钟?)(?!\d))"
    r"\s?(?P<half>[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
)
_BROKEN = re.compile(r"[\sT]{0,3}\d{1,3}\s?[:时時点]|T\d")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, its zone if one is stated, and how much of it is stated."""

    time: time
    zone: tzinfo | None
    precision: Precision


def clock_after(question: Question, start: int) -> Clock:
    """The clock that follows at ``start``; midnight and precision day where there is none.

    :raises DateError: what stands there is a clock and cannot be one, such as ``25:61``
    """
    text = question.text
    match = _CLOCK.match(text, start)
    if match is None:
        if _BROKEN.match(text, start):
            question.fail()
        return Clock(time(), None, "day")
    try:
        hour = _hour(int(match["hour"]), match)
        minute = "30" if match["half_past"] else match["minute"]
        moment = time(hour, int(minute or 0), int(match["second"] or 0))
        zone = zone_after(text, match.end(), question.language)
    except ValueError:
        question.fail()
    return Clock(moment, zone, "second" if match["second"] else "minute")


def on_day(question: Question, year: int, month: int, day: int, start: int) -> ParsedDate:
    """A calendar day and the clock that follows it at ``start``."""
    clock = clock_after(question, start)
    try:
        if year < 1000:
            question.fail()
        moment = datetime.combine(date(year, month, day), clock.time, clock.zone or question.zone)
    except ValueError:
        question.fail()
    return ParsedDate(moment, clock.precision)


def _hour(hour: int, match: re.Match[str]) -> int:
    half = (match["half"] or " ")[0].lower()
    morning = bool(match["early"]) or half == "a"
    evening = bool(match["late"]) or half == "p"
    if half != " " and not 1 <= hour <= 12:
        raise ValueError("a twelve-hour clock has no such hour")
    if match["early"] and hour > 12:
        raise ValueError("no morning has such an hour")
    if morning and hour == 12:
        return 0
    if evening and hour < 12:
        return hour + 12
    if evening and hour == 12 and match["late"] in {"晚上", "晚", "夜"}:
        raise ValueError("midnight of which day?")
    if match["noon"] and hour < 11:
        return hour + 12
    return hour
