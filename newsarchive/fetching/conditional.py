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


_SLACK = timedelta(hours=1)  # so much may a clock be wrong, and a response be under way


def served_at(response: Response) -> datetime:
    """The response's ``Date`` header (RFC 9110, 6.6.1), else when it came; aware, in UTC.

    A clock far from ours is not believed, unless a cache says how long it has held the page (``Age``). Of a
    page that no network gave, such as a saved one, the header alone tells.
    """
    received, moment = _received_at(response), _moment(_header(response, "Date") or "")
    if moment is None:
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
