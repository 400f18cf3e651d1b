"""What reading a date gives: the date and how it was stated; and the question that each reader is given."""

import re
import unicodedata
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
class Style:
    """What a site's dates look like, where that is known of it.

    :param order: of day, month and year in figures: ``dmy``, ``mdy`` or ``ymd``; empty where it is not known
    :param forms: as :func:`newsarchive.dates.forms.read_form` has them; tried first
    """

    order: str = ""
    forms: tuple[str, ...] = ()


ANY_STYLE = Style()
_FIGURE = re.compile(r"(?![0-9])\d")


_PLAIN = {"－": "-", "／": "/", "．": ".", "：": ":", "﹕": ":", "∶": ":"}
_WIDE = re.compile(rf"(?<=\d)[{''.join(_PLAIN)}](?=\d)")


def plain_figures(text: str) -> str:
    """The text with figures of every script as 0 to 9, and plain marks between them; as long as it was."""
    if text.isascii():
        return text
    text = _FIGURE.sub(lambda match: str(unicodedata.digit(match[0])), text)
    return _WIDE.sub(lambda match: _PLAIN[match[0]], text)


@dataclass(frozen=True, slots=True)
class Question:
    """One text to be read.

    :param text: on one line, full-width forms made plain; its figures, of whatever script, become 0 to 9
    :param reference: when the page was served, aware, in ``zone``
    :param zone: the zone of texts that state none
    :param language: a lower-case BCP 47 tag
    :param order: ``dmy``, ``mdy`` or ``ymd`` where the site's is known; else the language decides
    """

    text: str
    reference: datetime
    zone: tzinfo
    language: str
    order: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain_figures(self.text))

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
