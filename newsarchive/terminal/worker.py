"""What ``worker`` does: archive a fleet's sites as its queue has them, and print a line for each run."""

import argparse
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import SystemRandom

from newsarchive.exceptions import ArgumentError, Exit, StorageError
from newsarchive.operations.in_turn import in_loop
from newsarchive.operations.site_run import SiteRun
from newsarchive.store.keepers import keeper_of
from newsarchive.terminal.command import ArchiveCommand, fleet_wanted
from newsarchive.terminal.runs_told import RunsTold, say
from newsarchive.text import many, typed

_MOST = 1000  # sites, each with a connection to the database


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Stay until SIGTERM, SIGINT or ``fleet drain``; the gravest of the sites' last exit codes.

    0 where it was drained: other codes have systemd start it again.
    """
    if args:
        raise ArgumentError(f"worker takes no site: it archives all of the fleet; {typed('fleet status')}")
    if opts.sites is not None and not 1 <= opts.sites <= _MOST:
        raise ArgumentError(f"--sites: give how many sites are archived side by side, 1 to {_MOST:,}")
    told = RunsTold()
    sites = opts.sites or command.settings.getint("DAEMON_SITES")
    drained = in_loop(lambda: _work(command, sites, told), command.settings, at_once=sites)
    return Exit.COMPLETE if drained else told.gravest


async def _work(command: ArchiveCommand, sites: int, told: Callable[[SiteRun], None]) -> bool:
    """Work until the end; whether it was drained."""
    with fleet_wanted():
        from newsarchive.fleet.connection_limits import limits_of, others_of, too_many  # noqa: PLC0415  only a fleet has
        from newsarchive.fleet.entering import check_works  # noqa: PLC0415
        from newsarchive.fleet.keeper import Fleet  # noqa: PLC0415
        from newsarchive.fleet.worker import FleetWorker  # noqa: PLC0415

    settings = command.settings
    fleet = keeper_of(Path(settings["OUTPUT_DIR"]))
    if not isinstance(fleet, Fleet):
        raise ArgumentError(
            f"worker is for a fleet, and NEWSARCHIVE_DATABASE names none; {typed('daemon')} archives the"
            " sites of one machine"
        )
    lacking = ""
    with suppress(StorageError), fleet.connection() as connection:
        check_works(connection, fleet.address)  # of a database that is away nobody knows; it is waited for
        lacking = too_many([*others_of(connection, fleet.name), sites], limits_of(connection))
    fleet.clock.speed = settings.getfloat("DAEMON_SPEED")
    worker = FleetWorker(fleet, settings, sites, dice=SystemRandom(), stop=command.stop, told=told)
    say(f"working for {fleet.address.shown} as {fleet.name}, {many(sites, 'site')} side by side at most")
    if lacking:
        say(f"connections: {lacking}")
    await worker.run()
    return worker.was_drained
