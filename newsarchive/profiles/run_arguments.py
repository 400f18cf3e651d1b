"""What a user may ask of one run with ``-a``, read and checked before the first request."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import SiteProfile, identity_of
from newsarchive.text import did_you_mean, printable

NAMES = ("categories", "ids", "urls", "since", "until", "limit", "recheck", "listings")
RECHECKS = ("all", "due", "none")
LISTINGS = ("all", "due")
_SLUG = re.compile(r"[A-Za-z0-9_()-]+")
_DAY = re.compile(r"\d{4}-?(?:\d\d-?\d\d|W\d\d-?\d)")


@dataclass(frozen=True, slots=True)
class RunArguments:
    """One run's arguments.

    :param categories: slugs; only their category pages are read
    :param ids: the site's own article ids; only these are archived, with no listing
    :param urls: share or post URLs; the same
    :param since: the first instant that counts, aware
    :param until: the first instant that counts no more, aware
    :param limit: how many articles to archive at most
    :param recheck: which archived articles to ask for again
    :param listings: which listings to ask: a scheduled run leaves those alone whose time has not come
    """

    categories: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None
    recheck: str = "due"
    listings: str = "all"

    @property
    def named(self) -> bool:
        """Whether the run is about certain articles, whatever the listings show."""
        return bool(self.ids or self.urls)

    @property
    def is_partial(self) -> bool:
        """Whether the run is about a part of the site."""
        return bool(self.named or self.categories or self.since or self.until or self.limit)

    def covers(self, instant: datetime) -> bool:
        """Whether an aware instant lies in the window."""
        return not ((self.since and instant < self.since) or (self.until and instant >= self.until))

    def first_day(self, zone: tzinfo) -> date | None:
        """The first calendar day in ``zone`` of which any instant lies in the window."""
        return self.since and self.since.astimezone(zone).date()

    def last_day(self, zone: tzinfo) -> date | None:
        """The last such day."""
        return self.until and (self.until - timedelta(microseconds=1)).astimezone(zone).date()

    def touches(self, day: date, zone: tzinfo) -> bool:
        """Whether any instant of a calendar day in ``zone`` lies in the window."""
        first, last = self.first_day(zone), self.last_day(zone)
        return not ((first and day < first) or (last and day > last))


def parse_arguments(given: Mapping[str, str], profile: SiteProfile) -> RunArguments:
    """Check every ``-a NAME=VALUE``.

    ``since`` and ``until`` are days (``2022-03-07``) or ISO 8601 date-times; one without a zone is
    in the profile's zone; a day counts whole, in ``until`` too.

    :raises ArgumentError: naming the argument, the value and what is allowed
    """
    for name in given:
        if name not in NAMES:
            guess = did_you_mean([f"{name}="], [f"{one}=" for one in NAMES])
            raise ArgumentError(f"{printable(name)}= is not known; {guess}allowed are {', '.join(NAMES)}")
    lists = {name: _list(name, given[name]) for name in ("categories", "ids", "urls") if name in given}
    chosen = ", ".join(f"{name}=" for name in lists)
    if len(lists) > 1:
        raise ArgumentError(f"{chosen} exclude one another; give one of them")
    _check_all("categories", lists, _SLUG.fullmatch, "slugs such as shangraoribao")
    _check_possible(lists, profile)
    _check_all("ids", lists, lambda one: identity_of(one, profile), f"ids like {profile.article.id}")
    _check_all("urls", lists, re.compile(r"https?://\S+").fullmatch, "http(s) URLs")
    since = _instant("since", given.get("since"), profile.tzinfo, whole_day=timedelta())
    until = _instant("until", given.get("until"), profile.tzinfo, whole_day=timedelta(days=1))
    if since and until and since >= until:
        raise ArgumentError(f"since={given['since']} is not before until={given['until']}")
    recheck = _one_of("recheck", given.get("recheck", "due"), RECHECKS)
    listings = _one_of("listings", given.get("listings", "all"), LISTINGS)
    limit = _limit(given.get("limit"))
    return RunArguments(**lists, since=since, until=until, limit=limit, recheck=recheck, listings=listings)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ArgumentError(f"{name}={printable(value)!r} is not allowed; give {', '.join(allowed)}")
    return value


def _list(name: str, value: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if not parts:
        raise ArgumentError(f"{name}={printable(value)!r} is empty; give one or more, with commas")
    return parts


def _check_possible(lists: Mapping[str, tuple[str, ...]], profile: SiteProfile) -> None:
    whose = f"in {profile.name}'s profile"
    if "ids" in lists and not (profile.article.id and profile.article.page):
        raise ArgumentError(f"ids= needs article.id and article.page {whose}; give urls=")
    if "categories" in lists and not (profile.category.page or profile.category.pages):
        raise ArgumentError(f"categories= needs category.page {whose}; give since= or limit=")


def _check_all(
    name: str, lists: Mapping[str, tuple[str, ...]], is_good: Callable[[str], object], allowed: str
) -> None:
    for value in lists.get(name, ()):
        if not is_good(value):
            raise ArgumentError(f"{name}={printable(value)!r} is not allowed; give {allowed}")


def _instant(name: str, value: str | None, zone: tzinfo, *, whole_day: timedelta) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
        if _DAY.fullmatch(value):  # no clock behind it
            moment += whole_day
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ArgumentError(
            f"{name}={printable(value)!r} is no date; give YYYY-MM-DD"
            f" or an ISO 8601 date-time such as 2022-03-07T08:00+08:00"
        ) from None


def _limit(value: str | None) -> int | None:
    if value is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) < 1:
        raise ArgumentError(f"limit={printable(value)!r} is not allowed; give a whole number from 1")
    return int(value)
