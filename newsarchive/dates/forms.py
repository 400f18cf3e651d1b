"""A date in the form that a site's profile states, written as for ``strptime``."""

import re
from functools import lru_cache

from newsarchive.dates.clock import Clock, clock_time, on_day
from newsarchive.dates.day_parts import part_at
from newsarchive.dates.days import day_of, whole_year
from newsarchive.dates.parsed import ParsedDate, Precision, Question
from newsarchive.dates.words import LETTER, month_of
from newsarchive.dates.zones import zone_after

_WORD = rf"{LETTER}+\.?"
_DIRECTIVES = {
    "d": r"(?P<day>\d{1,2})", "m": r"(?P<month>\d{1,2})", "B": rf"(?P<name>{_WORD})",
    "Y": r"(?P<year>\d{4})", "y": r"(?P<short>\d\d)", "H": r"(?P<hour>\d{1,2})", "M": r"(?P<minute>\d{1,2})",
    "S": r"(?P<second>\d{1,2})", "p": rf"(?P<part>(?:{LETTER}\.?\s?)+)", "z": r"(?P<zone>\S{1,9})",
    "A": _WORD, "%": "%",
}  # fmt: skip
_SAME = {"b": "B", "a": "A", "I": "H", "Z": "z", "e": "d", "-d": "d", "-m": "m", "-H": "H", "-I": "H"}
_PIECE = re.compile(r"%(-?[A-Za-z%])|(\s+)|([^%\s]+|%)")


@lru_cache(maxsize=64)
def form_pattern(form: str) -> re.Pattern[str]:
    """What a form matches; spaces in it stand for any white space.

    :raises ValueError: it has a directive that is not known or stands twice, or states no day
    """
    pattern = ""
    for directive, space, literal in _PIECE.findall(form):
        known = _DIRECTIVES.get(_SAME.get(directive, directive))
        if directive and known is None:
            raise ValueError(f"%{directive} is no part of a date that is known; {' '.join(_DIRECTIVES)} are")
        pattern += known or (r"\s+" if space else re.escape(literal))
    try:
        compiled = re.compile(rf"(?<!\d){pattern}(?!\d)", re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{form!r} states something twice: {error}") from None
    parts = compiled.groupindex
    if not ("day" in parts and parts.keys() & {"month", "name"} and parts.keys() & {"year", "short"}):
        raise ValueError(f"{form!r} states no whole day: it needs %d, %m or %B, and %Y or %y")
    return compiled


def read_form(question: Question, form: str) -> ParsedDate | None:
    """The date of a text that has something of that form; None where it has nothing of it.

    :raises DateError: it has, and that is no date
    """
    match = form_pattern(form).search(question.text)
    if match is None:
        return None
    said = match.groupdict()
    name = said.get("name")
    month = month_of(name, question.language) if name else int(said["month"])
    if month is None:
        question.fail()
    year = int(said["year"]) if said.get("year") else whole_year(question, int(said["short"]))
    day = day_of(question, match.span(), (year, month, int(said["day"])))
    part = part_at(said["part"], 0, question.base_language) if said.get("part") else None
    try:
        moment = clock_time(said.get("hour") or "0", said.get("minute"), said.get("second"), part)
        zone = zone_after(question, match.start("zone"))[0] if said.get("zone") else None
    except ValueError:
        question.fail()
    precision: Precision = "second" if said.get("second") else "minute" if said.get("hour") else "day"
    return on_day(question, day.year, day.month, day.day, Clock(moment, zone, precision, *match.span()))
