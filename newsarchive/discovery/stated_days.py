"""The days and the times of change that one list states of its entries, at a bounded cost."""

import re
from datetime import date, datetime

from newsarchive.dates import parse_date
from newsarchive.exceptions import ExtractionError
from newsarchive.profiles import SiteProfile

_MOST_IN_WORDS = 1_000
# Figures as machines write them: ISO 8601, RFC 822 and Unix time; each is read by its first form.
_BY_MACHINES = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
    r"|(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[A-Z]{1,4}|[+-]\d{4})"
    r"|\d{10}|\d{13}"
)
_IS_ISO = re.compile(r"\d{4}-")


class StatedDays:
    """Reads what a list states, each text once.

    Texts in words may take the readers a millisecond each, and a list may have 50,000 contrived ones. Of
    those the first thousand different ones are read; an entry behind them is taken up without a day.

    :param served: when the list was, aware
    :ivar read: how many texts were given to the readers of dates
    """

    def __init__(self, served: datetime, profile: SiteProfile) -> None:
        self.served = served
        self.profile = profile
        self.read = 0
        self._in_words = 0
        self._known: dict[str, date | None] = {"": None}

    def day(self, stated: str) -> date | None:
        """The day in the site's zone; None where the text is no date, or is not read any more."""
        if stated not in self._known:
            is_plain = _BY_MACHINES.fullmatch(stated) is not None
            if not is_plain and self._in_words >= _MOST_IN_WORDS:
                return None
            self._in_words += not is_plain
            self._known[stated] = self._parsed(stated)
        return self._known[stated]

    def moment(self, stated: str) -> datetime | None:
        """The moment that a time of change means, aware; None where no machine has written it.

        Lists for machines alone state such times, and a sitemap 50,000 of them.
        """
        if not _BY_MACHINES.fullmatch(stated):
            return None
        try:
            moment = datetime.fromisoformat(stated) if _IS_ISO.match(stated) else self._read(stated)
        except ValueError:
            return None
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=self.profile.tzinfo)

    def _parsed(self, stated: str) -> date | None:
        moment = self._read(stated)
        return moment and moment.date()

    def _read(self, stated: str) -> datetime | None:
        profile = self.profile
        self.read += 1
        try:
            return parse_date(
                stated, reference=self.served, zone=profile.tzinfo, language=profile.date_language,
                style=profile.dates.style,
            ).instant  # fmt: skip
        except ExtractionError:
            return None
