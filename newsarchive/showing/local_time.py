"""The catalog's times as people read them."""

from datetime import datetime, tzinfo


def local_time(seconds: int, zone: tzinfo) -> str:
    """Seconds since 1970 as ISO 8601 with the zone's offset, to the second."""
    return datetime.fromtimestamp(seconds, zone).isoformat(sep=" ")


def iso_time(seconds: int | None, zone: tzinfo) -> str | None:
    """The same as programs read it, with a ``T``; None stays."""
    return None if seconds is None else local_time(seconds, zone).replace(" ", "T")


def local_minute(seconds: int, zone: tzinfo) -> str:
    """The same to the minute and without the offset, as ``2024-05-01 08:00``."""
    return f"{datetime.fromtimestamp(seconds, zone):%Y-%m-%d %H:%M}"


def duration(seconds: int) -> str:
    """A span of time in its two largest units: ``2 d 5 h``, ``3 min 20 s``, ``41 s``."""
    for unit, size, smaller, part in (("d", 86400, "h", 3600), ("h", 3600, "min", 60), ("min", 60, "s", 1)):
        if seconds >= size:
            return f"{seconds // size} {unit} {seconds % size // part} {smaller}"
    return f"{seconds} s"
