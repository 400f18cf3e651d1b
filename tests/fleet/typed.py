"""Commands as somebody types them who looks after a fleet, and what he is told."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.exceptions import Exit
from tests.e2e.forked import Ended, forked

Type = Callable[..., Ended]


@pytest.fixture
def typing(fleet_database: str, tmp_path: Path) -> Type:
    """Types a command on the fleet, in a terminal of 80 columns."""

    def type_it(*words: str, database: str = fleet_database, **more: str) -> Ended:
        environment = {
            **os.environ, "NEWSARCHIVE_DATABASE": database, "NEWSARCHIVE_STORE": f"file://{tmp_path}/store",
            "NEWSARCHIVE_OUTPUT": str(tmp_path / "output"), "COLUMNS": "80", "TMPDIR": str(tmp_path), **more,
        }  # fmt: skip
        return forked("newsarchive", *words, environment=environment)

    return type_it


def told(ended: Ended, code: Exit = Exit.COMPLETE) -> str:
    """What a command said that ended as it should."""
    assert ended.code == code, ended.out + ended.err
    return ended.err if code else ended.out


def table(ended: Ended) -> list[list[str]]:
    """The words of each line, none of which is too long for a terminal."""
    lines = told(ended).splitlines()
    assert [line for line in lines if len(line) > 80] == []
    return [line.split() for line in lines]
