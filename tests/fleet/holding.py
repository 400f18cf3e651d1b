"""A process that holds a site's lease and writes: what the tests stop, wake up and kill."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from newsarchive.exceptions import ArchiveBusy, LeaseLost, StorageError
from newsarchive.fleet.connecting import database_errors
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.lease import Lease
from tests.fleet.fleets import fleet_on

FENCE = text("SELECT fleet.fence(:site, :token)")
_NEXT = text(
    "INSERT INTO run (id, command, arguments, version, extraction, started, seal)"
    " SELECT coalesce(max(id), 0) + 1, :command, '{}', '', '', :token, '' FROM run"
)


def say(*words: object) -> None:
    """Tell the test."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def write(fleet: Fleet, lease: Lease, token: int, *, pause: float = 0) -> None:
    """Add a row that says who wrote it, by what token; wait in its transaction for some seconds."""
    with database_errors(fleet.address), fleet.engine.begin() as connection:
        connection.execute(FENCE, {"site": lease.catalog.site_key, "token": token})
        connection.execute(_NEXT, {"command": fleet.name, "token": token})
        if pause:
            say("within")
            time.sleep(pause)


def hold(fleet: Fleet, site: str, *, pause: float, rest: float) -> None:
    """Take the lease, write until it is lost, and take it again."""
    lease = fleet.lock(fleet.root / site)
    while True:
        try:
            lease.acquire(started=datetime.now(UTC))
        except ArchiveBusy:
            time.sleep(0.05)
            continue
        say("took", lease.token)
        try:
            while lease.token is not None:
                write(fleet, lease, lease.token, pause=pause)
                say("wrote", lease.token)
                time.sleep(rest)
        except LeaseLost:
            say("lost", lease.token)
        except StorageError:
            say("failed", lease.token)
        lease.release()


if __name__ == "__main__":
    url, root, name, site = sys.argv[1:5]
    lease, beat, pause, rest = map(float, sys.argv[5:9])
    hold(fleet_on(url, Path(root), lease=lease, beat=beat, name=name), site, pause=pause, rest=rest)
