"""The time of day beside a date, and day and clock put together."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.words import is_weekday
from newsarchive.dates.zones import zone_after

_TIME = (
    r"(?P<early>上午|凌晨|早上|清晨|早晨|午前|오전)?(?P<noon>中午)?(?P<late>下午|傍晚|晚上|晚|夜|午後|오후)?\s?"
    r"(?P<hour>\d{1,2})(?:\s?(?:点(?P<half_past>半)|(?:[:：时時点h]|点钟|"
    # A point parts hour and minutes where no unit makes it a decimal one.
    r"\.(?=\d\d(?!\d|\.\d|\s?[%€$£]|\s?(?!(?:Uhr|h|[AaPp]\.?[Mm]|[A-Z]{2,4})\b)[^\W\d_])))"
    r"\s?(?P<minute>\d{1,2})(?!\d)\s?(?:[:：分]\s?(?:(?P<second>\d{1,2})(?!\d)(?:[.,]\d{1,9})?\s?秒?)?)?"
    r"|(?:时|時|点钟?)(?!\d)|Uhr\b)|h\b|(?=\s?[AaPp]\.?\s?[Mm]\b))"
    r"(?:\s?(?P<half>[AaPp]\.?\s?[Mm]\b\.?))?(?:\s?(?:Uhr|h)\b)?"
)
_BEHIND = re.compile(
    r"(?:[\s,，T|_.·•—–@/-]|(?i:于|at|um|à|às|a las|alle|ore|om|kl\.?|klo|в|o)\s|\((?=\d)"
    r"|[(（]?(?:(?:星期|周|週|礼拜)[一二三四五六日天]|(?<=[(（])[月火水木金土日])[)）]?){0,6}" + _TIME
)
_BEFORE = re.compile(r"(?<![\d.:/-])" + _TIME)
_BETWEEN = re.compile(r",?\s(?:on\s|[,|·–-]\s)?(?:(?P<word>[^\W\d_]{2,15})\.?,?\s)?")
_WORD = re.compile(r"[\s,(]{1,3}([^\W\d_\u2e80-\ud7ff]{2,15})(?:-feira)?[.)]?")
_BROKEN = re.compile(r"[\sT]{0,3}\d{1,3}\s?[:时時点]|T\d|,?\s(?:at\s)?(?:noon|midnight)\b", re.IGNORECASE)
_FARTHEST = 40  # characters from the beginning of a clock to the day behind it


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, its zone if one is stated, how much of it is stated, and where it stands."""

    time: time
    zone: tzinfo | None
    precision: Precision
    start: int
    end: int


def clock_after(question: Question, start: int) -> Clock:
    """The clock that follows at ``start``; midnight and precision day where there is none.

    :raises DateError: what stands there is a clock and cannot be one, such as ``25:61``
    """
    text = question.text
    match = _BEHIND.match(text, start)
    if match is None and (word := _WORD.match(text, start)) and is_weekday(word[1], question.language):
        match = _BEHIND.match(text, word.end())
    if match is None:
        if _BROKEN.match(text, start):
            question.fail()
        return Clock(time(), None, "day", start, start)
    return _clock(question, match)


def clock_before(question: Question, end: int, since: int = 0) -> Clock | None:
    """The clock that stands directly before a day which begins at ``end``; nothing before ``since`` is read.

    :raises DateError: it cannot be one
    """
    for match in _BEFORE.finditer(question.text, max(since, end - _FARTHEST), end):
        clock = _clock(question, match)
        between = _BETWEEN.fullmatch(question.text, clock.end, end)
        if between and (not between["word"] or is_weekday(between["word"], question.language)):
            return clock
    return None


def on_day(question: Question, year: int, month: int | None, day: int, clock: Clock) -> ParsedDate:
    """A calendar day and the clock beside it.

    :raises DateError: the calendar has no such day; the month is not known
    """
    if month is None:
        question.fail("ambiguous-date")
    try:
        if year < 1000:
            question.fail()
        moment = datetime.combine(date(year, month, day), clock.time, clock.zone or question.zone)
    except ValueError:
        question.fail()
    return ParsedDate(moment, clock.precision, zoned=clock.zone is not None)


def _clock(question: Question, match: re.Match[str]) -> Clock:
    try:
        hour = _hour(int(match["hour"]), match)
        minute = "30" if match["half_past"] else match["minute"]
        moment = time(hour, int(minute or 0), int(match["second"] or 0))
        zone, end = zone_after(question.text, match.end(), question.language)
    except ValueError:
        question.fail()
    return Clock(moment, zone, "second" if match["second"] else "minute", match.start(), end)


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
