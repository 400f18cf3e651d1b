"""When a site's next run is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from newsarchive.profiles import SiteProfile

_EVERY = timedelta(minutes=30)
_SPREAD = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What of an archive's past its next run goes by.

    :param last_started: when its last run began, aware; None where there was none
    :param due: the earliest time at which a listing, an owed article or a re-check is due, aware; None where
        nothing is known
    """

    last_started: datetime | None
    due: datetime | None


def next_run(profile: SiteProfile, past: Past, *, now: datetime, jitter: float) -> datetime:
    """When the site's next run is due; what was missed is caught up once, a little spread.

    :param now: aware
    :param jitter: from 0 to 1, another one each time
    """
    del profile
    last = past.last_started
    planned = min(last, now) + _EVERY if last else now
    return planned if planned > now else now + jitter * _SPREAD
