"""What ``collect`` does: hand posts to whoever takes them from here."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from rich.console import Console

from newsarchive.collecting.checked import Collected, Removed
from newsarchive.collecting.collect import ENDINGS, collect, is_of_records, is_wacz
from newsarchive.collecting.wacz.kept_originals import KeptOriginals
from newsarchive.collecting.wacz.split_size import split_size
from newsarchive.exceptions import ArgumentError, Exit, gravest
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.row_kinds import ForgottenRow
from newsarchive.store.choice import Choice, Mark
from newsarchive.store.published import (
    Marks,
    StoredPost,
    mark_of,
    merged_posts,
    published_posts,
    taken_down_posts,
)
from newsarchive.terminal.chosen_articles import chosen
from newsarchive.terminal.collected_originals import tell_wacz
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.terminal.named_articles import OpenArchive
from newsarchive.terminal.targets import outside_archives
from newsarchive.text import many
from newsarchive.upkeep.subject import existing_archives


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Collect, and say what was collected."""
    if not opts.to:
        raise ArgumentError(f"--to is missing; name a folder, or a file that ends in {', '.join(ENDINGS)}")
    target, console = Path(opts.to), Console(soft_wrap=True, highlight=False)
    outside_archives("--to", opts.to, command.settings, folders_are_made=True)
    if opts.changed_since_last and is_wacz(target):
        raise ArgumentError(f"{target}: is made anew each time; leave --changed-since-last out")
    with ExitStack() as open_catalogs:
        opened, reached = [], []
        for site in existing_archives(command.settings, args):
            rows = open_catalogs.enter_context(reading(site.catalog))
            after = Marks(site.private).last(target) if opts.changed_since_last else Mark()
            opened.append(OpenArchive(site, rows, after))
            with catalog_errors(site.catalog):
                reached.append(mark_of(rows))
        choices, notes = chosen(command.settings, opened, opts)
        sources = [_Source(one, choice, target) for one, choice in zip(opened, choices, strict=True)]
        collected = _collect(sources, target, opts)
        if opts.changed_since_last and collected:
            for one, mark in zip(opened, reached, strict=True):
                Marks(one.site.private).note(target, mark)
    for line in notes:
        console.print(line, markup=False)
    if collected is None:
        console.print(f"{target}: stays as it is, since nothing is new since the last time", markup=False)
        return Exit.PARTIAL if notes else Exit.COMPLETE
    tell = tell_wacz if collected.parts else _tell
    return gravest([tell(console, collected), Exit.PARTIAL if notes else Exit.COMPLETE])


def _tell(console: Console, collected: Collected) -> Exit:
    pictures = f", {many(collected.pictures, 'picture')}" if collected.pictures else ""
    takedowns, merged = collected.count("takedown"), collected.count("merged")
    others = f", {merged} merged into others" if merged else ""
    words = f"{many(collected.posts, 'post')}{pictures}, {many(takedowns, 'takedown')}{others}"
    words += f"; sums in {collected.manifest}"
    console.print(f"{collected.target}: {words}", markup=False)
    for line in collected.notes:
        console.print(line, markup=False)
    for name in collected.unreadable:
        console.print(f"{name}: its body could not be told from the rest of the post", markup=False)
    for path in collected.missing:
        console.print(f"{path}: is missing or damaged, and left out; verify the archive", markup=False)
    return Exit.PARTIAL if collected.missing else Exit.COMPLETE


def _collect(sources: list["_Source"], target: Path, opts: argparse.Namespace) -> Collected | None:
    """Collect from all sites into one target.

    :returns: None where only news are wanted, there are none, and the target has what was news the last time
    """
    posts = chain.from_iterable(source.posts() for source in sources)
    if opts.changed_since_last and target.is_file() and not any(source.takedowns() for source in sources):
        first = next(posts, None)
        if first is None:
            return None
        posts = chain([first], posts)
    removed = list(chain.from_iterable(source.removed() for source in sources))
    return collect(
        posts, removed, target, now=datetime.now(UTC), bagit=opts.bagit, bom=opts.bom,
        originals={one.site.name: one.originals() for one in sources} if is_wacz(target) else None,
        split=None if opts.split_size is None else split_size(opts.split_size),
    )  # fmt: skip


class _Source:
    """One archive that is being collected from; what is stored meanwhile waits for the next time."""

    def __init__(self, one: OpenArchive, choice: Choice, target: Path) -> None:
        self.rows, self.site, self.choice = one.rows, one.site, choice
        self.zone = (one.site.profile.zone or "") if is_of_records(target) else None

    def posts(self) -> Iterator[StoredPost]:
        """The posts that are wanted."""
        with catalog_errors(self.site.catalog):
            yield from published_posts(self.rows, self.choice, self.site.folder, zone=self.zone)

    def originals(self) -> KeptOriginals:
        """What was read, for a collection of originals.

        :raises StorageError: nothing of it is where it should be; what was collected before stays
        """
        self.site.originals.check(self.rows)
        return KeptOriginals(self.rows, self.site.originals.folder, self.site.pictures)

    def takedowns(self) -> list[ForgottenRow]:
        """The tombstones of what was taken down since the last time."""
        with catalog_errors(self.site.catalog):
            return taken_down_posts(self.rows, self.choice.after)

    def removed(self) -> Iterator[Removed]:
        """What was taken down or merged into another article, so that it goes from the target too."""
        with catalog_errors(self.site.catalog):
            merged = merged_posts(self.rows)
        for row in self.takedowns():
            removed_at = datetime.fromtimestamp(row.at, UTC)
            yield Removed(site=row.site, source_id=row.source_id, name=row.name or "", removed_at=removed_at)
        for one in merged:
            removed_at = datetime.fromtimestamp(one.checked or 0, UTC)
            yield Removed(
                site=one.site,
                source_id=one.source_id,
                name=one.old_post or "",
                removed_at=removed_at,
                why="merged",
            )
