"""The board on which the workers of a fleet agree when which host is asked: a row a host."""

import asyncio
import logging
from collections.abc import Mapping
from time import monotonic
from typing import Any

import psycopg

from newsarchive.fetching.pace import PACES
from newsarchive.fetching.shared_pace import BoardRow, OutOfReach, SharedPaces
from newsarchive.fleet.address import DatabaseAddress
from newsarchive.fleet.connecting import TO_WORK, parameters_of
from newsarchive.text import escaped_lines

_ANSWER = 5.0  # seconds that a statement may take, its connection included
_PAUSE = 1.0  # seconds after which a database that did not answer is asked again
_IDLE = 86_400  # seconds without a request after which the row of a host goes
# The row as it stands, or a new one. What is ahead or behind is told in seconds: nobody's clock counts here.
_READ = """
INSERT INTO fleet.host_pace AS one (host) VALUES (%(host)s)
ON CONFLICT (host) DO UPDATE SET host = excluded.host
RETURNING turn, extract(epoch FROM clock_timestamp() - asked)::float8, asked_by, delay, crawl_delay,
    extract(epoch FROM delays_until - clock_timestamp())::float8, penalty,
    extract(epoch FROM not_before - clock_timestamp())::float8
"""
_WRITE = """
UPDATE fleet.host_pace SET turn = turn + 1, asked = clock_timestamp(), asked_by = %(by)s,
    delay = %(delay)s, crawl_delay = %(crawl_delay)s,
    delays_until = clock_timestamp() + make_interval(secs => %(counts)s),
    penalty = %(penalty)s, not_before = clock_timestamp() + make_interval(secs => %(pause)s)
WHERE host = %(host)s AND turn = %(turn)s
"""
_FORGET = """
DELETE FROM fleet.host_pace
WHERE coalesce(asked, not_before) < clock_timestamp() - make_interval(secs => %(idle)s)
"""
logger = logging.getLogger(__name__)


class HostPaces:
    """A fleet's :class:`newsarchive.fetching.shared_pace.Board`: one connection a process, of its own.

    Each statement is a transaction, so that nobody who is stopped keeps others waiting.

    :param me: this process, among all that work for the fleet
    """

    def __init__(self, address: DatabaseAddress, me: str) -> None:
        self.address, self.me = address, me
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._one_at_a_time = asyncio.Lock()
        self._not_before = 0.0
        self._is_away = False

    async def read(self, host: str) -> BoardRow:
        """What is known of a host.

        :raises OutOfReach: the database does not answer
        """
        cursor = await self._execute(_READ, {"host": host})
        row = await cursor.fetchone()
        assert row, "it is there, or it is made"
        return BoardRow(*row)

    async def write(self, host: str, known: BoardRow) -> bool:
        """Note that the host is asked now, and what is known of it; whether nobody was first.

        :raises OutOfReach: the database does not answer
        """
        said = {
            "host": host, "turn": known.turn, "by": self.me, "delay": known.delay,
            "crawl_delay": known.crawl_delay, "counts": known.counts, "penalty": known.penalty,
            "pause": known.pause,
        }  # fmt: skip
        return (await self._execute(_WRITE, said)).rowcount == 1

    def close(self) -> None:
        """End the connection, whatever it is doing; the next statement makes a new one."""
        if self._connection is not None:
            self._connection.pgconn.finish()
            self._connection = None

    async def _execute(self, statement: str, said: Mapping[str, object]) -> psycopg.AsyncCursor[Any]:
        self._belong_to(asyncio.get_running_loop())
        async with self._one_at_a_time:
            if monotonic() < self._not_before:
                raise OutOfReach
            try:
                async with asyncio.timeout(_ANSWER):
                    connection = self._connection or await self._connected()
                    cursor = await connection.execute(statement, said)
            except (psycopg.Error, OSError) as error:  # a TimeoutError is one
                self.close()
                self._not_before = monotonic() + _PAUSE
                if not self._is_away:
                    self._is_away = True
                    logger.warning("the database does not answer for hosts' paces: %s", self._said(error))
                raise OutOfReach from error
            except asyncio.CancelledError:
                self.close()  # in the midst of a statement
                raise
            if self._is_away:
                self._is_away = False
                logger.info("the database answers for hosts' paces again")
            return cursor

    async def _connected(self) -> psycopg.AsyncConnection[Any]:
        parameters = parameters_of(self.address, f"newsarchive {self.me} paces")
        self._connection = connection = await psycopg.AsyncConnection.connect(**parameters, autocommit=True)
        await connection.execute(f"{TO_WORK}; SET statement_timeout = '{_ANSWER:.0f}s'")
        await connection.execute(_FORGET, {"idle": _IDLE})
        return connection

    def _belong_to(self, loop: asyncio.AbstractEventLoop) -> None:
        """A connection and a lock are one loop's; a process may have had another before."""
        if self._loop is not loop:
            self.close()
            self._loop, self._one_at_a_time = loop, asyncio.Lock()

    def _said(self, error: Exception) -> str:
        return escaped_lines(self.address.hide(error).strip() or type(error).__name__)


def share_paces(address: DatabaseAddress, me: str, *, most: float) -> HostPaces:
    """Let this process's runs ask hosts as the whole fleet agrees, until :func:`keep_own_paces`.

    :param me: this process, among all that work for the fleet
    :param most: seconds that a ``Retry-After`` which another saw counts for
    """
    board = HostPaces(address, me)
    PACES.shared = SharedPaces(board, most=most)
    return board


def keep_own_paces(board: HostPaces) -> None:
    """Let this process's runs go by what they know themselves; connections end."""
    if PACES.shared is not None and PACES.shared.board is board:
        PACES.shared = None
    board.close()
