"""When a page was served: what relative dates such as ``3小时前`` count from."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response


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
