"""A site moves in the midst of its crawl, from a daemon to a worker and back; nothing is asked for twice."""

import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.store.lock import is_wished_for, wished_for
from tests.e2e.many_sites import ManySites, many_sites
from tests.fleet.moves import Machine
from tests.fleet.workers import Workers, workers_of

ARTICLES = 500
# Half an hour is six seconds, and a day longer than this takes: nothing is due to be checked again.
CLOCK = ("-s", "DAEMON_SPEED=300", "-s", "SHUTDOWN_GRACE=60")
LEASE = ("-s", "FLEET_LEASE=10", "-s", "FLEET_HEARTBEAT=0.5")
_ARTICLE = re.compile(r"http://harbour\.example/news/\d+")


def articles_asked(sites: ManySites) -> dict[str, int]:
    """How often each of the articles was asked for."""
    return {url: times for url, times in sites.pages.items() if _ARTICLE.fullmatch(url)}


def until(is_so: Callable[[], object], what: str) -> None:
    """Wait for something that comes."""
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def move(workers: Workers, to: str) -> str:
    """Move the site; what is said of it."""
    done = workers.command("move", "harbour", "--to", to, "--wait", *LEASE)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.crash
def test_mid_crawl_from_the_daemon_to_a_worker_and_back(fleet_database: str, tmp_path: Path) -> None:
    output = tmp_path / "output"
    with (
        many_sites({"harbour": ARTICLES, "canal": 3}) as sites,
        workers_of(sites, fleet_database, (tmp_path / "objects").as_uri(), tmp_path) as workers,
    ):
        sites.delay = 0.1
        sites.make_known(output, "harbour", "canal")
        process = sites.start(output, "daemon", *CLOCK, "-s", "DAEMON_LOOK=0.2")
        try:
            until(lambda: len(articles_asked(sites)) > 5, "the daemon crawls")
            assert "is in the fleet, postgresql://" in move(workers, "fleet")
            here = len(articles_asked(sites))
            assert here < ARTICLES, "it was moved in the midst of its crawl"
            workers.start("one", *CLOCK, *LEASE)
            until(lambda: len(articles_asked(sites)) > here + 5, workers.printed("one").read_text)
            canal = sites.asked["canal"]
            assert f"is in {output / 'harbour'} now" in move(workers, str(output))
            assert sites.asked["canal"] > canal, "the daemon goes on with other sites"
            there = len(articles_asked(sites))
            assert there < ARTICLES, "it was moved back in the midst of its crawl"
            until(
                lambda: len(list((output / "harbour" / "_posts").iterdir())) == ARTICLES, "the daemon ends it"
            )
        finally:
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=60)
    assert "harbour: somebody waits for it, so that its run ends" in said
    assert "the archive of harbour was moved to the fleet" in said
    assert len(articles_asked(sites)) == ARTICLES
    assert set(articles_asked(sites).values()) == {1}, "nothing is asked for twice"
    verify = sites.start(output, "verify", "harbour")
    assert "nothing wrong" in verify.communicate(timeout=60)[0]


def test_what_a_run_leaves_owed_the_next_one_asks_for_wherever_it_is(
    fleet_database: str, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "output", fleet_database, tmp_path / "objects")
    with many_sites({"harbour": 30}) as sites:
        sites.make_known(machine.output, "harbour")
        run = ("archive", "harbour", "-a", "limit=10")
        assert machine.here(*run, proxy=sites.proxy).code in {0, 2}
        assert len(articles_asked(sites)) == 10
        assert machine.to_fleet("harbour").code == 0
        done = machine.there(*run, proxy=sites.proxy)
        assert done.code in {0, 2}, done.out + done.err
        assert len(articles_asked(sites)) == 20
        assert machine.back("harbour").code == 0
        assert machine.here("archive", "harbour", proxy=sites.proxy).code == 0
    assert len(articles_asked(sites)) == 30
    assert set(articles_asked(sites).values()) == {1}, "nothing is asked for twice"
    assert len(list((machine.output / "harbour" / "_posts").iterdir())) == 30
    assert machine.here("verify", "harbour").code == 0


def test_a_wish_goes_with_its_process(tmp_path: Path) -> None:
    (tmp_path / "_archive").mkdir()
    assert not is_wished_for(tmp_path)
    with wished_for(tmp_path):
        assert is_wished_for(tmp_path)
    assert not is_wished_for(tmp_path)
    (tmp_path / "_archive" / "wanted.lock").touch()  # as one who was killed left it
    assert not is_wished_for(tmp_path)
