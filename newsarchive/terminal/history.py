"""What ``history`` does: an article's revisions, what changed between them, and one put back."""

import argparse

from rich.console import Console
from rich.text import Text

from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError
from newsarchive.posts.post_diff import diff_lines
from newsarchive.showing.history import folded, history_lines, revisions_table
from newsarchive.store.catalog.access import reading
from newsarchive.store.history import History, history_of, post_of
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import escaped, printable
from newsarchive.upkeep.restore_and_forget import restore_revision
from newsarchive.upkeep.subject import Subject, look_up, spider_of

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Show the history, or do what the options say."""
    if len(args) != 1 or args[0].startswith("-"):
        raise ArgumentError("give one article: its id, its URL, or its post's file name")
    if opts.diff is not None and len(opts.diff) > 2:
        raise ArgumentError("--diff takes the numbers of at most two revisions")
    console = Console(highlight=False)
    subject = look_up(command.settings, args[0], opts.site)
    if opts.restore is not None:
        spider = spider_of(command.settings, subject.archive.name)
        new = restore_revision(subject, spider, opts.restore)
        told = f"{printable(subject.named.source_id)}: revision {opts.restore} is published again"
        console.print(f"{told}, as revision {new}", markup=False, soft_wrap=True)
        return Exit.COMPLETE
    with reading(subject.archive.catalog) as rows:
        history = history_of(rows, subject.archive.name, subject.named)
    if opts.diff is not None:
        _show_diff(console, history, opts.diff)
    else:
        _show(console, subject, history)
    return Exit.COMPLETE


def _show(console: Console, subject: Subject, history: History) -> None:
    zone = subject.archive.profile.tzinfo
    if history.revisions:
        console.print(revisions_table(subject.named, history, zone))
    for line in history_lines(subject.named, history, zone):
        for part in folded(escaped(line), console.width):
            console.print(part, markup=False, soft_wrap=True)


def _show_diff(console: Console, history: History, numbers: list[int]) -> None:
    if not history.revisions:
        raise NewsArchiveError("it was never archived, so it has no revisions")
    if len(numbers) == 2:
        old, new = map(history.revision, numbers)
    else:
        current = history.row.revision if history.row else None
        new = history.revision(numbers[0] if numbers else current or history.revisions[-1].number)
        old = history.before(new.number)
    names = [f"revision {one.number}  {one.name}" for one in (old, new)]
    shown = False
    for line in history.new_pictures(old, new):
        console.print(printable(line), markup=False, soft_wrap=True)
        shown = True
    for line in diff_lines(post_of(old), post_of(new), old_name=names[0], new_name=names[1]):
        console.print(Text(line, style=_STYLES.get(line[:1], "")), soft_wrap=True)
        shown = True
    if not shown:
        same = "are the same" if old.sha256 == new.sha256 else "differ in line breaks alone"
        console.print(f"revisions {old.number} and {new.number} {same}")
