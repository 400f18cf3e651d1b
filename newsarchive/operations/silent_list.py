"""A list that stands still while others of its scope show news."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import log

from newsarchive.operations.witness import Sights
from newsarchive.store.shown_articles import SeenListing, ShownArticle
from newsarchive.text import many

_HOUR = 3600
_ENOUGH = 10  # articles by which a witness is known
_SAME_SCOPE = 0.9
_LATEST = 200  # articles of a witness that are looked at
_FEWEST = 3  # articles that are missed
_UNLIKELY = log(1e-4)
_PATIENCE = 3 * _HOUR
_FIRST_DAY = 24 * _HOUR  # of a list whose ways are not known yet: it may be made once a day


def is_silent(sights: Sights, listing: SeenListing) -> str | None:
    """That a list is silent, in a sentence; None where it is not, or nothing can be said."""
    numbers = [one.by[listing.number] for one in sights.of(listing)]
    last = max(numbers, default=listing.since)
    told = [
        (len(missed), f"it has shown nothing new for {_span(listing.asked - last)}, while {witness.url}"
         f" showed {many(len(missed), 'new article')}")
        for witness in sights.others(listing)
        if (missed := _missed(sights, listing, witness, last))
    ]  # fmt: skip
    return max(told)[1] if told else None


def _missed(sights: Sights, listing: SeenListing, witness: SeenListing, last: int) -> list[ShownArticle]:
    """What a list should have shown since its last news, going by a witness; nothing where that is usual."""
    own = listing.number
    evidence = sights.since_both(listing, witness)
    before = [one for one in evidence if one.by[witness.number] <= last][-_LATEST:]
    is_known = len(before) >= _ENOUGH
    if not is_known:
        before = [one for one in sights.held_at_first(listing, witness) if one.by[witness.number] <= last]
    is_in_scope = sights.scope(listing, witness, before)
    before = list(filter(is_in_scope, before))
    showed = sum(own in one.by for one in before)
    if len(before) < _ENOUGH or showed < _SAME_SCOPE * len(before):
        return []
    about = {one.section for one in before}
    missed = [
        one for one in evidence
        if last < one.first and one.by[witness.number] < listing.asked and own not in one.by
        and one.section in about and is_in_scope(one)
    ]  # fmt: skip
    chance = 1 - (showed + 1) / (len(before) + 2)
    if len(missed) < _FEWEST or len(missed) * log(chance) > _UNLIKELY:
        return []
    age = listing.asked - min(one.by[witness.number] for one in missed)
    most, longest, count = _usual(sights.moments(listing), evidence, witness.number)
    is_unusual = len(missed) > 1.5 * most + 2 and age > 1.5 * longest + _PATIENCE
    is_watched = listing.asked - last >= _FIRST_DAY
    return missed if is_unusual and (is_watched or (is_known and count >= _FEWEST)) else []


def _usual(moments: Sequence[int], evidence: Iterable[ShownArticle], witness: int) -> tuple[int, int, int]:
    """The most articles of a witness between two of a list's news, the longest that one waited, and how
    often the list had news.
    """
    times = sorted(one.by[witness] for one in evidence)
    most = longest = place = 0
    for before, after in zip((0, *moments), moments, strict=False):
        between = []
        while place < len(times) and times[place] <= after:
            if before < times[place] < after:
                between.append(times[place])
            place += 1
        most = max(most, len(between))
        longest = max(longest, after - min(between, default=after))
    return most, longest, len(moments)


def _span(seconds: int) -> str:
    span = timedelta(seconds=seconds)
    return f"{span.days} days" if span.days > 1 else f"{seconds // _HOUR} hours"
