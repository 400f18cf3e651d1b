"""What differs on a later day of the demo site, and which ordinary articles it befalls."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.demo.dice import Dice

_FAR = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many ordinary articles changed since the first day, each in one way alone.

    :param added: published since; they go on from the last number
    :param edited: with one more sentence, wherever the text is shown
    :param removed: every page answers 404 or, for every second one, 410, and no listing shows it
    :param moved: dated a day earlier or later, so that the post page's path is another too
    :param shrunken: the body is its own first 20 characters
    :param emptied: the body is empty
    :param soft_404: status 200 and a text saying that there is no such page; for every second one
        that is an HTML page in place of the record too
    :param counters: every record that stands has another read counter, and every picture's address
        another nonce; the text is as it was
    """

    added: int = 0
    edited: int = 0
    removed: int = 0
    moved: int = 0
    shrunken: int = 0
    emptied: int = 0
    soft_404: int = 0
    counters: bool = False

    def __post_init__(self) -> None:
        for name, count in self._counts():
            if count < 0:
                raise ValueError(f"{name} is {count}; a number of articles is 0 or more")

    def numbers(self, articles: int) -> dict[str, tuple[int, ...]]:
        """The articles that each kind of change befalls, scattered over the site.

        :param articles: how many ordinary articles the first day had
        :return: article numbers by the name of the count; the tuples are disjoint
        :raises ValueError: there are fewer articles than changes
        """
        wanted = sum(count for name, count in self._counts() if name != "added")
        if wanted > articles:
            raise ValueError(f"{wanted} articles shall change, and the first day has {articles}")
        rest = iter(_scattered(articles) if wanted else ())
        return {
            name: tuple(range(articles + 1, articles + count + 1))
            if name == "added"
            else tuple(sorted(next(rest) for _ in range(count)))
            for name, count in self._counts()
        }

    def _counts(self) -> Iterator[tuple[str, int]]:
        return ((name, getattr(self, name)) for name in COUNTS)


COUNTS = {
    "added": "have been published",
    "edited": "have one more sentence",
    "removed": "have been withdrawn (404; every second 410)",
    "moved": "are dated a day earlier or later",
    "shrunken": "show but their first 20 characters",
    "emptied": "have no text any more",
    "soft_404": "answer 200 and say that there is no such page",
}
"""The changes that befall a number of articles, and what befalls them."""

NO_CHANGES = Changes()
"""The first day."""


def _scattered(articles: int) -> list[int]:
    return sorted(range(1, articles + 1), key=lambda number: (Dice(number).roll(_FAR), number))
