"""What the benchmarks of a fleet share: a database of their own, and what a command and PostgreSQL cost."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from throughput import ROOT, Run, measure

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.fleet.connecting import engine_of
from newsarchive.fleet.schema.upgrading import make
from newsarchive.fleet.sites import add_site
from newsarchive.profiles import load_profile
from tests.fleet.cluster import Cluster, running_cluster
from tests.fleet.fleets import address

FINEWS = ROOT / "spiders" / "profiles" / "finews.yml"
_TICK = os.sysconf("SC_CLK_TCK")
_SETTINGS = {
    "shared_buffers": "256MB", "shared_preload_libraries": "pg_stat_statements", "max_connections": "200",
    "pg_stat_statements.track": "top", "max_wal_size": "4GB",
}  # fmt: skip


@dataclass(frozen=True)
class FleetMeasured:
    """A fleet on a cluster of its own.

    :ivar store: the object storage's address
    """

    cluster: Cluster
    url: str
    store: str

    def environment(self, **more: str) -> dict[str, str]:
        """Of a command that works on it."""
        return {"NEWSARCHIVE_DATABASE": self.url, "NEWSARCHIVE_STORE": self.store, **more}

    def add(self, profiles: Mapping[str, str], spider: str = "", hosts: Sequence[str] = ()) -> None:
        """Make sites the fleet's.

        :param profiles: YAML, by the sites' names
        :param hosts: by which an address is known to be theirs
        """
        engine = engine_of(address(self.url), name="benchmark")
        with engine.begin() as connection:
            for name, profile in profiles.items():
                add_site(connection, name, profile, spider=spider, hosts=hosts)
        engine.dispose()

    def add_finews(self) -> None:
        """Make the demo's site the fleet's, which has a spider of its own."""
        hosts = load_profile(FINEWS).hosts
        self.add({"finews": FINEWS.read_text()}, spider="finews.spider.FinewsSpider", hosts=hosts)

    def command(self, *words: str, **more: str) -> Run:
        """What a command of newsarchive's costs on this fleet."""
        return measure([sys.executable, "-m", "newsarchive", *words], self.environment(**more))

    def worker(self, *words: str, log: Path, **more: str) -> subprocess.Popen[bytes]:
        """Start a worker, which goes on until it is told to end; see :func:`ended`."""
        command = [sys.executable, "-m", "newsarchive", "worker", *words]
        with log.open("ab") as printed:
            return subprocess.Popen(
                command, cwd=ROOT, env=os.environ | self.environment(**more), stdout=printed, stderr=printed
            )

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database answers to its owner."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(query).fetchall() if query else []

    def do(self, *statements: str) -> None:
        """Do statements as the database's owner, each for itself."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def buffers(self) -> int:
        """Pages of 8 KiB that statements have asked for since :meth:`forget_statements`."""
        ((number,),) = self.rows(
            "SELECT coalesce(sum(shared_blks_hit + shared_blks_read), 0)::bigint FROM pg_stat_statements"
            " WHERE query NOT LIKE '%pg_stat_statements%'"
        )
        assert isinstance(number, int)
        return number

    def forget_statements(self) -> None:
        """Begin to count anew."""
        self.rows("SELECT pg_stat_statements_reset()")

    def cpu(self) -> float:
        """CPU seconds of all PostgreSQL's processes so far, those that have ended among them."""
        server = self.cluster.server
        assert server
        return sum(map(seconds_of, [server.pid, *_children(server.pid)]))


def ended(worker: subprocess.Popen[bytes]) -> float:
    """Have a worker end in order; its CPU seconds."""
    worker.send_signal(signal.SIGTERM)
    _, status, usage = os.wait4(worker.pid, 0)
    worker.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def seconds_of(pid: int) -> float:
    """CPU seconds of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended, and its parent has its seconds by now, or nearly
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


def _children(pid: int) -> list[int]:
    return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


@contextmanager
def running_fleet(shards: int = 1, settings: Mapping[str, str] = {}) -> Iterator[FleetMeasured]:
    """A fleet without a site, while the block lasts."""
    with (
        running_cluster({**_SETTINGS, **settings}) as cluster,
        tempfile.TemporaryDirectory(prefix="newsarchive-store-") as store,
    ):
        cluster.execute("CREATE DATABASE fleet TEMPLATE template0")
        fleet = FleetMeasured(cluster, cluster.url("fleet"), f"file://{store}")
        fleet.do("CREATE EXTENSION pg_stat_statements")
        engine = engine_of(address(fleet.url), name="benchmark", role="")
        make(engine, shards)
        engine.dispose()
        yield fleet
