"""A site has one writer, and what comes from behind the fence is not written."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import pytest
from sqlalchemy import exc, text

from newsarchive.exceptions import ArchiveBusy, LeaseLost
from newsarchive.fleet.connecting import database_errors
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.sites import SiteState, add_site, set_state
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.keepers import keeper_of, kept
from tests.fleet.fleets import PROFILE, fleet_on

NOW = datetime(2026, 1, 1, tzinfo=UTC)
_ADD = text(
    "INSERT INTO run (id, command, arguments, version, extraction, started, seal)"
    " VALUES (:id, 'crawl', '{}', '1', '1', 1, '')"
)


def write(fleet: Fleet, catalog: FleetCatalog, token: int | None, number: int) -> None:
    with database_errors(fleet.address), fleet.engine.begin() as connection:
        connection.execute(
            text("SELECT fleet.fence(:site, :token)"), {"site": catalog.site_key, "token": token}
        )
        connection.execute(_ADD, {"id": number})


def runs(fleet: Fleet, catalog: FleetCatalog) -> list[int]:
    with fleet.engine.begin() as connection:
        connection.execute(text("SELECT fleet.look(:site)"), {"site": catalog.site_key})
        return list(connection.execute(text("SELECT id FROM run ORDER BY id")).scalars())


def test_the_second_is_told_who_holds_it(fleet: Fleet, fleet_database: str) -> None:
    keeper = keeper_of(fleet.root / "one" / "_archive")
    assert keeper is fleet
    other = fleet_on(fleet_database, fleet.root, name="elsewhere:7")
    lease = fleet.lock(fleet.root / "one")
    with lease.held():
        with pytest.raises(ArchiveBusy, match=r"one is busy: test:\d+ holds it since 20"):
            other.lock(fleet.root / "one").acquire(started=NOW)
        assert other.holder(fleet.root / "one").host == "test"
        other.lock(fleet.root / "two").acquire(started=NOW)
    assert other.holder(fleet.root / "one") is None
    other.close()


def test_a_token_rises_and_an_earlier_one_writes_nothing(fleet: Fleet) -> None:
    lease = fleet.lock(fleet.root / "one")
    lease.acquire(started=NOW)
    first, catalog = lease.token, lease.catalog
    write(fleet, catalog, first, 1)
    lease.release()
    with pytest.raises(LeaseLost):
        write(fleet, catalog, first, 2)
    lease.acquire(started=NOW)
    assert lease.token > first
    write(fleet, catalog, lease.token, 3)
    with pytest.raises(LeaseLost):
        write(fleet, catalog, first, 4)
    assert runs(fleet, catalog) == [1, 3]
    lease.release()


def test_a_site_that_is_being_moved_is_not_taken(fleet: Fleet) -> None:
    lease = fleet.lock(fleet.root / "one")
    to = {SiteState.LEAVING: "away from the fleet", SiteState.ARRIVING: "to the fleet"}
    for state, words in to.items():
        with fleet.engine.begin() as connection:
            set_state(connection, "one", state)
        with pytest.raises(ArchiveBusy, match=f"one is being moved {words}"):
            lease.acquire(started=NOW)
        assert lease.token is None
    fleet.states = (SiteState.ARRIVING,)
    with lease.held():
        assert lease.token == 1, "the attempts left no trace"


def test_the_number_of_a_transaction_tells_what_became_of_it(fleet: Fleet) -> None:
    lease = fleet.lock(fleet.root / "one")
    with lease.held(), fleet.engine.connect() as connection:
        asked = {"site": lease.catalog.site_key, "token": lease.token}
        numbers = []
        for end in (connection.commit, connection.rollback):
            numbers.append(connection.execute(text("SELECT fleet.fence(:site, :token)"), asked).scalar())
            end()
        found = [
            connection.execute(text("SELECT pg_xact_status(CAST(:number AS xid8))"), {"number": one}).scalar()
            for one in numbers
        ]
    assert found == ["committed", "aborted"]


def test_a_site_sees_its_own_rows_alone(fleet: Fleet) -> None:
    one, two = fleet.lock(fleet.root / "one"), fleet.lock(fleet.root / "two")
    with one.held(), two.held():
        write(fleet, one.catalog, one.token, 1)
        write(fleet, two.catalog, two.token, 2)
        assert runs(fleet, one.catalog) == [1]
        assert runs(fleet, two.catalog) == [2]


def test_nothing_is_written_without_the_fence(fleet: Fleet, tmp_path: Path) -> None:
    catalog = fleet.catalog(fleet.root / "one")
    with fleet.engine.connect() as connection:
        connection.execute(text("SELECT fleet.look(:site)"), {"site": catalog.site_key})
        with pytest.raises(exc.DBAPIError, match="row-level security"):
            connection.execute(_ADD, {"id": 1})


@pytest.mark.parametrize("always", [False, True])
def test_whatever_goes_wrong_at_a_beat_the_lease_goes_on_or_is_counted_lost(
    fleet_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, always: bool
) -> None:
    """Else who lost it would store objects, before which no fence stands."""
    fleet = fleet_on(fleet_database, tmp_path / "scratch", lease=1 if always else 60, beat=0.05)
    with fleet.transaction() as connection:
        add_site(connection, "one", PROFILE.format(name="one"))
    engine, beats, wrong, lost = fleet.engine, Event(), Event(), Event()
    fleet.when_lost = lambda _: lost.set()

    def begin() -> object:
        if wrong.is_set() and not always:
            beats.set()
            return engine.begin()
        wrong.set()
        raise RuntimeError("whatever")

    with kept(fleet.root, fleet), (lease := fleet.lock(fleet.root / "one")).held():
        with monkeypatch.context() as patch:
            patch.setattr(fleet, "engine", SimpleNamespace(begin=begin, dispose=engine.dispose))
            assert (lost if always else beats).wait(60)
        if always:
            with pytest.raises(LeaseLost):
                lease.token_to_write()
        else:
            assert lease.token_to_write()
    fleet.close()
