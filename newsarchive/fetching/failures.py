"""Why a fetch failed, as a stable reason and a sentence."""

from datetime import UTC, datetime

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive.fetching.egress import EgressRefused, PrivateName
from newsarchive.fetching.patience import WaitsNoLonger
from newsarchive.fetching.retry import retry_after
from newsarchive.fetching.robots import RobotsOutOfReach
from newsarchive.fetching.whole_responses import NotWhole
from newsarchive.text import printable

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (WaitsNoLonger, "interrupted"),
    (DownloadCancelledError, "too-large"),
    (PrivateName, "address-refused"),
    (CannotResolveHostError, "no-such-host"),
    (DownloadConnectionRefusedError, "connection-refused"),
    (ResponseDataLossError, "cut-short"),
    (DownloadFailedError, "connection-lost"),
)
_WORDS = {
    "no-such-host": "no such host",
    "connection-refused": "refused",
    "timeout": "no answer",
    "connection-lost": "no answer",
}


def explain_failure(failure: Failure) -> tuple[str, str]:
    """(reason, detail) for an errback's failure."""
    error = failure.value
    url = printable(failure.request.url)  # type: ignore[attr-defined]
    if isinstance(error, HttpError):
        location = error.response.headers.get("Location")
        if 300 <= error.response.status < 400 and location:
            target = printable(location.decode("latin-1"))
            return "redirect-refused", f"{url} redirects to {target}, which is not followed"
        return f"http-{error.response.status}", f"{url} answered {error.response.status}"
    if isinstance(error, EgressRefused):
        return "redirect-refused" if error.by_redirect else "address-refused", str(error)
    if isinstance(error, NotWhole):
        return error.reason, str(error)
    if isinstance(error, RobotsOutOfReach):
        return _out_of_reach(error)
    if isinstance(error, IgnoreRequest):
        return _ignored(error, url)
    return _unanswered(error, url)


def retry_after_of(failure: Failure) -> float | None:
    """Seconds after which the server that refused wants to be asked again, where it says so."""
    response = failure.value.response if isinstance(failure.value, HttpError) else None
    if response is None or response.status not in {429, 503}:
        return None
    asked = response.headers.get("Retry-After") or b""
    return retry_after(asked.decode("latin-1"), now=datetime.now(UTC))


def _unanswered(error: BaseException | None, url: str) -> tuple[str, str]:
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            said = f"{_WORDS[reason]}: " if reason in _WORDS else ""
            return reason, f"{url}: {said}{printable(error)}"
    return "download-error", f"{url}: {type(error).__name__}: {printable(error)}"


def _out_of_reach(error: RobotsOutOfReach) -> tuple[str, str]:
    """Why a host is asked for nothing: its address does not answer, or answers that it fails."""
    if error.error is None:
        return "robots-unreachable", str(error)
    if isinstance(error.error, EgressRefused | PrivateName):
        return "address-refused", str(error.error)
    reason, _ = _unanswered(error.error, "")
    return reason, f"{_WORDS.get(reason, reason)}: {error}"


def _ignored(error: IgnoreRequest, url: str) -> tuple[str, str]:
    if "max redirections" in str(error):
        return "redirect-loop", f"{url} redirects without end"
    if "robots.txt" in str(error):
        return "robots", f"{url} is forbidden by the site's robots.txt"
    return "refused", f"{url}: {printable(error)}"
