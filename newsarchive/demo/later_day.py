"""The demo site's good articles on a later day: the pages of each, and where listings show it."""

from collections.abc import Callable, Iterator
from functools import partial

from newsarchive.demo import later_articles, ordinary
from newsarchive.demo.articles import DemoArticle
from newsarchive.demo.changes import Changes
from newsarchive.demo.later_pages import GONE, NOT_FOUND, SOFT_404, LaterPages, MissingPages
from newsarchive.demo.listings import Listed
from newsarchive.demo.pages import ArticlePages, GoodPages

Make = Callable[[], DemoArticle]

_REWRITTEN: dict[str, Callable[[DemoArticle], DemoArticle]] = {
    "edited": later_articles.edited,
    "shrunken": later_articles.shrunken,
    "emptied": later_articles.emptied,
    "soft_404": later_articles.soft_404,
}
_BELIEVED = {"edited", "moved"}


class LaterDay:
    """What became of the good articles; without changes, the first day.

    :param articles: how many ordinary articles the first day had
    :ivar numbers: the ordinary articles that each kind of change befell
    :raises ValueError: there are fewer articles than changes
    """

    def __init__(self, changes: Changes, articles: int) -> None:
        self.numbers = changes.numbers(articles)
        self._first_day = range(1, articles + 1)
        self._counters = changes.counters
        self._kind = {number: kind for kind, numbers in self.numbers.items() for number in numbers}
        self._second = {number for numbers in self.numbers.values() for number in numbers[1::2]}

    @property
    def ordinary_numbers(self) -> range:
        """The ordinary articles that there are or were."""
        return range(1, len(self._first_day) + len(self.numbers["added"]) + 1)

    def fixed_pages(self, make: Make) -> GoodPages:
        """The pages of an article that nothing but the counters change."""
        return LaterPages(make, self._counted(make), truth=make) if self._counters else ArticlePages(make)

    def ordinary_pages(self, number: int) -> GoodPages:
        """The pages of ordinary article N."""
        first, kind = partial(ordinary.ordinary_article, number), self._kind.get(number)
        if kind is None:
            return self.fixed_pages(first)
        if kind == "removed":
            return MissingPages(GONE if number in self._second else NOT_FOUND, first)
        if kind == "soft_404" and number in self._second:
            return MissingPages(SOFT_404, first)
        if kind == "added":
            return ArticlePages(self._counted(first))
        now = self._counted(partial(_changed, number, kind))
        return LaterPages(first, now, truth=now if kind in _BELIEVED else first)

    def ordinary_path(self, number: int) -> str:
        """Where the post page of ordinary article N is, or was until it was removed."""
        return ordinary.path_of(number, days_later=self._days_later(number))

    def first_listed(self) -> Iterator[Listed]:
        """The ordinary articles as the listings of the first day show them."""
        return map(ordinary.listed, self._first_day)

    def listed(self) -> Iterator[Listed]:
        """The ordinary articles as listings show them now."""
        for number in self.ordinary_numbers:
            if self._kind.get(number) != "removed":
                yield ordinary.listed(number, days_later=self._days_later(number))

    def _days_later(self, number: int) -> int:
        return _days_later(number) if self._kind.get(number) == "moved" else 0

    def _counted(self, make: Make) -> Make:
        return (lambda: later_articles.recounted(make())) if self._counters else make


def _changed(number: int, kind: str) -> DemoArticle:
    if kind == "moved":
        return ordinary.ordinary_article(number, days_later=_days_later(number))
    return _REWRITTEN[kind](ordinary.ordinary_article(number))


def _days_later(number: int) -> int:
    return 1 if number % 2 else -1
