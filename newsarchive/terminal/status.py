"""What ``status`` shows: what is in the archives, what is owed, and how the last run ended."""

import argparse
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from rich.console import Console
from scrapy.settings import Settings

from newsarchive.archives import archives
from newsarchive.exceptions import NewsArchiveError, StorageError
from newsarchive.exit_codes import Exit, exit_of
from newsarchive.sites import catalog_of, without_profile
from newsarchive.status_table import quarantine_json, status_json, status_table
from newsarchive.store.condition import condition_of, open_quarantine
from newsarchive.store.durable import storage_errors
from newsarchive.store.reading import reading


def run(settings: Settings, args: list[str], opts: argparse.Namespace) -> Exit:
    """Show each archive; one that cannot be read does not hide the others."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    codes = [Exit.COMPLETE]
    try:
        for site, folder, zone in _chosen(settings, args):
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
                codes.append(_tell(f"{site}: {error}", error))
    except NewsArchiveError as error:
        codes.append(_tell(str(error), error))
    except OSError as error:
        codes.append(_tell(f"{error.filename}: {error.strerror}", StorageError()))
    return max(codes)


def _chosen(settings: Settings, sites: list[str]) -> Iterator[tuple[str, Path, tzinfo]]:
    """Name, folder and zone of each archive."""
    for known in archives(settings, sites):
        yield known.name, known.folder, known.profile.tzinfo
    if not sites:
        for folder in without_profile(settings):
            yield folder.name, folder, UTC


def _tell(words: str, error: NewsArchiveError) -> Exit:
    Console(stderr=True).print(words, markup=False, highlight=False, soft_wrap=True)
    return exit_of(error)
