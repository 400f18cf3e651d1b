"""A progress bar for a person at a terminal; silence for everything else."""

from datetime import UTC, datetime
from time import monotonic
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.crawling.ledger import Ledger
from newsarchive.crawling.open_run import open_run
from newsarchive.crawling.run import ArchiveRun
from newsarchive.exceptions import NewsArchiveError
from newsarchive.items import Outcome
from newsarchive.store.catalog.access import reading
from newsarchive.store.frontier import count_due, count_owed

_EVERY = 2.0  # seconds between two looks into the catalog


class ProgressBar:
    """How many of the articles that the run is to come to have come to an end, and how long the rest takes.

    They are those that it has taken up and those that wait in the catalog: owed ones, and those due again.
    Lists add to them as they are read.
    """

    def __init__(self, console: Console) -> None:
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def follow(self, crawler: Crawler) -> None:
        """Add a bar for this crawler's site, from when its spider opens."""
        if self.progress.disable:
            return
        task = self.progress.add_task(crawler.spidercls.name, total=None)
        looked, known = 0.0, 0

        def update() -> None:
            nonlocal looked, known
            if run := open_run(crawler):
                ledger = run.ledger
                if monotonic() - looked > _EVERY:
                    looked, known = monotonic(), ledger.seen + articles_waiting(run)
                words = f"{run.archive.name}: {ledger.count(Outcome.STORED):,} stored"
                total = articles_in_all(ledger, known, run.spider.arguments.limit)
                self.progress.update(task, description=words, completed=ledger.seen, total=total)

        # Signals are held by weak reference; the bar keeps its handler alive.
        self._handlers = [*getattr(self, "_handlers", []), update]
        for signal in (signals.spider_opened, signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(update, signal=signal)


def articles_waiting(run: ArchiveRun) -> int:
    """How many articles wait in the catalog for this run, those that are under way included.

    The catalog is read beside the run's own connection, which another thread has.
    """
    now, begun, chosen = int(datetime.now(UTC).timestamp()), run.archive.desk.run, run.selection()
    asked_again = {"due": now, "all": None}
    try:
        with reading(run.archive.catalog) as rows:
            owed = count_owed(rows, chosen, run_id=begun.id, now=now)
            if run.spider.arguments.recheck not in asked_again:
                return owed
            by = asked_again[run.spider.arguments.recheck]
            return owed + count_due(rows, chosen, by=by, begun=begun.started)
    except NewsArchiveError:  # which the run itself will come upon, and tell
        return 0


def articles_in_all(ledger: Ledger, known: int, limit: int | None) -> int:
    """What the bar counts up to: never fewer than have been taken up, and no more than ``limit=`` allows.

    :param known: how many had come to an end or were waiting when the catalog was last looked into
    """
    begun = ledger.seen + ledger.under_way
    return max(begun, known if limit is None else min(known, limit))
