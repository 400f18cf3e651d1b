"""A plugin of pytest: whatever archive a test makes below its own folder is kept by a fleet.

So the tests of the store walk it on PostgreSQL: ``pytest -p tests.fleet.on_fleet tests/unit/test_asks.py``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.sites import add_site, site_named
from newsarchive.store import parts
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.keepers import kept
from newsarchive.store.posts import PostFolder
from tests.fleet.cluster import Cluster, cluster  # noqa: F401  a fixture
from tests.fleet.fleets import PROFILE, address, fleet_on, fleet_template  # noqa: F401  a fixture


class Anything(Fleet):
    """A fleet that has whatever archive somebody asks for."""

    def catalog(self, folder: Path) -> FleetCatalog:
        """The catalog of the archive in a folder, by the folder's path."""
        name = re.sub(
            "[^a-z0-9-]", "-", f"{self.root.name}-{folder.absolute().relative_to(self.root)}".lower()
        )
        with self.engine.begin() as connection:
            if site_named(connection, name) is None:
                add_site(connection, name, PROFILE.format(name="some"))
        return super().catalog(self.root / name)


@pytest.fixture(scope="session")
def _database(cluster: Cluster, fleet_template: str) -> str:  # noqa: F811
    cluster.execute(f"CREATE DATABASE on_fleet TEMPLATE {fleet_template}")
    return cluster.url("on_fleet")


@pytest.fixture(autouse=True)
def _on_fleet(_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(parts, "PostsInCatalog", PostFolder)  # at which tests look
    fleet = fleet_on(_database, tmp_path, lease=2, beat=0.5)
    fleet.__class__ = Anything
    made: list[Any] = []
    event.listen(fleet.engine, "connect", lambda driver, _: made.append(driver))
    with kept(tmp_path, fleet):
        yield
    fleet.close()
    for driver in made:  # of an archive that a test leaves open
        driver.close()
