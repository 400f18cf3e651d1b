"""A PostgreSQL of the tests' own: a cluster in a temporary folder, started and stopped by its pid."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest

psycopg = pytest.importorskip("psycopg", reason="the extra fleet is not installed")

OWNER = "newsarchive_tests"  # the cluster's superuser
_AS_OTHER = ("postgres", "nobody")  # as root PostgreSQL refuses to run
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # nobody cuts the power here, and what a killed server has written is with the kernel
    "max_connections": "100",
    "log_min_messages": "warning",
    "shared_buffers": "64MB",
}
_DATABASES = count(1)


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest version's; None where they are missing."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


def other_user() -> str | None:
    """As whom the server runs; None where that is the one who runs the tests."""
    return _AS_OTHER[0] if os.geteuid() == 0 else None


class Cluster:
    """A cluster with one server.

    :ivar port: on 127.0.0.1; the same after a restart
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] = {}) -> None:
        found = programs()
        assert found, "PostgreSQL is missing"
        self.programs, self.folder, self.data = found, folder, folder / "data"
        self.settings = {**_SETTINGS, **settings}
        self.port = free_port()
        self.server: subprocess.Popen[bytes] | None = None
        if user := other_user():
            shutil.chown(folder, user)
        self._run(
            "initdb", "-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )

    def start(self) -> None:
        """Start the server, and wait until it takes connections."""
        given = [f"-c{name}={value}" for name, value in self.settings.items()]
        command = [
            self.programs / "postgres",
            "-D",
            self.data,
            "-p",
            str(self.port),
            "-k",
            self.folder,
            *given,
        ]
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                command, stdout=log, stderr=log, user=other_user(), cwd=self.folder
            )
        for _ in range(600):
            assert self.server.poll() is None, (self.folder / "log").read_text(encoding="utf-8")[-2000:]
            try:
                psycopg.connect(self.url("postgres")).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the server takes no connection")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server.

        :param how: SIGINT ends all connections at once and closes the cluster in order; SIGQUIT is as good as
            a crash; SIGTERM waits for those who are connected
        """
        if self.server is not None:
            self.server.send_signal(how)
            self.server.wait(timeout=60)
            self.server = None

    def restart(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server and start it again, on the same port."""
        self.stop(how)
        self.start()

    def url(self, database: str, user: str = OWNER) -> str:
        """The address of a database."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Do one statement outside a transaction, as the superuser."""
        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: object) -> None:
        command = [self.programs / program, *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, user=other_user(), cwd=self.folder)


@contextmanager
def running_cluster(settings: Mapping[str, str] = {}) -> Iterator[Cluster]:
    """A cluster of one's own, for a test that restarts or kills it."""
    need_postgresql()
    folder = Path(mkdtemp(prefix="newsarchive-pg-", dir="/tmp"))  # short: a socket's path has 107 bytes
    cluster = None
    try:
        cluster = Cluster(folder, settings)
        cluster.start()
        yield cluster
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def need_postgresql() -> None:
    """Skip the test where there is no PostgreSQL."""
    if programs() is None:
        pytest.skip("PostgreSQL's server is not installed here (Debian: postgresql)")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The cluster that the tests of one process share; nobody restarts it."""
    with running_cluster() as found:
        yield found


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    """The address of a new, empty database."""
    name = f"test_{next(_DATABASES)}"
    cluster.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield cluster.url(name)
    cluster.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has just now."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
