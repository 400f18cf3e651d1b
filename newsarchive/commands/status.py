"""``scrapy status [SITE…]``: what is in the archives, what is owed, and how the last run ended."""

import argparse
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from rich.console import Console
from scrapy.commands import ScrapyCommand

from newsarchive.archives import archives, catalog_of, without_spider
from newsarchive.exceptions import NewsArchiveError, StorageError
from newsarchive.exit_codes import Exit, exit_of
from newsarchive.status_table import quarantine_json, status_json, status_table
from newsarchive.store.condition import condition_of, open_quarantine
from newsarchive.store.durable import storage_errors
from newsarchive.store.reading import reading


class Command(ScrapyCommand):
    """Show the condition of archives, also while a run is at work on them."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy status``."""
        return "[options] [<site> …]"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Show what is archived, owed, quarantined and due, and how the last run ended"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Without a site, every archive in the output folder. Nothing is locked or written. Exit"
            " code: 0 shown, 64 no such site, 74 a catalog is missing or cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--json`` and ``--quarantined``."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one line of JSON an archive")
        parser.add_argument(
            "--quarantined", action="store_true", help="one line of JSON a quarantined record, for jq"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show each archive; one that cannot be read does not hide the others."""
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
        codes = [Exit.COMPLETE]
        try:
            for site, folder, zone in self._chosen(args):
                try:
                    with storage_errors(), reading(catalog_of(folder)) as rows:
                        now = int(datetime.now(UTC).timestamp())
                        if opts.quarantined:
                            for entry in open_quarantine(rows):
                                print(quarantine_json(site, entry, zone))
                            continue
                        condition = condition_of(rows, folder, now=now)
                    if opts.json:
                        print(status_json(site, condition, zone))
                    else:
                        Console(highlight=False).print(status_table(site, condition, zone, now=now))
                except NewsArchiveError as error:
                    codes.append(self._tell(f"{site}: {error}", error))
        except NewsArchiveError as error:
            codes.append(self._tell(str(error), error))
        except OSError as error:
            codes.append(self._tell(f"{error.filename}: {error.strerror}", StorageError()))
        self.exitcode = max(codes)

    def _chosen(self, sites: list[str]) -> Iterator[tuple[str, Path, tzinfo]]:
        """Name, folder and zone of each archive."""
        assert self.settings is not None
        for known in archives(self.settings, sites):
            yield known.name, known.folder, known.profile.tzinfo
        if not sites:
            for folder in without_spider(self.settings):
                yield folder.name, folder, UTC

    def _tell(self, words: str, error: NewsArchiveError) -> Exit:
        Console(stderr=True).print(words, markup=False, highlight=False, soft_wrap=True)
        return exit_of(error)
