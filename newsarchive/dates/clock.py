"""The time of day beside a date, and day and clock put together."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from newsarchive.dates.day_parts import DayPart, part_at
from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.words import LETTER, is_weekday, is_within_date, leads_to_clock
from newsarchive.dates.zones import zone_after

# Behind hours alone, and behind minutes where they say nothing.
_HOUR = r"(?:Uhr|h|uur|val|óra|hod(?:in)?|น|นาฬิกา|টা|টায়|बजे|بجے)"
_UNIT = (
    rf"(?:{_HOUR}|hs|hrs?|horas?|hores|heures?|órakor|kor|godz|час(?:ов|а)?|ч|год|ժ|ժամ|min|мин|মিনিট|मिनट)"
)
_END = rf"(?!{LETTER})"
_BETWEEN_HOUR_AND_MINUTE = (
    rf"(?:[:：时時点點시]|点钟|[hHuUg](?=\d)|[hH]\s(?=\d)|(?:heures|horas|giờ|টা|ч|час|часов|часа|val){_END}\.?\s?"
    r"|(?P<point>[.,](?=\d\d(?!\d|[.,]\d))))"
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:\s?(?P<half_past>[点點]半|시\s?반)"
    rf"|\s?{_BETWEEN_HOUR_AND_MINUTE}\s?(?P<minute>\d{{1,2}})(?!\d)"
    r"(?:\s?[:：分분](?:\s?(?P<second>\d{1,2})(?!\d)(?:[.,]\d{1,9})?\s?[秒초]?)?)?"
    rf"|\s?(?P<unit>(?:时|時|시|点钟?|點)(?!\d)|{_HOUR}{_END})|(?!\d))"
)
_TRAILING = re.compile(rf"\s?{_UNIT}{_END}\.?")
# What makes a point between two figures a decimal one: a unit behind them that no clock has.
_DECIMAL = re.compile(rf"\s?[%€$£]|\s?(?!(?:{_UNIT}|[A-Z]{{2,5}}){_END}){LETTER}")
_ALONE = re.compile(r"\s*(?:$|[;|)]|,(?!\d))")
_STARTS = re.compile(rf"(?<![\d.,:/-])\d{{1,2}}(?!\d)|(?<!{LETTER}){LETTER}|[\u2e80-\ud7ff]")
_SIGNS, _SPACE = re.compile(r"[\s,]{0,2}"), re.compile(r"\s?")
_GAP = re.compile(r"(?:[\s,，،၊|_.·•—–@/;:()（）\[\]«»\"'-]|T(?=\d)){0,6}")
_WORD = re.compile(rf"(?:{LETTER}\.){{2,3}}|{LETTER}{{1,15}}(?:(?:['’ʼ]{LETTER}{{1,12}})|-feira)?")
_HAN_WEEKDAY = re.compile(
    r"[(（]?(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일"
    r"|(?<=[(（])[月火水木金土日월화수목금토일](?=[)）]))[)）]?"
)
_BROKEN = re.compile(r"[\sT]{0,3}\d{1,3}\s?[:时時点]|T\d", re.IGNORECASE)
_FARTHEST = 40  # characters from the beginning of a clock to the day behind it
_WORDS = 4  # that may stand between a day and its clock
_SHORT = 4  # letters of a word between them that nobody needs to know


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, its zone if one is stated, how much of it is stated, and where it stands.

    :param ends_day: it is written 24:00:00 (ISO 8601), the midnight at the end of the day beside it
    """

    time: time
    zone: tzinfo | None
    precision: Precision
    start: int
    end: int
    ends_day: bool = False


def clock_after(question: Question, start: int) -> Clock:
    """The clock that follows at ``start``; midnight and precision day where there is none.

    Nothing but signs, days of the week, words that lead to a clock and very short ones may stand between.

    :raises DateError: what stands there is a clock and cannot be one, such as ``25:61``
    """
    text, language = question.text, question.language
    place, led = start, False
    for _ in range(_WORDS + 1):
        place = _behind(_GAP, text, place)
        if clock := _clock_at(question, place, led=led):
            return clock
        word = _word_between(question, place, len(text))
        if word is None:
            break
        led = led or leads_to_clock(word[0], language)
        place = word.end()
    if _BROKEN.match(text, start):
        question.fail()
    return Clock(time(), None, "day", start, start)


