"""The catalog's times as people read them."""

from datetime import datetime, tzinfo


def local_time(seconds: int, zone: tzinfo) -> str:
    """Seconds since 1970 as ISO 8601 with the zone's offset, to the second."""
    return datetime.fromtimestamp(seconds, zone).isoformat(sep=" ")


def duration(seconds: int) -> str:
    """A span of time in its two largest units: ``2 d 5 h``, ``3 min 20 s``, ``41 s``."""
    for unit, size, smaller, part in (("d", 86400, "h", 3600), ("h", 3600, "min", 60), ("min", 60, "s", 1)):
        if seconds >= size:
            return f"{seconds // size} {unit} {seconds % size // part} {smaller}"
    return f"{seconds} s"
