"""The days that somebody chooses in a search."""

import calendar
import re

from newsarchive.exceptions import ArgumentError
from newsarchive.text import printable

_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?", re.ASCII)


def day_of(said: str, name: str, *, last: bool) -> str:
    """A day, month or year as the first or the last of its days, ``YYYY-MM-DD``.

    :param name: what it is said for, for the message
    :raises ArgumentError: it is none
    """
    if found := _DAY.fullmatch(said.strip()):
        year = int(found[1])
        month = int(found[2] or (12 if last else 1))
        if year and 1 <= month <= 12:
            end = calendar.monthrange(year, month)[1]
            day = int(found[3] or (end if last else 1))
            if 1 <= day <= end:
                return f"{year:04}-{month:02}-{day:02}"
    raise ArgumentError(
        f"{name}:{printable(said)}: is no day; give YYYY-MM-DD, YYYY-MM or YYYY, such as {name}:2026-03-01"
    )
