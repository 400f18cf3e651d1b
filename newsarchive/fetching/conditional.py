"""What a response says of itself: when it was served, and what to ask by next time (RFC 9110, 13)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from scrapy.http import Request, Response

from newsarchive.evidence import Validators

_CONDITIONS = frozenset({b"If-None-Match", b"If-Modified-Since"})
_CONDITION_REFUSED = (412, 500)  # what servers say that know no conditions, or stumble over them
_CLOCKS_APART = timedelta(days=1)  # a server's and ours, at most


def validators_of(response: Response) -> Validators:
    """What the response's URL can be asked by next time; that of the request, before any redirect.

    A date that is not past when the response is served says nothing, and its server may answer 304 to it
    for ever; the same goes for an ``ETag`` that is such a date, or empty.
    """
    urls = response.meta.get("redirect_urls") if response.request else None
    served = _moment(_header(response, "Date") or "") or datetime.now(UTC) + _CLOCKS_APART
    latest = min(served, datetime.now(UTC) + _CLOCKS_APART)
    etag, modified = _header(response, "ETag"), _header(response, "Last-Modified")
    quoted = (etag or "").removeprefix("W/").strip('"')
    return Validators(
        url=urls[0] if urls else response.request.url if response.request else response.url,
        etag=etag if quoted and _is_past(quoted, latest) else None,
        last_modified=modified if modified and _is_past(modified, latest) else None,
    )


def conditions(page: Validators) -> dict[str, str]:
    """The headers that ask for the page only if it has changed; none where nothing is known of it."""
    stated = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified}
    return {name: value for name, value in stated.items() if value}


class UnconditionalAgain:
    """The downloader middleware that asks again without condition where a server cannot answer one.

    It stands within the retries, which would repeat the condition.
    """

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """The response, or the request without its condition."""
        if response.status not in _CONDITION_REFUSED or not _CONDITIONS & request.headers.keys():
            return response
        headers = request.headers.copy()
        for name in _CONDITIONS & headers.keys():
            del headers[name]
        return request.replace(headers=headers, dont_filter=True)


def _is_past(stated: str, latest: datetime) -> bool:
    """Whether a date lies before a moment; what is no date has no such fault."""
    moment = _moment(stated)
    return moment is None or moment < latest


def _moment(stated: str) -> datetime | None:
    """The moment that a date in a header means, aware; None where it is none."""
    try:
        moment = parsedate_to_datetime(stated)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def served_at(response: Response) -> datetime:
    """The response's ``Date`` header (RFC 9110, 6.6.1), else when it came; aware, in UTC."""
    moment = _moment(_header(response, "Date") or "")
    return moment if moment and 1990 <= moment.year < 2200 else _received_at(response)  # else no clock is set


def _received_at(response: Response) -> datetime:
    """When it was received, also where it comes from the originals of an earlier run."""
    request = response.request
    exchanges = request.meta.get("exchanges") if request else None
    return exchanges[-1].at if exchanges else datetime.now(UTC)
