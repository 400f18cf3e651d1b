"""Pages by path for the one server: whatever bytes, at whatever pace, a page's script says."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from newsarchive.demo.server import Answer, Asked, serving

Page = Answer


class Server:
    """Pages by path; what is not there answers 404.

    :ivar asked: the requests in their order
    """

    def __init__(self, find: Callable[[str], Page | None]) -> None:
        self._find = find
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Page:
        self.asked.append(asked)
        page = self._find(asked.target)
        return response(b"<h1>Not here</h1>", status="404 Not Found") if page is None else page


def response(body: bytes, *, status: str = "200 OK", headers: Mapping[str, str] | None = None) -> bytes:
    """An honest response, but for what ``headers`` say instead."""
    said = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    said["Connection"] = "close"
    lines = "".join(f"{name}: {value}\r\n" for name, value in (said | dict(headers or {})).items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@contextmanager
def running(find: Callable[[str], Page | None]) -> Iterator[tuple[str, Server]]:
    """The server on a port that the system chose; its address."""
    server = Server(find)
    with serving(server.answer) as address:
        yield address, server