def clock_before(question: Question, end: int, since: int = 0) -> Clock | None:
    """The clock that stands directly before a day which begins at ``end``; nothing before ``since`` is read.

    :raises DateError: it cannot be one
    """
    for start in _STARTS.finditer(question.text, max(since, end - _FARTHEST), end):
        clock = _clock_at(question, start.start())
        if clock and clock.end <= end and _is_between(question, clock.end, end):
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
        whole_day = date(year, month, day) + timedelta(days=clock.ends_day)
        moment = datetime.combine(whole_day, clock.time, clock.zone or question.zone)
    except (ValueError, OverflowError):
        question.fail()
    return ParsedDate(moment, clock.precision, zoned=clock.zone is not None)


def _is_between(question: Question, start: int, end: int) -> bool:
    """Whether nothing stands in a stretch but what may part a clock and the day behind it."""
    for _ in range(_WORDS):
        start = _behind(_GAP, question.text, start, end)
        if start == end:
            return True
        word = _word_between(question, start, end)
        if word is None:
            return False
        start = word.end()
    return start == end


def _behind(pattern: re.Pattern[str], text: str, start: int, end: int | None = None) -> int:
    match = pattern.match(text, start, len(text) if end is None else end)
    return match.end() if match else start


def _word_between(question: Question, start: int, end: int) -> re.Match[str] | None:
    """The word at a place, if it may stand between a day and its clock."""
    if weekday := _HAN_WEEKDAY.match(question.text, start, end):
        return weekday
    match, language = _WORD.match(question.text, start, end), question.language
    if match is None:
        return None
    word = match[0]
    known = is_weekday(word, language) or leads_to_clock(word, language) or is_within_date(word, language)
    return match if known or (len(word) <= _SHORT and not word[0].isupper()) else None


def _clock_at(question: Question, start: int, *, led: bool = False) -> Clock | None:
    """The clock that begins at a place, with the words beside it for a part of the day.

    :param led: a word before it says that it is one, so that an hour alone and any point will do
    :raises DateError: it cannot be one
    """
    text, language = question.text, question.base_language
    before = part_at(text, start, language)
    match = _CLOCK.match(text, _behind(_SIGNS, text, before.end) if before else start)
    if match is None:
        if before is None or before.part not in {"noon", "midnight"}:
            return None
        return _finished(question, time(12 if before.part == "noon" else 0), start, before.end)
    end = match.end()
    said = part_at(text, _behind(_SPACE, text, end), language)
    end = _behind(_TRAILING, text, said.end if said else end)
    if said is None and (said := part_at(text, _behind(_SPACE, text, end), language)):
        end = said.end
    said = before or said
    is_whole = match["minute"] or match["unit"] or match["half_past"] or said
    if not is_whole and not (led and _ALONE.match(text, match.end())):
        return None
    if match["point"] and not (led or said) and (match["point"] == "," or _DECIMAL.match(text, match.end())):
        return None
    minute = "30" if match["half_past"] else match["minute"]
    if said is None and (match["hour"], minute, match["second"]) == ("24", "00", "00"):
        return replace(_finished(question, time(), start, end, "second"), ends_day=True)
    try:
        moment = clock_time(match["hour"], minute, match["second"], said)
    except ValueError:
        question.fail()
    return _finished(question, moment, start, end, "second" if match["second"] else "minute")


def clock_time(hour: str, minute: str | None, second: str | None, said: DayPart | None) -> time:
    """The time of day of its figures, and of the word for a part of the day beside them.

    :raises ValueError: there is none
    """
    return time(_hour(int(hour), said), int(minute or 0), int(second or 0))


def _finished(
    question: Question, moment: time, start: int, end: int, precision: Precision = "minute"
) -> Clock:
    try:
        zone, end = zone_after(question, end)
    except ValueError:
        question.fail()
    return Clock(moment, zone, precision, start, end)


def _hour(hour: int, said: DayPart | None) -> int:
    """The hour of 24, of what a clock shows and the part of the day that is said with it.

    :raises ValueError: that part of the day has no such hour
    """
    if said is None:
        return hour
    if said.twelve and not 1 <= hour <= 12:
        raise ValueError("a twelve-hour clock has no such hour")
    if said.part in {"am", "midnight"}:
        if hour > 12:
            raise ValueError("no morning has such an hour")
        return hour % 12
    if hour == 12 and said.word in {"晚上", "晚", "夜"}:
        raise ValueError("midnight of which day?")
    if said.part == "night" and hour < 6 and not "\u2e80" <= said.word[0] <= "\ud7ff":
        return hour
    if said.part in {"pm", "night"} and hour < 12:
        return hour + 12
    if said.part in {"midday", "noon"} and hour < 11:
        return hour + 12
    return 0 if said.part == "night" and hour == 12 else hour
