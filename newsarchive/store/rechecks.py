"""When an archived article is asked for again, and when what failed is tried again: the rules alone."""

from bisect import bisect_right
from collections.abc import Sequence

from newsarchive.profiles import RecheckRules

HOUR = 3600
DAY = 24 * HOUR
AGES = (1, 4, 13, 40, 121, 364, 1093)
"""Hours from storing at which the plain schedule asks for an article."""
PLAIN = (1.0,) * len(AGES)
"""The stretches of a site of which nothing is learned."""
_AT_ONCE = 5  # so many failures in a row are tried again by the very next run


def next_check(
    rules: RecheckRules, *, since: int, now: int, stretches: Sequence[float] = PLAIN
) -> tuple[int | None, int]:
    """When to ask again for an article that was asked for ``now``, and the wait until then.

    The times count from ``since``, so that a run which comes late makes none of them late. One that comes so
    late, or so early, that the next time is nearer than the one before stands for that one, too.

    :param since: when it was first stored, or first quarantined
    :param stretches: by what each wait is multiplied that begins from one of :data:`AGES` on, the first one
        from storing on
    :returns: None for the time when it is never to be asked for again
    """
    every, fresh = round(rules.every_hours * HOUR), round(rules.fresh_days * DAY)
    age = now - since
    if age < 0:  # the clock was wrong then: the article counts as fresh
        return now + every, every
    if age < fresh:
        due = since + (round(age / every) + 1) * every
        return due, due - now
    last, following = fresh, _after(rules, fresh, stretches)
    while age > (last + following) / 2 and last < rules.stop_days * DAY:
        last, following = following, _after(rules, following, stretches)
    wait = max(since + following - now, 0)
    return (now + wait if following < rules.stop_days * DAY else None), wait


def _after(rules: RecheckRules, age: int, stretches: Sequence[float]) -> int:
    """The age at which an article is asked for that was asked for at an age, both in seconds."""
    every, fresh = round(rules.every_hours * HOUR), round(rules.fresh_days * DAY)
    first = every * rules.growth if fresh else every
    wait = (age - fresh) * (rules.growth - 1) + first
    return age + max(1, round(wait * stretches[min(bisect_right(AGES, age / HOUR), len(AGES) - 1)]))


def next_try(rules: RecheckRules, *, attempts: int, now: int) -> int | None:
    """When to try again for an article that failed ``attempts`` times in a row; None: next run."""
    if attempts <= _AT_ONCE:
        return None
    wait = rules.every_hours * HOUR * rules.growth ** min(attempts - _AT_ONCE, 64)
    return now + round(min(wait, max(rules.stop_days, 1) * DAY))
