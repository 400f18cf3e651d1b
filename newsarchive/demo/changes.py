"""What differs on a later day of the demo site, and which ordinary articles it befalls."""

from dataclasses import dataclass

from newsarchive.demo.prose import Dice

COUNTS = {
    "added": "have been published",  # they go on from the last number
    "edited": "have one more sentence",
    "removed": "have been withdrawn (404; every second 410)",
    "moved": "are dated a day earlier or later",  # and so their post pages' paths are others
    "shrunken": "show but their first 20 characters",
    "emptied": "have no text any more",
    "soft_404": "answer 200 and say that there is no such page",  # every second one in HTML throughout
}
"""The changes that befall a number of articles, and what befalls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many ordinary articles changed since the first day, each in one of the ways of :data:`COUNTS`.

    :param counters: every record that stands has another read counter, and every picture's address
        another nonce; the text is as it was
    :raises ValueError: a number is negative
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
        for name in COUNTS:
            if (count := getattr(self, name)) < 0:
                raise ValueError(f"{name} is {count}; a number of articles is 0 or more")

    def numbers(self, articles: int) -> dict[str, list[int]]:
        """The articles that each kind of change befalls, scattered over the site; no two kinds share one.

        :param articles: how many ordinary articles the first day had
        :raises ValueError: there are fewer articles than changes
        """
        counts = {name: getattr(self, name) for name in COUNTS if name != "added"}
        if (wanted := sum(counts.values())) > articles:
            raise ValueError(f"{wanted} articles shall change, and the first day has {articles}")
        everyone = range(1, articles + 1) if wanted else ()
        rest = iter(sorted(everyone, key=lambda number: (Dice(number).roll(2**31), number)))
        changed = {name: sorted(next(rest) for _ in range(count)) for name, count in counts.items()}
        return {"added": list(range(articles + 1, articles + self.added + 1)), **changed}


NO_CHANGES = Changes()
"""The first day."""
