"""A pooler before the database: one that keeps sessions is as good as none, others are refused."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from newsarchive.exceptions import Exit
from newsarchive.profiles import SiteProfile
from tests.fleet.cluster import OWNER, Cluster, free_port, other_user
from tests.fleet.moves import Machine
from tests.unit.verify_archives import build

_PROGRAM = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")
pytestmark = pytest.mark.skipif(
    _PROGRAM is None, reason="PgBouncer is not installed here (Debian: pgbouncer)"
)
_CONFIGURATION = """
[databases]
* = host=127.0.0.1 port={to}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
pool_mode = {mode}
"""
_REFUSED = {"transaction": Exit.USAGE, "statement": Exit.IO}
_COMMANDS = (
    "fleet init",
    "fleet upgrade",
    "fleet status",
    "status finews",
    "verify finews",
    "find 春耕",
    "worker",
)


@pytest.fixture
def pooled(cluster: Cluster) -> Iterator[Callable[[str, str], str]]:
    """Gives the address of a database behind a pooler of this mode."""
    assert _PROGRAM
    folder, servers = Path(mkdtemp(prefix="newsarchive-pooler-", dir="/tmp")), []
    if user := other_user():
        shutil.chown(folder, user)

    def start(database: str, mode: str) -> str:
        port, users, said = free_port(), folder / "users", folder / mode
        users.write_text(f'"{OWNER}" ""\n')
        said.write_text(_CONFIGURATION.format(to=cluster.port, port=port, users=users, mode=mode))
        servers.append(subprocess.Popen([_PROGRAM, "--quiet", said], user=user, cwd=folder))
        return _answering(database.replace(f":{cluster.port}/", f":{port}/"))

    yield start
    for server in servers:
        server.terminate()
        server.wait()
    shutil.rmtree(folder)


def _answering(database: str) -> str:
    for _ in range(200):
        try:
            psycopg.connect(database).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return database
    raise AssertionError("the pooler takes no connection")


@pytest.mark.long
@pytest.mark.parametrize("mode", ["transaction", "statement"])
def test_one_that_does_not_keep_sessions_is_refused(
    mode: str, fleet_database: str, pooled: Callable[[str, str], str], tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "output", pooled(fleet_database, mode), tmp_path / "objects")
    for words in _COMMANDS[: None if mode == "transaction" else -1]:  # a worker waits for what may come to be
        refused = machine.there(*words.split())
        assert (refused.code, refused.out) == (_REFUSED[mode], ""), words
        assert "have it keep sessions (PgBouncer: pool_mode=session)" in refused.err


@pytest.mark.long
def test_a_pooler_of_sessions_is_as_good_as_none(
    fleet_database: str, pooled: Callable[[str, str], str], tmp_path: Path, profile: SiteProfile
) -> None:
    machine = Machine(tmp_path / "output", pooled(fleet_database, "session"), tmp_path / "objects")
    build(machine.output / "finews", profile, count=3)
    assert machine.to_fleet("finews").code == 0
    for words in _COMMANDS[:-1]:
        done = machine.there(*words.split())
        assert (done.code, done.err) == (0, ""), words
