"""``scrapy history ID``: an article's revisions, what changed between them, and how to put one back."""

import argparse

from rich.console import Console
from rich.text import Text
from scrapy.commands import ScrapyCommand

from newsarchive.archives import spider_of
from newsarchive.exceptions import ArgumentError, NewsArchiveError
from newsarchive.exit_codes import Exit, exit_of
from newsarchive.history_table import history_lines, revisions_table
from newsarchive.looking_up import Subject, look_up
from newsarchive.mending import restore_revision
from newsarchive.post_diff import diff_lines
from newsarchive.store.history import History, history_of, post_of
from newsarchive.store.reading import reading
from newsarchive.text import escaped, printable

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


class Command(ScrapyCommand):
    """Show or restore the revisions of one article."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy history``."""
        return "<id | URL | post file name> [options]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Show an article's revisions, what changed, or put one back"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "A restored revision stays until the source shows something new. Exit code: 0 shown or"
            " restored, 1 no such article, 64 bad argument, 74 the disk refuses, 75 another run is"
            " at work."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--site``, ``--diff`` and ``--restore``."""
        super().add_options(parser)
        parser.add_argument("--site", help="in which archive; needed where several have such an article")
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument(
            "--diff", nargs="*", type=int, metavar="N",
            help="what changed: with the last revision, with revision N, or from N to M",
        )  # fmt: skip
        doing.add_argument("--restore", type=int, metavar="N", help="publish revision N again")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show the history, or do what the options say."""
        assert self.settings is not None
        console = Console(highlight=False)
        try:
            if len(args) != 1 or args[0].startswith("-"):
                raise ArgumentError("give one article: its id, its URL, or its post's file name")
            subject = look_up(self.settings, args[0], opts.site)
            if opts.restore is not None:
                spider = spider_of(self.settings, subject.archive.name)
                new = restore_revision(subject, spider, opts.restore)
                told = f"{printable(subject.named.source_id)}: revision {opts.restore} is published again"
                console.print(f"{told}, as revision {new}", markup=False, soft_wrap=True)
                return
            with reading(subject.archive.catalog) as rows:
                history = history_of(rows, subject.archive.name, subject.named)
            if opts.diff is not None:
                _show_diff(console, history, opts.diff)
            else:
                _show(console, subject, history)
        except NewsArchiveError as error:
            Console(stderr=True).print(str(error), markup=False, highlight=False, soft_wrap=True)
            self.exitcode = exit_of(error)
        except OSError as error:
            print(f"{error.filename}: {error.strerror}")
            self.exitcode = Exit.IO


def _show(console: Console, subject: Subject, history: History) -> None:
    zone = subject.archive.profile.tzinfo
    if history.revisions:
        console.print(revisions_table(subject.named, history, zone))
    for line in history_lines(subject.named, history, zone):
        console.print(escaped(line), markup=False, soft_wrap=True)


def _show_diff(console: Console, history: History, numbers: list[int]) -> None:
    if len(numbers) > 2:
        raise ArgumentError("--diff takes the numbers of at most two revisions")
    if not history.revisions:
        raise NewsArchiveError("it was never archived, so it has no revisions")
    if len(numbers) == 2:
        old, new = map(history.revision, numbers)
    else:
        current = history.row["revision"] if history.row else None
        new = history.revision(numbers[0] if numbers else current or history.revisions[-1]["number"])
        old = history.before(new["number"])
    names = [f"revision {one['number']}  {one['name']}" for one in (old, new)]
    shown = False
    for line in diff_lines(post_of(old), post_of(new), old_name=names[0], new_name=names[1]):
        console.print(Text(line, style=_STYLES.get(line[:1], "")), soft_wrap=True)
        shown = True
    if not shown:
        same = "are the same" if old["sha256"] == new["sha256"] else "differ in line breaks alone"
        console.print(f"revisions {old['number']} and {new['number']} {same}")
