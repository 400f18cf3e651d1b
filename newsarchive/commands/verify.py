"""``scrapy verify``: is everything there, and as it was written?"""

import argparse
from datetime import UTC, datetime

from rich.console import Console
from scrapy.commands import ScrapyCommand

from newsarchive.archives import SiteArchive, archives, spider_of
from newsarchive.exceptions import ArgumentError, NewsArchiveError
from newsarchive.exit_codes import exit_of
from newsarchive.rebuilding.rebuild import rebuild
from newsarchive.store.archive import Archive
from newsarchive.store.verifying.checking import check
from newsarchive.store.verifying.locked import locked
from newsarchive.store.verifying.repairing import repair
from newsarchive.store.verifying.report import Report

FAULTY = 1


class Command(ScrapyCommand):
    """Verify archives against their catalogs."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy verify``."""
        return "[options] [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Verify posts, catalog and originals; repair what can be proven"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Every post, row and WARC file is checked against its digest, and all against one another;"
            " without a site named, of every archive. Each fault is a line. Exit code: 0 nothing wrong,"
            " or all of it mended, 1 faults (left), 64 bad argument, 74 the disk refuses, 75 another"
            " run is at work, 78 bad profile."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--repair`` and ``--rebuild``."""
        super().add_options(parser)
        parser.add_argument(
            "--repair", action="store_true", help="mend posts, rows and indexes; nothing is deleted"
        )
        parser.add_argument(
            "--rebuild", action="store_true", help="make the catalog anew from sound rows, posts and WARCs"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Verify each archive, print the faults; the gravest exit code wins."""
        assert self.settings is not None
        self.exitcode = 0
        try:
            for found in archives(self.settings, args):
                self._verify(found, opts)
        except NewsArchiveError as error:
            _say(str(error))
            self.exitcode = exit_of(error)

    def _verify(self, found: SiteArchive, opts: argparse.Namespace) -> None:
        """One archive, under its lock."""
        archive = Archive(found.folder, found.profile)
        if not archive.folder.is_dir():
            raise ArgumentError(f"{archive.folder}: there is no archive; a first run makes one")
        with locked(archive):
            if opts.rebuild:
                assert self.settings is not None
                spider = spider_of(self.settings, found.name)()
                for line in rebuild(archive, spider, now=datetime.now(UTC)):
                    _say(f"{found.name}: {line}")
            report = repair(archive) if opts.repair else check(archive)
        _print(found.name, report)
        if report.faults:
            self.exitcode = FAULTY


def _print(site: str, report: Report) -> None:
    for line in report.mended:
        _say(f"{site}: mended: {line}")
    for fault in report.faults:
        _say(f"{site}: {fault}")
    count = len(report.faults)
    what = "nothing wrong" if not count else "1 fault" if count == 1 else f"{count:,} faults"
    _say(f"{site}: {report}: {what}")


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
