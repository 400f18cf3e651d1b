"""What lists showed, turned so that one list can be held against another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from newsarchive.store.completeness import Completeness
from newsarchive.store.shown_articles import SeenListing, ShownArticle

_SMALL = 5  # articles of another list, from which on it tells what a list's scope is


class Sights:
    """The news that lists showed. News alone is evidence: what was published before was never to be shown.

    :ivar listings: that could be read when they were asked last
    """

    def __init__(self, completeness: Completeness) -> None:
        self.listings = [one for one in completeness.listings if not one.is_unread]
        self.news = [one for one in completeness.articles if one.is_news]
        self._by_list = defaultdict[int, list[ShownArticle]](list)
        for article in self.news:
            for number in article.by:
                self._by_list[number].append(article)

    def others(self, listing: SeenListing) -> list[SeenListing]:
        """The other lists."""
        return [one for one in self.listings if one.number != listing.number]

    def of(self, listing: SeenListing) -> Sequence[ShownArticle]:
        """The news that a list showed, in the order in which any list showed it first."""
        return self._by_list[listing.number]

    def moments(self, listing: SeenListing) -> list[int]:
        """When a list showed news that it had not shown before, what it showed at first left out."""
        return sorted({at for one in self.of(listing) if (at := one.by[listing.number]) > listing.since})

    def since_both(self, listing: SeenListing, witness: SeenListing) -> list[ShownArticle]:
        """The news of a witness that came up while both were read."""
        began = max(listing.since, witness.since)
        return [one for one in self.of(witness) if one.first > began]

    def held_at_first(self, listing: SeenListing, witness: SeenListing) -> list[ShownArticle]:
        """The news of a witness that is not older than what a list showed when it was first read.

        What both showed then tells of their scope; of what is older a list may be too short.
        """
        times = [one.published for one in self.of(listing) if one.by[listing.number] <= listing.since]
        known = [time for time in times if time is not None]
        if not known:
            return []
        return [one for one in self.of(witness) if one.published is not None and one.published >= min(known)]

    @cached_property
    def _sections(self) -> set[str]:
        return {one.section for one in self.news}

    def scope(
        self, listing: SeenListing, witness: SeenListing, known: Sequence[ShownArticle]
    ) -> Callable[[ShownArticle], bool]:
        """Whether an article of a witness belongs to what a list is about.

        It is not about a folder of the site's addresses of which it leaves out most, nor about what another
        list shows of which it does.

        :param known: the witness's articles to go by
        """
        folders = {name for name in self._sections if name and _leaves_out(listing, known, name)}
        left = [one for one in known if one.section not in folders]
        lists = set[int]()
        for other in self.others(listing):
            if other.number != witness.number:
                theirs = [one for one in left if other.number in one.by]
                if len(theirs) >= _SMALL and _share(listing, theirs) < _HALF:
                    lists.add(other.number)
                    left = [one for one in left if other.number not in one.by]
        return lambda one: one.section not in folders and not lists & one.by.keys()


_HALF = 0.5


def _leaves_out(listing: SeenListing, articles: Iterable[ShownArticle], section: str) -> bool:
    of_it = [one for one in articles if one.section == section]
    return bool(of_it) and _share(listing, of_it) < _HALF


def _share(listing: SeenListing, articles: Sequence[ShownArticle]) -> float:
    return sum(listing.number in one.by for one in articles) / len(articles)
