"""What every answer says to a browser, and which requests are answered at all."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = ("GET", "HEAD")
LONGEST = 8192
"""Bytes of an address with its query."""
_OTHER_NAME = "This server does not go by that name; where a proxy passes it on, --host NAME says so.\n"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where the two servers are.

    :param port: of the pages, on 127.0.0.1
    :param originals_port: of what was captured
    :param names: further ``Host`` headers that a proxy passes on, such as ``archive.example.org``
    :param originals_at: the public origin of the second one behind a proxy
    :param root: the path below which a proxy has the pages, as ``/archive``
    """

    port: int
    originals_port: int
    names: tuple[str, ...] = ()
    originals_at: str = ""
    root: str = ""

    @property
    def hosts(self) -> frozenset[str]:
        """The ``Host`` headers to which pages are shown."""
        return frozenset({f"127.0.0.1:{self.port}", f"localhost:{self.port}", *map(str.lower, self.names)})

    @property
    def pages(self) -> str:
        """Where the pages are, as whoever sees an original may ask for them."""
        scheme = self.originals_at.partition("://")[0] or "http"
        own = f"{scheme}://{self.names[0]}" if self.names else f"http://127.0.0.1:{self.port}"
        return own + self.root

    @property
    def originals(self) -> str:
        """The origin of what was captured."""
        return self.originals_at or f"http://127.0.0.1:{self.originals_port}"

    @property
    def originals_hosts(self) -> frozenset[str]:
        """The ``Host`` headers to which what was captured is shown."""
        public = self.originals_at.partition("://")[2].lower()
        return frozenset({f"127.0.0.1:{self.originals_port}", *filter(None, [public])})

    @property
    def page_headers(self) -> dict[str, str]:
        """Of every answer that is a page."""
        policy = (
            "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self';"
            f" form-action 'self'; frame-src {self.originals}; base-uri 'none'; frame-ancestors 'none'"
        )
        return _HEADERS | {"Content-Security-Policy": policy}

    @property
    def originals_headers(self) -> dict[str, str]:
        """Of every answer of the second origin, which pages of the first alone may frame."""
        names = [f"{scheme}://{name}" for name in self.names for scheme in ("http", "https")]
        own = f"http://127.0.0.1:{self.port} http://localhost:{self.port}"
        ancestors = " ".join([own, *names])
        policy = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
            " form-action 'none'; sandbox allow-top-navigation-by-user-activation;"
            f" frame-ancestors {ancestors}"
        )
        return _HEADERS | {"Content-Security-Policy": policy, "X-DNS-Prefetch-Control": "off"}


class Guarded:
    """An application behind checks of its own: who is asked, what for, and what the answer says.

    :param hosts: the ``Host`` headers that are answered; any other may be a name that was made to lead here
    :param headers: those that every answer has, unless it says otherwise itself
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], headers: MutableMapping[str, str]) -> None:
        self._app = app
        self._hosts = frozenset(host.encode("latin-1", "replace") for host in hosts)
        self._headers = {name.lower().encode(): value.encode() for name, value in headers.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = dict(message.get("headers", []))
                message["headers"] = list((self._headers | given).items())
            await send(message)

        if refusal := self._refusal(scope):
            status, words, more = refusal
            await _refuse(status, words, more, send_guarded)
            return
        await self._app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> tuple[int, str, dict[bytes, bytes]] | None:
        hosts: list[Any] = [value.lower() for name, value in scope["headers"] if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421, _OTHER_NAME, {}
        if scope["method"] not in METHODS:
            return 405, "There is nothing to do here but look: GET and HEAD.\n", {b"allow": b"GET, HEAD"}
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST:
            return 414, f"The address has more than {LONGEST} characters.\n", {}
        return None


async def _refuse(status: int, words: str, more: dict[bytes, bytes], send: Send) -> None:
    body = words.encode()
    headers = {
        b"content-type": b"text/plain; charset=utf-8",
        b"content-length": str(len(body)).encode(),
    } | more
    await send({"type": "http.response.start", "status": status, "headers": list(headers.items())})
    await send({"type": "http.response.body", "body": body})
