"""Whether articles are read as they were in the site's own last 30 days; where not, what has changed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median

from newsarchive.items import Doubt
from newsarchive.operations.finding import Finding
from newsarchive.operations.proportions import Change, fall, is_far_less, is_other_length, shift
from newsarchive.operations.titles import agree, differing, repeated
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.access import catalog_of, looking_into
from newsarchive.store.health import DAY, DAYS, STATED, ArticleRead, Readings, readings_of
from newsarchive.store.notices import open_notices
from newsarchive.text import letters_of

FEWER, DATES, TITLES, DIFFER, DOUBTS, REFUSED, LENGTH = (
    "fewer-found", "dates-from-listing", "titles-repeated", "titles-differ", "more-doubtful",
    "more-quarantined", "other-length",
)  # fmt: skip
KINDS = frozenset({FEWER, DATES, TITLES, DIFFER, DOUBTS, REFUSED, LENGTH})
"""The kinds of findings of which this file alone says whether they are there."""
TIME_OF_DAY = "time of day"
_FALSE_ALARMS = 0.001  # that are put up with, of one site in 30 days
_SIGNS = 24  # at most, that are looked at of each article
_NEWEST = 20  # articles that are looked at for a change, however long the last day's runs took to store them
_AGAIN = 10  # of the articles since a change, the newest, which say whether it is still so
_AGAIN_LEAST = 5
_STILL_OTHER = 1.3  # times as long, of a few articles
_WEEK = 7 * DAY
_OLDER = "older articles"
_YOUNG_LEAST = 10  # articles, which are more than a row of agency news
_YOUNG = 0.25  # of the usual share may be left in an archive that knows no weekend yet
_TEMPLATE = "has the page's template changed?"


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something that an article has as a rule, and of every article whether it does.

    :param times: when each was read, and ``found`` whether it has it, or how much; the oldest first
    :param again: when each was read last, by ``replay`` perhaps
    :param varies: by the day of the week, as what agencies and weekend editions leave out
    :param words: what is said of it, of the newest ``{count}`` articles
    """

    kind: str
    subject: str
    times: tuple[int, ...]
    again: tuple[int, ...]
    found: tuple[int, ...]
    words: str
    varies: bool = False


def judge_run(archive_folder: Path, profile: SiteProfile, *, now: int) -> list[Finding]:  # noqa: ARG001  an interface
    """What of an archive's articles is read otherwise than before, as its catalog has it after a run.

    What was noticed before is compared with the days before it was, so that it does not become usual.

    :param archive_folder: the archive's own
    :param now: seconds since 1970
    :raises StorageError: the catalog is missing or cannot be read
    """
    with looking_into(catalog_of(archive_folder)) as catalog:
        noticed = {(one.kind, one.subject): one.since for one in open_notices(catalog)}
        return judge(readings_of(catalog, now=now), noticed, now=now)


def judge(read: Readings, noticed: Mapping[tuple[str, str], int], *, now: int) -> list[Finding]:
    """The same of what was read.

    :param noticed: what is open: kind and subject, and since when
    """
    found: dict[tuple[str, str], Finding] = {}
    outcomes = _outcomes(read)
    # What a first crawl finds comes in the order of its lists, and so differs from one hundred to the next.
    is_begun = not outcomes.times or outcomes.times[0] > now - DAY
    for is_fresh in (True,) if is_begun else (True, False):
        # Like ages are compared: what a first run finds years later is read otherwise than today's news.
        those = [one for one in read.articles if one.is_fresh is is_fresh]
        if those:
            signs = [*_signs(those, "" if is_fresh else _OLDER)]
            level = _FALSE_ALARMS / _SIGNS / len(those)
            for sign in signs:
                judged = _lengths if sign.kind == LENGTH else _fallen
                found |= {(one.kind, one.subject): one for one in judged(sign, noticed, level, now)}
    if not is_begun:
        level = _FALSE_ALARMS / _SIGNS / len(outcomes.times)
        found |= {(one.kind, one.subject): one for one in _fallen(outcomes, noticed, level, now)}
    for kind, tell in ((TITLES, repeated), (DIFFER, differing)):
        is_open = (kind, "") in noticed
        if (kind, "") not in found and (words := tell(read.articles, is_open=is_open)):
            found[kind, ""] = Finding(kind, "", words)
    return list(found.values())


