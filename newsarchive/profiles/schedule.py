"""When a site is archived by a resident process or a timer, as its profile says."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Annotated

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator, WithJsonSchema, model_validator

from newsarchive.profiles.checks import OneOrMore, Strict

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"([1-9][0-9]{0,3}) ?([mhdw])")
_LONGEST = timedelta(days=366)
_HOURS = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9]) ?- ?(?:([01]?[0-9]|2[0-3]):([0-5][0-9])|24:00)")
_NAMED = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *"}
_SOME_DAY = datetime(2024, 1, 1, tzinfo=UTC)


def length_of(span: str) -> timedelta:
    """How long a span is: ``30m``, ``2h``, ``1d`` or ``1w``.

    :raises ValueError: it is none, or longer than a year
    """
    found = _SPAN.fullmatch(span)
    length = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta()
    if not timedelta() < length <= _LONGEST:
        raise ValueError(f"{span!r} is no span of time such as 30m, 2h or 1d, a year at most")
    return length


def hours_of(stated: str) -> tuple[time, time]:
    """From when on and until when: ``23:00-06:00`` goes beyond midnight.

    :raises ValueError: these are no hours of a day
    """
    found = _HOURS.fullmatch(stated)
    if not found:
        raise ValueError(f"{stated!r} are no hours of a day such as 23:00-06:00")
    hour, minute, until_hour, until_minute = (int(figures or 0) for figures in found.groups())
    begin, end = time(hour, minute), time(until_hour, until_minute)
    if begin == end:
        raise ValueError(f"{stated!r} would be the whole day, so that nothing is ever asked")
    return begin, end


def _span(text: str) -> str:
    length_of(text)
    return text


def _hours(text: str) -> str:
    hours_of(text)
    return text


def _cron(text: str) -> str:
    expression = _NAMED.get(text.lower(), text)
    try:
        if len(expression.split()) != 5:
            raise CronSimError("it has other than five fields")  # noqa: TRY301  one message for all
        next(CronSim(expression, _SOME_DAY))
    except (CronSimError, StopIteration) as error:
        why = str(error) or "it never comes"
        raise ValueError(f"{text!r} is no cron expression such as 0 6,18 * * 1-5: {why}") from error
    return expression


_SPANS = WithJsonSchema({"type": "string", "pattern": f"^{_SPAN.pattern}$"})
_OF_A_DAY = WithJsonSchema({"type": "string", "pattern": f"^{_HOURS.pattern}$"})
Span = Annotated[str, AfterValidator(_span), _SPANS]
Hours = Annotated[str, AfterValidator(_hours), _OF_A_DAY]
Cron = Annotated[str, AfterValidator(_cron)]


class ScheduleRules(Strict):
    """When the site is archived by itself; without ``every`` and ``cron`` its listings' own changes decide.

    :param every: from the beginning of a run to that of the next one: ``30m``, ``2h``, ``1d``, ``1w``
    :param cron: cron expressions of five fields, in place of ``every``, in the site's zone
    :param quiet: hours of the day, in the site's zone, in which no run begins: ``23:00-06:00``
    :param shortest: a listing that often shows something new is not asked again before that
    :param longest: one that seldom does is asked again after that, whatever it says of itself
    """

    every: Span | None = None
    cron: Annotated[tuple[Cron, ...], OneOrMore] = ()
    quiet: Annotated[tuple[Hours, ...], OneOrMore] = ()
    shortest: Span = "15m"
    longest: Span = "1d"

    @model_validator(mode="after")
    def _consistent(self) -> "ScheduleRules":
        if self.every and self.cron:
            raise ValueError("every and cron exclude one another; give one of them")
        if self.least > self.most:
            raise ValueError(f"shortest ({self.shortest}) is longer than longest ({self.longest})")
        if all(self.is_quiet(time(minute // 60, minute % 60)) for minute in range(24 * 60)):
            raise ValueError("quiet covers the whole day, so that nothing is ever asked")
        return self

    @property
    def learns(self) -> bool:
        """Whether the listings' own changes decide when they are asked."""
        return not (self.every or self.cron)

    @property
    def interval(self) -> timedelta | None:
        """The length of ``every``."""
        return length_of(self.every) if self.every else None

    @property
    def least(self) -> timedelta:
        """The length of ``shortest``."""
        return length_of(self.shortest)

    @property
    def most(self) -> timedelta:
        """The length of ``longest``."""
        return length_of(self.longest)

    def is_quiet(self, clock: time) -> bool:
        """Whether no run may begin at a time of the day."""
        return any(_within(clock, *hours_of(one)) for one in self.quiet)


def _within(clock: time, begin: time, end: time) -> bool:
    return begin <= clock < end if begin < end else clock >= begin or clock < end
