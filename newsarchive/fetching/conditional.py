"""What a response says of itself: when it was served, and what to ask by next time (RFC 9110, 13)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Response

from newsarchive.evidence import Validators


def validators_of(response: Response) -> Validators:
    """What the response's URL can be asked by next time; that of the request, before any redirect."""
    urls = response.meta.get("redirect_urls") if response.request else None
    return Validators(
        url=urls[0] if urls else response.request.url if response.request else response.url,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
    )


def conditions(page: Validators) -> dict[str, str]:
    """The headers that ask for the page only if it has changed; none where nothing is known of it."""
    stated = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {name: value for name, value in stated.items() if value}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


_SLACK = timedelta(hours=1)  # so much may a clock be wrong, and a response be under way


def served_at(response: Response) -> datetime:
    """The response's ``Date`` header (RFC 9110, 6.6.1), else when it came; aware, in UTC.

    A clock far from ours is not believed, unless a cache says how long it has held the page (``Age``). Of a
    page that no network gave, such as a saved one, the header alone tells.
    """
    received = _received_at(response)
    header = (response.headers.get("Date") or b"").decode("latin-1")
    try:
        moment = parsedate_to_datetime(header)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return received or datetime.now(UTC)
    if received is None:
        return moment if 1990 <= moment.year < 2200 else datetime.now(UTC)  # else no clock that is set
    return moment if -_SLACK <= received - moment <= _held(response) + _SLACK else received


def _held(response: Response) -> timedelta:
    """How long a cache says that it has held the response (RFC 9111, 5.1)."""
    age = (response.headers.get("Age") or b"").decode("latin-1").strip()
    return timedelta(seconds=int(age)) if age.isascii() and age.isdigit() and len(age) < 9 else timedelta()


def _received_at(response: Response) -> datetime | None:
    """When it came over a network, be it in an earlier run that kept it; None where it did not."""
    meta = response.request.meta if response.request else {}
    if exchanges := meta.get("exchanges"):
        received: datetime = exchanges[-1].at
        return received
    return datetime.now(UTC) if "on_wire" in meta else None
