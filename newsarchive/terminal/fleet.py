"""What ``fleet`` does: make a fleet of a database, and look after it."""

import argparse

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.fleet.address import database_address
from newsarchive.fleet.connecting import database_errors, engine_of
from newsarchive.fleet.schema.upgrading import make
from newsarchive.settings import variable
from newsarchive.terminal.command import ArchiveCommand

_SHARDS = 16


def run(_command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Do what the first word says."""
    if args != ["init"]:
        raise ArgumentError("give init; -h shows what there is")
    address = database_address(variable)
    engine = engine_of(address, name="newsarchive-fleet", role="")
    with database_errors(address):
        make(engine, opts.shards or _SHARDS, told=print)
    engine.dispose()
    return Exit.COMPLETE
