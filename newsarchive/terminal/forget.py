"""What ``forget`` does: a takedown, which no later run undoes."""

import argparse
from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from rich.console import Console
from scrapy.settings import Settings

from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError
from newsarchive.publishing.source_folder import SourceFolder
from newsarchive.showing.local_time import local_time
from newsarchive.store.archive import Archive
from newsarchive.store.takedown import Takedown, set_aside
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import escaped, many, printable, typed
from newsarchive.upkeep.restore_and_forget import dismiss_listings, take_down, unread_listings
from newsarchive.upkeep.subject import Subject, archives, look_up, spider_of


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Look all of them up, then forget them archive by archive."""
    if not args or any(given.startswith("-") for given in args):
        raise ArgumentError("give one or more articles: ids, URLs, or their posts' file names")
    if opts.listing:
        return _dismiss(command.settings, args, opts.site)
    if not (opts.reason or "").strip():
        raise ArgumentError("say why with --reason; it is kept with the tombstone")
    try:
        return _forget(command.settings, args, opts)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; this command again completes what was begun")
        return Exit.IO
    except KeyboardInterrupt:
        print("interrupted; the next run, or this command again, completes what was begun")
        return Exit.CRASHED


def _dismiss(settings: Settings, urls: list[str], site: str | None) -> Exit:
    """Dismiss listings in every archive that could not read them."""
    left = set(urls)
    for archive in archives(settings, [site] if site else []):
        if archive.catalog.exists() and not left.isdisjoint(unread_listings(archive)):
            found = dismiss_listings(archive, spider_of(settings, archive.name), urls)
            left -= set(found)
            for url in found:
                print(f"{archive.name}: {printable(url)} is dismissed; it counts again once it has answered")
    if left:
        named = printable(", ".join(sorted(left)))
        raise NewsArchiveError(f"{named}: no such listing is unread; {typed('status')} shows those that are")
    return Exit.COMPLETE


def _forget(settings: Settings, args: list[str], opts: argparse.Namespace) -> Exit:
    console, code = Console(highlight=False), Exit.COMPLETE
    found = [look_up(settings, given, opts.site, unknown_too=True) for given in args]
    found.sort(key=attrgetter("archive.name"))
    for _, group in groupby(found, key=attrgetter("archive.name")):
        subjects = list({subject.named: subject for subject in group}.values())
        archive = subjects[0].archive
        takedowns, scrubbed = take_down(subjects, spider_of(settings, archive.name), opts.reason)
        for subject, takedown in zip(subjects, takedowns, strict=True):
            for line in _lines(subject, takedown):
                console.print(line, markup=False, soft_wrap=True)
        _name_copies(console, archive.folder)
        _name_source(console, archive)
        if archive.copies.trouble:
            console.print(f"{archive.name}: {archive.copies.trouble}", markup=False, soft_wrap=True)
            code = max(code, Exit.PARTIAL)
        if not scrubbed:
            console.print(
                f"{archive.name}: somebody is reading the catalog, so that the text is not out of"
                " its files yet; the next run, or this command again, sees to it",
                soft_wrap=True,
            )
            code = Exit.BUSY
    return code


def _name_copies(console: Console, folder: Path) -> None:
    for path in set_aside(folder):
        words = "a repair set this aside; it may hold the text, remove it"
        console.print(f"{path}: {words}", markup=False, soft_wrap=True)


def _name_source(console: Console, archive: Archive) -> None:
    """Say where the source of a published site is that shows the article until it is published again."""
    source = SourceFolder(archive.folder / "site")
    with suppress(ArgumentError):  # it is somebody's own
        source.read_notes()
    if source.made:
        command = typed(f"publish {archive.name} --{source.made.generator}")
        words = f"what was published may hold the text; {command} takes it out, then build the site again"
        console.print(f"{source.folder}: {words}", markup=False, soft_wrap=True)


def _lines(subject: Subject, takedown: Takedown) -> list[str]:
    name = printable(subject.named.source_id)
    counts = {
        "post": len(takedown.posts),
        "revision": takedown.revisions,
        "original": takedown.originals,
        "picture": takedown.pictures,
        "quarantined record": takedown.quarantined,
    }
    gone = ", ".join(many(n, what) for what, n in counts.items() if n)
    if takedown.since:
        when = local_time(takedown.since, subject.archive.profile.tzinfo)
        first = f"{name}: was forgotten {when}; {f'removed now: {gone}' if gone else 'nothing is left of it'}"
    else:
        first = f"{name}: forgotten; {f'removed: {gone}' if gone else 'it was not archived, and will not be'}"
    lines = [first]
    if takedown.shared:
        others = escaped(", ".join(takedown.shared))
        lines.append(f"  the same responses were originals of {others} too, and are gone there as well")
    if takedown.shared_pictures and not takedown.since:
        lines.append(f"  pictures that other articles show, too, stay: {takedown.shared_pictures:,}")
    if takedown.copies:
        others = escaped(", ".join(takedown.copies))
        lines.append(f"  the same text stays archived as {others}")
    return lines
