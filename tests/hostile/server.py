"""A loopback server that answers with whatever bytes, at whatever pace, a page's script says."""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

Write = asyncio.StreamWriter
Page = bytes | Callable[["Asked", Write], Awaitable[None]]


class Asked:
    """One request: its path with query, its headers, and how often the path was asked before."""

    def __init__(self, path: str, headers: dict[str, str], times: int) -> None:
        self.path = path
        self.headers = headers
        self.times = times


class Server:
    """Pages by path; what is not there answers 404.

    :ivar asked: the requests in their order
    """

    def __init__(self, find: Callable[[str], Page | None]) -> None:
        self._find = find
        self._times: Counter[str] = Counter()
        self.asked: list[Asked] = []

    async def serve(self, reader: asyncio.StreamReader, writer: Write) -> None:
        with suppress(OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            path = first.split(" ")[1]
            split = (line.partition(":") for line in lines if line)
            headers = {name.strip().lower(): value.strip() for name, _, value in split}
            asked = Asked(path, headers, self._times[path])
            self._times[path] += 1
            self.asked.append(asked)
            page = self._find(path)
            if page is None:
                writer.write(response(b"<h1>Not here</h1>", status="404 Not Found"))
            elif isinstance(page, bytes):
                writer.write(page)
            else:
                await asyncio.wait_for(page(asked, writer), 60)
            await writer.drain()
        with suppress(Exception):
            writer.close()


def response(body: bytes, *, status: str = "200 OK", headers: Mapping[str, str] | None = None) -> bytes:
    """An honest response, but for what ``headers`` say instead."""
    said = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    said["Connection"] = "close"
    lines = "".join(f"{name}: {value}\r\n" for name, value in (said | dict(headers or {})).items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@contextmanager
def running(find: Callable[[str], Page | None]) -> Iterator[tuple[str, Server]]:
    """The server on a port that the system chose; its address."""
    server, loop, ready = Server(find), asyncio.new_event_loop(), threading.Event()
    address: list[str] = []
    open_servers: list[asyncio.Server] = []

    async def listen() -> None:
        listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, limit=1 << 20)
        open_servers.append(listening)
        address.append(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
        ready.set()

    async def finish() -> None:
        open_servers[0].close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def run() -> None:
        loop.run_until_complete(listen())
        loop.run_forever()
        loop.run_until_complete(finish())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield address[0], server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
