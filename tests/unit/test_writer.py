import asyncio
from datetime import datetime
from typing import Any

import pytest

from newsarchive.exceptions import RunOver, StorageError
from newsarchive.items import Outcome, Unchanged
from newsarchive.store.submissions import Verdict
from newsarchive.store.writer import ArchiveWriter


class Disk:
    """Stands where an archive stands, and notes how it is written to."""

    def __init__(self, poison: Exception | None = None) -> None:
        self.batches: list[list[str]] = []
        self.poison = poison

    def write(self, submissions: list[Any], *, now: datetime) -> list[Verdict]:
        assert now.tzinfo
        ids = [one.source_id for one in submissions]
        if self.poison and "bad" in ids:
            raise self.poison
        self.batches.append(ids)
        return [Verdict(Outcome.UNCHANGED, name) for name in ids]


def hand_in(disk: Disk, *ids: str, under_way: int = 1000) -> list[Any]:
    async def run() -> list[Any]:
        writer = ArchiveWriter(disk, lambda: under_way)  # type: ignore[arg-type]
        calls = [writer.submit(Unchanged(name, "http://a.example/")) for name in ids]
        try:
            return await asyncio.gather(*calls, return_exceptions=True)
        finally:
            writer.close()

    return asyncio.run(run())


def test_twenty_make_a_batch_and_the_rest_waits_no_longer_than_half_a_second() -> None:
    disk = Disk()
    names = [str(n) for n in range(25)]
    assert [verdict.reason for verdict in hand_in(disk, *names)] == names
    assert [len(batch) for batch in disk.batches] == [20, 5]


def test_a_batch_of_all_that_are_under_way_waits_for_no_more() -> None:
    disk = Disk()
    hand_in(disk, "a", "b", under_way=2)
    assert disk.batches == [["a", "b"]]


def test_one_bad_article_takes_no_other_with_it() -> None:
    disk = Disk(ZeroDivisionError())
    first, bad, last = hand_in(disk, "a", "bad", "b")
    assert (first.reason, last.reason) == ("a", "b")
    assert isinstance(bad, ZeroDivisionError)
    assert disk.batches == [["a"], ["b"]]


def test_a_disk_that_refuses_fails_the_batch() -> None:
    disk = Disk(StorageError("full"))
    assert all(isinstance(result, StorageError) for result in hand_in(disk, "a", "bad"))
    assert disk.batches == []


def test_nothing_is_taken_once_it_is_closed() -> None:
    async def run() -> None:
        writer = ArchiveWriter(Disk(), lambda: 1)  # type: ignore[arg-type]
        writer.close()
        await writer.submit(Unchanged("a", "http://a.example/"))

    with pytest.raises(RunOver):
        asyncio.run(run())
