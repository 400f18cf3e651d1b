"""A connection that breaks at a commit: what came of it is found out, and nothing is told that is not so."""

import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

import pytest

from newsarchive.exceptions import StorageError, Unsure
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.sites import add_site
from newsarchive.store.catalog import postgresql_session
from newsarchive.store.catalog.access import commit, open_catalog, reading, writing
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.row_kinds import RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.keepers import kept
from newsarchive.store.lock import lock_of
from tests.fleet.fleets import PROFILE, fleet_on

NOTE = RunRow(command="crawl", arguments="{}", version="1", extraction="0", started=1)
COMMIT = b"COMMIT\0"


class BreaksAtCommit:
    """Passes on what is said to a database, until it is to break at the next COMMIT.

    :ivar breaks: ``before`` the database has heard it, or ``after`` it has answered; empty for not at all
    :ivar is_open: whether it takes connections
    """

    def __init__(self, to: int) -> None:
        self.to, self.breaks, self.is_open = to, "", True
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listening.accept()
                if not self.is_open:
                    client.close()
                    continue
                Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self.to)) as server:
            asking = Thread(target=self._ask, args=(client, server), daemon=True)
            asking.start()
            with suppress(OSError):
                while data := server.recv(65536):
                    client.sendall(data)
            for one in (client, server):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            asking.join()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                breaks = self.breaks if COMMIT in data else ""
                if breaks:
                    self.breaks = ""
                    client.shutdown(socket.SHUT_RDWR)
                if breaks != "before":
                    server.sendall(data)
            server.shutdown(socket.SHUT_WR)


@pytest.fixture
def line(fleet_database: str) -> Iterator[BreaksAtCommit]:
    made = BreaksAtCommit(int(fleet_database.rpartition(":")[2].partition("/")[0]))
    with closing(made.listening):
        yield made


@pytest.fixture
def far(fleet_database: str, line: BreaksAtCommit, tmp_path: Path) -> Iterator[Fleet]:
    """A fleet whose database is at the other end of the line."""
    found = fleet_on(fleet_database.replace(f":{line.to}/", f":{line.port}/"), tmp_path / "scratch")
    with found.engine.begin() as connection:
        add_site(connection, "one", PROFILE.format(name="one"))
    with closing(found), kept(found.root, found):
        yield found


def note_and_break(far: Fleet, line: BreaksAtCommit, when: str) -> None:
    """Write a row, and let the line break at the commit."""
    with writing(far.catalog(far.root / "one")) as rows:
        rows.add(NOTE)
        line.breaks = when


def test_what_came_through_counts(far: Fleet, line: BreaksAtCommit) -> None:
    folder = far.root / "one"
    with lock_of(folder).held():
        note_and_break(far, line, "after")
        with reading(far.catalog(folder)) as rows:
            assert [row.id for row in rows.where(RunRow)] == [1]


def test_where_nobody_can_say_nothing_more_is_written(
    far: Fleet, line: BreaksAtCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_session, "PATIENCE", 0.3)
    folder = far.root / "one"
    with lock_of(folder).held():
        connection = open_catalog(far.catalog(folder))
        Rows(connection).add(NOTE)
        line.breaks, line.is_open = "after", False
        with pytest.raises(Unsure, match="without an account"):
            commit(connection)
        line.is_open = True
        with pytest.raises(StorageError, match="closed"), catalog_errors():
            Rows(connection).add(NOTE)
    with reading(far.catalog(folder)) as rows:
        assert [row.id for row in rows.where(RunRow)] == [1]


def test_what_did_not_is_an_error_that_says_so(far: Fleet, line: BreaksAtCommit) -> None:
    folder = far.root / "one"
    with lock_of(folder).held():
        with pytest.raises(StorageError, match="the next one goes on"):
            note_and_break(far, line, "before")
        with reading(far.catalog(folder)) as rows:
            assert rows.count(RunRow) == 0
        with writing(far.catalog(folder)) as rows:  # by a connection of its own, behind the same fence
            assert rows.add(NOTE).id == 1
