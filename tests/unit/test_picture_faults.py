"""A disk that refuses, or a process that dies, at each step of storing pictures: the next start mends it."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.pictures.known import behind
from newsarchive.store.submissions import Illustrated
from tests.unit.illustrated import article, assert_whole, at, came, crawl, failed, path, post, write

HOME, FIRST, THIRD = "https://gazette.example", "/2024/ferry-1", "/2024/ferry-3"
_MOST = 120  # calls that a run makes of one kind


class Death(BaseException):
    """A process that dies, so that nothing of it goes on."""


class Faulty:
    """Lets one call of the system fail; after a death none does anything any more."""

    def __init__(self, patch: pytest.MonkeyPatch, call: str, when: int, fault: BaseException) -> None:
        self.left, self.fault = when, fault
        real = getattr(os, call)

        def instead(*args: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == -1 or (self.has_met and isinstance(self.fault, Death)):
                raise self.fault
            return real(*args, **named)

        patch.setattr(os, call, instead)

    @property
    def has_met(self) -> bool:
        return self.left < 0


def day_one(archive: Archive) -> None:
    both = (came(archive, "quay"), came(archive, "pier"))
    write(
        archive,
        article(1, ("quay", "quay"), ("pier", "pier"), fetched=both),
        article(2, ("quay", "quay"), ("mole", ""), fetched=(failed("mole"),)),
        article(3, ("mole", "")),
    )
    write(
        archive,
        Illustrated("/2024/ferry-3", "https://gazette.example/2024/ferry-3", (came(archive, "mole"),)),
    )


def day_two(archive: Archive) -> None:
    write(archive, Illustrated(FIRST, HOME + FIRST, (came(archive, "night", at="quay"),)), hours=800)
    for row in behind(archive.rows, limit=9):
        write(archive, Illustrated(row.source_id, row.url), hours=800)


def complete(folder: Path) -> None:
    """The next run: all is whole as it begins, and the work that it does again is done by its end."""
    with crawl(at(folder), hours=900) as archive:
        assert_whole(archive)
        day_one(archive)
        day_two(archive)
        assert_whole(archive)
        assert f'src="/{path("night")}"' in post(archive, 1)
        assert f'src="/{path("mole")}"' in post(archive, 2)


@pytest.mark.parametrize(
    ("call", "fault"),
    [("fsync", Death()), ("rename", Death()), ("mkdir", Death()), ("rename", OSError(errno.ENOSPC, "full"))],
)
def test_a_fault_at_each_step(tmp_path: Path, call: str, fault: BaseException) -> None:
    met = 0
    for when in range(_MOST):
        folder = tmp_path / str(when)
        with (
            suppress(Death, OSError, StorageError),
            crawl(at(folder)) as archive,
            pytest.MonkeyPatch.context() as patch,
        ):
            faulty = Faulty(patch, call, when, fault)
            day_one(archive)
            day_two(archive)
        complete(folder)
        if not faulty.has_met:
            break
        met += 1
    assert 0 < met < _MOST
