"""What a response says of itself: when it was served, and what to ask by next time (RFC 9110, 13)."""

from datetime import UTC, datetime
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


def served_at(response: Response) -> datetime:
    """The response's ``Date`` header (RFC 9110, 6.6.1), else when it came; aware, in UTC."""
    header = (response.headers.get("Date") or b"").decode("latin-1")
    try:
        moment = parsedate_to_datetime(header)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _received_at(response)
    return moment if 1990 <= moment.year < 2200 else _received_at(response)  # else no clock that is set


def _received_at(response: Response) -> datetime:
    """When it was received, also where it comes from the originals of an earlier run."""
    request = response.request
    exchanges = request.meta.get("exchanges") if request else None
    return exchanges[-1].at if exchanges else datetime.now(UTC)
