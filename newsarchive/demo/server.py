"""The demo site's server: an HTTP proxy for the site's two hosts, and a web server for visitors."""

import time
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from twisted.web.http import HTTPFactory, Request

from newsarchive.demo.request_log import RequestLog
from newsarchive.demo.responses import Response, refusal
from newsarchive.demo.site import DIRECT, DemoSite

_LOOPBACK = ("127.0.0.1", "localhost")


def serve(site: DemoSite, port: int = 0, log: RequestLog | None = None) -> None:
    """Serve the site on loopback until SIGTERM or SIGINT, having printed its address.

    :param port: 0 for any free port
    :param log: where each request is noted before it is answered
    """
    # Imported here: the import alone settles which reactor the whole process uses.
    from twisted.internet import reactor as imported  # noqa: PLC0415

    reactor: Any = imported  # Twisted types the module, not the reactor in its place
    listening = reactor.listenTCP(port, DemoFactory(site, reactor, log), backlog=511, interface="127.0.0.1")
    print(f"demo site at http://127.0.0.1:{listening.getHost().port}", flush=True)  # noqa: T201
    reactor.run()


class DemoFactory(HTTPFactory):
    """Answers every request from a site, and writes no access log but ours.

    :ivar site: what answers
    :ivar request_log: what is told of each answer, if anything is
    """

    def __init__(self, site: DemoSite, reactor: Any, request_log: RequestLog | None = None) -> None:
        super().__init__(reactor=reactor)
        self.site = site
        self.request_log = request_log

    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - Twisted's name
        """An HTTP channel that makes requests of our own kind."""
        channel: Any = super().buildProtocol(addr)
        channel.requestFactory = DemoRequest
        return channel

    def log(self, request: Request) -> None:
        """Nothing: a log of a demo is noise."""


class DemoRequest(Request):
    """One request, in origin form or, as a proxy gets it, with an absolute URI."""

    def process(self) -> None:
        """Answer at once."""
        response = self._answer().when(self.getHeader("If-None-Match"), self.getHeader("If-Modified-Since"))
        self.code = response.status
        headers = self.responseHeaders
        for name, value in response.headers.items():
            headers.setRawHeaders(name, [value])
        headers.setRawHeaders("Date", [_date_header(int(time.time()))])
        if response.status != 304:
            headers.setRawHeaders("Content-Length", [str(len(response.body))])
        self._note(response)
        self.write(response.body)  # type: ignore[no-untyped-call]
        self.finish()  # type: ignore[no-untyped-call]

    def _answer(self) -> Response:
        if self.method not in {b"GET", b"HEAD"}:
            return refusal(405, "GET and HEAD alone")
        site: DemoSite = self.channel.factory.site
        uri = self.uri.decode("latin-1")
        if uri.startswith("/"):
            host = self.getHeader("Host") or DIRECT
            is_visitor = host.partition(":")[0] in _LOOPBACK
            return site.respond(DIRECT if is_visitor else host, uri)
        scheme, _, rest = uri.partition("://")
        netloc, slash, target = rest.partition("/")
        if scheme != "http" or not netloc:
            return refusal(502, "the demo site speaks plain http alone")
        if netloc in self._own_addresses():
            netloc = DIRECT
        return site.respond(netloc, slash + target or "/")

    def _note(self, response: Response) -> None:
        log: RequestLog | None = self.channel.factory.request_log
        if log is None:
            return
        uri = self.uri.decode("latin-1")
        url = f"http://{self.getHeader('Host') or 'unknown'}{uri}" if uri.startswith("/") else uri
        sent = 0 if self.method == b"HEAD" else len(response.body)
        log.note(self.method.decode("latin-1"), url, response.status, sent)

    def _own_addresses(self) -> set[str]:
        port = self.getHost().port  # type: ignore[no-untyped-call]
        return {f"{name}:{port}" for name in _LOOPBACK}


@lru_cache(maxsize=2)
def _date_header(second: int) -> str:
    return formatdate(second, usegmt=True)
