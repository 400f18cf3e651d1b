"""Somebody who is told of runs, on loopback: a health-check service and the target of notes in one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class ToldTo:
    """What came, in its order.

    :param port: of 127.0.0.1
    :param came: path and body of each request
    :param status: that is answered
    """

    port: int
    came: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Subject and text of each note."""
        found = [json.loads(body) for path, body in self.came if path.startswith("/note")]
        return [(one["title"], one["message"]) for one in found]

    @property
    def pings(self) -> list[tuple[str, str]]:
        return [one for one in self.came if not one[0].startswith("/note")]


@contextmanager
def told_to() -> Iterator[ToldTo]:
    """Listen on loopback while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"] or 0)).decode()
            somebody.came.append((self.path, body))
            self.send_response(somebody.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    somebody = ToldTo(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield somebody
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
