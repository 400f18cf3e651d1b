"""Two workers of a fleet beside one: articles a second with delays kept, and a CPU second without them.

    python benchmarks/fleet_workers.py

Each worker has four slots. With a delay of a second between two requests to a site it is delays that bind,
so that a second worker doubles what is archived a second. Without delays it is CPU: what two workers get
done in a CPU second of theirs, beside one. Each pair archives the same sites from nothing; a worker's start
is part of its CPU seconds, and not of the time, which goes from the first run's begin to the last one's end.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from fleet_measured import FleetMeasured, ended, running_fleet

from tests.e2e.many_sites import many_sites

SLOTS = 4
_WORD_EVERY = 0.2  # seconds
_ENDED = "SELECT count(*), extract(epoch FROM clock_timestamp()) FROM shard_000.run WHERE ended IS NOT NULL"
_BEGUN = "SELECT extract(epoch FROM min(since)) FROM fleet.lease WHERE token > 0"
_STORED = "SELECT count(*) FROM shard_000.revision"


@dataclass(frozen=True)
class Done:
    """What workers did.

    :ivar cpu: CPU seconds of all of them
    :ivar server: the same of PostgreSQL's processes
    """

    articles: int
    seconds: float
    cpu: float
    server: float


def archived(workers: int, sites: int, articles: int, delay: float) -> Done:
    """Have so many workers archive so many sites from nothing."""
    names = [f"s{number:03}" for number in range(sites)]
    with (
        many_sites(dict.fromkeys(names, articles)) as served,
        running_fleet() as fleet,
        tempfile.TemporaryDirectory() as folder,
    ):
        served.delay = delay
        # Once a run has ended its site is not due for half an hour.
        fleet.add({name: served.profile(name) for name in names})
        before = fleet.cpu()
        log = Path(folder) / "log"
        words = ("--sites", str(SLOTS), "-s", "FLEET_HEARTBEAT=1", "-s", "LOG_LEVEL=ERROR")
        more = {"http_proxy": served.proxy, "https_proxy": served.proxy, "no_proxy": "127.0.0.1"}
        running = [fleet.worker(*words, log=log, **more) for _ in range(workers)]
        try:
            seconds = _watched(fleet, sites)
        except BaseException:
            print(log.read_text()[-2000:])
            raise
        finally:
            cpu = sum(map(ended, running))
        ((stored,),) = fleet.rows(_STORED)
        assert isinstance(stored, int)
        if stored != sites * articles:
            raise SystemExit(f"{stored} articles of {sites * articles}:\n{log.read_text()[-2000:]}")
        return Done(stored, seconds, cpu, fleet.cpu() - before)


def _watched(fleet: FleetMeasured, sites: int) -> float:
    """Wait until each site's run has ended; seconds since the first one began."""
    until = time.monotonic() + 1800
    with psycopg.connect(fleet.url, autocommit=True) as connection:
        while time.monotonic() < until:
            count, now = connection.execute(_ENDED).fetchall()[0]
            if count == sites:
                ((begun,),) = connection.execute(_BEGUN).fetchall()
                return float(now) - float(begun)
            time.sleep(_WORD_EVERY)
    raise SystemExit("the runs do not end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sites", type=int, default=32)
    parser.add_argument("--polite", type=int, default=16, help="articles a site with delays")
    parser.add_argument("--fast", type=int, default=125, help="articles a site without")
    parser.add_argument("--pairs", type=int, default=3)
    given = parser.parse_args()
    for what, articles, delay, wanted in (
        ("with a delay of 1 s", given.polite, 1.0, 1.7),
        ("without delays", given.fast, 0.0, 0.85),
    ):
        ratios = []
        for number in range(1, given.pairs + 1):
            one, two = (archived(workers, given.sites, articles, delay) for workers in (1, 2))
            a_second = [done.articles / done.seconds for done in (one, two)]
            a_cpu_second = [done.articles / done.cpu for done in (one, two)]
            shown = a_second if delay else a_cpu_second
            ratios.append(shown[1] / shown[0])
            print(
                f"{what}, pair {number}: one {a_second[0]:5.1f} articles/s {a_cpu_second[0]:5.1f}/CPU s,"
                f" two {a_second[1]:5.1f}/s {a_cpu_second[1]:5.1f}/CPU s; PostgreSQL"
                f" {1000 * one.server / one.articles:.1f} and {1000 * two.server / two.articles:.1f} ms an article;"
                f" ratio {ratios[-1]:.2f}",
                flush=True,
            )
        print(
            f"{what}: median {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f});"
            f" the figure to reach is {wanted}"
        )


if __name__ == "__main__":
    main()
