"""The line to the object storage is cut, wherever that is: within an upload, a seal, a recovery, a takedown.

The server speaks S3; after so many bytes both ways it is out of reach, until the next run.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow, ForgottenRow
from newsarchive.store.objects.storage import Storage
from newsarchive.store.takedown import forget
from tests.fleet.cut import Line
from tests.fleet.object_archive import lose_disk, objects_of, on_objects
from tests.fleet.s3 import Server
from tests.fleet.test_killed_on_objects import check_whole, stored, tidy, traces, work_on
from tests.unit.illustrated import SITE, crawl
from tests.unit.test_forgetting_pictures import ALONE, build

STRIDE = 20_011  # bytes from one place at which is cut to the next; make soak takes more of them
OFFSETS = [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1_501, STRIDE, 1_501))]


class Worn(Line):
    """A line that is cut for good once so many bytes went through it, in the midst of whatever that is.

    :ivar left: how many more do; None for as many as come
    """

    left: int | None = None

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while some := await reader.read(1 << 12):
                if self.left is not None:
                    some = some[: self.left]
                    self.left -= len(some)
                writer.write(some)
                await writer.drain()
                if self.left == 0:
                    self._is_cut = True
                    for one in self._writers:
                        one.transport.abort()

    def wear(self, most: int) -> None:
        """Be cut after so many bytes more."""
        self.mend()
        self.left = most

    def renew(self) -> None:
        """Be whole again."""
        self.left = None
        self.mend()


@pytest.fixture
def line(s3: Server) -> Iterator[Worn]:
    worn = Worn(urlsplit(s3.address).port or 0)
    worn.start()
    yield worn
    worn.stop()


class Place:
    """A site's catalog on this disk, and a storage behind a line."""

    def __init__(self, folder: Path, s3: Server, line: Worn) -> None:
        self.folder, self.line = folder, line
        folder.mkdir()
        self.bucket = s3.bucket()
        self.bucket.settings["aws_endpoint"] = f"http://127.0.0.1:{line.port}"
        self._tokens = count(1)

    def worker(self) -> Archive:
        """Another one, with a disk of its own."""
        storage = Storage(self.bucket, patience=0)
        return on_objects(self.folder / "gazette", SITE, storage, next(self._tokens))

    def known(self) -> set[str]:
        with reading(self.worker().catalog) as rows:
            return {row.source_id for row in rows.where(ArticleRow) if row.revision}


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.long
def test_a_run_ends_and_the_next_ones_have_what_was_promised(
    tmp_path: Path, s3: Server, line: Worn, offset: int
) -> None:
    for most in count(offset, STRIDE):
        place = Place(tmp_path / str(most), s3, line)
        ended = 0
        for token, share in ((1, most), (2, most // 3)):  # whoever seals what the first one left is cut, too
            line.wear(share)
            try:
                work_on(place.worker(), place.folder, token)
            except StorageError:
                ended += 1
        line.renew()
        assert stored(place.folder) <= place.known()
        last = place.worker()
        work_on(last, place.folder, 3)
        tidy(last)
        check_whole(last)
        assert len(place.known()) == 4
        if not ended:
            break
    assert most > STRIDE, "or nothing was cut"


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.long
def test_a_takedown_is_finished_by_the_next_run(tmp_path: Path, s3: Server, line: Worn, offset: int) -> None:
    named = Identity("/2024/ferry-1", "https://gazette.example/2024/ferry-1")
    for most in count(offset, STRIDE):
        place = Place(tmp_path / str(most), s3, line)
        line.renew()
        shared = len(objects_of(build(place.worker())).pictures()) - len(ALONE)
        was_cut = False
        line.wear(most)
        try:
            with crawl(place.worker(), hours=2) as archive:
                archive.transact(lambda rows: forget(rows, "gazette", named, reason="x", now=1))
                archive.finish_forgetting()
        except StorageError:
            was_cut = True
        line.renew()
        with crawl(place.worker(), hours=3) as heir:
            done = [bool(stone.done) for stone in heir.rows.where(ForgottenRow)]
        assert done in ([], [True])
        if done:
            assert traces(heir) == []
            assert len(objects_of(heir).pictures()) == shared
        lose_disk(heir)
        check_whole(heir)
        if not was_cut:
            break
    assert most > STRIDE, "or nothing was cut"
