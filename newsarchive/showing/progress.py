"""A progress bar for a person at a terminal; silence for everything else."""

from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from scrapy import signals
from scrapy.crawler import Crawler

from newsarchive.crawling.run import ArchiveRun
from newsarchive.items import Outcome


class ProgressBar:
    """How many of the articles known so far have come to an end, per site."""

    def __init__(self, console: Console) -> None:
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
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

        def update() -> None:
            run = crawler.get_extension(ArchiveRun)
            if run:
                ledger = run.ledger
                words = f"{crawler.spidercls.name}: {ledger.count(Outcome.STORED)} stored"
                total = ledger.seen + ledger.owed
                self.progress.update(task, description=words, completed=ledger.seen, total=total)

        # Signals are held by weak reference; the bar keeps its handler alive.
        self._handlers = [*getattr(self, "_handlers", []), update]
        for signal in (signals.spider_opened, signals.item_scraped, signals.item_dropped):
            crawler.signals.connect(update, signal=signal)
