"""Why a fetch failed, as a stable reason and a sentence."""

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
from newsarchive.fetching.whole_responses import NotWhole
from newsarchive.text import printable

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too-large"),
    (PrivateName, "address-refused"),
    (CannotResolveHostError, "no-such-host"),
    (DownloadConnectionRefusedError, "connection-refused"),
    (ResponseDataLossError, "cut-short"),
    (DownloadFailedError, "connection-lost"),
)


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
        redirected = failure.request.meta.get("redirect_times")  # type: ignore[attr-defined]
        return "redirect-refused" if redirected else "address-refused", str(error)
    if isinstance(error, NotWhole):
        return error.reason, str(error)
    if isinstance(error, IgnoreRequest):
        return _ignored(error, url)
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return reason, f"{url}: {printable(error)}"
    return "download-error", f"{url}: {type(error).__name__}: {printable(error)}"


def _ignored(error: IgnoreRequest, url: str) -> tuple[str, str]:
    if "max redirections" in str(error):
        return "redirect-loop", f"{url} redirects without end"
    if "robots.txt" in str(error):
        return "robots", f"{url} is forbidden by the site's robots.txt"
    return "refused", f"{url}: {printable(error)}"
