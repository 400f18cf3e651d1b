"""Where a run hands in what it found: one thread writes, in batches, off the event loop."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar

from newsarchive.exceptions import RunOver, StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.submissions import Submission, Verdict

T = TypeVar("T")
Clock = Callable[[], datetime]
"""Gives the time, aware: the machine's own, or one that a test or a benchmark counts."""
_BATCH = 20  # articles: about 270 posts a second on a disk with an fsync of 4 ms, against 70 singly
_PATIENCE = 0.5  # seconds that a batch waits to be full
logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """The machine's time; the setting ``CLOCK`` names it."""
    return datetime.now(UTC)


class ArchiveWriter:
    """An archive as the event loop may use it.

    :param under_way: how many articles may still be handed in; a batch of them all waits for no more
    :param clock: says when they are
    """

    def __init__(self, archive: Archive, under_way: Callable[[], int], clock: Clock = utc_now) -> None:
        self.archive = archive
        self._clock = clock
        self._under_way = under_way
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self._waiting: list[tuple[Submission, asyncio.Future[Verdict]]] = []
        self._alarm: asyncio.TimerHandle | None = None
        self._closed = False
        self._writing: set[asyncio.Task[None]] = set()

    async def transact(self, work: Callable[[Rows], T]) -> T:
        """Do ``work`` in a transaction of its own; see :meth:`Archive.transact`."""
        return await self._call(lambda: self.archive.transact(work))

    async def submit(self, submission: Submission) -> Verdict:
        """Hand in what became of one article; returns once that is on disk.

        :raises StorageError: the disk refuses; nothing of it counts as stored
        :raises RunOver: too late
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Verdict] = loop.create_future()
        self._waiting.append((submission, done))
        if len(self._waiting) >= min(_BATCH, self._under_way()):
            self._begin_writing()
        elif self._alarm is None:
            self._alarm = loop.call_later(_PATIENCE, self._begin_writing)
        return await done

    def close(self) -> None:
        """Wait for what is being written; blocking."""
        self._closed = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _begin_writing(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        batch, self._waiting = self._waiting, []
        writing = asyncio.ensure_future(self._write(batch))
        self._writing.add(writing)  # the loop itself keeps only weak references
        writing.add_done_callback(self._writing.discard)

    async def _write(self, batch: list[tuple[Submission, asyncio.Future[Verdict]]]) -> None:
        try:
            verdicts = await self._call(
                lambda: self.archive.write([one for one, _ in batch], now=self._clock())
            )
        except Exception as error:  # noqa: BLE001  whatever it is, those who wait must hear of it
            if len(batch) > 1 and not isinstance(error, StorageError | RunOver):
                for single in batch:  # one bad article must not take nineteen with it
                    await self._write([single])
                return
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
            return
        for (_, done), verdict in zip(batch, verdicts, strict=True):
            if not done.done():
                done.set_result(verdict)

    async def _call(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise RunOver("the run is over; the next one goes on")
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
