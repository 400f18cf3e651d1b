"""A worker that is killed at any request to the object storage: the next one has all that was promised.

The storage is a folder, so that what it keeps outlives whoever is killed; each worker has a disk of its own.
"""

import os
import signal
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, ForgottenRow, WarcRow
from newsarchive.store.objects.address import StorageAddress
from newsarchive.store.objects.orphans import orphans, remove_orphans
from newsarchive.store.objects.storage import Storage
from newsarchive.store.submissions import Extracted
from newsarchive.store.takedown import forget
from tests.fleet.killed import killed
from tests.fleet.object_archive import lose_disk, objects_of, on_objects, read_all
from tests.unit.illustrated import SITE, article, came, crawl, data, digest, url, write
from tests.unit.test_forgetting_pictures import ALONE, build

STRIDE = 17  # of the steps at which is killed; make soak takes all of them
FIRST = [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, STRIDE))]
NEVER = 1 << 30


def at(folder: Path, token: int) -> Archive:
    return on_objects(folder / "gazette", SITE, Storage(StorageAddress((folder / "store").as_uri())), token)


def stored(folder: Path) -> set[str]:
    """The articles of which a killed worker was told that they are stored."""
    promised = folder / "promised"
    return set(promised.read_text(encoding="utf-8").split()) if promised.exists() else set()


def one_of(archive: Archive, number: int, *, words: str) -> Extracted:
    """An article with two pictures, of which one is in all of them."""
    own, shared = came(archive, f"p{number}"), came(archive, "ferry")
    shows = (f"p{number}", f"p{number}"), ("ferry", "ferry")
    return article(number, *shows, words=words, fetched=(own, shared))


def work(folder: Path, token: int) -> None:
    """A crawl of three batches with pictures, one of them edited."""
    work_on(at(folder, token), folder, token)


def work_on(archive: Archive, folder: Path, token: int) -> None:
    with crawl(archive, hours=token), (folder / "promised").open("a", encoding="utf-8") as promised:
        for batch in ((1, 2), (3,), (2, 4)):
            found = [one_of(archive, n, words=f"{batch} ") for n in batch]
            write(archive, *found, hours=token)
            promised.write("".join(f"{one.source_id}\n" for one in found))
            promised.flush()


def tidy(archive: Archive) -> None:
    """Let all orphans go, as if their grace were over; none is left."""
    later, objects = datetime.now(UTC) + timedelta(days=1), objects_of(archive)
    with reading(archive.catalog) as rows:
        remove_orphans(rows, objects, now=later, grace=timedelta())
        assert orphans(rows, objects) == []
    assert [*objects.unknown(), *objects.parts()] == []


def check_whole(archive: Archive) -> None:
    """What the catalog refers to is in the storage, whole; nothing of it is open."""
    lose_disk(archive)
    objects = objects_of(archive)
    assert read_all(archive) > 0
    sealed = {(one.warc, one.sha256, one.size) for one in objects.sealed()}
    with reading(archive.catalog) as rows:
        warcs, captures = rows.where(WarcRow), rows.where(CaptureRow)
        kept = {row.sha256 for row in rows.where(PictureRow)} | {
            row.sha256 for row in rows.where(IllustrationRow)
        }
    assert {(row.name, row.sha256, row.length) for row in warcs} <= sealed
    assert {row.warc for row in captures} == {row.id for row in warcs}
    assert kept - {None} <= {one.sha256 for one in objects.pictures()}
    for one in (*objects.sealed(), *objects.pictures(), *objects.parts()):
        assert one.size == len(objects.storage.get(one.key))


