"""When a picture is asked for again, be it that it failed or that its bytes are kept: the rules alone."""

from collections.abc import Container

from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.rechecks import DAY, HOUR

RETRIES = (HOUR // 6, HOUR, 6 * HOUR, DAY, 3 * DAY, 10 * DAY)
"""The waits after each failure in a row; after one more the picture is given up."""
FIRST = 30 * DAY
"""From the day on which its bytes came to the first time that it is asked whether it is still the same."""
_GROWTH = 2
_LONGEST = 360 * DAY
_WITHDRAWN: Container[str | None] = ("http-404", "http-410")


def is_given_up(row: PictureRow) -> bool:
    """Whether an owed picture will hardly come: its source withdrew it, or failed too often.

    It is still asked for, at the long intervals of those that are kept.
    """
    return row.sha256 is None and (row.failure in _WITHDRAWN or row.attempts > len(RETRIES))


def wait_for(row: PictureRow) -> int:
    """The seconds until a picture is asked for again, which was asked for just now.

    :param row: with its failures and the wait that it had before
    """
    if row.failure is not None and row.failure not in _WITHDRAWN and row.attempts <= len(RETRIES):
        return RETRIES[row.attempts - 1]
    return min(max(FIRST, (row.wait or 0) * _GROWTH), _LONGEST)
