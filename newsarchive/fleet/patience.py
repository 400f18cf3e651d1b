"""procrastinate's connection to the database, which waits for one that is away instead of giving up."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any, TypeVar

import psycopg
from procrastinate import PsycopgConnector
from procrastinate.exceptions import ConnectorException
from psycopg_pool import AsyncConnectionPool

from newsarchive.fleet.address import DatabaseAddress
from newsarchive.fleet.connecting import TO_WORK, parameters_of
from newsarchive.fleet.schema.queue import SCHEMA
from newsarchive.text import escaped_lines

_CONNECTIONS = 2  # of the queue alone; each run has its own besides
AN_ANSWER = 20.0
"""Seconds that the database may take for an answer."""
_A_CONNECTION = 2.0  # seconds that one is waited for
_CONNECTING = 5.0  # seconds after which the pool begins anew with it; its pauses double all the while
_FIRST, _MOST = 0.2, 5.0  # seconds until a statement is tried again
_AWAY = (
    psycopg.OperationalError, psycopg.InterfaceError, psycopg.errors.ReadOnlySqlTransaction, TimeoutError,
)  # fmt: skip
T = TypeVar("T")
logger = logging.getLogger(__name__)


class PatientConnector(PsycopgConnector):
    """Tries a statement again until the database answers it, be that tomorrow.

    procrastinate's own worker stops at the first statement that fails, and waits for all its jobs before it
    does. A statement may so be done twice, where its answer alone was lost: whoever gives one must bear that.

    :param dice: spreads the moments at which many workers come back
    :ivar patient: turned off when the process ends: then what fails fails
    """

    def __init__(self, address: DatabaseAddress, *, name: str, dice: Random) -> None:
        super().__init__(
            kwargs={**parameters_of(address, name), "autocommit": True},
            configure=_configured, min_size=1, max_size=_CONNECTIONS, timeout=_A_CONNECTION,
            reconnect_timeout=_CONNECTING, name="queue", pool_factory=_Pool,
        )  # fmt: skip
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # each attempt; we say it once
        self.patient = True
        self._address, self._dice = address, dice
        self._away_since: float | None = None
        self._under_way: set[asyncio.Task[Any]] = set()

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        """Do a statement."""
        await self._patiently(lambda: super(PatientConnector, self).execute_query_async(query, **arguments))

    async def execute_query_one_async(self, query: Any, **arguments: Any) -> dict[str, Any]:
        """Do a statement that gives one row."""
        execute = super().execute_query_one_async
        return await self._patiently(lambda: execute(query, **arguments))

    async def execute_query_all_async(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        """Do a statement that gives rows."""
        execute = super().execute_query_all_async
        return await self._patiently(lambda: execute(query, **arguments))

    async def _patiently(self, execute: Callable[[], Awaitable[T]]) -> T:
        """Whoever is cancelled waits no longer; the statement goes to its end.

        Cancelled in the midst of it, a pool that waits for a connection may go on as if nothing had been said
        (``asyncio.wait_for`` before Python 3.12), and whoever waits for the cancelled task waits for ever.
        """
        pause = _FIRST
        while True:
            statement = asyncio.create_task(_in_time(execute))
            self._under_way.add(statement)  # the loop itself keeps only weak references
            statement.add_done_callback(self._under_way.discard)
            try:
                answer = await asyncio.shield(statement)
            except (ConnectorException, TimeoutError) as error:
                why = error if isinstance(error, TimeoutError) else error.__cause__
                if not (self.patient and isinstance(why, _AWAY)):
                    raise
                self._note_away(why)
            else:
                self._note_back()
                return answer
            await asyncio.sleep(pause * self._dice.uniform(0.5, 1.5))
            pause = min(2 * pause, _MOST)

    def _note_away(self, error: BaseException) -> None:
        if self._away_since is None:
            self._away_since = time.monotonic()
            said = escaped_lines(self._address.hide(error).strip() or "no answer in time")
            logger.warning("the database does not answer; it is asked until it does: %s", said)

    def _note_back(self) -> None:
        if self._away_since is not None:
            seconds, self._away_since = time.monotonic() - self._away_since, None
            logger.warning("the database answers again, after %.0f s", seconds)


class _Pool(AsyncConnectionPool):
    async def wait(self, timeout: float = 0) -> None:  # noqa: ASYNC109  theirs
        """Wait for no first connection, as procrastinate would: in vain, it closes the pool for good."""


async def _in_time(execute: Callable[[], Awaitable[T]]) -> T:
    async with asyncio.timeout(AN_ANSWER):
        return await execute()


async def _configured(connection: psycopg.AsyncConnection[Any]) -> None:
    await connection.execute(f"{TO_WORK}; SET search_path = {SCHEMA}")
