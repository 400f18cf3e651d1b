"""The address that is checked is the one that is connected to, whatever the next look-up says."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.hostile.crawling import measured

pytestmark = pytest.mark.long

PUBLIC, INSIDE = "8.8.8.8", "127.0.0.1"


def run(
    answers: str, output: Path, *switches: str, command: str = "archive news -a url="
) -> tuple[list[str], list[str], str]:
    """The addresses that were looked up, those that were connected to, and what was told."""
    settings = ["RETRY_TIMES=3", "RETRY_BACKOFF=0", "DOWNLOAD_DELAY=0", *switches]
    typed = [sys.executable, "-m", "tests.hostile.rebinding", *f"{command}http://rebound.example/".split()]
    typed += [part for setting in settings for part in ("-s", setting)]
    environment = os.environ | {"ANSWERS": answers, "NEWSARCHIVE_OUTPUT": str(output)}
    environment["NEWSARCHIVE_PROFILES"] = str(output)
    _, told, _ = measured(typed, environment, output / "log")
    assert "Traceback" not in told, told
    return re.findall(r"LOOKUP \S+ (\S+)", told), re.findall(r"CONNECT (\S+)", told), told


def test_each_connection_goes_to_an_address_that_was_checked(tmp_path: Path) -> None:
    answers = f"{PUBLIC} {INSIDE} {PUBLIC} {INSIDE} 10.0.0.1 169.254.169.254 0.0.0.0 ::1 {INSIDE}"
    looked_up, connected, told = run(answers, tmp_path, "DNSCACHE_ENABLED=0", "RETRY_TIMES=9")
    assert INSIDE in looked_up
    assert "::1" in looked_up
    assert connected == [address for address in looked_up if address == PUBLIC] == [PUBLIC] * 2
    assert f"rebound.example resolves to {INSIDE}, a private address" in told


def test_a_cached_address_is_the_checked_one(tmp_path: Path) -> None:
    looked_up, connected, _ = run(f"{PUBLIC} {INSIDE}", tmp_path)
    assert looked_up == [PUBLIC]
    assert len(connected) > 1
    assert set(connected) == {PUBLIC}


def test_a_private_address_is_not_cached_and_never_connected_to(tmp_path: Path) -> None:
    looked_up, connected, _ = run(f"{INSIDE} {INSIDE} {PUBLIC} {INSIDE}", tmp_path)
    assert looked_up == [INSIDE, INSIDE, PUBLIC]
    assert set(connected) == {PUBLIC}


@pytest.mark.parametrize("command", ["try ", "newsite ", "archive news -a url="])
@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.7", "::1"])
def test_no_command_connects_inside_by_a_public_name(command: str, inside: str, tmp_path: Path) -> None:
    looked_up, connected, told = run(inside, tmp_path, command=command)
    assert set(looked_up) == {inside}
    assert connected == []
    assert f"resolves to {inside}, a private address" in told
