"""What ``status`` shows: what is in the archives, what is owed, and how the last run ended."""

import argparse
import re
import signal
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from rich.console import Console

from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError
from newsarchive.showing.completeness import completeness_lines, completeness_values
from newsarchive.showing.events import event_json, event_lines
from newsarchive.showing.health import health_lines, health_values
from newsarchive.showing.overview import overview_line, overview_table
from newsarchive.showing.status import status_json, status_table
from newsarchive.sites import Site, existing_sites, learns, without_profile, zone_of
from newsarchive.store.catalog.access import catalog_of
from newsarchive.store.completeness import completeness_of
from newsarchive.store.condition import condition_of
from newsarchive.store.events import What, events
from newsarchive.store.look import look
from newsarchive.store.signpost import elsewhere, moved_away
from newsarchive.terminal.command import ArchiveCommand, tell
from newsarchive.text import escaped, printable

_KINDS: tuple[What, ...] = ("changed", "gone", "quarantined")
_AGO = re.compile(r"(\d{1,5})([dh])")

_DAYS = 7  # of which it is told how complete the archive is


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Show each archive; one that cannot be read does not hide the others."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    now = datetime.now(UTC)
    _since(opts.since, UTC, now)  # a wrong one is told once, and before anything is shown
    settings, codes = command.settings, [Exit.COMPLETE]
    strangers, moved = (
        ([], []) if args else (without_profile(settings), moved_away(Path(settings["OUTPUT_DIR"])))
    )
    sites = existing_sites(settings, args, others=len(strangers) + len(moved))
    found: list[tuple[Path, Site | None]] = [(site.folder, site) for site in sites]
    found += [(folder, None) for folder in strangers]
    console, lines = Console(highlight=False), overview_table()
    kinds = [kind for kind in _KINDS if getattr(opts, kind)] or (list(_KINDS) if opts.since else [])

    def show(catalog: Connection, *, folder: Path, zone: tzinfo, in_use: bool) -> None:
        if kinds:
            _show_events(console, catalog, folder.name, zone, kinds, opts, now)
            return
        seconds = int(now.timestamp())
        condition = condition_of(catalog, folder, now=seconds)
        if not (opts.json or args):
            lines.add_row(*overview_line(folder.name, condition, zone))
            return
        complete = completeness_of(catalog, zone=zone, now=seconds, days=_DAYS)
        if opts.json:
            values = {
                "completeness": completeness_values(complete),
                "health": health_values(catalog, zone, now=seconds),
            }
            print(status_json(folder.name, condition, zone, learns=in_use, further=values))
            return
        sections = health_lines(catalog, zone, now=seconds), completeness_lines(complete)
        table = status_table(folder.name, condition, zone, now=seconds, learns=in_use, further=sections)
        console.print(table)

    for folder, site in found:
        try:
            zone, in_use = (zone_of(site), learns(site)) if site else (UTC, True)
            look(catalog_of(folder), partial(show, folder=folder, zone=zone, in_use=in_use))
        except NewsArchiveError as error:
            codes.append(tell(error, f"{folder.name}: "))
        except OSError as error:
            codes.append(tell(error))
    if lines.row_count:
        console.print(lines)
    for folder in moved:
        console.print(escaped(elsewhere(folder)), soft_wrap=True)
    return max(codes)


def _show_events(
    console: Console,
    catalog: Connection,
    site: str,
    zone: tzinfo,
    kinds: list[What],
    opts: argparse.Namespace,
    now: datetime,
) -> None:
    since = _since(opts.since, zone, now)
    for kind in kinds:
        found = list(events(catalog, kind, since=since))
        if opts.json:
            for event in found:
                print(event_json(site, event, zone))
            continue
        console.print(f"{site}: {len(found):,} {kind}", style="bold", markup=False)
        for event in found:
            for line in event_lines(event, zone, console):
                console.print(line)


def _since(given: str | None, zone: tzinfo, now: datetime) -> int:
    """The moment that ``--since`` says, in seconds since 1970; 0 where it is not given.

    :param zone: a day is one of the site's
    :raises ArgumentError: it is neither a day nor a number of days or hours
    """
    if given is None:
        return 0
    try:
        if ago := _AGO.fullmatch(given):
            moment = now - timedelta(**{{"d": "days", "h": "hours"}[ago[2]]: int(ago[1])})
        else:
            moment = datetime.fromisoformat(given)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp())
    except (ValueError, OverflowError):
        raise ArgumentError(
            f"--since {printable(given)}: is no time; give a day such as 2024-05-01,"
            " or 3d or 2h for days or hours ago"
        ) from None
