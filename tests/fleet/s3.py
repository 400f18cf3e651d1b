"""A server that speaks S3, for what an object storage does and says; what it keeps goes with it."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from urllib.request import Request, urlopen

import pytest

from newsarchive.store.objects.address import StorageAddress

PYTHON = Path(__file__).parents[2] / ".venv-objects" / "bin" / "python"
_BUCKETS = count(1)
_RUNNING = re.compile(rb"Running on (http://127\.0\.0\.1:\d+)")
SETTINGS = {
    "aws_access_key_id": "tests", "aws_secret_access_key": "no-secret", "aws_region": "us-east-1",
}  # fmt: skip


class Server:
    """One server on 127.0.0.1, on the same port after a restart."""

    def __init__(self, port: int = 0) -> None:
        command = [str(PYTHON), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        self._log = TemporaryFile()  # noqa: SIM115  a pipe that nobody reads would stop it, once it is full
        self.process = subprocess.Popen(command, stdout=self._log, stderr=subprocess.STDOUT, env=environment)
        for _ in range(1200):
            assert self.process.poll() is None, "the server does not start"
            if found := _RUNNING.search(os.pread(self._log.fileno(), 1 << 14, 0)):
                self.address = found[1].decode()
                return
            time.sleep(0.05)
        raise AssertionError("the server does not start")

    def bucket(self, prefix: str = "archives") -> StorageAddress:
        """A new, empty bucket."""
        name = f"bucket-{next(_BUCKETS)}"
        with urlopen(Request(f"{self.address}/{name}", method="PUT")):
            pass
        settings = {**SETTINGS, "aws_endpoint": self.address}
        return StorageAddress(
            f"s3://{name}/{prefix}", settings, allow_http=True, secrets=frozenset({"no-secret"})
        )

    def stop(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._log.close()


@contextmanager
def running_s3() -> Iterator[Server]:
    """A server of one's own, for a test that stops it."""
    if not PYTHON.exists():
        pytest.skip("a server that speaks S3 is not installed here (make objects)")
    server = Server()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def s3() -> Iterator[Server]:
    """The server that the tests of one process share; nobody stops it."""
    with running_s3() as server:
        yield server