def steps(first: int) -> Iterator[int]:
    return iter(range(first, 1000, STRIDE))


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.long
def test_a_crawl_loses_nothing_that_was_promised(tmp_path: Path, first: int) -> None:
    for step in steps(first):
        folder = tmp_path / str(step)
        folder.mkdir()
        was_killed = killed(work, step, folder, 1)
        heir = at(folder, 2)
        with crawl(heir, hours=3):
            known = {row.source_id for row in heir.rows.where(ArticleRow) if row.revision}
        assert stored(folder) <= known
        if known:
            check_whole(heir)
        work(folder, 3)
        tidy(at(folder, 3))
        check_whole(at(folder, 3))
        with reading(heir.catalog) as rows:
            assert len(rows.where(ArticleRow)) == 4
        if not was_killed:
            break
    assert step > 60, "or nothing was killed"


def die(folder: Path, token: int) -> None:
    """A crawl that is killed once it has stored three batches."""
    archive = at(folder, token)
    archive.close = lambda **_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
    work_on(archive, folder, token)


def recover(folder: Path, token: int) -> None:
    with crawl(at(folder, token), hours=3):
        pass


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.long
def test_who_seals_what_a_dead_worker_left_may_die_as_well(tmp_path: Path, first: int) -> None:
    dead = tmp_path / "dead"
    dead.mkdir()
    assert killed(die, NEVER, dead, 1)
    assert stored(dead), "or there is nothing to seal"
    with reading(at(dead, 1).catalog) as rows:
        assert [row.length for row in rows.where(WarcRow)] == [None]
    for step in steps(first):
        folder = tmp_path / str(step)
        copytree(dead, folder)
        was_killed = killed(recover, step, folder, 2)
        recover(folder, 3)
        heir = at(folder, 3)
        check_whole(heir)
        tidy(heir)
        check_whole(heir)
        with reading(heir.catalog) as rows:
            assert stored(folder) <= {row.source_id for row in rows.where(ArticleRow) if row.revision}
        if not was_killed:
            break
    assert step > 10, "or nothing was killed"


def take_down(folder: Path, token: int) -> None:
    archive = at(folder, token)
    named = Identity("/2024/ferry-1", "https://gazette.example/2024/ferry-1")
    with crawl(archive, hours=token):
        archive.transact(lambda rows: forget(rows, "gazette", named, reason="x", now=1))
        assert archive.finish_forgetting()


def traces(archive: Archive) -> list[str]:
    """In which objects bytes, digest or address of a picture that goes are, or the article's page."""
    forms = [form for name in ALONE for form in (data(name), digest(name).encode(), url(name).encode())]
    forms += [url("owed-secret").encode(), b"/2024/ferry-1"]
    storage, found = objects_of(archive).storage, []
    kept = [*storage.below("gazette"), *storage.unfinished("gazette")]
    for one in kept:
        held = (storage.files.folder / one.key).read_bytes() if storage.files else storage.get(one.key)
        members = held.split(b"\x1f\x8b\x08")[1:]
        for member in members:
            with suppress(zlib.error):
                held += zlib.decompressobj(31).decompress(b"\x1f\x8b\x08" + member)
        found += [one.key for form in forms if form in held or form.decode("latin-1") in one.key]
    return found


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.long
def test_a_takedown_leaves_no_byte_behind(tmp_path: Path, first: int) -> None:
    before = tmp_path / "before"
    before.mkdir()
    archive = build(at(before, 1))
    assert traces(archive)
    shared = len(objects_of(archive).pictures()) - len(ALONE)
    for step in steps(first):
        folder = tmp_path / str(step)
        copytree(before, folder)
        was_killed = killed(take_down, step, folder, 2)
        recover(folder, 3)
        heir = at(folder, 3)
        with reading(heir.catalog) as rows:
            stones = rows.where(ForgottenRow)
        if not stones:  # it had not even begun
            assert traces(heir)
            take_down(folder, 4)
            heir = at(folder, 4)
        assert traces(heir) == []
        check_whole(heir)
        assert len(objects_of(heir).pictures()) == shared
        assert objects_of(heir).unknown() == []
        if not was_killed:
            break
    assert step > 40, "or nothing was killed"