def _signs(read: Sequence[ArticleRead], whose: str) -> Iterator[_Sign]:
    """All that is looked at.

    :param whose: what is said of the articles besides; empty for fresh ones
    """

    def of(
        kind: str, subject: str, has: Callable[[ArticleRead], int], words: str, *,
        varies: bool = False, read: Sequence[ArticleRead] = read,
    ) -> _Sign:  # fmt: skip
        times, again = tuple(one.stored for one in read), tuple(one.last_read for one in read)
        named = " of ".join(filter(None, (subject, whose)))
        return _Sign(kind, named, times, again, tuple(map(has, read)), words, varies)

    for name in STATED:
        yield of(FEWER, name, partial(_states, name), f"{name} is found", varies=True)
    yield of(FEWER, TIME_OF_DAY, lambda one: one.has_time, "the time of day is found", varies=True)
    titles = Counter(letters_of(one.title) for one in read)
    yield of(TITLES, "", lambda one: titles[letters_of(one.title)] == 1, "a title of its own is found")
    shown = [one for one in read if one.listed]
    agreeing = "a title that agrees with the lists is found"
    yield of(DIFFER, "", lambda one: agree(one.title, one.listed), agreeing, read=shown)
    for doubt in Doubt:
        yield of(DOUBTS, doubt, partial(_is_free_of, doubt), f"no {doubt} is found")
    dated = [one for one in read if one.own_date is not None]
    yield of(DATES, "", lambda one: one.own_date is True, "the page's own date is found", read=dated)
    yield of(LENGTH, "", lambda one: one.length, "")


def _states(field: str, one: ArticleRead) -> bool:
    return field in one.stated


def _is_free_of(doubt: str, one: ArticleRead) -> bool:
    return doubt not in one.doubts


def _outcomes(read: Readings) -> _Sign:
    """Of everything that was read for the first time, whether it became a post."""
    good = _in_order([one.stored for one in read.articles], found=True)
    bad = _in_order([at for at, _ in read.rejected], found=False)
    ends = sorted([*good, *bad])
    times, found = tuple(at for at, _, _ in ends), tuple(is_good for _, _, is_good in ends)
    recent = Counter(reason for at, reason in read.rejected if at > (times[-1] - DAY if times else 0))
    why = "".join(f" (where not, mostly {reason})" for reason, _ in recent.most_common(1))
    return _Sign(REFUSED, "", times, times, found, f"a post could be made{why}")


def _in_order(times: Sequence[int], *, found: bool) -> Iterator[tuple[int, float, bool]]:
    """Each with its place among those of the same second: a batch has one time, and is to be mixed evenly."""
    counts, places = Counter(times), Counter[int]()
    for at in times:
        yield at, (places[at] + 0.5) / counts[at], found
        places[at] += 1


def _fallen(sign: _Sign, noticed: Mapping[tuple[str, str], int], level: float, now: int) -> Iterator[Finding]:
    """That fewer of the newest articles have it."""
    since = noticed.get((sign.kind, sign.subject))
    if since:
        change = _is_still(sign, since, mean, is_far_less)
    else:
        is_young = sign.varies and bool(sign.times) and sign.times[0] > now - _WEEK
        newest = _newest(sign.times, now)
        share, least = (_YOUNG, _YOUNG_LEAST) if is_young else (1.0, 1)
        change = fall(sign.found, newest, level, share=share, least=least)
    if change:
        have = f"{sign.words} in {round(change.now * change.count)} of the newest {change.count:,} articles"
        yield Finding(
            sign.kind, sign.subject, f"{have}; {_before(f'in {change.usual:.0%} of the {change.before:,}')}"
        )


def _lengths(
    sign: _Sign, noticed: Mapping[tuple[str, str], int], level: float, now: int
) -> Iterator[Finding]:
    """That bodies became shorter or longer."""
    since = noticed.get((sign.kind, sign.subject))
    if since:
        change = _is_still(sign, since, median, partial(is_other_length, times=_STILL_OTHER))
    else:
        change = shift(sign.found, _newest(sign.times, now), level)
    if change:
        told = f"the newest {change.count:,} bodies have {change.now:,.0f} characters (the median)"
        yield Finding(
            sign.kind, sign.subject, f"{told}; {_before(f'{change.usual:,.0f} in the {change.before:,}')}"
        )


def _is_still(
    sign: _Sign,
    since: int,
    middle: Callable[[Sequence[int]], float],
    is_other: Callable[[float, float], bool],
) -> Change | None:
    """What was noticed, unless the articles that were read since then are as those before it."""
    before = [value for at, value in zip(sign.again, sign.found, strict=True) if at < since]
    after = [value for at, value in zip(sign.again, sign.found, strict=True) if at >= since][-_AGAIN:]
    if not before:  # it is usual by now
        return None
    usual, now = middle(before), middle(after) if after else 0.0
    if len(after) >= _AGAIN_LEAST and not is_other(now, usual):
        return None
    return Change(len(after), now, len(before), usual, 0.0)


def _newest(times: Sequence[int], now: int) -> int:
    """How many of the newest may be those of after a change: those of the last day, or some at least."""
    return max(_NEWEST, sum(at > now - DAY for at in times))


def _before(usual: str) -> str:
    return f"before that {usual} of {DAYS} days; {_TEMPLATE}"
