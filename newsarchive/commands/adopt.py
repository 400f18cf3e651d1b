"""``scrapy adopt FOLDER``: go on with an archive that was begun elsewhere."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newsarchive.adopting import Adopter, adopt
from newsarchive.commands.archive import Exit, exit_of
from newsarchive.exceptions import NewsArchiveError
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.spider import ArchiveSpider
from newsarchive.store.archive import Archive
from newsarchive.summary import summary_table
from newsarchive.text import printable


class Command(ScrapyCommand):
    """Take a folder of posts into an archive."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """What follows ``scrapy adopt``."""
        return "[options] <folder>"

    def short_desc(self) -> str:
        """One line for ``scrapy``'s list."""
        return "Take posts that another tool wrote into an archive"

    def long_desc(self) -> str:
        """The help text."""
        return (
            "Every *.md below the folder is entered into the site's catalog and published: byte for"
            " byte where it is safe, otherwise made safe, its own bytes being kept as a revision."
            " The folder itself is left alone, unless it is the archive's _posts. What cannot be"
            " adopted is listed with the reason. Exit code: 0 all adopted, 2 some not, 64 bad"
            " argument, 74 the disk refuses, 75 another run is at work."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """``--site``."""
        super().add_options(parser)
        parser.add_argument("--site", help="whose posts they are; needed where there are several sites")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Adopt the posts, print the account and what was refused."""
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        sites = [opts.site] if opts.site else loader.list()
        console = Console(soft_wrap=True, highlight=False)
        if len(args) != 1 or len(sites) != 1 or sites[0] not in loader.list():
            known = ", ".join(sorted(loader.list()))
            raise UsageError(f"give one folder, and with --site one of: {known}")
        folder = Path(args[0])
        if not folder.is_dir():
            console.print(f"{printable(folder)}: there is no such folder", markup=False)
            self.exitcode = Exit.USAGE
            return
        try:
            kind = loader.load(sites[0])
            assert issubclass(kind, ArchiveSpider)
            spider = kind()
            archive = Archive(Path(self.settings["OUTPUT_DIR"]) / spider.profile.name, spider.profile)
            pipelines = offline_pipelines(self.settings, spider.profile)
            adopter = Adopter(spider, pipelines, now=datetime.now(UTC))
            adoption = adopt(archive, sorted(folder.rglob("*.md")), adopter)
        except NewsArchiveError as error:
            console.print(str(error), markup=False)
            self.exitcode = exit_of(error)
            return
        console.print(summary_table(spider.name, adoption.ledger))
        for path, reason, detail in adoption.refused:
            console.print(f"{printable(path.name)}: not adopted ({reason}): {detail}", markup=False)
        self.exitcode = Exit.PARTIAL if adoption.refused else Exit.COMPLETE
