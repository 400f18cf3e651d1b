"""What this project's commands have in common: how they are described, and how their errors are told."""

import argparse
from contextlib import AbstractContextManager
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.console import Console
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from newsarchive.crawling.log_lines import keep_to_warnings
from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError, exit_of, extra_wanted
from newsarchive.terminal.usage import StrictCommand
from newsarchive.text import escaped_lines, typed

if TYPE_CHECKING:
    from newsarchive.operations.stopping import Stop


class ArchiveCommand(StrictCommand):
    """A command whose words stand in ``commands/``, and its work in the module of its name in ``terminal/``.

    Scrapy loads the words of every command before it runs one; the work is imported when it is to be done.
    It is a function ``run(command, args, opts)`` that returns the exit code.

    :cvar arguments: what follows the command's name
    :cvar summary: a line for the list of commands
    :cvar description: the help text, which names the exit codes
    :cvar crawls: whether it crawls in a loop of its own, and ends in order when it is told to
    :cvar on_fleet: where the archives are a fleet's, it works on them; on those that its queue gives; has
        nothing to do with them; or is for archives in folders alone, and says so
    :cvar by_address: it asks about an address: of a fleet's sites, those that have its host are looked into
    :cvar instead: the command that does on a fleet what this one does in folders alone; empty for none
    :ivar stop: of one that does: whether it was told to
    """

    arguments: ClassVar[str] = "[options]"
    summary: ClassVar[str]
    description: ClassVar[str] = ""
    requires_project = True
    requires_crawler_process = False
    crawls: ClassVar[bool] = False
    on_fleet: ClassVar[Literal["works", "queue", "apart", "not"]] = "works"
    by_address: ClassVar[bool] = False
    instead: ClassVar[str] = ""
    stop: "Stop"
    settings: Settings
    crawler_process: AsyncCrawlerProcess

    def syntax(self) -> str:
        """What follows the command's name."""
        return self.arguments

    def short_desc(self) -> str:
        """A line for the list of commands."""
        return self.summary

    def long_desc(self) -> str:
        """The help text."""
        return self.description or f"{self.summary}."

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep a crawl's log to warnings, since the command prints what it did; ``-L`` wins."""
        super().process_options(args, opts)
        if self.on_fleet != "apart" and self.settings["FLEET"]:
            try:
                words = args if self.by_address or "<site>" in self.arguments else []
                self._enter_fleet(words, getattr(opts, "site", None))
            except NewsArchiveError as error:  # Scrapy's own start would show where it was raised
                self.parser.exit(tell(error))
        if self.requires_crawler_process or self.crawls:
            keep_to_warnings(self.settings)
        if self.crawls:
            from newsarchive.operations.stopping import Stop  # noqa: PLC0415  others do without

            self.settings.set("TWISTED_REACTOR_ENABLED", False, priority="cmdline")  # noqa: FBT003
            self.stop = Stop()

    def _enter_fleet(self, words: list[str], option: str | list[str] | None) -> None:
        """Work on the fleet that the environment names.

        :param words: that may name sites
        :param option: the one that ``--site`` names, or those
        :raises ArgumentError: this command is for archives in folders, or there is no such fleet
        :raises StorageError: its database cannot be reached
        """
        name = type(self).__module__.rpartition(".")[2]
        if self.on_fleet == "not":
            instead = f"{typed(self.instead)} runs its sites by their schedules"
            if not self.instead:
                instead = f"{typed('move SITE --to FOLDER')} takes a site to a folder"
                instead += f", {typed('collect --to FOLDER')} its posts; there this command is typed without"
                instead += " NEWSARCHIVE_DATABASE, and with NEWSARCHIVE_OUTPUT=FOLDER"
            raise ArgumentError(
                f"{name} is for archives in folders, and NEWSARCHIVE_DATABASE names a fleet: {instead}"
            )
        with fleet_wanted():
            from newsarchive.fleet.entering import enter, enter_when_it_is_there  # noqa: PLC0415  others do without

        if self.on_fleet == "queue":
            enter_when_it_is_there(self.settings)
            return
        enter(self.settings, words=[option] if isinstance(option, str) else option or words)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the work; an error of ours is a line on standard error and an exit code."""
        try:  # an extra that is missing is told by the import
            work = import_module(f"newsarchive.terminal.{type(self).__module__.rpartition('.')[2]}")
            self.exitcode = work.run(self, args, opts)
        except (NewsArchiveError, OSError) as error:
            self.exitcode = tell(error)
        if self.crawls:
            self.stop.over()


def fleet_wanted() -> AbstractContextManager[None]:
    """Import within this what needs the extra for fleets.

    :raises ArgumentError: it is not installed; the message says how to install it
    """
    return extra_wanted("fleet", "a fleet", "psycopg", "obstore", "procrastinate", "alembic")


def tell(error: NewsArchiveError | OSError, of: str = "") -> Exit:
    """Print an error on standard error; the exit code that it calls for.

    :param of: what it happened to, where the error does not say so itself
    :raises OSError: one that names no file, because it is a mistake in the program
    """
    words = str(error)
    if isinstance(error, OSError):
        if error.filename is None:
            raise error
        words = f"{error.filename}: {error.strerror}"
    Console(stderr=True, highlight=False, soft_wrap=True).print(escaped_lines(of + words), markup=False)
    return Exit.IO if isinstance(error, OSError) else exit_of(error)
