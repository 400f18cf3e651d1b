"""The pages as a web application, and the originals as another, for a second origin."""

import hashlib
import logging
import time
from urllib.parse import parse_qsl, unquote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.links import served
from newsarchive.browsing.page import Answer, Asked, Elsewhere, Page, TooLong
from newsarchive.browsing.rendering import rendered
from newsarchive.browsing.routes import ORIGINALS, PAGES, Route, answer
from newsarchive.browsing.safety import Guarded, Origins
from newsarchive.browsing.wrong import wrong_page

_THREADS = 6  # that make answers beside one another
_WAITING = 60  # requests that wait for one of them
_FIELDS = 20  # of a query string
_LOG = logging.getLogger(__name__)


def make_app(shelf: Shelf, origins: Origins) -> ASGIApp:
    """The pages."""
    return Guarded(_Answering(shelf, origins, PAGES), origins.hosts, origins.page_headers)


def make_originals_app(shelf: Shelf, origins: Origins) -> ASGIApp:
    """What was captured, as it was, for another origin."""
    return Guarded(_Answering(shelf, origins, ORIGINALS), origins.originals_hosts, origins.originals_headers)


class _Answering:
    def __init__(self, shelf: Shelf, origins: Origins, table: tuple[Route, ...]) -> None:
        self._shelf, self._origins, self._table = shelf, origins, table
        self._to = served(origins.root)
        self._threads = CapacityLimiter(_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if self._threads.statistics().tasks_waiting >= _WAITING:
            response = self._response(request, wrong_page(TooLong("too much is asked at once; try again")))
        else:
            response = await to_thread.run_sync(self._answer, request, limiter=self._threads)
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        try:
            return self._response(request, answer(
                self._table, self._shelf, self._below_root(request.scope["raw_path"].decode("latin-1")),
                request.scope["query_string"].decode("latin-1"), self._asked(request),
            ))  # fmt: skip
        except Exception as error:  # noqa: BLE001  whatever it is, the reader is told, and the server goes on
            return self._response(request, wrong_page(error, self._archive_of(request)))

    def _archive_of(self, request: Request) -> Held | None:
        path = self._below_root(request.scope["raw_path"].decode("latin-1"))
        return self._shelf.get(unquote(path.split("/")[1])) if path.startswith("/") else None

    def _below_root(self, path: str) -> str:
        """The path as the pages know it, whether a proxy takes its own part off or not."""
        root = self._origins.root
        return path.removeprefix(root) if path.startswith(f"{root}/") else path

    def _asked(self, request: Request) -> Asked:
        return Asked(
            query=_fields(request.scope["query_string"]),
            accept_datetime=request.headers.get("accept-datetime", ""),
            origin=self._origins.origin(request.headers["host"], request.scope["scheme"]),
            originals=self._origins.originals,
            pages=self._origins.pages,
            now=int(time.time()),
        )

    def _response(self, request: Request, told: Answer) -> Response:
        if isinstance(told, Elsewhere):
            return Response(status_code=302, headers={"Location": self._to(told.address), **told.headers})
        if isinstance(told, Page) and self._table is ORIGINALS:
            words = f"{told.title}: {told.context['words']}\n"  # there is no style sheet for it there
            return Response(words.encode("utf-8", "backslashreplace"), told.status, media_type="text/plain")
        if isinstance(told, Page):
            content = rendered(told, self._to, self._original, static=False)
            return Response(content, told.status, media_type=told.media_type)
        content = told.content if isinstance(told.content, bytes) else told.content(self._to)
        headers = dict(told.headers)
        if headers.get("Cache-Control", "no-store") != "no-store":
            headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Response(status_code=304, headers=headers)
        return Response(content, told.status, headers, told.media_type)

    def _original(self, address: str) -> str:
        return self._origins.originals + address


def _fields(query: bytes) -> dict[str, str]:
    """The first value of each name; nothing where there are too many of them."""
    try:
        pairs = parse_qsl(query.decode("latin-1"), max_num_fields=_FIELDS)
    except ValueError:
        return {}
    return dict(reversed(pairs))
