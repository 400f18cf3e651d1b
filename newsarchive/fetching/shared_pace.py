"""What processes on several machines know of a host together, so that it is asked as by one of them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Protocol

from newsarchive.fetching.pace import LONGEST, Asking, HostPace

TURNS_FROM = 0.1
"""Seconds between two requests, from which on each is agreed upon; fewer are no delay that anybody keeps."""
_LOOKS = 5.0  # seconds after which a host is looked up of which no turns are taken
_FORGOTTEN = 3600.0  # seconds without a request after which nothing of a host is remembered
_COUNTS = 30.0  # seconds, and three delays, for which a run's delay counts after its last request
_AGAIN = 0.01  # seconds after which one tries again who was not the first
_TRIES = 3


class OutOfReach(Exception):
    """What is known together cannot be asked for just now; raised by a board."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What processes know of a host together.

    :param turn: rises with every change
    :param ago: seconds since it was asked last; None where that is not known
    :param by: which process did
    :param delay: seconds that a run keeps between two requests, the longest of all
    :param crawl_delay: what robots.txt asked a run for, the longest of all
    :param counts: seconds for which these two count
    :param penalty: seconds, what its 429 and 503 have added up to
    :param pause: seconds until it may be asked again by its last ``Retry-After``
    """

    turn: int
    ago: float | None = None
    by: str = ""
    delay: float = 0.0
    crawl_delay: float = 0.0
    counts: float = 0.0
    penalty: float = 0.0
    pause: float = 0.0


class Board(Protocol):
    """Where processes keep what they know together."""

    me: str

    async def read(self, host: str) -> BoardRow:
        """What is known of a host.

        :raises OutOfReach: just now nobody can tell
        """

    async def write(self, host: str, known: BoardRow) -> bool:
        """Note that the host is asked now by this process, and what is known of it.

        :param known: whose turn is the last that this process knows of
        :return: whether nobody was first; or else nothing was noted
        :raises OutOfReach: just now nobody can tell
        """


@dataclass(slots=True)
class WithOthers:
    """What a process remembers of a host beside its pace, where others may ask it, too.

    :param known: what the board had, or was told, at ``read``
    :param met: when another process asked the host last, as far as this one knows
    :param away: since when the board is out of reach; None while it is not
    :param untold: whether this process knows what the board does not
    """

    known: BoardRow | None = None
    read: float = float("-inf")
    met: float = float("-inf")
    away: float | None = None
    untold: bool = False
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)


class SharedPaces:
    """Keeps the paces of this process and those of others in step.

    The rule is that of ``pace.py``. What a board holds is taken into a host's pace here, and a turn counts
    once the board has it. While the board is out of reach, a host that nobody else has asked of late is asked
    as by a process that is alone, and any other once in ``LONGEST`` seconds.

    :param most: seconds that a ``Retry-After`` of others counts for, at most
    :param clock: one that only goes forward, in seconds
    """

    def __init__(
        self, board: Board, *, most: float = LONGEST, clock: Callable[[], float] = monotonic
    ) -> None:
        self.board, self.most, self.clock = board, most, clock

    async def take_turn(self, asking: Asking) -> float:
        """Seconds after which to try again; 0 or less where the host may be asked now, and others know."""
        pace = asking.pace
        shared = _with_others(pace)
        async with shared.one_at_a_time:
            # Whoever was before in this process may have asked just now.
            if (wait := asking.wait(self.clock())) > 0:
                return wait
            try:
                wait = await self._agree(shared, asking)
                shared.away = None
            except OutOfReach:
                wait = self._while_away(shared, asking)
            if wait <= 0:
                pace.last = self.clock()
            return wait

    async def tell(self, pace: HostPace) -> None:
        """Let others know that a host says it is asked too much, or that it recovers."""
        shared = _with_others(pace)
        shared.untold = True
        async with shared.one_at_a_time:
            for _ in range(_TRIES):
                try:
                    if await self._write(shared, pace):
                        return
                    await self._read(shared, pace)
                except OutOfReach:
                    return  # the next turn that is taken tells it

    async def _agree(self, shared: WithOthers, asking: Asking) -> float:
        pace = asking.pace
        if asking.interval(self.clock()) < TURNS_FROM:
            if self.clock() - shared.read < _LOOKS:
                return 0.0
            await self._read(shared, pace)
            if asking.interval(self.clock()) < TURNS_FROM:
                return asking.wait(self.clock())
        elif shared.known is None:
            await self._read(shared, pace)
        if (wait := asking.wait(self.clock())) > 0:
            return wait
        if await self._write(shared, pace):
            return 0.0
        await self._read(shared, pace)
        return max(asking.wait(self.clock()), _AGAIN)

    async def _read(self, shared: WithOthers, pace: HostPace) -> None:
        known = await self.board.read(pace.name)
        now, before = self.clock(), shared.known
        shared.known, shared.read = known, now
        pace.elsewhere, pace.elsewhere_crawl_delay = known.delay, known.crawl_delay
        pace.elsewhere_until = now + min(known.counts, _counting(known.delay, known.crawl_delay))
        if known.ago is None or known.ago > _FORGOTTEN:
            return  # the board is as new; what this process knows, it will tell
        if known.by != self.board.me:
            shared.met = max(shared.met, now - max(known.ago, 0.0))
        pace.last = max(pace.last, now - max(known.ago, 0.0))
        pace.not_before = max(pace.not_before, now + min(known.pause, self.most))
        if not shared.untold:
            pace.penalty = known.penalty
        elif before is None or before.penalty != known.penalty:
            pace.penalty = max(pace.penalty, known.penalty)

    async def _write(self, shared: WithOthers, pace: HostPace) -> bool:
        if shared.known is None:
            return False
        told = self._told(shared.known.turn, pace)
        if not await self.board.write(pace.name, told):
            return False
        now = self.clock()
        shared.known, shared.read, shared.untold = replace(told, turn=told.turn + 1), now, False
        pace.elsewhere, pace.elsewhere_crawl_delay = told.delay, told.crawl_delay
        pace.elsewhere_until = now + told.counts
        return True

    def _told(self, turn: int, pace: HostPace) -> BoardRow:
        """What this process tells of a host: the longest delays, others' as long as they count."""
        now = self.clock()
        delay, crawl_delay, counts = pace.longest_delay, pace.crawl_delay, pace.elsewhere_until - now
        if counts > 0 and (delay < pace.elsewhere or crawl_delay < pace.elsewhere_crawl_delay):
            delay, crawl_delay = max(delay, pace.elsewhere), max(crawl_delay, pace.elsewhere_crawl_delay)
        else:
            counts = _counting(delay, crawl_delay)
        pause = max(pace.not_before - now, 0.0)
        return BoardRow(turn, 0.0, self.board.me, delay, crawl_delay, counts, pace.penalty, pause)

    def _while_away(self, shared: WithOthers, asking: Asking) -> float:
        now = self.clock()
        if shared.away is None:
            shared.away = now
        if now - shared.read < LONGEST and now - shared.met > _FORGOTTEN:
            return asking.wait(now)  # nobody else asked it of late
        return max(asking.wait(now), max(asking.pace.last, shared.away) + LONGEST - now)


def _counting(delay: float, crawl_delay: float) -> float:
    """Seconds for which a run's delays count after a request of its."""
    return _COUNTS + 3 * max(delay, crawl_delay)


def _with_others(pace: HostPace) -> WithOthers:
    if pace.with_others is None:
        pace.with_others = WithOthers()
    return pace.with_others
