import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive.fetching.egress import EgressRefused, PrivateName
from newsarchive.fetching.failures import explain_failure, retry_after_of
from newsarchive.fetching.robots import RobotsOutOfReach
from newsarchive.fetching.whole_responses import NotWhole

URL = "http://a.example/x"


def http(status: int, **headers: str) -> HttpError:
    return HttpError(Response(URL, status=status, headers=headers))


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (http(404), "http-404", "answered 404"),
        (http(410), "http-410", "410"),
        (http(500), "http-500", "500"),
        (http(302, Location="file:///etc/passwd"), "redirect-refused", "file:///etc/passwd"),
        (http(302, Location="a\x1b\xff"), "redirect-refused", "\\x1b"),
        (http(304), "http-304", "304"),
        (EgressRefused("10.0.0.1 is a private address"), "address-refused", "private"),
        (IgnoreRequest("max redirections reached"), "redirect-loop", "without end"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots", "robots.txt"),
        (IgnoreRequest("offsite"), "refused", "offsite"),
        (RobotsOutOfReach("a", CannotResolveHostError("who?")), "no-such-host", "no such host"),
        (RobotsOutOfReach("a", DownloadConnectionRefusedError("no")), "connection-refused", "refused"),
        (RobotsOutOfReach("a", DownloadTimeoutError("slow")), "timeout", "no answer"),
        (RobotsOutOfReach("a", DownloadFailedError("gone")), "connection-lost", "no answer"),
        (RobotsOutOfReach("a", EgressRefused("10.0.0.1 is private")), "address-refused", "private"),
        (RobotsOutOfReach("a/robots.txt answers 503"), "robots-unreachable", "answers 503"),
        (DownloadTimeoutError("slow"), "timeout", "slow"),
        (DownloadCancelledError("9 MB"), "too-large", "9 MB"),
        (CannotResolveHostError("who?"), "no-such-host", "who?"),
        (PrivateName("a.example resolves to 10.0.0.1, a private address"), "address-refused", "private"),
        (DownloadConnectionRefusedError("no"), "connection-refused", "no"),
        (ResponseDataLossError("half"), "cut-short", "half"),
        (NotWhole("bad-encoding", "rot13"), "bad-encoding", "rot13"),
        (DownloadFailedError("gone"), "connection-lost", "gone"),
        (ZeroDivisionError("oops"), "download-error", "ZeroDivisionError: oops"),
    ],
)
def test_reason_and_sentence(error: Exception, reason: str, words: str) -> None:
    failure = Failure(error)
    failure.request = Request(URL)  # type: ignore[attr-defined]
    told, detail = explain_failure(failure)
    assert told == reason
    assert words in detail
    assert detail.isprintable()


def test_a_refused_address_after_a_redirect_is_the_redirects_fault() -> None:
    failure = Failure(EgressRefused("port 8080 is not in the profile's hosts"))
    failure.value.by_redirect = True  # type: ignore[attr-defined]
    failure.request = Request(URL)  # type: ignore[attr-defined]
    assert explain_failure(failure)[0] == "redirect-refused"


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [(503, "120", 120.0), (429, "86400", 86400.0), (503, "soon", None), (503, "", None), (500, "120", None)],
)
def test_when_a_server_that_refuses_wants_to_be_asked_again(
    status: int, header: str, seconds: float | None
) -> None:
    response = Response("https://a.example/", status, {"Retry-After": header} if header else {})
    assert retry_after_of(Failure(HttpError(response))) == seconds  # type: ignore[no-untyped-call]


def test_what_did_not_answer_asks_for_nothing() -> None:
    assert retry_after_of(Failure(DownloadTimeoutError("slow"))) is None  # type: ignore[no-untyped-call]
