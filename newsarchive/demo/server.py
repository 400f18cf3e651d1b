"""One HTTP server for every site made up here: web server and proxy, on loopback alone."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from threading import Thread

from newsarchive.demo.responses import Response

_HEAD_LIMIT = 2**20


@dataclass(frozen=True, slots=True)
class Asked:
    """One request.

    :param target: a path with its query or, where the server is asked as a proxy, an absolute address
    :param headers: by name in lower case
    :param times: how often the same target was asked for before
    :param own: the server's own ``HOST:PORT``
    """

    method: str
    target: str
    headers: Mapping[str, str]
    times: int
    own: str

    @property
    def url(self) -> str:
        """The absolute address, whatever form the request had."""
        if not self.target.startswith("/"):
            return self.target
        return f"http://{self.headers.get('host') or self.own}{self.target}"


Write = asyncio.StreamWriter
Script = Callable[[Asked, Write], Awaitable[None]]
Answer = Response | bytes | Script
"""An honest response, bytes as they are, or what writes them in its own time; after these two the
connection ends."""


@contextmanager
def serving(site: Callable[[Asked], Answer], *, port: int = 0, log: Path | None = None) -> Iterator[str]:
    """Serve a site from a thread while the block lasts; yields its address, ``http://127.0.0.1:PORT``.

    :param site: is asked in that thread, one request at a time
    :param port: 0 for any free one; a later day may be served where the first was
    :param log: gains ``METHOD URL STATUS BYTES`` for each response before it is sent; of its body none
        of the bytes are sent for HEAD and 304
    :raises OSError: the port is taken, or the log cannot be opened
    """
    lines = log.open("a", 1, encoding="ascii", errors="backslashreplace", newline="\n") if log else None
    asked: Counter[str] = Counter()

    async def connected(reader: asyncio.StreamReader, write: Write) -> None:
        with closing(write), suppress(OSError, EOFError, asyncio.LimitOverrunError):
            while await answered(reader, write):
                await write.drain()
            await write.drain()

    async def answered(reader: asyncio.StreamReader, write: Write) -> bool:
        request = await _read(reader, asked, write.get_extra_info("sockname"))
        asked[request.target] += 1
        answer = site(request)
        if isinstance(answer, bytes):
            write.write(answer)
        elif not isinstance(answer, Response):
            await answer(request, write)
        else:
            headers = request.headers
            answer = answer.when(headers.get("if-none-match"), headers.get("if-modified-since"))
            body = b"" if request.method == "HEAD" else answer.body
            if lines:
                lines.write(f"{request.method} {request.url} {answer.status} {len(body)}\n")
            write.write(_head(answer) + body)
            return headers.get("connection", "").lower() != "close"
        return False

    with lines or nullcontext(), asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        starting = asyncio.start_server(connected, "127.0.0.1", port, limit=_HEAD_LIMIT, backlog=511)
        with closing(runner.run(starting)) as server:
            loop = runner.get_loop()
            thread = Thread(target=loop.run_forever, daemon=True)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            finally:
                loop.call_soon_threadsafe(loop.stop)
                thread.join()


async def _read(reader: asyncio.StreamReader, asked: Mapping[str, int], own: tuple[str, int]) -> Asked:
    """The next request of a connection; its body is read and left."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    await reader.readexactly(int(headers.get("content-length", 0)))
    return Asked(method, target, headers, asked[target], f"{own[0]}:{own[1]}")


def _head(answer: Response) -> bytes:
    said = {"Date": formatdate(int(time.time()), usegmt=True), **answer.headers}
    if answer.status != HTTPStatus.NOT_MODIFIED:
        said["Content-Length"] = str(len(answer.body))
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in said.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
