"""The one function that reads a date, form by form, the cheapest first."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from newsarchive.dates.clock import clock_after, clock_before, on_day
from newsarchive.dates.days import Day, days_in_figures
from newsarchive.dates.days_in_words import days_in_words
from newsarchive.dates.forms import read_form
from newsarchive.dates.labels import label_of
from newsarchive.dates.numeric import arranged, compact, yearless
from newsarchive.dates.parsed import ANY_STYLE, ParsedDate, Question, Style
from newsarchive.dates.relative import phrase, relative
from newsarchive.dates.zones import in_zone
from newsarchive.text import one_line

_LONGEST = 300
_DATE_LIKE = re.compile(r"\d|[〇一二三四五六七八九十]月")
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Hyphens and dashes that editors put for "-", and breaks that nobody sees.
_LOOKALIKES = {**dict.fromkeys((0x2010, 0x2012, 0x2013, 0x2212), "-"), **dict.fromkeys((0x200B, 0x2060), " ")}
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)


def parse_date(
    text: str, *, reference: datetime, zone: tzinfo, language: str, style: Style = ANY_STYLE
) -> ParsedDate:
    """Read a stated date. Pure: no clock is asked, nothing is guessed.

    :param text: as stated, with labels and weekdays around it; at most 300 characters count
    :param reference: when the page was served, aware; relative and yearless dates count from it
    :param zone: the zone of a date that states none, and of the result; see :func:`in_zone` for
        dates before it kept standard time
    :param language: the site's, as a BCP 47 tag; decides how ``03/04/2022`` and ``CST`` read
    :param style: what the site's dates look like, where that is known
    :returns: the instant in ``zone``; a day without a clock is 00:00:00, its precision ``day``
    :raises DateError: ``no-date``; ``impossible-date`` for one that the calendar does not have, that is
        not whole, or that stands for "none" (1970-01-01); ``future-date`` for one more than a day
        after ``reference``; ``ambiguous-date``
    """
    stated = parse_stated(text, reference=reference, zone=zone, language=language, style=style)
    return replace(stated, instant=in_zone(stated.instant, zone))


def parse_stated(
    text: str, *, reference: datetime, zone: tzinfo, language: str, style: Style = ANY_STYLE
) -> ParsedDate:
    """The same with the instant in the zone that the text states, where it states one."""
    text = text.strip() if len(text) > _LONGEST else text
    line = text[: _LONGEST + 1]
    line = one_line(line if line.isascii() else unicodedata.normalize("NFKC", line).translate(_LOOKALIKES))
    tag = language.lower().replace("_", "-")
    question = Question(line, reference.astimezone(zone), zone, tag, style.order)
    if not line:
        question.fail("no-date")
    if len(text) > _LONGEST:
        question.fail()
    for form in style.forms:
        if (parsed := read_form(question, form)) is not None:
            _check(question, parsed)
            return parsed
    for reader in _READERS:
        if (parsed := reader(question)) is not None:
            _check(question, parsed)
            return replace(parsed, relative=reader is relative)
    return question.fail("impossible-date" if _DATE_LIKE.search(line) else "no-date")


def _in_figures(question: Question) -> ParsedDate | None:
    return _of_days(question, list(days_in_figures(question)))


def _in_words(question: Question) -> ParsedDate | None:
    return _of_days(question, list(days_in_words(question)))


def _of_days(question: Question, days: Sequence[Day]) -> ParsedDate | None:
    day = _published(question, days)
    if day is None:
        return None
    clock = clock_after(question, day.end)
    if clock.precision == "day":
        clock = clock_before(question, day.start) or clock
    return on_day(question, day.year, day.month, day.day, clock)


def _published(question: Question, days: Sequence[Day]) -> Day | None:
    """Of several days the one behind a word for "published", else the first."""
    if len(days) < 2:
        return next(iter(days), None)
    labels = [(label_of(question.text[max(0, day.start - 60) : day.start]), day) for day in days]
    published = (day for label, day in labels if label == "published")
    unchanged = (day for label, day in labels if label != "changed")
    return next(published, None) or next(unchanged, days[0])


_READERS: tuple[Callable[[Question], ParsedDate | None], ...] = (
    _in_figures, compact, relative, _in_words, arranged, phrase, yearless,
)  # fmt: skip


def _check(question: Question, parsed: ParsedDate) -> None:
    text = question.text
    if parsed.precision == "day" and _CLOCK.search(text) and len(_YEAR.findall(text)) < 2:
        question.fail()  # a clock that belongs to the day in a way no reader knows
    try:
        instant = in_zone(parsed.instant, question.zone)
    except OverflowError:
        question.fail()
    if instant.year < 1000 or abs(instant - _EPOCH_START) <= timedelta(days=1):
        question.fail()
    if instant > question.reference + timedelta(days=1):
        question.fail("future-date")
