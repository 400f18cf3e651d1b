"""When a site's next run begins: its schedule, what it has due, and the hours in which it is left alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from cronsim import CronSim

from newsarchive.profiles import ScheduleRules, SiteProfile

_MINUTE = timedelta(minutes=1)
_SPREAD = 20  # of its interval a run may be late by one part, so that not all sites begin at once
_SPREAD_IF_MISSED = 4  # the same for what is to be caught up, which may be late
_MOST_SPREAD = timedelta(minutes=10)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a site when its next run is planned.

    :param last_started: when its last run began, aware; None where there was none
    :param due: the earliest time at which a listing, an owed article or a re-check is due, aware; None where
        nothing is known
    """

    last_started: datetime | None = None
    due: datetime | None = None


def next_run(profile: SiteProfile, past: Past, *, now: datetime, jitter: float) -> datetime:
    """When the site's next run is to begin, in UTC, never before ``now``.

    A run whose time went by more than a minute ago was missed: it is caught up once, some minutes from now.
    Whoever asks keeps the answer until that run begins, since the same question asked later would put it off.

    :param now: aware
    :param jitter: 0 to 1; how much of the time in which the run may begin goes by before it does
    """
    rules, zone = profile.schedule, profile.tzinfo
    interval = _interval(rules, zone, now)
    late = jitter * min(interval / _SPREAD, _MOST_SPREAD)
    very_late = jitter * min(interval / _SPREAD_IF_MISSED, _MOST_SPREAD)
    planned = _planned(rules, zone, past, interval, now=now)
    begin = now if planned is None else planned + late
    if begin < now - _MINUTE:
        begin = now + very_late
    begin = max(begin, now).astimezone(UTC)
    awake = _after_quiet(rules, zone, begin)
    if awake == begin:
        return begin
    spread = awake + very_late  # or all that slept would begin in one second
    return spread if _after_quiet(rules, zone, spread) == spread else awake


def _planned(
    rules: ScheduleRules, zone: tzinfo, past: Past, interval: timedelta, *, now: datetime
) -> datetime | None:
    """When the run should begin, be that long ago; None where there is nothing to go by: at once.

    A run that began in what is the future now tells that a clock was wrong: one a little ahead counts as
    begun now, one far ahead is none.
    """
    last = past.last_started
    if last is not None and last > now + interval:
        return now - 2 * _MINUTE  # as if it had been missed
    last = min(last, now) if last else None
    if rules.cron:
        return _next_cron(rules.cron, zone, last or now)
    if last is None:
        return None
    if rules.interval:
        return last + rules.interval
    soonest, latest = last + rules.least, last + rules.most
    return latest if past.due is None else min(max(past.due, soonest), latest)


def _interval(rules: ScheduleRules, zone: tzinfo, now: datetime) -> timedelta:
    """About how long it is from one run to the next."""
    if rules.cron:
        following = _next_cron(rules.cron, zone, now)
        return _next_cron(rules.cron, zone, following) - following
    return rules.interval or rules.least


def _next_cron(expressions: tuple[str, ...], zone: tzinfo, after: datetime) -> datetime:
    """The first time after a moment that any of the expressions names, in UTC.

    Of an hour that comes twice an expression may name the first one also when the second is on; that is over.
    """
    times = (CronSim(one, after.astimezone(zone)) for one in expressions)
    return min(next(found for one in several if (found := one.astimezone(UTC)) > after) for several in times)


def _after_quiet(rules: ScheduleRules, zone: tzinfo, begin: datetime) -> datetime:
    """The moment itself, or the first full minute after it that lies in no quiet hours."""
    if not rules.quiet or not rules.is_quiet(begin.astimezone(zone).time()):
        return begin
    minute = begin.replace(second=0, microsecond=0)
    end = minute + 2 * _DAY
    while minute < end:
        minute += _MINUTE
        if not rules.is_quiet(minute.astimezone(zone).time()):
            break
    return minute
