"""A fleet of the tests' own: a database that `fleet init` made, a copy of it for each test."""

import os
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import psycopg
import pytest

from newsarchive.fleet.address import DatabaseAddress, address_of
from newsarchive.fleet.connecting import engine_of
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.schema.upgrading import make
from newsarchive.fleet.sites import add_site
from newsarchive.store.keepers import kept
from newsarchive.store.objects.address import StorageAddress
from newsarchive.store.objects.storage import Storage
from tests.fleet.cluster import Cluster

SHARDS = 2
PROFILE = "home: https://{name}.example/\n"
_TEMPLATE = "fleet_of_tests"
_NUMBERS = count(1)


def address(url: str) -> DatabaseAddress:
    """The address of a database, as the environment would name it."""
    return address_of(url, lambda _: "", named="the test")


def fleet_on(url: str, root: Path, *, lease: float = 60, beat: float = 15, name: str = "") -> Fleet:
    """A fleet as one process has it; the caller closes it."""
    there = address(url)
    engine = engine_of(there, name="newsarchive test")
    name, store = name or f"test:{os.getpid()}", StorageAddress((root.parent / "store").as_uri())
    return Fleet(engine, there, root, lease=lease, beat=beat, name=name, storage=partial(Storage, store))


@pytest.fixture(scope="session")
def fleet_template(cluster: Cluster) -> str:
    """The name of a database that is a fleet's, without a site."""
    cluster.execute(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
    made_on(cluster.url(_TEMPLATE))
    return _TEMPLATE


def made_on(url: str) -> None:
    """Make a fleet of a database, as `fleet init` does."""
    engine = engine_of(address(url), name="tests", role="")
    make(engine, SHARDS)
    engine.dispose()


@pytest.fixture
def fleet_database(cluster: Cluster, fleet_template: str) -> Iterator[str]:
    """The address of a database that is a fleet's, without a site."""
    name = f"fleet_{next(_NUMBERS)}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE {fleet_template}")
    yield cluster.url(name)
    cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def fleet(fleet_database: str, tmp_path: Path) -> Iterator[Fleet]:
    """A fleet with the sites ``one`` and ``two``, as this process has it."""
    found = fleet_on(fleet_database, tmp_path / "scratch")
    with found.engine.begin() as connection:
        for site in ("one", "two"):
            add_site(connection, site, PROFILE.format(name=site))
    with kept(found.root, found):
        yield found
    found.close()


def fenced(connection: psycopg.Connection, site: int, token: int) -> None:
    """Begin a transaction as a writer of the site does."""
    connection.execute("SELECT fleet.fence(%s, %s)", (site, token))
