"""Lists that say that they are older than what a run is about: skipped, unless an index has no other ones."""

from collections.abc import Iterable
from datetime import date, tzinfo

from scrapy.http import Request

from newsarchive.profiles.run_arguments import RunArguments

_NEWEST = 10  # lists of an index, all of which look older than the window, that are read all the same


class StaleLists:
    """Those that the list which is being read leads to.

    :param zone: in which the site's days are counted
    """

    def __init__(self, arguments: RunArguments, zone: tzinfo) -> None:
        self._first = arguments.first_day(zone)
        self._stale: dict[str, Request] = {}

    def is_before_the_window(self, days: Iterable[date | None]) -> bool:
        """Whether what states these days ends before ``since``: lists go on from new to old."""
        stated = [day for day in days if day]
        return bool(self._first and stated and max(stated) < self._first)

    def take(self, url: str, request: Request) -> bool:
        """Set a list aside that says that it is stale; whether it does."""
        if not self.is_before_the_window([request.meta["changed"]]):
            return False
        self._stale[url] = request
        return True

    def weigh(self, *, nothing_else: bool) -> tuple[list[Request], int]:
        """Those that were set aside and are read all the same, and how many others there are.

        A site that publishes has a list that has changed; where none says so, what they say is not kept up,
        and the newest are read.

        :param nothing_else: the index leads to no other lists and to no articles
        """
        stale, self._stale = self._stale, {}
        dates = {url: request.meta["changed"] for url, request in stale.items()}
        newest = max(dates.values(), default=None) if nothing_else else None
        chosen = [stale[url] for url, changed in dates.items() if changed == newest][:_NEWEST]
        for request in chosen:
            request.meta["changed"] = None
        return chosen, len(stale) - len(chosen)
