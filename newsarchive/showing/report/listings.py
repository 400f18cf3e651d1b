"""How much of what each list showed is archived."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.store.completeness import Account, Completeness
from newsarchive.store.shown_articles import SeenListing
from newsarchive.text import many


@dataclass(frozen=True, slots=True)
class ListingAccount:
    """What became of the articles that one list showed.

    :param shown: how many it showed in these days
    :param fates: how many of them came to what: ``stored``, ``owed``, ``failed``, ``quarantined``
    :param alone: how many of them no other list showed
    """

    listing: SeenListing
    shown: int
    fates: Counter[str]
    alone: int

    @property
    def per_cent(self) -> float:
        """How much of it is stored; less than all is never called 100."""
        return _per_cent(self.fates["stored"], self.shown)

    @property
    def not_stored(self) -> str:
        """What became of the others, in words; nothing where all are stored."""
        return told(self.fates)


def by_listing(completeness: Completeness) -> list[ListingAccount]:
    """The lists that were read in these days, that which showed most first."""
    fates: dict[int, Counter[str]] = {one.number: Counter() for one in completeness.listings}
    alone = Counter[int]()
    for article in completeness.articles:
        for number in article.by:
            fates.setdefault(number, Counter())[article.fate] += 1
        if len(article.by) == 1:
            alone.update(article.by.keys())
    accounts = [
        ListingAccount(one, fates[one.number].total(), fates[one.number], alone[one.number])
        for one in completeness.listings
    ]
    return sorted(accounts, key=lambda account: account.shown, reverse=True)


def in_words(total: Account, days: int) -> Iterator[str]:
    """What all lists showed together, a sentence each.

    :param total: of at least one article
    """
    fates = Counter(owed=total.owed, failed=total.failed, quarantined=total.quarantined)
    others = told(fates)
    yield (
        f"Lists showed {many(total.shown, 'new article')} in the last {many(days, 'day')}, of which"
        f" {_per_cent(total.stored, total.shown):.1f} % are stored{f'; {others}' if others else ''}."
    )
    if (unseen := total.estimate.unseen) is None:
        yield f"How many no list showed is unknown: {total.estimate.why_not}."
    else:
        more = f"about {unseen:,} more were shown by none" if unseen else "no more are to be expected"
        yield f"As far as the lists are independent of one another, {more}."


def share_of(total: Account) -> str:
    """How much of what lists showed is stored; a dash where they showed nothing."""
    return f"{_per_cent(total.stored, total.shown):.1f} %" if total.shown else "–"


def told(fates: Counter[str]) -> str:
    """How many came to other ends than a post, in words."""
    return ", ".join(f"{fates[what]:,} {what}" for what in ("owed", "failed", "quarantined") if fates[what])


def _per_cent(part: int, whole: int) -> float:
    if part == whole:
        return 100.0
    return min(99.9, 100 * part / whole)
