"""How far a list is followed: not on where page after page shows nothing that could be stored."""

from collections.abc import Iterable
from typing import Any

from newsarchive.crawling.ledger import Ledger


class Chains:
    """The pages of a run's listings, each with what those before it came to.

    A calendar has a next page for ever, and each shows a day that no article is of.

    :param stop_after: see :class:`newsarchive.profiles.DiscoveryRules`
    """

    def __init__(self, ledger: Ledger, stop_after: int) -> None:
        self._ledger = ledger
        self._stop_after = stop_after
        self._before: dict[str, tuple[list[str], int]] = {}
        self._in_vain: dict[str, int] = {}

    def patient(self, place: dict[str, Any]) -> bool:
        """Whether a listing goes on even if its page at this place shows nothing new."""
        return bool(place["barren"] + 1 < self._stop_after)

    def note(self, page: str, following: str | None, shown: Iterable[str]) -> None:
        """Note which articles a page shows, and the page that follows it."""
        in_vain = self._in_vain.pop(page, 0)
        if following:
            self._before[following] = (list(shown), in_vain)

    def ends_at(self, page: str) -> bool:
        """Whether a page is not to be asked: nothing that those before it show was any article.

        It is to be called once the articles of the page before it have come to their ends.
        """
        shown, in_vain = self._before.pop(page, ([], 0))
        in_vain = in_vain + 1 if self._ledger.refused_all(shown) else 0 if shown else in_vain
        self._in_vain[page] = in_vain
        return in_vain >= self._stop_after


def place_of(meta: dict[str, Any]) -> dict[str, Any]:
    """Where a listing stands among the others."""
    return {name: meta[name] for name in ("away", "goes_on", "barren")}
