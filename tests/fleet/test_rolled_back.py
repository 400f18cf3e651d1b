"""What a batch wrote that came to nothing is in no WARC, where no takedown would reach it."""

import gzip
from collections.abc import Callable, Iterator
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


def amid_the_batch(fail: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when the second of two articles is written."""
    written, numbers = OriginalsWriter.write, iter(range(9))

    def write_or_fail(self: OriginalsWriter, *args: object, **more: object) -> object:
        if next(numbers, None) == 1:
            fail()
        return written(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(OriginalsWriter, "write", write_or_fail)


def after_it_was_stored(fail: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both were synced, or are in the object storage, when the catalog refuses."""
    learned, numbers = Learner.learn, iter(range(9))

    def learn_or_fail(self: Learner, *args: object, **more: object) -> object:
        if next(numbers, None) == 0:
            fail()
        return learned(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Learner, "learn", learn_or_fail)


@pytest.mark.parametrize("when", [amid_the_batch, after_it_was_stored])
@pytest.mark.parametrize("before", [1, 0])
def test_a_takedown_reaches_all_of_an_article(
    kept: tuple[Archive, Path],
    monkeypatch: pytest.MonkeyPatch,
    when: Callable[[Callable[[], None], pytest.MonkeyPatch], None],
    before: int,
) -> None:
    archive, where = kept

    def fail() -> None:
        raise StorageError("No space left on device")

    with crawl(archive, hours=1):
        if before:
            write(archive, article(1), hours=1)
        when(fail, monkeypatch)
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
