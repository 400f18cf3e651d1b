"""Dates within a line of text, in whatever order and language, in the form that the parser reads at once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsarchive.dates.months import month_of

_ZONE = (
    r"(?:\s?\(?(?:(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{2,4}T\b|[ECMP]T\b|GMT|UTC|MEZ|MESZ|Z\b)\)?"
    r"|\s?[+-]\d\d:?\d\d)?"
)
_CLOCK = (
    r"(?:[上下中]午|凌晨|早上|晚上|傍晚|오전\s|오후\s)?\s?\d{1,2}\s?(?:[:：.h时時点]\s?\d{2}(?!\d)(?:\s?[:：分]\s?\d{2}(?!\d))?[分秒]?"
    r"(?:\s?[ap]\.?\s?m\b\.?)?|\s?[ap]\.?m\b\.?|\s?Uhr\b|时|時|点)"
)
_GAP = (
    r"(?:[\s,，|·•–—T@/-]|[（(]?(?:星期|周|礼拜)[一二三四五六日天][)）]?|[（(][月火水木金土日][)）]|"
    r"(?:um|at|à|às|a las|kl\.?|klo|om|alle|ore|в|o|Uhr)\s){0,6}"
)
_YEAR = r"(?:19|20)\d\d"
_NAME = r"[^\W\d_]{3,12}"
_DAY = (
    rf"(?<!\d)(?P<y1>{_YEAR})\s?[-/.年년]\s?(?P<m1>\d{{1,2}})\s?[-/.月월]\s?(?P<d1>\d{{1,2}})(?!\d)\s?[日日일.]?"
    rf"|(?<!\d)(?P<y2>{_YEAR})\s(?P<m2>\d\d)\s?[-/]\s?(?P<d2>\d\d)(?!\d)"
    rf"|(?<![\d.])(?P<numeric>\d{{1,2}}\s?(?P<sep>[-/.])\s?\d{{1,2}}\s?(?P=sep)\s?{_YEAR})(?!\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s?(?:de\s|of\s|d['’])?(?P<m3>{_NAME})\.?,?\s(?:de\s|del\s)?(?P<y3>{_YEAR})(?!\d)"
    rf"|(?<!\w)(?P<m4>{_NAME})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>{_YEAR})(?!\d)"
)
_DATE = re.compile(rf"(?:{_DAY})(?:{_GAP}(?P<clock>{_CLOCK}{_ZONE}))?", re.IGNORECASE)
_CLOCK_FIRST = re.compile(rf"(?P<clock>{_CLOCK}{_ZONE}),?\s(?:on\s|[,|·–-]\s)?(?=\S)", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})\s?([ap])\.?m\b\.?", re.IGNORECASE)
_PARTS = re.compile(r"(\d{1,2})\s?[.h：时時点]\s?(\d{2})")
_HOUR_ALONE = re.compile(r"^(\d{1,2})\s?(?:Uhr|h|时|時|点)$")
_KOREAN = {"오전": "上午", "오후": "下午"}


class Found(NamedTuple):
    """A date in a line.

    :param start: where it begins
    :param value: the day in figures and the clock behind it, ready to be parsed
    """

    start: int
    value: str


def dates_in(text: str, language: str) -> Iterator[Found]:
    """The dates that a line states, a clock behind or before the day included."""
    place = 0
    while match := _DATE.search(text, place):
        place = match.end()
        day = _day(match, language)
        if not day:
            place = match.start() + 1
            continue
        start, clock = match.start(), match["clock"]
        if not clock:
            for before in _CLOCK_FIRST.finditer(text, max(0, start - 40), start + 1):
                if before.end() == start:
                    start, clock = before.start(), before["clock"]
        yield Found(start, f"{day} {_clock(clock)}" if clock else day)


def _day(match: re.Match[str], language: str) -> str:
    if match["numeric"]:
        return "".join(match["numeric"].split())
    for order in "12":
        if match[f"y{order}"]:
            return _iso(match[f"y{order}"], int(match[f"m{order}"]), match[f"d{order}"])
    for order in "34":
        if match[f"y{order}"] and (month := month_of(match[f"m{order}"], language)):
            return _iso(match[f"y{order}"], month, match[f"d{order}"])
    return ""


def _iso(year: str, month: int, day: str) -> str:
    return f"{year}-{month:02}-{int(day):02}" if 1 <= month <= 12 and 1 <= int(day) <= 31 else ""


def _clock(text: str) -> str:
    """The clock with a colon, in words that the parser knows."""
    text = " ".join(text.replace("：", ":").split()).strip()
    for own, known in _KOREAN.items():
        text = text.replace(own + " ", known).replace(own, known)
    text = _HOUR_ALONE.sub(r"\1:00", text)
    text = _PARTS.sub(r"\1:\2", text, count=1)
    if ":" not in text:
        text = _HOUR.sub(r"\1:00 \2m", text, count=1)
    return text
