"""Two hundred sites in one daemon: how late each of them is, while three of them misbehave; and its memory.

    python benchmarks/daemon_sites.py --sites 200 --speed 15

Four rounds of half an hour each, by a clock that goes faster than the world's, and with it the delay of a
second between two requests; each site is due once a round, at its own time. Before them each site is
archived once, so that the rounds find what was published since. One site hangs, one has no end, one answers
503. Late is how long after its planned time a run began, in per cent of the interval. CPU is the daemon's
alone; the sites are served by another process.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoaderProtocol

from newsarchive.operations.clock import Clock
from newsarchive.operations.daemon import Daemon, Rules
from newsarchive.operations.in_turn import in_loop
from newsarchive.operations.scheduled_site import ScheduledSite
from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.stopping import Stop
from tests.e2e.many_sites import ManySites, many_sites

ROOT = Path(__file__).parents[1]
HALF_HOUR = timedelta(minutes=30)
Measured = tuple[list[list[Any]], resource.struct_rusage]
BAD = {"hanging": "s000", "endless": "s001", "failing": "s002"}


class Noting(Clock):
    """A clock that notes when it was to wake whom, and when it did."""

    def __init__(self, speed: float) -> None:
        super().__init__(speed)
        self.planned: dict[str, datetime] = {}

    async def reached(self, moment: datetime, unless: asyncio.Event) -> bool:
        task = asyncio.current_task()
        assert task
        self.planned[task.get_name()] = moment
        return await super().reached(moment, unless)


def keep(output: str, speed: float, rounds: int) -> None:
    """The daemon's process: a line of JSON for each run, and one at its end."""
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    switches = {
        "OUTPUT_DIR": output, "TWISTED_REACTOR_ENABLED": False, "LOG_LEVEL": "ERROR", "RETRY_BACKOFF": 0.1,
        "PROFILES_DIR": "",
    }  # fmt: skip
    settings.setdict(switches, priority="cmdline")
    clock, stop = Noting(speed), Stop()
    counts: dict[str, int] = {}

    def told(run: SiteRun) -> None:
        counts[run.site] = counts.get(run.site, 0) + 1
        ledger = run.run.ledger if run.run else None
        seen = ledger.seen if ledger else -1
        print(json.dumps([run.site, counts[run.site], run.seconds, seen]), flush=True)

    class Noticed(ScheduledSite):
        async def crawled(
            self, spiders: SpiderLoaderProtocol, wished: Callable[[int], Awaitable[None]], *, now: datetime
        ) -> SiteRun:
            task = asyncio.current_task()
            late = now - clock.planned[task.get_name()]
            line = ["late", self.site.name, counts.get(self.site.name, 0), late / HALF_HOUR]
            print(json.dumps(line), flush=True)
            return await super().crawled(spiders, wished, now=now)

    async def work() -> None:
        daemon = Daemon(
            settings, [], Rules(settings.getint("DAEMON_SITES"), 10),
            clock=clock, dice=random.Random(7), stop=stop, told=told,
        )  # fmt: skip
        running = asyncio.create_task(daemon.run())
        await asyncio.sleep(rounds * HALF_HOUR.total_seconds() / speed)
        os.kill(os.getpid(), signal.SIGTERM)
        await running

    with patch("newsarchive.operations.daemon.ScheduledSite", Noticed):
        in_loop(work, settings, at_once=settings.getint("DAEMON_SITES"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--speed", type=float, default=15)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--keep", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.keep:
        keep(given.keep, given.speed, given.rounds)
        return
    names = [f"s{number:03}" for number in range(given.sites)]
    with many_sites(dict.fromkeys(names, 12)) as sites, tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        sites.delay = 1 / given.speed
        sites.make_known(output)
        _begin_spread(sites, output, names)
        for kind, name in BAD.items():
            getattr(sites, kind).add(name)
        measured = _measure(sites, folder, given)
    _report(measured, given)


def _begin_spread(sites: ManySites, output: Path, names: list[str]) -> None:
    """Archive all once; then let their last runs have begun at moments spread over the interval."""
    started = time.monotonic()
    daemon = sites.start(output, "daemon", "-s", "DAEMON_SPEED=60")
    waiting = set(names)
    assert daemon.stdout
    for line in daemon.stdout:
        waiting -= {word for word in line.split() if word in waiting}
        if not waiting:
            break
    daemon.send_signal(signal.SIGTERM)
    daemon.communicate()
    print(f"{len(names)} sites archived once in {time.monotonic() - started:.0f} s")
    now = time.time()
    for place, name in enumerate(names):
        with sqlite3.connect(output / name / "_archive" / "catalog.sqlite") as catalog:
            begun = int(now - 1800 + 1800 * place / len(names)) + 60
            catalog.execute("UPDATE run SET started = ?, ended = ?", (begun, begun + 1))
        catalog.close()


def _measure(sites: ManySites, folder: str, given: argparse.Namespace) -> Measured:
    command = [sys.executable, __file__, "--keep", folder, "--speed", str(given.speed)]
    command += ["--rounds", str(given.rounds)]
    environment = os.environ | {"http_proxy": sites.proxy, "no_proxy": "", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    over = threading.Event()

    def publish() -> None:
        dice = random.Random(3)
        while not over.wait(0.5):
            sites.articles[dice.choice(list(sites.articles))] += 1

    publishing = threading.Thread(target=publish)
    publishing.start()
    assert process.stdout
    lines = [json.loads(line) for line in process.stdout]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    publishing.join()
    return lines, usage


def _report(measured: Measured, given: argparse.Namespace) -> None:
    lines, usage = measured
    late = [(site, share) for mark, site, _, share in (one for one in lines if one[0] == "late")]
    others = sorted(share for site, share in late if site not in BAD.values())
    runs = [one for one in lines if one[0] != "late"]
    cpu = usage.ru_utime + usage.ru_stime
    print(
        f"clock {given.speed:g} times faster: {given.rounds} half hours of {1800 / given.speed:.0f} s each;"
        f" {cpu / given.rounds:.1f} CPU s a half hour"
    )
    seen = sum(max(0, run[3]) for run in runs)
    print(f"{len(runs)} runs, {seen} articles; memory {usage.ru_maxrss / 1024:.0f} MB")
    print(
        f"{len(others)} runs of the others: late by {100 * others[len(others) // 2]:.2f} % (median),"
        f" {100 * others[int(len(others) * 0.99)]:.2f} % (99th), {100 * others[-1]:.2f} % (most)"
    )
    for kind, name in BAD.items():
        ended = [f"{run[2]:.1f} s" for run in runs if run[0] == name]
        print(f"{kind}: its runs took {', '.join(ended) or 'longer than all this'}")


if __name__ == "__main__":
    main()
