"""Which hosts a spider's profile declares."""

from scrapy import Spider


def declared_hosts(spider: Spider | None) -> tuple[str, ...]:
    """The profile's ``hosts``; none for a spider without a profile."""
    return getattr(getattr(spider, "profile", None), "hosts", ())
