"""What reading a date gives: the date and how it was stated; and the question that each reader is given."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Literal, NoReturn

from newsarchive.exceptions import DateError
from newsarchive.text import printable

Precision = Literal["second", "minute", "day"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date as its source stated it.

    :param instant: aware, in the zone that was asked for; 00:00:00 where only a day was stated
    :param precision: how much the source stated
    :param relative: it was reckoned from when the page was served
    :param zoned: the source stated a zone too
    """

    instant: datetime
    precision: Precision
    relative: bool = False
    zoned: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One text to be read.

    :param text: on one line, full-width forms made plain
    :param reference: when the page was served, aware, in ``zone``
    :param zone: the zone of texts that state none
    :param language: a lower-case BCP 47 tag
    """

    text: str
    reference: datetime
    zone: tzinfo
    language: str

    @property
    def base_language(self) -> str:
        """The tag's first part: ``zh`` of ``zh-cn``."""
        return self.language.partition("-")[0]

    def fail(self, reason: str = "impossible-date") -> NoReturn:
        """Raise the DateError that names this text."""
        raise DateError(reason, f"{printable(self.text[:80])!r}: {_WORDS[reason]}")


_WORDS = {
    "no-date": "states no date",
    "impossible-date": "is no date of the calendar, or not a whole one",
    "future-date": "lies more than a day after the page was served",
    "ambiguous-date": "may be day and month or month and day; the language does not say",
}
