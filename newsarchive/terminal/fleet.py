"""What ``fleet`` does: make a fleet of a database, and look after it."""

import argparse
import signal
from collections.abc import Callable

from rich.console import Console, RenderableType
from rich.text import Text
from sqlalchemy import text

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.settings import variable
from newsarchive.terminal.command import ArchiveCommand, fleet_wanted
from newsarchive.text import did_you_mean, printable, typed

with fleet_wanted():
    from newsarchive.fleet.address import DatabaseAddress, database_address
    from newsarchive.fleet.condition import condition_of
    from newsarchive.fleet.connecting import database_errors, engine_of
    from newsarchive.fleet.entering import enter
    from newsarchive.fleet.pooler import check_sessions
    from newsarchive.fleet.roles import READER, WORKER
    from newsarchive.fleet.schema.upgrading import make, upgrade
    from newsarchive.fleet.shown import condition_json, notes_of, overview, runs_table, workers_table
    from newsarchive.terminal.fleet_sites import sites

_SHARDS = 16  # one of 5,000 sites has some hundred million rows; each takes a connection's memory
_WHO_OWNS = "this is for a login that owns the database, and may make roles: ALTER ROLE … CREATEROLE"


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Do what the first word says."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    verb, words = (args[0], args[1:]) if args else ("", [])
    if verb == "sites":
        return sites(command, words, opts)
    doing: dict[str, Callable[[], Exit]] = {
        "init": lambda: _init(opts),
        "upgrade": _upgrade,
        "status": lambda: _status(command, opts),
        "drain": lambda: _drain(command, words),
    }
    if verb not in doing:
        near = did_you_mean([verb], [*doing, "sites"]) if verb else ""
        raise ArgumentError(f"give one of {', '.join(doing)}, sites; {near}-h says more")
    if words and verb != "drain":
        raise ArgumentError(f"fleet {verb} takes no more words; what is {printable(words[0])} for?")
    return doing[verb]()


def _init(opts: argparse.Namespace) -> Exit:
    shards = _SHARDS if opts.shards is None else opts.shards
    if not 0 < shards < 1000:
        raise ArgumentError("--shards: give a number from 1 to 999")
    address = database_address(variable)
    _bring_up(address, lambda engine, told: make(engine, shards, told=told))
    print(f"{address.shown} is a fleet's")
    print("next:")
    print(f"  {typed('fleet sites add SITE')}, {typed('worker')}")
    print(f"  for logins besides this one: GRANT {WORKER} TO …;")
    print(f"  for those that only look at it: GRANT {READER} TO …")
    return Exit.COMPLETE


def _upgrade() -> Exit:
    address = database_address(variable)
    _bring_up(address, lambda engine, told: upgrade(engine, told=told))
    print(f"{address.shown} is up to date")
    return Exit.COMPLETE


def _bring_up(address: DatabaseAddress, doing: Callable[..., None]) -> None:
    engine = engine_of(address, name="newsarchive-fleet", role="")
    console = Console(stderr=True, highlight=False)
    try:
        with database_errors(address, forbidden=_WHO_OWNS), console.status("roles") as shown:
            check_sessions(engine, address)
            doing(engine, shown.update)
    finally:
        engine.dispose()


def _status(command: ArchiveCommand, opts: argparse.Namespace) -> Exit:
    fleet = enter(command.settings, words=None)
    with fleet.connection() as connection:
        condition = condition_of(connection)
    if opts.json:
        print(condition_json(condition))
        return Exit.COMPLETE
    console = Console(highlight=False)
    console.print(fleet.address.shown, style="bold", markup=False)
    parts: list[RenderableType] = [overview(condition)]
    parts += [Text("\n".join(notes), style="yellow")] if (notes := [*notes_of(condition)]) else []
    parts += [workers_table(condition)] if condition.workers else []
    parts += [runs_table(condition)] if condition.leases else []
    for number, part in enumerate(parts):
        console.print(*([""] if number else []), part, sep="\n")
    if not condition.workers:
        console.print(f"\nno worker is at work; {typed('worker')} starts one here", markup=False)
    return Exit.COMPLETE


def _drain(command: ArchiveCommand, names: list[str]) -> Exit:
    if not names:
        raise ArgumentError(f"give a worker's name; {typed('fleet status')} shows them")
    fleet = enter(command.settings, words=None)
    with fleet.transaction() as connection:
        there = connection.exec_driver_sql("SELECT name FROM fleet.worker ORDER BY name").scalars().all()
        if unknown := [name for name in names if name not in there]:
            near = did_you_mean(unknown, there)
            shows = typed("fleet status")
            raise ArgumentError(f"no such worker: {printable(', '.join(unknown))}; {near}{shows} shows them")
        drain = text("UPDATE fleet.worker SET draining = true WHERE name = ANY(:names)")
        connection.execute(drain, {"names": names})
    for name in names:
        print(f"{printable(name)}: takes no more runs, and ends when those that it has are done")
    return Exit.COMPLETE
