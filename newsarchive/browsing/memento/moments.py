"""Times as RFC 7089 writes them in headers, and as addresses of mementos do."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime

from newsarchive.exceptions import NewsArchiveError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RFC_1123 = re.compile(
    rf"(?:mon|tue|wed|thu|fri|sat|sun), ([0-9]{{2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})"
    r" ([0-9]{2}):([0-9]{2}):([0-9]{2}) gmt",
    re.IGNORECASE | re.ASCII,
)


class NoMoment(NewsArchiveError):
    """A text is no time of the form in which one is asked for; says which form that is."""


def read_header(text: str) -> datetime:
    """The time in an ``Accept-Datetime`` header, of which RFC 7089, 2.1.1 knows one form alone.

    :raises NoMoment: it has another form, or is no time of the calendar
    """
    found = _RFC_1123.fullmatch(text.strip(" \t"))
    try:
        if found:
            day, month, year, hour, minute, second = found.groups()
            number = _MONTHS.index(month.lower()) + 1
            return datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        pass
    raise NoMoment("Accept-Datetime has to be a time like Thu, 31 May 2007 20:35:00 GMT")


def as_header(moment: datetime) -> str:
    """A time as headers have it, to the second: ``Thu, 31 May 2007 20:35:00 GMT``."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def read_digits(text: str) -> datetime:
    """The time in the address of a memento, ``YYYYMMDDhhmmss`` in UTC.

    :raises NoMoment: it is no time of the calendar
    """
    try:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise NoMoment(f"{text} is no time like 20070531203500") from None


def as_digits(moment: datetime) -> str:
    """A time as the address of a memento has it."""
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S}"
