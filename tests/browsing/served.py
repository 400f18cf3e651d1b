"""Pages served on a free port in a thread of the tests' own process, and what asks them."""

import asyncio
import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from types import MappingProxyType
from typing import Any

from newsarchive.browsing.held import Shelf
from newsarchive.browsing.safety import Origins
from newsarchive.browsing.serving import bound, serve


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Served:
    """:param origins: where both servers are"""

    origins: Origins

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.origins.port}"

    def get(
        self, path: str, *, method: str = "GET", originals: bool = False,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Answer:  # fmt: skip
        """Ask for a path as it is, and follow nothing.

        :param originals: ask the second server
        :param headers: a ``Host`` among them is sent instead of the true one
        """
        port = self.origins.originals_port if originals else self.origins.port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()


@contextmanager
def serving_pages(shelf: Shelf, **further: Any) -> Iterator[Served]:
    """:param further: of the origins, such as ``names``"""
    sockets = bound(0), bound(0)
    ports = [one.getsockname()[1] for one in sockets]
    origins = Origins(port=ports[0], originals_port=ports[1], **further)
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = Thread(target=loop.run_until_complete, args=(serve(shelf, origins, sockets, stop),))
    thread.start()
    try:
        yield Served(origins)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()
