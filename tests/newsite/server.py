"""The site on loopback: HTTP/1.1 with connections kept, and 304 to who has the page already."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from tests.newsite.site import NewsSite, Response

REASONS = {
    200: "OK",
    301: "Moved Permanently",
    304: "Not Modified",
    404: "Not Found",
    405: "Method Not Allowed",
}


async def listen(count: int, seed: int, port: int) -> tuple[asyncio.Server, NewsSite]:
    """A listening server and its site.

    :param port: 0 for any free port
    """
    made: list[NewsSite] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await _answer(made[0], reader, writer):
                pass
        except (
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
            asyncio.CancelledError,
        ):
            pass  # the client left, or the server shall
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", port, backlog=511)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    made.append(NewsSite(address, count, seed))
    return server, made[0]


async def _answer(site: NewsSite, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Answer one request; whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    request, *lines = head.split("\r\n")
    method, target, _ = request.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    response = site.respond(target) if method in {"GET", "HEAD"} else Response(405, "text/plain", b"")
    tag = f'"{crc32(response.body):08x}"'
    status = 304 if response.status == 200 and headers.get("if-none-match") == tag else response.status
    body = b"" if status == 304 else response.body
    stays = headers.get("connection", "").lower() != "close"
    location = f"Location: {site.shelf.base}{response.location}\r\n" if response.location else ""
    writer.write(
        f"HTTP/1.1 {status} {REASONS[status]}\r\nServer: nginx\r\nContent-Type: {response.content_type}\r\n"
        f"Content-Length: {len(body)}\r\nETag: {tag}\r\n{location}"
        f"Connection: {'keep-alive' if stays else 'close'}\r\n\r\n".encode("latin-1")
    )
    if method != "HEAD":
        writer.write(body)
    await writer.drain()
    return stays


@contextmanager
def running_site(count: int = 2000, seed: int = 20240630, port: int = 0) -> Iterator[NewsSite]:
    """The site, served from a thread of this process while the block runs; its address is ``shelf.base``."""
    ready, loop, made = threading.Event(), asyncio.new_event_loop(), []

    async def main() -> None:
        server, site = await listen(count, seed, port)
        made.append((server, site, asyncio.Event()))
        ready.set()
        await made[0][2].wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(main(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield made[0][1]
    finally:
        loop.call_soon_threadsafe(made[0][2].set)
        thread.join()
        loop.close()
