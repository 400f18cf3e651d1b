"""Wrong usage: one line on standard error and exit code 64, whoever started the command."""

import argparse
import logging
import math
import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, NoReturn

from scrapy.cmdline import ScrapyArgumentParser
from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings

from newsarchive.exceptions import Exit
from newsarchive.text import did_you_mean, escaped, many, printable, program

_LOCAL = "://"  # what a local path has not
_ABOVE_NOUGHT = frozenset({
    "CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN", "DAEMON_LOOK", "DAEMON_SITES", "DAEMON_SPEED",
    "FLEET_HEARTBEAT", "FLEET_LEASE",
})  # fmt: skip
"""Settings that let a crawl wait for ever, or never rest, if they are nought or less."""


class UsageParser(ScrapyArgumentParser):
    """A parser whose errors exit with 64, since argparse's own 2 means here that a run is partial.

    :ivar parts: of a command that does several things, parsers for the help of each, by its word or words
    """

    parts: Mapping[str, argparse.ArgumentParser] = MappingProxyType({})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse; where the help of a part is asked for, print that and end."""
        given = sys.argv[1:] if args is None else [*args]
        if not {"-h", "--help"}.isdisjoint(given):
            words = [one for one in given if not one.startswith("-")]
            pairs = [" ".join(words[at : at + 2]) for at in range(len(words))]
            if part := next((one for one in (*pairs, *words) if one in self.parts), None):
                self.parts[part].print_help()
                self.exit()
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in one line."""
        self.exit(Exit.USAGE, f"{self.prog}: {escaped(message)}\n")


class StrictCommand(ScrapyCommand):
    """A command that takes nothing for what it is not: no unknown option for a site, no word for a number.

    :cvar most: how many arguments it takes at most; None for any number
    """

    most: ClassVar[int | None] = None
    parser: UsageParser

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options; and errors are told as everywhere here, also where Scrapy made the parser."""
        super().add_options(parser)
        parser.__class__ = UsageParser
        assert isinstance(parser, UsageParser)
        parser.prog = f"{program()} {type(self).__module__.rpartition('.')[2]}"
        self.parser = parser

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check what was typed before anything is opened, logged or fetched."""
        assert self.settings is not None
        check_words(self.parser, args, self.most)
        check_options(self.parser, self.settings, opts)
        super().process_options(args, opts)


def check_words(parser: UsageParser, words: list[str], most: int | None = None) -> None:
    """End with 64 where an option is unknown, or where there are more arguments than the command takes.

    :param words: what the parser took for no option of its own; a ``--`` among them is taken out
    :param most: how many arguments there may be; None for any number
    """
    end = words.index("--") if "--" in words else len(words)
    for word in words[:end]:
        if word.startswith("-") and word != "-":
            name = word.partition("=")[0]
            # argparse keeps its options' names to itself.
            known = {one.lstrip("-"): one for its in parser._actions for one in its.option_strings}  # noqa: SLF001
            near = did_you_mean([name.lstrip("-")], known, as_typed=known)
            parser.error(f"there is no option {printable(name)}; {near}-h shows all")
    del words[end : end + 1]
    if most is not None and len(words) > most:
        more = printable(" ".join(words[most:]))
        taken = f"at most {many(most, 'argument')}" if most else "no arguments"
        parser.error(f"it takes {taken}; what is {more!r} for? -h shows what there is")


def check_options(parser: UsageParser, settings: BaseSettings, opts: argparse.Namespace) -> None:
    """End with 64 where one of Scrapy's general options has a value that would fail later, as a traceback.

    :param settings: as they are without what was typed
    """
    for option in ("logfile", "pidfile", "profile"):
        if (path := getattr(opts, option, None)) and (why := _why_unwritable(Path(path), deep=False)):
            parser.error(f"--{option} {printable(path)}: {why}")
    for option, name in (("-o", "output"), ("-O", "overwrite_output")):
        targets = getattr(opts, name, None)
        for target in targets if isinstance(targets, list) else ():
            path = target.rpartition(":")[0] or target
            if path != "-" and _LOCAL not in target and (why := _why_unwritable(Path(path), deep=True)):
                parser.error(f"{option} {printable(target)}: {why}")
    if opts.loglevel:
        opts.loglevel = opts.loglevel.upper()
        _check_level(parser, "-L ", opts.loglevel)
    for given in opts.set:
        name, is_given, value = given.partition("=")
        if name == "LOG_LEVEL":
            _check_level(parser, "-s LOG_LEVEL=", value)
        elif is_given:
            _check_setting(parser, name, value, settings.get(name))


def _check_level(parser: UsageParser, option: str, level: str) -> None:
    levels = logging.getLevelNamesMapping()
    if level not in levels:
        near = did_you_mean([level.upper()], levels)
        all_of_them = ", ".join(levels)
        parser.error(f"{option}{printable(level)}: there is no such level; {near}there are {all_of_them}")


def _check_setting(parser: UsageParser, name: str, value: str, usual: Any) -> None:
    """A setting that is a number is one still, and one that names modules names some that are there."""
    if name.endswith(("_MODULE", "_MODULES")):
        good = all(_is_module(one.strip()) for one in value.split(","))
    elif isinstance(usual, bool):
        good = value.lower() in {"0", "1", "true", "false"}
    elif isinstance(usual, float) or (isinstance(usual, int) and name.endswith("TIMEOUT")):
        good = _is(float, value)
    else:
        good = not isinstance(usual, int) or _is(int, value)
    if good and name in _ABOVE_NOUGHT:
        good = float(value) > 0
    if not good:
        parser.error(f"-s {printable(name)}={printable(value)}: give a value such as {usual}")


def _is(kind: type[int] | type[float], value: str) -> bool:
    try:
        return math.isfinite(kind(value))
    except (ValueError, OverflowError):
        return False


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _why_unwritable(path: Path, *, deep: bool) -> str:
    """Why no file can be made there, in words; nothing where one can.

    :param deep: folders that are not there will be made
    """
    if path.is_dir():
        return "it is a folder; name a file"
    folder = path.absolute().parent
    while deep and not folder.exists():
        folder = folder.parent
    if not folder.exists():
        return f"there is no folder {printable(folder)}"
    if not folder.is_dir():
        return f"{printable(folder)} is no folder"
    return "" if os.access(path if path.exists() else folder, os.W_OK) else "it may not be written"
