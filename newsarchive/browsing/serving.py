"""The two servers on this machine, until they are told to stop."""

import asyncio
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import h11
from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from newsarchive.browsing.app import make_app, make_originals_app
from newsarchive.browsing.held import Shelf
from newsarchive.browsing.safety import Origins
from newsarchive.exceptions import ArgumentError

HERE = "127.0.0.1"
_PATIENCE = 2  # seconds that an answer under way is given at the end


def _protocol(headers: Mapping[str, str]) -> type[H11Protocol]:
    """HTTP whose answer to what is no request has the headers of all others."""
    own = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    class Protocol(H11Protocol):
        def send_400_response(self, msg: str) -> None:
            body = f"{msg}\n".encode("ascii", "replace")
            more = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
            more += [(b"content-length", str(len(body)).encode()), *own]
            for event in (
                h11.Response(status_code=400, headers=more, reason=b"Bad Request"),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event) or b"")
            self.transport.close()

    return Protocol


class _Server(Server):
    """One that leaves signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def bound(port: int) -> socket.socket:
    """A socket that listens on this machine alone.

    :param port: 0 for any that is free
    :raises ArgumentError: somebody else has that port
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HERE, port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        raise ArgumentError(
            f"port {port}: {error.strerror}; --port names another one, and the next one must be free, too"
        ) from error
    return listening


async def serve(
    shelf: Shelf, origins: Origins, sockets: tuple[socket.socket, socket.socket], stop: asyncio.Event
) -> None:
    """Answer until ``stop`` is set; what is being answered then is answered still.

    :param sockets: of the pages and of the originals, from :func:`bound`
    """
    servers = (
        _server(make_app(shelf, origins), origins.page_headers),
        _server(make_originals_app(shelf, origins), origins.originals_headers),
    )
    both = asyncio.gather(
        *(server.serve(sockets=[one]) for server, one in zip(servers, sockets, strict=True))
    )
    both.add_done_callback(lambda _: stop.set())
    await stop.wait()
    for server in servers:
        server.should_exit = True
    await both


async def serve_until_told(
    shelf: Shelf, origins: Origins, sockets: tuple[socket.socket, socket.socket]
) -> None:
    """The same until SIGINT or SIGTERM comes."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        await serve(shelf, origins, sockets, stop)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def _server(app: ASGIApp, headers: Mapping[str, str]) -> _Server:
    return _Server(Config(
        app, http=_protocol(headers), ws="none", lifespan="off", log_config=None, log_level="error",
        access_log=False, server_header=False, forwarded_allow_ips=HERE, timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=5, h11_max_incomplete_event_size=32 * 1024,
    ))  # fmt: skip
