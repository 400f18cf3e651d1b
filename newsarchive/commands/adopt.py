"""``scrapy adopt FOLDER``: go on with an archive that was begun elsewhere."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newsarchive.adopting import Adopter, adopt
from newsarchive.archives import known_sites, profile_of, spider_of
from newsarchive.exceptions import ArgumentError, NewsArchiveError
from newsarchive.exit_codes import Exit, exit_of
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.store.archive import Archive
from newsarchive.summary import summary_table
from newsarchive.text import printable
from newsarchive.whose_posts import whose_posts


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
        parser.add_argument("--site", help="whose posts they are, if their links and footers do not say so")

    def _site(self, posts: list[Path], named: str | None) -> str:
        """Whose posts they are; raise ArgumentError where nothing says so."""
        assert self.settings is not None
        sites = known_sites(self.settings)
        if named is None:
            named = whose_posts(posts, {site: profile_of(self.settings, site) for site in sites})
            if named is None:
                raise ArgumentError(
                    f"the posts do not say whose they are; give --site, one of: {', '.join(sites)}"
                )
        if named not in sites:
            raise ArgumentError(f"no such site: {printable(named)}; there are {', '.join(sites)}")
        return named

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Adopt the posts, print the account and what was refused."""
        assert self.settings is not None
        if len(args) != 1:
            raise UsageError("give one folder of posts")
        console = Console(soft_wrap=True, highlight=False)
        folder = Path(args[0])
        posts = sorted(folder.rglob("*.md"))
        try:
            if not folder.is_dir():
                raise ArgumentError(f"{printable(folder)}: there is no such folder")
            spider = spider_of(self.settings, self._site(posts, opts.site))()
            archive = Archive(Path(self.settings["OUTPUT_DIR"]) / spider.profile.name, spider.profile)
            pipelines = offline_pipelines(self.settings, spider.profile)
            adopter = Adopter(spider, pipelines, now=datetime.now(UTC))
            adoption = adopt(archive, posts, adopter)
        except NewsArchiveError as error:
            console.print(str(error), markup=False)
            self.exitcode = exit_of(error)
            return
        console.print(summary_table(spider.name, adoption.ledger))
        for path, reason, detail in adoption.refused:
            console.print(f"{printable(path.name)}: not adopted ({reason}): {detail}", markup=False)
        self.exitcode = Exit.PARTIAL if adoption.refused else Exit.COMPLETE
