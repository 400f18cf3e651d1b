"""What a batch wrote that came to nothing is in no WARC, where no takedown would reach it."""

import gzip
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.learner import Learner
from newsarchive.store.originals.writer import OriginalsWriter
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from tests.unit.illustrated import SITE, article, crawl, write

ADDRESS = "https://gazette.example/2024/ferry-2"


@pytest.fixture(params=["folder", "fleet"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Archive, Path]]:
    """An archive, and where its originals lie in the end."""
    if request.param == "folder":
        root = tmp_path / "output"
        yield Archive(root / "one", SITE.model_copy(update={"name": "one"})), root
        return
    root = request.getfixturevalue("fleet").root
    yield Archive(root / "one", SITE.model_copy(update={"name": "one"})), tmp_path / "store"


@pytest.mark.parametrize(
    ("owner", "name", "time"),
    [(OriginalsWriter, "write", 2), (Learner, "learn", 1)],
    ids=["the disk is full amid the batch", "the catalog refuses what is stored already"],
)
@pytest.mark.parametrize("before", [1, 0])
def test_a_takedown_reaches_all_of_an_article(
    kept: tuple[Archive, Path],
    monkeypatch: pytest.MonkeyPatch,
    owner: type[object],
    name: str,
    time: int,
    before: int,
) -> None:
    archive, where = kept
    work, times = getattr(owner, name), count(1)

    def fails_once(*args: object, **more: object) -> object:
        if next(times) == time:
            raise StorageError("No space left on device")
        return work(*args, **more)

    with crawl(archive, hours=1):
        if before:
            write(archive, article(1), hours=1)
        monkeypatch.setattr(owner, name, fails_once)
        with pytest.raises(StorageError):
            write(archive, article(2, words="SECRET"), article(3), hours=1)
    with crawl(archive, hours=2):
        write(archive, article(2, words="SECRET"), article(3), hours=2)
    assert with_secret(where)
    with crawl(archive, hours=3):
        identity = Identity("/2024/ferry-2", ADDRESS)
        archive.transact(lambda rows: forget(rows, "one", identity, reason="x", now=1))
        assert archive.finish_forgetting()
    assert with_secret(where) == []
    with archive.lock.held():
        report = check(archive)
    assert (report.faults, report.notes) == ([], [])


def with_secret(where: Path) -> list[str]:
    """The WARCs that have a word of the article."""
    files = [path for path in where.rglob("*") if path.is_file() and ".warc.gz" in str(path)]
    assert files
    return [path.name for path in files if _has_it(path)]


def _has_it(path: Path) -> bool:
    data = path.read_bytes()
    return b"SECRET" in (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
