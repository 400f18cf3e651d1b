"""Inflate responses, and fail those that did not come whole."""

import re
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Request, Response, TextResponse
from scrapy.responsetypes import responsetypes

from newsarchive.fetching.retry import PatientRetryMiddleware
from newsarchive.pages.inflating import ENCODINGS, CutShort, TooLarge, Undecodable, encodings_of, inflate
from newsarchive.text import printable

_ENDS = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_A_FEW = 9  # controls; the smallest picture has more
_CONTROLS = bytes({*range(32)} - {*b"\t\n\f\r\x1b"})
_MUST_END = tuple(
    (re.compile(rb"<%s\b" % name, re.IGNORECASE), re.compile(rb"</%s\s*>" % name, re.IGNORECASE))
    for name in (b"div", b"article", b"main", b"section", b"table", b"script", b"style")
)


class NotWhole(IgnoreRequest):
    """A response that cannot be had whole; fails the article, so that the next run asks again.

    :ivar reason: ``too-large``, ``bad-encoding`` or ``not-text``
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class NotRendered(NotWhole):
    """A page that the browser could not show; fails the article, so that the next run asks again."""

    def __init__(self, detail: str) -> None:
        super().__init__("not-rendered", detail)


class WholeResponses:
    """The downloader middleware that inflates, in place of Scrapy's.

    Scrapy's takes as much of a cut stream as there is, hands a body in an encoding that it does not
    know on as it came, and lets 206 through, as all that begins with a 2. Here what is cut short is
    asked for again, as after a lost connection, and then fails.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the crawler's settings."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Say which encodings are understood."""
        request.headers.setdefault("Accept-Encoding", ", ".join(ENCODINGS))

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """The response, inflated; or the request again, where it was cut short.

        :raises ResponseDataLossError: it was cut short each time
        :raises NotWhole: it is too large, not in the encoding that it claims, or an article of no text
        """
        if request.method == "HEAD":
            return response
        try:
            return whole_response(response, request, self.limit)
        except ResponseDataLossError as error:
            _forget(request)
            return await self._again(request, error)
        except NotWhole:
            _forget(request)
            raise

    async def _again(self, request: Request, error: ResponseDataLossError) -> Request:
        retry = self.crawler.get_downloader_middleware(PatientRetryMiddleware)
        again = await retry.process_exception(request, error) if retry else None
        if not isinstance(again, Request):
            raise error
        return again


def whole_response(response: Response, request: Request, limit: int) -> Response:
    """The response inflated, be it off the wire or out of the originals; one of no success may be empty.

    :param limit: bytes that it may inflate to, unless the request states another limit
    :raises ResponseDataLossError: a part of it is missing
    :raises NotWhole: it is too large, not in the encoding that it claims, or an article of no text
    """
    try:
        whole = _inflated(response, request.meta.get("download_maxsize", limit))
        _check_whole(request, whole)
    except (CutShort, TooLarge, Undecodable) as error:
        if response.status >= 300:
            return response.replace(body=b"")  # what counts is what it says by its status
        detail = f"{printable(response.url)}: {error}"
        if isinstance(error, CutShort):
            raise ResponseDataLossError(detail) from error
        raise NotWhole("too-large" if isinstance(error, TooLarge) else "bad-encoding", detail) from error
    if "article" in request.meta and response.status == 200 and _is_binary(whole):
        raise NotWhole("not-text", f"{printable(response.url)} is no text, whatever it is called")
    return whole


def _inflated(response: Response, limit: int) -> Response:
    encodings = encodings_of(response.headers)
    if not encodings:
        return response
    body = inflate(response.body, encodings, limit)
    headers = response.headers.copy()
    del headers["Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    guess = {"encoding": None} if issubclass(kind, TextResponse) else {}
    return response.replace(cls=kind, headers=headers, body=body, **guess)


def _check_whole(request: Request, response: Response) -> None:
    if response.status == 206 and b"Range" not in request.headers:
        raise CutShort("answered a part of the page, which nobody asked for")
    if "partial" in response.flags and "picture" not in request.meta and _is_cut(response.body):
        raise CutShort("nobody said how long it is, and it ends before its end")


def _forget(request: Request) -> None:
    """Take what was captured of this response out of the article's originals."""
    if request.meta.get("exchanges"):
        request.meta["exchanges"].pop()


def _is_binary(response: Response) -> bool:
    """Whether more than one character in a hundred is a control that no text has, and not just a few are."""
    start = response.body[:4096]
    content_type = response.headers.get("Content-Type") or b""
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"utf-16" in content_type.lower():
        return False
    return len(start) - len(start.translate(None, _CONTROLS)) > max(len(start) / 100, _A_FEW)


def _is_cut(body: bytes) -> bool:
    """Whether a page stops within an element that HTML has no end without, or within a tag."""
    if _ENDS.search(body):
        return False
    unclosed = any(len(start.findall(body)) > len(end.findall(body)) for start, end in _MUST_END)
    return unclosed or body.rfind(b"<") > body.rfind(b">")
