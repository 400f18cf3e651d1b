"""Whether the newest of a row of articles are otherwise than those before them, or may be so by chance."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median, pvariance

_LEAST_BEFORE = 20  # articles, or nothing is usual yet
_SIZES = (
    3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24, 29, 35, 42, 50, 60, 72, 86, 103, 124, 149, 179, 215, 258, 310,
    372, 446, 535, 642, 770, 924, 1109, 1331,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """That the newest ``count`` articles differ from the ``before`` ones.

    :param now: the share of the newest that have it, or their median
    :param usual: the same of those before
    :param chance: how probable so large a difference is where nothing has changed
    """

    count: int
    now: float
    before: int
    usual: float
    chance: float


def fewer(of: int, among: int, usual_of: int, usual_among: int) -> float:
    """The chance that at most ``of`` of the newest have it, by Fisher's exact test.

    :param among: how many are the newest
    :param usual_of: how many of the ones before have it, among ``usual_among``
    """
    all_of, everybody = of + usual_of, among + usual_among
    without = everybody - all_of
    least = max(0, among - without)
    ways = math.comb(all_of, least) * math.comb(without, among - least)
    found = ways
    for k in range(least, of):  # each number of ways follows from the one before
        ways = ways * (all_of - k) * (among - k) // ((k + 1) * (without - among + k + 1))
        found += ways
    return found / math.comb(everybody, among)


def is_far_less(now: float, usual: float) -> bool:
    """Whether a share fell so far that a reader of the archive would miss something.

    It is at most half of what it was; or what lacks it grew threefold, to a quarter at least.
    """
    lacking, lacked = 1 - now, 1 - usual
    return now <= usual / 2 or (lacking >= max(0.25, 3 * lacked))


def fall(
    found: Sequence[int], newest: int, level: float, *, share: float = 1.0, least: int = 1
) -> Change | None:
    """The clearest fall within the newest articles, if there is one.

    Whatever is lacking has to be lacking beyond chance, far more than before, and more than in any equally
    long row of the articles before: a weekend or a long night of agency news is no change.

    :param found: of each article, the oldest first, 1 where it has what is looked at, or else 0
    :param newest: how many of them may be those of after a change
    :param level: the highest chance that counts
    :param share: how much of the usual share may be left at most; for archives too young to know a weekend
    :param least: so many of the newest articles at least; for the same
    """
    best: Change | None = None
    for size in sizes(len(found), newest):
        before, have = len(found) - size, sum(found[-size:])
        had = sum(found[:before])
        now, usual = have / size, had / before
        if size < least or now >= usual or now > share * usual or not is_far_less(now, usual):
            continue
        rows = _rows(found[:before], size)
        if min(rows, default=size) <= have:
            continue
        alike = _alike(rows, size, usual)
        chance = fewer(*(round(count / alike) for count in (have, size, had, before)))
        if chance <= min(level, best.chance if best else level):
            best = Change(size, now, before, usual, chance)
    return best


def shift(lengths: Sequence[int], newest: int, level: float) -> Change | None:
    """The clearest change of length within the newest articles, by the rank-sum test, if there is one.

    :param lengths: of each article's body, the oldest first; otherwise as in :func:`fall`
    """
    best: Change | None = None
    for size in sizes(len(lengths), newest):
        before, after = lengths[:-size], lengths[-size:]
        now, usual = median(after), median(before)
        if usual and not is_other_length(now, usual):
            continue
        alike = _alike(_rows([one > usual for one in before], size), size, 0.5, unseen=0.0)
        chance = _rank_sum(before, after, alike)
        if chance > min(level, best.chance if best else level):
            continue
        places = range(0, len(before) - size + 1, max(1, size // 4))
        others = [median(before[at : at + size]) for at in places]
        if all(min(now, usual) < one if now < usual else one < now for one in others):
            best = Change(size, now, len(before), usual, chance)
    return best


def _rows(found: Sequence[int], size: int) -> list[int]:
    """How many have it in each row of so many articles, one after another."""
    sums = [0, *accumulate(found)]
    return [sums[at + size] - sums[at] for at in range(len(found) - size + 1)]


def _alike(rows: Sequence[int], size: int, share: float, *, unseen: float = 16.0) -> float:
    """How many articles in a row tell no more than a single one, since likes come together; 1 where none do.

    The fewer rows were seen, the less they say of it, and the more is taken for granted.

    :param rows: of equally many articles, how many have it; ``share``: of all of them
    :param unseen: how much is taken for granted; lengths seldom come in rows
    """
    by_chance = size * share * (1 - share)
    if not by_chance or len(rows) < 2:
        return 1.0
    return max(1.0, pvariance(rows) / by_chance) + unseen * share * (1 - share) * size / len(rows)


def is_other_length(now: float, usual: float, times: float = 1.5) -> bool:
    """Whether bodies are so many times as long as before, or as short."""
    return now * times <= usual or now >= usual * times


def sizes(articles: int, newest: int) -> Iterable[int]:
    """How many of the newest articles are compared with the others, the fewest first."""
    most = min(newest, articles - _LEAST_BEFORE)
    return [one for one in (*(size for size in _SIZES if size < most), most) if one >= _SIZES[0]]


def _rank_sum(before: Sequence[int], after: Sequence[int], alike: float) -> float:
    """The chance that two rows of lengths differ so much, whichever is the longer (Mann-Whitney).

    :param alike: as :func:`_alike` gives it
    """
    ordered, n, m = sorted(before), len(before), len(after)
    # Of each pair the longer one counts, of two equal ones each half.
    won = sum(bisect_left(ordered, one) + bisect_right(ordered, one) for one in after) / 2
    spread = math.sqrt(alike * n * m * (n + m + 1) / 12)
    away = max(0.0, abs(won - n * m / 2) - 0.5) / spread
    return math.erfc(away / math.sqrt(2))
