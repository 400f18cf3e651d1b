"""A line between two programs that can be cut: a TCP proxy on loopback."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


class Line:
    """Passes on what comes to its port to another one, while it is whole.

    :ivar port: on 127.0.0.1
    """

    def __init__(self, to: int) -> None:
        self.to = to
        self.port = 0
        self.cuts = 0
        self._loop = asyncio.new_event_loop()
        self._whole = asyncio.Event()
        self._whole.set()
        self._is_cut = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = Thread(target=self._loop.run_forever, name="line", daemon=True)

    def start(self) -> None:
        """Begin to pass on."""
        self._thread.start()

        async def serve() -> asyncio.Server:
            return await asyncio.start_server(self._passed, "127.0.0.1", 0)

        self._server = self._do(serve())
        self.port = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Pass on nothing any more."""
        self.cut()
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        """End all connections with a reset, and refuse others, until :meth:`mend`."""

        async def work() -> None:
            self._is_cut = True
            for writer in self._writers:
                writer.transport.abort()

        self.cuts += 1
        self._do(work())

    def silence(self) -> None:
        """Let nothing through, and say nothing either, as a cable does that is pulled, until :meth:`mend`."""

        async def work() -> None:
            self._whole.clear()

        self.cuts += 1
        self._do(work())

    def mend(self) -> None:
        """Pass on again."""

        async def work() -> None:
            self._is_cut = False
            self._whole.set()

        self._do(work())

    async def _end(self) -> None:
        self._server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    def _do(self, work):  # type: ignore[no-untyped-def]
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _passed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._whole.wait()
        if self._is_cut:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            writer.transport.abort()
            return
        ours = {writer, back}
        self._writers |= ours
        try:
            both = [
                asyncio.create_task(self._pump(one, other))
                for one, other in ((reader, back), (there, writer))
            ]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for task in both:
                task.cancel()
        finally:
            self._writers -= ours
            for one in ours:
                one.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while some := await reader.read(1 << 16):
                await self._whole.wait()
                writer.write(some)
                await writer.drain()


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line to a port of this machine's."""
    line = Line(port)
    line.start()
    try:
        yield line
    finally:
        line.stop()
