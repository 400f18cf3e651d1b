"""One look at an archive for a list: its cards, its catalog, and what is kept while they stay as they are."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from sqlite3 import Connection
from typing import TypeVar

from newsarchive.browsing.held import Held, limited
from newsarchive.browsing.page import TooLong
from newsarchive.exceptions import StorageError
from newsarchive.store.looking.happenings import Happenings, happenings_of
from newsarchive.store.looking.kept import Kept, kept_of
from newsarchive.store.looking.terms import Facet, Term, terms_of
from newsarchive.store.looking.years import Year, year_of, years_known
from newsarchive.store.search.index import searching

T = TypeVar("T")


@dataclass
class Look:
    """What lists ask an archive.

    :param both: cards and catalog, as :func:`newsarchive.store.search.index.searching` gives them
    :param zone: the site's
    """

    both: Connection
    zone: tzinfo
    kept: Kept

    @cached_property
    def happenings(self) -> Happenings:
        """When articles were edited, withdrawn and missed."""
        return self._kept("happenings", lambda: happenings_of(self.both))

    @cached_property
    def years(self) -> list[int]:
        """The years of which there is anything to show."""
        return self._kept(
            ("years", str(self.zone)), lambda: years_known(self.both, self.happenings, self.zone)
        )

    def year(self, number: int) -> Year:
        """The days of one of these years."""
        return self._kept(
            ("year", number, str(self.zone)), lambda: year_of(self.both, self.happenings, number, self.zone)
        )

    def terms(self, facet: Facet) -> list[Term]:
        """All sections, outlets or authors."""
        return self._kept(("terms", facet), lambda: terms_of(self.both, facet))

    @cached_property
    def last_moment(self) -> int:
        """When the archive was written last, in seconds since 1970; 0 where it never was."""
        last = self.both.execute("SELECT max(max(started, coalesce(ended, 0))) FROM run").fetchone()[0]
        return int(last or 0)

    @property
    def last_day(self) -> date:
        """The site's day of that moment."""
        return datetime.fromtimestamp(self.last_moment, self.zone).date()

    def _kept(self, name: Hashable, read: Callable[[], T]) -> T:
        if name not in self.kept:
            self.kept[name] = read()
        found: T = self.kept[name]
        return found


def looking(held: Held, see: Callable[[Look], T]) -> T:
    """What is seen in an archive's cards and catalog.

    :raises ArchiveBusy: it is of an earlier version, and somebody is at work on it
    :raises StorageError: there is no catalog, or it cannot be read
    :raises ProfileError: nobody can tell the site's zone
    :raises TooLong: it took more than ten seconds
    """
    kept, zone = kept_of(held.catalog), held.zone
    try:
        with searching(held.folder) as both, limited(both):
            return see(Look(both, zone, kept))
    except StorageError as error:
        if getattr(error.__cause__, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise TooLong(f"{held.name}: the catalog took too long to answer; ask for less") from error
        raise
