"""When an article is due: archived ones ever more rarely, failed ones soon. Seconds since 1970."""

from newsarchive.profiles import RecheckRules

HOUR = 3600
DAY = 24 * HOUR
_AT_ONCE = 5  # so many failures in a row are tried again by the very next run


def next_check(rules: RecheckRules, *, since: int, now: int, wait: int | None) -> tuple[int | None, int]:
    """When to ask again for an article that was asked for ``now``, and the wait until then.

    :param since: when it was first stored, or first quarantined
    :param wait: the wait before this check, None if it is the first
    :returns: None for the time when it is never to be asked for again
    """
    every = round(rules.every_hours * HOUR)
    age = now - since  # negative where the clock was wrong then: the article counts as fresh
    if age < rules.fresh_days * DAY:
        return now + every, every
    wait = round(max(every, (wait or every) * rules.growth))
    if age + wait >= rules.stop_days * DAY:
        return None, wait
    return now + wait, wait


def next_try(rules: RecheckRules, *, attempts: int, now: int) -> int | None:
    """When to try again for an article that failed ``attempts`` times in a row; None: next run."""
    if attempts <= _AT_ONCE:
        return None
    wait = rules.every_hours * HOUR * rules.growth ** min(attempts - _AT_ONCE, 64)
    return now + round(min(wait, max(rules.stop_days, 1) * DAY))
