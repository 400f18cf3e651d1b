"""Times as pages and feeds show them: for people in the site's zone, for programs as RFC 3339 has them."""

from datetime import date, datetime, timedelta, timezone, tzinfo

from newsarchive.store.looking.lines import Line


def rfc3339(moment: datetime) -> str:
    """An aware moment with its offset, which RFC 3339 knows in whole minutes alone.

    Zones had offsets with seconds before there was standard time: 1890 in Shanghai was 8:05:43 before UTC.
    """
    offset = moment.utcoffset() or timedelta()
    whole = timezone(timedelta(minutes=round(offset.total_seconds() / 60)))
    try:
        told = moment.astimezone(whole)
    except OverflowError:  # at the very first or last moment that there is
        told = moment.replace(tzinfo=whole)
    return told.isoformat(timespec="seconds")


def machine_time(seconds: int, zone: tzinfo) -> str:
    """Seconds since 1970 likewise, with the zone's offset."""
    return rfc3339(datetime.fromtimestamp(seconds, zone))


def stated_time(published: str) -> str:
    """When an article was published, as the catalog has it, likewise."""
    return rfc3339(datetime.fromisoformat(published))


def line_time(line: Line, zone: tzinfo) -> str:
    """The time that a line is about, for programs."""
    return stated_time(line.published) if line.kind == "published" else machine_time(line.at, zone)


def shown_time(line: Line, zone: tzinfo) -> str:
    """The same for people, to the minute, or to the day where the source states no more."""
    if line.kind == "published":
        if line.precision == "day":
            return line.published[:10]
        offset = other_offset(datetime.fromisoformat(line.published), zone)
        return f"{line.published[:16].replace('T', ' ')}{' ' if offset else ''}{offset}"
    return f"{datetime.fromtimestamp(line.at, zone):%Y-%m-%d %H:%M}"


def other_offset(published: datetime, zone: tzinfo) -> str:
    """Such as ``UTC+02:00`` where a page states another offset than the zone's; else nothing.

    So it is where a site's profile declares no zone: an article keeps the offset, and is of the day, that its
    page states, while all else is told in UTC.
    """
    try:
        is_zones = published.utcoffset() == published.astimezone(zone).utcoffset()
    except OverflowError:  # at the very first or last moment that there is
        is_zones = True
    return "" if is_zones else f"UTC{published.isoformat()[-6:]}"


def day_in_words(day: date) -> str:
    """Such as ``Sunday, 1 March 2026``."""
    return f"{day:%A}, {day.day} {day:%B} {day.year}"
