"""What is counted by day as weeks, in units in which people read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_UNITS = {
    "s": ((1, "s"), (60, "min"), (3600, "h")),
    "B": ((1, "bytes"), (1e3, "kB"), (1e6, "MB"), (1e9, "GB"), (1e12, "TB")),
}


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each week.

    :param name: what is counted
    :param unit: in which the values are; empty for a number of things
    :param values: a week each
    :param digits: after the point
    """

    name: str
    unit: str
    values: tuple[float, ...]
    digits: int = 0

    @property
    def label(self) -> str:
        """What is counted, with the unit."""
        return f"{self.name}, {self.unit}" if self.unit else self.name

    def told(self, value: float) -> str:
        """A value as people read it, without the unit."""
        return f"{value:,.{self.digits}f}"


def weeks_between(first: date, last: date) -> list[date]:
    """The Mondays of the weeks from that of ``first`` to that of ``last``."""
    monday = _monday(first)
    return [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]


def weekly(days: Mapping[date, float], weeks: list[date], name: str, unit: str = "") -> Series:
    """What is counted by day, by week.

    :param weeks: as :func:`weeks_between` gives them
    :param unit: ``s`` for seconds or ``B`` for bytes, from which one is made that suits the largest week;
        empty for a number of things
    """
    sums = dict.fromkeys(weeks, 0.0)
    for day, value in days.items():
        if (monday := _monday(day)) in sums:
            sums[monday] += value
    most = max(sums.values(), default=0.0)
    size, word = 1.0, unit
    for size_, word_ in _UNITS.get(unit, ()):
        if most >= 2 * size_ or size_ == 1:
            size, word = size_, word_
    values = tuple(value / size for value in sums.values())
    return Series(name, word, values, 1 if unit and most / size < _FEW and word != "bytes" else 0)


_FEW = 100  # of a unit, of which a tenth matters


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
