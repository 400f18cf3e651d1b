"""What a run costs: its requests and bytes, and a share of the process's CPU time that adds up."""

import time

import pytest

from newsarchive.crawling.cost import SharedCpu


@pytest.fixture
def spent(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The CPU time of the process, which a test sets."""
    clock = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: clock[0])
    return clock


def test_a_run_that_is_alone_has_all_that_was_spent(spent: list[float]) -> None:
    cpu = SharedCpu()
    spent[0] = 5.0
    cpu.begin("harbour")
    spent[0] = 7.5
    assert cpu.end("harbour") == 2.5
    assert cpu.end("harbour") == 0


def test_runs_side_by_side_part_what_is_spent_meanwhile(spent: list[float]) -> None:
    cpu = SharedCpu()
    cpu.begin("harbour")
    spent[0] = 1.0
    cpu.begin("canal")
    spent[0] = 5.0
    first = cpu.end("harbour")
    spent[0] = 6.0
    assert (first, cpu.end("canal")) == (3.0, 3.0)
