"""How many articles a site published, from how far its lists agree: capture and recapture.

Each group of lists is a capture of the site's articles. Two of them are compared by Chapman's estimator, more
by Chao's lower bound for captures on several occasions, both in the form without bias for small numbers.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

_FEWEST = 7  # articles in several groups: with fewer Chapman's estimator is biased (Robson & Regier 1964)
_AGREED = 0.5  # of the smaller group; lists that agree on less are of different scope
_NORMAL = 1.96  # standard deviations on either side: 95 %


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the agreement of lists says of the articles that none of them showed.

    :param groups: how many articles each group of lists showed, by its name
    :param shown: how many different ones they showed together
    :param several: how many of these more than one group showed
    :param total: how many there were, by the estimate; None where nothing can be said
    :param most: the upper end of its 95 % interval; None also where there are more than two groups
    :param why_not: why nothing can be said, in words
    """

    groups: Mapping[str, int]
    shown: int
    several: int
    total: float | None = None
    most: float | None = None
    why_not: str = ""

    @property
    def unseen(self) -> int | None:
        """How many articles no list showed, by the estimate; None where nothing can be said."""
        return None if self.total is None else max(0, round(self.total - self.shown))


def estimate(groups: Mapping[str, Collection[int]]) -> Estimate:
    """The estimate from what groups of lists showed.

    :param groups: the articles that each showed, by its name
    """
    showing = {name: set(articles) for name, articles in groups.items() if articles}
    times = Counter(article for articles in showing.values() for article in articles)
    once, shown = sum(count == 1 for count in times.values()), len(times)
    said = Estimate({name: len(articles) for name, articles in showing.items()}, shown, shown - once)
    if why_not := _why_not(said, map(len, showing.values())):
        return Estimate(said.groups, shown, said.several, why_not=why_not)
    if len(showing) == 2:
        first, second = map(len, showing.values())
        total, most = chapman(first, second, said.several)
        return Estimate(said.groups, shown, said.several, max(total, shown), max(most, shown))
    twice = sum(count == 2 for count in times.values())
    return Estimate(said.groups, shown, said.several, shown + chao(len(showing), once, twice))


def chapman(first: int, second: int, both: int) -> tuple[float, float]:
    """How many there are, where one capture has ``first``, another ``second``, and ``both`` are in either.

    :returns: the estimate, and the upper end of its 95 % interval by Seber's variance
    """
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return total, total + _NORMAL * sqrt(variance)


def chao(captures: int, once: int, twice: int) -> float:
    """How many were in none of several captures at least, where so many were in one, and in two."""
    return (captures - 1) / captures * once * (once - 1) / (2 * (twice + 1))


def _why_not(said: Estimate, sizes: Iterable[int]) -> str:
    if not said.groups:
        return "no list has shown anything new since it was first read"
    if len(said.groups) == 1:
        return "there is one kind of list alone, and nothing to compare it with"
    if said.several < _FEWEST:
        return f"too few articles for it ({said.several} in several kinds of lists)"
    if said.several < _AGREED * sorted(sizes)[-2]:
        return "the lists show different articles"
    return ""
