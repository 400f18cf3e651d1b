"""Relative phrases of any language, such as ``vor 3 Stunden`` and ``hier à 08:23``, by dateparser."""

import re
from datetime import datetime, timedelta

from newsarchive.dates.parsed import ParsedDate, Question
from newsarchive.dates.words import past_of

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?(?!\d)")
_LONGEST = 40
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
    try:
        found: datetime | None = dateparser.parse(
            text, languages=[language], settings={"RELATIVE_BASE": base, "PARSERS": ["relative-time"]}
        )
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        return None
    return found and found.replace(tzinfo=reference.tzinfo)
