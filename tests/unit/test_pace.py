"""The one rule of politeness: how long a host is left alone before the next request."""

from typing import Any

import pytest

from newsarchive.fetching.pace import LONGEST, HostPace, Paces


def pace(**known: Any) -> HostPace:
    delay = known.pop("delay", 0.0)
    return HostPace(last=100.0, delays={1: delay}, **known)


def note(host: HostPace, status: int, latency: float | None = 0.0, *, asked: float | None = None) -> None:
    host.note(status, latency, asked=asked, step=1.0, cap=60.0, now=100.0)


@pytest.mark.parametrize(
    ("host", "concurrency", "seconds"),
    [
        (pace(), 1, 0.0),
        (pace(delay=1.0), 1, 1.0),
        (pace(delay=0.2, crawl_delay=5.0), 1, 5.0),
        (pace(delay=9.0, crawl_delay=5.0), 1, 9.0),
        # A host is at work for us half of its time for each request at a time.
        (pace(delay=1.0, latency=0.3), 1, 1.0),
        (pace(delay=1.0, latency=3.0), 1, 6.0),
        (pace(delay=1.0, latency=3.0), 4, 1.5),
        (pace(latency=0.25), 1, 0.5),
        (pace(latency=500.0), 1, LONGEST),
        (pace(delay=90.0, latency=500.0), 1, 90.0),
        (pace(delay=1.0, penalty=8.0), 1, 8.0),
        (pace(delay=1.0, penalty=8.0, not_before=130.0), 1, 30.0),
    ],
)
def test_the_longest_of_all_that_is_asked_for_counts(
    host: HostPace, concurrency: int, seconds: float
) -> None:
    assert host.wait(100.0, concurrency=concurrency) == pytest.approx(seconds)
    assert host.wait(100.0 + seconds, concurrency=concurrency) == pytest.approx(0.0)


def test_a_new_host_is_asked_at_once() -> None:
    assert HostPace(delays={1: 30.0}).wait(5.0, concurrency=1) < 0


def test_chance_makes_the_profiles_delay_longer_or_shorter_and_nothing_else() -> None:
    assert pace(delay=2.0).wait(100.0, concurrency=1, chance=0.5) == 1.0
    assert pace(delay=2.0, crawl_delay=2.0).wait(100.0, concurrency=1, chance=0.5) == 2.0


@pytest.mark.parametrize("status", [200, 204, 301, 304, 403, 404, 410])
def test_whatever_it_answers_fast_makes_it_fast(status: int) -> None:
    """AutoThrottle stayed at its first second after answers of 304 and 404."""
    host = pace(latency=1.0)
    for _ in range(20):
        note(host, status, 0.002)
    assert host.wait(100.0, concurrency=1) < 0.01


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_error_that_comes_fast_does_not(status: int) -> None:
    host = pace(latency=1.0)
    for _ in range(20):
        note(host, status, 0.002)
    assert host.wait(100.0, concurrency=1, patient=False) == 2.0


@pytest.mark.parametrize("status", [429, 503])
def test_too_much_slows_down_and_recovers(status: int) -> None:
    host, waits = pace(), []
    for _ in range(8):
        note(host, status)
        waits.append(host.wait(100.0, concurrency=1))
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert host.is_slowed(100.0)
    assert host.wait(100.0, concurrency=1, patient=False) == 0, "a run has only so much patience"
    for _ in range(12):
        note(host, 304)
    assert host.wait(100.0, concurrency=1) == 0
    assert not host.is_slowed(100.0)


@pytest.mark.parametrize(("asked", "seconds"), [(7.0, 7.0), (0.0, 1.0), (None, 1.0), (86400.0, 60.0)])
def test_retry_after_holds_for_the_whole_host(asked: float | None, seconds: float) -> None:
    host = pace()
    note(host, 429, asked=asked)
    assert host.wait(100.0, concurrency=1) == seconds
    note(host, 200)
    assert host.wait(100.0, concurrency=1) == max(seconds if asked else 0.0, 0.5), "also after an answer"


def test_an_answer_without_a_latency_says_nothing_of_it() -> None:
    host = pace(latency=1.0)
    note(host, 200, None)
    assert host.latency == 1.0


def test_of_two_runs_on_one_host_the_longer_delay_counts_until_it_is_over() -> None:
    paces = Paces()
    host = paces.of("a.example", now=100.0)
    host.last, host.delays = 100.0, {1: 0.5, 2: 3.0}
    assert paces.of("a.example", now=100.0).wait(100.0, concurrency=1) == 3.0
    assert paces.of("b.example", now=100.0).wait(100.0, concurrency=1) < 0
    paces.leave(2)
    assert paces.of("a.example", now=100.0).wait(100.0, concurrency=1) == 0.5


def test_a_host_is_forgotten_an_hour_after_the_last_run_on_it() -> None:
    paces = Paces()
    host = paces.of("a.example", now=0.0)
    host.penalty, host.delays[1] = 30.0, 0.0
    paces.of("b.example", now=5000.0)
    assert paces.of("a.example", now=5000.0).penalty == 30.0, "a run goes on there"
    paces.leave(1)
    assert paces.of("a.example", now=6000.0).penalty == 30.0
    assert paces.of("a.example", now=9601.0).penalty == 0.0
