"""What ``verify`` does: say whether everything is there, and as it was written."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from scrapy.settings import Settings

from newsarchive.exceptions import ArchiveBusy, ArgumentError, Exit, gravest
from newsarchive.store.archive import Archive
from newsarchive.store.verifying.catalog_check import CATALOG
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from newsarchive.store.verifying.report import Report
from newsarchive.terminal.command import ArchiveCommand, tell
from newsarchive.text import many, typed
from newsarchive.upkeep.doubles import doubles, merge_doubles
from newsarchive.upkeep.rebuild.rebuild import rebuild
from newsarchive.upkeep.subject import existing_archives, spider_of

FAULTY = Exit.CRASHED


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Verify each archive, print the faults; the gravest exit code wins. One that is busy is left out."""
    codes = []
    for archive in existing_archives(command.settings, args):
        try:
            codes.append(FAULTY if _faults(command.settings, archive, opts) else Exit.COMPLETE)
        except ArchiveBusy as error:
            codes.append(tell(error))
    return gravest(codes)


def _faults(settings: Settings, archive: Archive, opts: argparse.Namespace) -> bool:
    """Verify one archive, under its lock; whether there are faults left."""
    if not isinstance(archive.catalog, Path) and (opts.repair or opts.rebuild):
        site = archive.name
        raise ArgumentError(
            f"{site}: what a fleet keeps is not repaired in place: put back from a backup what"
            f" {typed(f'verify {site}')} names, or {typed(f'move {site} --to FOLDER')} and repair it there"
        )
    with archive.lock.held():
        if opts.rebuild:
            spider = spider_of(settings, archive.name)()
            for line in rebuild(archive, spider, now=datetime.now(UTC)):
                _say(f"{archive.name}: {line}")
        merged = merge_doubles(archive, now=datetime.now(UTC)) if opts.merge else []
        report = repair(archive) if opts.repair else check(archive)
        readable = not any(fault.thing.startswith(CATALOG) for fault in report.faults)
        left = doubles(archive) if readable and archive.catalog.exists() else []
    for one in merged:
        _say(f"{archive.name}: merged: {one}; the last one is removed")
    for one in left:
        _say(f"{archive.name}: twice: {one}; --merge makes them one")
    _print(archive.name, report)
    return bool(report.faults)


def _print(site: str, report: Report) -> None:
    for line in report.mended:
        _say(f"{site}: mended: {line}")
    for fault in report.faults:
        _say(f"{site}: {fault}")
    for note in report.notes:
        _say(f"{site}: {note}")
    what = many(len(report.faults), "fault") if report.faults else "nothing wrong"
    _say(f"{site}: {report}: {what}")


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
