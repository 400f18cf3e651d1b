"""The command ``newsarchive``, or ``python -m newsarchive``: our commands and Scrapy's, in any folder.

Scrapy's own command line is for projects: it asks for a ``scrapy.cfg``, loads every command before it runs
one, and calls all of them ``scrapy …`` in its help. This one goes by the same interface of commands.
"""

import signal
import sys

if {"archive", "daemon"}.intersection(sys.argv[1:]):
    # Half a second goes by until Scrapy is loaded; what ends a process in order must not kill it meanwhile.
    # `operations/stopping.py` takes what is held back here.
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM, signal.SIGINT))

import cProfile
import difflib
from argparse import Namespace
from importlib import import_module
from pkgutil import iter_modules
from typing import NoReturn

import scrapy.commands
from scrapy.cmdline import ScrapyArgumentParser
from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

import newsarchive.commands
from newsarchive import __version__
from newsarchive.terminal.exit_codes import Exit
from newsarchive.text import printable

_FOR_PROJECTS = {"edit", "genspider", "startproject"}  # they write into a project, and there is none


def main() -> int:
    """Run the command that ``sys.argv`` names; the exit code."""
    arguments = sys.argv[1:]
    modules = _modules()
    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    if name is None:
        return _overview(modules, arguments)
    if name not in modules:
        near = difflib.get_close_matches(name, modules, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        print(f"no such command: {printable(name)}; {guess}`newsarchive` lists all", file=sys.stderr)
        return Exit.USAGE
    arguments.remove(name)
    return _run(name, _command(modules[name]), arguments)


class _Parser(ScrapyArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Exit with 64; argparse's own 2 means that a run is partial."""
        self.exit(Exit.USAGE, f"{self.prog}: {message}\n")


def _modules() -> dict[str, str]:
    """The module of each command, by its name; ours go before Scrapy's."""
    places = scrapy.commands, newsarchive.commands
    found = {
        name: f"{place.__name__}.{name}" for place in places for _, name, _ in iter_modules(place.__path__)
    }
    return {name: module for name, module in sorted(found.items()) if name not in _FOR_PROJECTS}


def _command(module: str) -> ScrapyCommand:
    command: ScrapyCommand = import_module(module).Command()
    return command


def _run(name: str, command: ScrapyCommand, arguments: list[str]) -> int:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    settings.setdict(command.default_settings, priority="command")
    command.settings = settings
    parser = _Parser(
        prog=f"newsarchive {name}",
        usage=f"newsarchive {name} {command.syntax()}",
        formatter_class=ScrapyHelpFormatter,
        conflict_handler="resolve",
        description=command.long_desc(),
    )
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    try:
        command.process_options(rest, options)
        if command.requires_crawler_process:
            command.crawler_process = AsyncCrawlerProcess(settings)
        _do(command, rest, options)
    except UsageError as error:
        parser.error(str(error) or "it takes other arguments; -h shows which")
    return command.exitcode


def _do(command: ScrapyCommand, arguments: list[str], options: Namespace) -> None:
    if not options.profile:
        command.run(arguments, options)
        return
    with cProfile.Profile() as profile:
        command.run(arguments, options)
    profile.dump_stats(options.profile)


def _overview(modules: dict[str, str], arguments: list[str]) -> int:
    """What there is to type; nothing but ``--help`` and ``--version`` goes without a command."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    print(f"newsarchive {__version__}")
    if arguments == ["--version"]:
        return Exit.COMPLETE
    print("\nUsage: newsarchive COMMAND [options] [args]; newsarchive COMMAND -h says more\n")
    for name, module in modules.items():
        print(f"  {name:<13} {_command(module).short_desc()}")
    return Exit.COMPLETE if set(arguments) <= {"-h", "--help"} else Exit.USAGE


if __name__ == "__main__":
    sys.exit(main())
