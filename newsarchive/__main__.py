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
if "worker" in sys.argv[1:]:
    # It may wait for its database long before anything has begun that must end in order. What a parent
    # ignores is ignored by whom it starts.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

import cProfile
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import scrapy.commands
from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

import newsarchive.commands
from newsarchive import __version__
from newsarchive.exceptions import Exit, NewsArchiveError
from newsarchive.terminal.command import tell
from newsarchive.terminal.usage import StrictCommand, UsageParser, check_options, check_words
from newsarchive.text import did_you_mean, printable

_FOR_PROJECTS = {"edit", "genspider", "startproject"}  # they write into a project, and there is none


def main() -> int:
    """Run the command that ``sys.argv`` names; the exit code."""
    arguments = sys.argv[1:]
    modules = _modules()
    name = next((argument for argument in arguments if not argument.startswith("-")), None)
    if name is None:
        return _overview(modules, arguments)
    if name not in modules:
        guess = did_you_mean([name], modules)
        print(f"no such command: {printable(name)}; {guess}`newsarchive` lists all", file=sys.stderr)
        return Exit.USAGE
    arguments.remove(name)
    return _run(name, _command(modules[name]), arguments)


_SCRAPYS_OWN = {  # how many arguments its commands need at least and take at most, and of what kind
    "bench": (0, 0, ""), "check": (0, None, "site"), "fetch": (1, 1, "address"),
    "parse": (1, 1, "address"), "runspider": (1, 1, "file"), "settings": (0, 0, ""), "shell": (0, 1, ""),
    "version": (0, 0, ""), "view": (1, 1, "address"),
}  # fmt: skip


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
    parser = UsageParser(
        prog=f"newsarchive {name}",
        usage=f"newsarchive {name} {command.syntax()}",
        formatter_class=ScrapyHelpFormatter,
        conflict_handler="resolve",
        description=command.long_desc(),
    )
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    try:
        if not isinstance(command, StrictCommand):
            _check_for_scrapy(name, parser, settings, rest, options)
        command.process_options(rest, options)
        if command.requires_crawler_process:
            command.crawler_process = AsyncCrawlerProcess(settings)
        _do(command, rest, options)
    except UsageError as error:
        parser.error(str(error) or "it takes other arguments; -h shows which")
    except ValueError as error:
        if name != "settings":
            raise
        parser.error(f"the setting is no such value: {error}")
    except NewsArchiveError as error:
        return tell(error)
    return command.exitcode


def _check_for_scrapy(
    name: str, parser: UsageParser, settings: Settings, words: list[str], options: Namespace
) -> None:
    """End with 64 where Scrapy's own command would log for a page, or show a traceback, and then give up."""
    least, most, kind = _SCRAPYS_OWN.get(name, (0, None, ""))
    check_words(parser, words, most)
    check_options(parser, settings, options)
    if len(words) < least:
        parser.error(f"it takes one {kind}; -h shows what there is")
    for word in words:
        if kind == "address" and word.partition("://")[0] not in {"http", "https", "file"}:
            parser.error(f"{printable(word)}: is no address; give one such as https://example.org/")
        if kind == "file" and not Path(word).is_file():
            parser.error(f"{printable(word)}: there is no such file")
    for site in (*(words if kind == "site" else ()), *filter(None, [getattr(options, "spider", None)])):
        get_spider_loader(settings).load(site)


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
