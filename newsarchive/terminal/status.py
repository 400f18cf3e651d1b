"""What ``status`` shows: what is in the archives, what is owed, and how the last run ended."""

import argparse
import signal
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from rich.console import Console

from newsarchive.exceptions import EarlierCatalog, NewsArchiveError
from newsarchive.showing.health import health_lines
from newsarchive.showing.status import quarantine_json, status_json, status_table
from newsarchive.sites import Site, catalog_of, chosen_sites, learns, without_profile, zone_of
from newsarchive.store.catalog.file import looking_into
from newsarchive.store.condition import condition_of, open_quarantine
from newsarchive.store.durable import storage_errors
from newsarchive.terminal.command import ArchiveCommand, tell
from newsarchive.terminal.exit_codes import Exit


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Show each archive; one that cannot be read does not hide the others."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    codes = [Exit.COMPLETE]
    settings = command.settings
    found: list[tuple[Path, Site | None]] = [(site.folder, site) for site in chosen_sites(settings, args)]
    found += [(folder, None) for folder in ([] if args else without_profile(settings))]
    for folder, site in found:
        try:
            zone, in_use = (zone_of(site), learns(site)) if site else (UTC, True)
            _show(folder, zone, opts, in_use=in_use)
        except NewsArchiveError as error:
            codes.append(tell(error, f"{folder.name}: "))
        except OSError as error:
            codes.append(tell(error))
    return max(codes)


def _show(folder: Path, zone: tzinfo, opts: argparse.Namespace, *, in_use: bool) -> None:
    """Show one archive, whose catalog is brought up to date first where it is of an earlier version."""
    try:
        _show_as_it_is(folder, zone, opts, in_use=in_use)
    except EarlierCatalog:
        from newsarchive.store.catalog.sqlite import reading  # noqa: PLC0415  seldom needed, and SQLAlchemy with it

        with reading(catalog_of(folder)):
            pass  # which has brought it up to date
        _show_as_it_is(folder, zone, opts, in_use=in_use)


def _show_as_it_is(folder: Path, zone: tzinfo, opts: argparse.Namespace, *, in_use: bool) -> None:
    site, now = folder.name, int(datetime.now(UTC).timestamp())
    with storage_errors(), looking_into(catalog_of(folder)) as catalog:
        if opts.quarantined:
            for entry in open_quarantine(catalog):
                print(quarantine_json(site, entry, zone))
            return
        condition, health = condition_of(catalog, folder, now=now), health_lines(catalog, zone, now=now)
    if opts.json:
        print(status_json(site, condition, zone, learns=in_use))
    else:
        table = status_table(site, condition, zone, now=now, learns=in_use)
        table.add_section()
        for line in health:
            table.add_row(*line)
        Console(highlight=False).print(table)
