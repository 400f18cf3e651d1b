"""A feed or sitemap that leaves out a part of what others of its scope show."""

from bisect import bisect_left
from collections.abc import Sequence
from math import comb

from newsarchive.operations.witness import Sights
from newsarchive.store.shown_articles import SeenListing, ShownArticle

_HOUR = 3600
_WINDOWS = (20, 30, 40, 60, 90, 120, 180, 240)  # of a witness's latest articles, the shortest first
_FEWEST = 20  # articles of a witness
_MISSED = 3
_SHARE = 0.04  # that is left out at least
_SAME_SCOPE = 0.7  # that is shown at least
_PASSED_BY = 3  # later articles that it showed instead
_KNOWN = 50  # articles, from which on what a list left out before is its custom
_CUSTOM = 0.01  # of the articles are left out by chance, where that is not known
_RAREST = 0.002
_UNLIKELY = 5e-5
_FULL = 0.8  # of a list's entries are new at once: it was asked too seldom to say what it left out


def hides(sights: Sights, listing: SeenListing) -> str | None:
    """That a list hides articles, in a sentence; None where it does not, or nothing can be said."""
    if listing.kind == "page":
        return None  # which shows what its editors choose
    told = [
        (missed / count, f"it left out {missed:,} of the last {count:,} articles that {witness.url} showed")
        for witness in sights.others(listing)
        for missed, count in [_left_out(sights, listing, witness)]
        if missed
    ]
    return max(told)[1] if told else None


def _left_out(sights: Sights, listing: SeenListing, witness: SeenListing) -> tuple[int, int]:
    """How many of how many articles of a witness a list left out; (0, 0) where that is no fault."""
    judged = _judged(sights, listing, sights.since_both(listing, witness))
    judged = list(filter(sights.scope(listing, witness, judged), judged))
    for size in _WINDOWS:
        latest, before = judged[-size:], judged[:-size]
        missed = [one for one in latest if listing.number not in one.by]
        count, times = len(latest), len({one.first for one in missed})
        if (
            count < _FEWEST
            or times < _MISSED
            or not _SHARE * count <= len(missed) <= (1 - _SAME_SCOPE) * count
        ):
            continue
        if _chance(len(missed), count, _custom(listing, before)) <= _UNLIKELY:
            return len(missed), count
    return 0, 0


def _judged(sights: Sights, listing: SeenListing, evidence: Sequence[ShownArticle]) -> list[ShownArticle]:
    """The articles of which it is settled whether the list shows them: those that it did or passed by."""
    own = sorted(at for one in sights.of(listing) if (at := one.by[listing.number]) > listing.since)
    too_late, ripe = _overruns(own, listing), _ripe_after(sights, listing)
    return [
        one for one in evidence
        if listing.number in one.by
        or (len(own) - bisect_left(own, one.first + 1) >= _PASSED_BY
            and listing.asked - one.first >= ripe
            and not any(before < one.first <= after for before, after in too_late))
    ]  # fmt: skip


def _ripe_after(sights: Sights, listing: SeenListing) -> float:
    """How long after others the list shows an article at the latest, as a rule, and half as long again."""
    own = listing.number
    delays = sorted(one.by[own] - one.first for one in sights.of(listing) if one.first > listing.since)
    return max(2 * _HOUR, 1.5 * delays[len(delays) * 19 // 20]) if delays else 2 * _HOUR


def _overruns(own: Sequence[int], listing: SeenListing) -> list[tuple[int, int]]:
    """The spans after which nearly all of a list was new, so that some of its articles came and went."""
    moments = sorted(set(own))
    return [
        (before, after)
        for before, after in zip((listing.since, *moments), moments, strict=False)
        if listing.most and own.count(after) >= _FULL * listing.most
    ]


def _custom(listing: SeenListing, before: Sequence[ShownArticle]) -> float:
    """The share of articles that the list leaves out by chance, going by what it did before."""
    if len(before) < _KNOWN:
        return _CUSTOM
    missed = sum(listing.number not in one.by for one in before)
    return min(_CUSTOM, max(_RAREST, (missed + 0.5) / (len(before) + 1)))


def _chance(missed: int, count: int, share: float) -> float:
    """How likely it is that so many or more of ``count`` are left out by chance."""
    fewer = sum(comb(count, n) * share**n * (1 - share) ** (count - n) for n in range(missed))
    return 1 - fewer
