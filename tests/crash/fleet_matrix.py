"""Rounds of a fleet that is disturbed, and what is left of its articles when all has calmed down."""

import os
import random
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.crash.fleet_events import Events, Kind, small_disks
from tests.e2e.many_sites import ManySites, many_sites
from tests.fleet.cluster import running_cluster
from tests.fleet.cut import line_to
from tests.fleet.fleets import made_on
from tests.fleet.kept_s3 import BUCKET, running_kept_s3
from tests.fleet.s3 import SETTINGS
from tests.fleet.truth import Standing, standing, undisturbed, watch
from tests.fleet.workers import workers_of

_A_WHILE = 60.0  # seconds after which something happens although nothing is asked
_PATIENCE = float(os.environ.get("FLEET_PATIENCE", "900"))  # seconds until all articles of a round are there


class Matrix:
    """A fleet of scripted sites, to which things happen.

    :param database: its address, for looking at it
    """

    def __init__(self, sites: ManySites, events: Events, database: str) -> None:
        self.sites, self.events, self.database = sites, events, database
        self.began = time.monotonic()

    def round(self, new: int, kinds: Sequence[Kind]) -> None:
        """Let sites publish while things happen; wait until everything is archived.

        :param new: articles that each site publishes
        """
        dice, before = self.events.dice, dict(self.sites.articles)
        part = max(150, new * len(before) // len(kinds))
        for number, kind in enumerate(kinds, 1):
            for name in self.sites.articles:
                self.sites.articles[name] = before[name] + new * number // len(kinds)
            self._until_asked(dice.randrange(10, part))
            time.sleep(dice.uniform(0, 0.5))
            self.events.happen(kind)
            self.say(f"{kind}")
        self.settle()

    def settle(self) -> None:
        """Wait until all that was published is archived."""
        wanted, end = sum(self.sites.articles.values()), time.monotonic() + _PATIENCE
        while (there := self._archived()) < wanted:
            assert time.monotonic() < end, f"{there} of {wanted} articles; {self.events.workers.folder}"
            self.events.look_after()
            time.sleep(0.5)
        self.say(f"all {wanted} are there")

    def settle_after(self, new: int) -> None:
        """The same once each site has published so many more."""
        for name in self.sites.articles:
            self.sites.articles[name] += new
        self.settle()

    def end(self) -> Standing:
        """End all workers in order, once what dead ones left open is closed; what is there then."""
        end = time.monotonic() + _PATIENCE
        while self._open_files() and time.monotonic() < end:
            self.events.look_after()
            time.sleep(0.5)
        self.events.workers.told_to_end()
        return standing(self.database)

    def say(self, line: str) -> None:
        print(f"{time.monotonic() - self.began:7.1f} s  {line}", flush=True)

    def _until_asked(self, times: int) -> None:
        """Wait until sites have been asked so often again, so that workers are amid something."""
        before, end = self.sites.asked.total(), time.monotonic() + _A_WHILE
        while self.sites.asked.total() < before + times and time.monotonic() < end:
            self.events.look_after()
            time.sleep(0.02)

    def _archived(self) -> int:
        return self._count("article WHERE stored IS NOT NULL")

    def _open_files(self) -> int:
        return self._count("warc WHERE length IS NULL")

    def _count(self, what: str) -> int:
        with psycopg.connect(self.database) as connection:
            shards = connection.execute("SELECT fleet.shard_name(number) FROM fleet.shard").fetchall()
            counts = [
                connection.execute(f"SELECT count(*) FROM {name}.{what}").fetchone() for (name,) in shards
            ]
        return sum(count[0] for count in counts if count)


@contextmanager
def matrix(
    folder: Path, articles: Mapping[str, int], *, workers: int, seed: int, lease: float, beat: float,
    speed: float, disk: int = 0, on_s3: bool = False,
) -> Iterator[Matrix]:  # fmt: skip
    """A fleet at work.

    :param articles: what each site has published
    :param speed: how many times faster than the world's its clock goes
    :param disk: megabytes that each worker's file system has, where one may be mounted
    :param on_s3: its storage is a server that speaks S3, to which a line goes that can be cut
    """
    switches = (
        "-s", f"DAEMON_SPEED={speed}", "-s", f"FLEET_LEASE={lease}", "-s", f"FLEET_HEARTBEAT={beat}",
        "-s", "SHUTDOWN_GRACE=5", "--sites", "6",
    )  # fmt: skip
    names = tuple(f"worker{number}" for number in range(1, workers + 1))
    (folder / "store").mkdir()
    with ExitStack() as stack:
        cluster = stack.enter_context(running_cluster())
        cluster.execute("CREATE DATABASE fleet TEMPLATE template0")
        database = cluster.url("fleet")
        made_on(database)
        watch(database)
        line = stack.enter_context(line_to(cluster.port))
        sites = stack.enter_context(many_sites(articles))
        there = database.replace(f":{cluster.port}/", f":{line.port}/")
        fleet = stack.enter_context(workers_of(sites, there, f"file://{folder}/store", folder))
        to_store = None
        if on_s3:
            server = stack.enter_context(running_kept_s3(folder / "store"))
            to_store = stack.enter_context(line_to(urlsplit(server).port or 0))
            fleet.store = f"s3://{BUCKET}/archives"
            fleet.environment |= {
                **{name.upper(): value for name, value in SETTINGS.items()},
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{to_store.port}",
            }
        fleet.add(sites.articles)
        disk = stack.enter_context(small_disks(fleet, names, disk)) if disk else 0
        events = Events(
            fleet, cluster, line, to_store, switches, names, lease, random.Random(seed), disk
        )  # fmt: skip
        for name in names:
            events.start(name)
        yield Matrix(sites, events, database)


def sound(matrix: Matrix) -> Standing:
    """Nothing lost, nothing twice, nothing behind a fence, and books that are true; workers end for that."""
    found, published = matrix.end(), Counter(matrix.sites.articles)
    assert found.articles == published, published - found.articles
    assert found.states == {"published": published.total()}
    assert found.revisions == published, found.revisions - published
    assert found.behind == 0
    assert found.wrong_accounts == []
    return found


def check(matrix: Matrix, folder: Path, compared: Collection[str]) -> str:
    """The same, and `verify`, and every post of some sites as undisturbed archives have it; what there was.

    :param compared: the names of those sites, which are archived once more, in folders
    """
    sites, workers = matrix.sites, matrix.events.workers
    found, published, asked_before = sound(matrix), Counter(sites.articles), Counter(sites.pages)
    verified = workers.command("verify")
    assert verified.returncode == 0, verified.stdout[-3000:] + verified.stderr[-3000:]
    sites.make_known(folder / "undisturbed")
    alone = sites.start(folder / "undisturbed", "archive", *compared)
    told, _ = alone.communicate(timeout=1800)
    theirs = {key: text for key, text in found.texts.items() if key[0] in compared}
    assert dict(undisturbed(folder / "undisturbed", compared)) == theirs, told[-2000:]
    asked = {url: count for url, count in asked_before.items() if "/news/" in url}
    return (
        f"{published.total()} articles of {len(published)} sites, {sum(asked.values())} times asked for"
        f" ({sum(count > 1 for count in asked.values())} of them more than once); "
        + ", ".join(f"{count} × {kind}" for kind, count in sorted(matrix.events.done.items()))
        + f"; 0 lost, 0 twice, 0 of {found.witnessed} rows behind a fence, {len(theirs)} posts of"
        f" {len(compared)} sites as undisturbed; {found.runs} runs, {found.ended}"
        f" of them to their end, whose accounts say {found.stored_by_account.total()} stored, as do rows;"
        f" ended by themselves: {matrix.events.ends or 'none'}"
    )
