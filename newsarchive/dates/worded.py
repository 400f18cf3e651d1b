"""Dates with month names: English and RFC 2822 by python-dateutil, other languages by dateparser."""

import re
from datetime import datetime, tzinfo

from dateutil import parser as dateutil_parser

from newsarchive.dates.parsed import ParsedDate, Question
from newsarchive.dates.zones import zone_named

_EUROPEAN = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sv", "da", "nb", "fi", "hu",
             "ro", "tr", "el", "bg"]  # fmt: skip
_ENGLISH_MONTH = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"^[^\d]{0,40}?:\s|\b(?:first\s)?(?:published|updated|posted|last modified)\b(?:\s(?:on|at))?:?"
    r"|(?<=\d)(?:st|nd|rd|th)\b"
    r"|\s[|·•–—]\s|\bat\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_\u2e80-\ud7ff\uf900-\ufaff]{3}")  # of an alphabet: ideographs are read elsewhere
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s?[:.h]\s?(\d\d)(?:[:.](\d\d))?(?!\d)")
_HOUR = re.compile(r"(?<!\d)(\d{1,2})(?::\d\d){0,2}\s?(?:h\b|(?P<half>[ap]\.?m)\b)", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:published|posted)\b(.{6,}?)(?=\b(?:last\s)?(?:updated|modified)\b|$)", re.IGNORECASE
)
_FRENCH_CLOCK = re.compile(r"(?:\bàs\s)?(?<!\d)(\d{1,2})\s?h\s?(\d\d)(?!\d)")  # dateparser: none with às
# Two defaults that differ in everything: what is equal after parsing with either was stated.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2004, 2, 29))  # noqa: DTZ001  the zone is the text's


def worded(question: Question) -> ParsedDate | None:
    """A date whose month is a word, in the profile's language, English, or a European one.

    Of several the one behind "published" counts; without that word none does.
    """
    published = _PUBLISHED.search(question.text)
    text = _NOISE.sub(" ", published[1] if published else question.text)
    text = " ".join(_FRENCH_CLOCK.sub(r"\1:\2", text).split()).strip(" ,;|-")
    if len(text) > 100 or not _YEAR.search(text) or not _WORD.search(text):
        return None
    moment = _by_dateutil(question, text) if _ENGLISH_MONTH.search(text) else None
    if moment is None:
        moment = _by_dateparser(question, text) or _by_dateparser(question, _from_first_figure(text))
    if moment is None or not _stated(moment, text):
        return None
    hour = _HOUR.search(text)
    if hour and hour["half"] and not 1 <= int(hour[1]) <= 12:
        question.fail()
    clock = _CLOCK.search(_without_date_dots(text)) or hour
    seconds = re.search(r"\d[:.]\d\d[:.]\d\d", text)
    if not clock:
        if moment.hour or moment.minute:
            question.fail()  # "noon" and its like
        moment = moment.replace(tzinfo=None)  # a day is the zone's, whatever zone stands behind it
    aware = moment if moment.tzinfo else moment.replace(tzinfo=question.zone)
    return ParsedDate(aware.replace(microsecond=0), "second" if seconds else "minute" if clock else "day")


def _by_dateutil(question: Question, text: str) -> datetime | None:
    def zone(name: str | None, offset: int | None) -> tzinfo | int | None:
        known = zone_named(name, question.language) if name else None
        if name and known is None and offset is None:
            raise ValueError(f"unknown zone {name}")
        return known if offset is None else offset

    try:
        readings = [dateutil_parser.parse(text, default=default, tzinfos=zone) for default in _DEFAULTS]
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError):
        return None
    return readings[0] if readings[0] == readings[1] else question.fail()


def _by_dateparser(question: Question, text: str) -> datetime | None:
    import dateparser  # noqa: PLC0415  half a second, for texts that nothing else reads

    own = question.base_language
    languages = [own, *(x for x in _EUROPEAN if x != own)] if own in _EUROPEAN else _EUROPEAN
    try:
        return dateparser.parse(  # type: ignore[no-any-return]
            text,
            languages=languages,
            settings={
                "REQUIRE_PARTS": ["day", "month", "year"],
                "RELATIVE_BASE": question.reference.replace(tzinfo=None),
                "PARSERS": ["absolute-time"],
                "DATE_ORDER": "DMY",
            },
        )
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        return None


def _from_first_figure(text: str) -> str:
    """The text without what stands before its figures, such as ``Publié le``."""
    match = re.search(r"\d", text)
    return text[match.start() :] if match else text


def _stated(moment: datetime, text: str) -> bool:
    """Whether year, day and clock of a reading stand in the text, so that none was made up."""
    figures = {int(figure) for figure in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text)}
    if moment.year not in figures or moment.day not in figures:
        return False
    clock = _CLOCK.search(_without_date_dots(text))
    return clock is None or int(clock[2]) == moment.minute


def _without_date_dots(text: str) -> str:
    return re.sub(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|(?<!\d)\d{4}(?!\d)", " ", text)
