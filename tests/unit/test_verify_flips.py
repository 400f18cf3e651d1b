"""Single flipped bits over posts, originals and catalog: each that touches stored data is found."""

import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.tables import metadata
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from tests.unit.verify_archives import build, lines, posts

FLIPS = 20  # of each kind

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Archive:
    return build(tmp_path_factory.mktemp("flips") / "finews", profile)


def flipped(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def values(catalog: Path) -> Any:
    """Every value of every row; or why they cannot be read."""
    connection = sqlite3.connect(catalog)
    connection.text_factory = bytes
    try:
        return [connection.execute(f"SELECT rowid, * FROM {table}").fetchall() for table in metadata.tables]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)
    finally:
        connection.close()


@pytest.mark.parametrize("seed", range(FLIPS))
def test_in_a_post(archive: Archive, seed: int) -> None:
    dice = random.Random(f"post {seed}")
    before = posts(archive)
    path = dice.choice(sorted(archive.posts.folder.iterdir()))
    path.write_bytes(flipped(before[path.name], dice))
    assert [line.partition(":")[0] for line in lines(archive)] == [f"_posts/{path.name}"]
    assert repair(archive).faults == []
    assert posts(archive) == before


@pytest.mark.parametrize("seed", range(FLIPS))
def test_in_a_warc(archive: Archive, seed: int) -> None:
    dice = random.Random(f"warc {seed}")
    path = dice.choice(sorted(archive.originals.folder.glob("*.warc.gz")))
    before = path.read_bytes()
    path.write_bytes(flipped(before, dice))
    found = lines(archive)
    path.write_bytes(before)
    assert found[0].startswith(f"originals/{path.name}: its bytes are not those")


@pytest.mark.parametrize("seed", range(3 * FLIPS))
def test_in_the_catalog(archive: Archive, tmp_path: Path, profile: SiteProfile, seed: int) -> None:
    """In free space and in what is derived from rows a flip need not be found."""
    damaged = Archive(Path(shutil.copytree(archive.folder, tmp_path / "finews")), profile)
    before = posts(damaged)
    right = values(damaged.catalog)
    data = damaged.catalog.read_bytes()
    holding_rows = _pages_with_rows(data)
    dice = random.Random(f"catalog {seed}")
    start = dice.choice(holding_rows)
    page = flipped(data[start : start + 4096], dice)
    damaged.catalog.write_bytes(data[:start] + page + data[start + 4096 :])
    if values(damaged.catalog) != right:
        assert check(damaged).faults
    repair(damaged)
    assert posts(damaged) == before


def _pages_with_rows(data: bytes) -> list[int]:
    """Where b-tree leaves of tables are that hold an article's id."""
    starts = range(0, len(data), 4096)
    return [start for start in starts if data[start] == 0x0D and b"NW2022" in data[start : start + 4096]]
