"""What is forked is a process like one that is started: its own environment, exit code, output and end."""

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.forked import forked


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "NEWSARCHIVE_OUTPUT": str(tmp_path / "archives")}


def test_settings_are_those_of_its_environment(environment: dict[str, str], tmp_path: Path) -> None:
    for name in ("first", "second"):
        environment["NEWSARCHIVE_OUTPUT"] = str(tmp_path / name)
        ended = forked("scrapy", "settings", "--get", "OUTPUT_DIR", environment=environment)
        assert (ended.code, ended.out, ended.err) == (0, f"{tmp_path / name}\n", "")


def test_its_exit_code_and_both_streams_are_told(environment: dict[str, str]) -> None:
    ended = forked("scrapy", "verify", "nosuch", environment=environment)
    assert (ended.code, ended.out) == (64, "")
    assert "no such site: nosuch" in ended.err
    assert ended.kilobytes > 10_000
    as_one = forked("scrapy", "verify", "nosuch", environment=environment, one_stream=True)
    assert (as_one.out, as_one.err) == (ended.err, "")


def test_one_that_does_not_end_is_killed_and_the_next_one_runs(environment: dict[str, str]) -> None:
    ended = forked("http.server", "--bind", "127.0.0.1", "0", environment=environment, seconds=1)
    assert ended.code == -signal.SIGKILL
    assert forked("scrapy", "version", environment=environment).code == 0
