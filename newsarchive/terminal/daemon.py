"""What ``daemon`` does: archive sites by their schedules, and print a line for each run."""

import argparse
import asyncio
import signal
from collections.abc import Callable
from random import SystemRandom

from newsarchive.exceptions import Exit
from newsarchive.operations.clock import Clock
from newsarchive.operations.daemon import Daemon, Rules
from newsarchive.operations.in_turn import in_loop
from newsarchive.operations.site_run import SiteRun
from newsarchive.sites import chosen_sites
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.terminal.runs_told import RunsTold, say
from newsarchive.text import cut, many, typed


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Stay until SIGTERM or SIGINT; the gravest of the sites' last exit codes."""
    del opts
    told = RunsTold()
    rules = Rules(command.settings.getint("DAEMON_SITES"), command.settings.getfloat("DAEMON_LOOK"))
    in_loop(lambda: _keep(command, args, rules, told), command.settings, at_once=rules.at_once)
    return told.gravest


async def _keep(
    command: ArchiveCommand, names: list[str], rules: Rules, told: Callable[[SiteRun], None]
) -> None:
    settings = command.settings
    daemon = Daemon(
        settings, names, rules, clock=Clock(settings.getfloat("DAEMON_SPEED")), dice=SystemRandom(),
        stop=command.stop, told=told,
    )  # fmt: skip
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, daemon.read_again)
    sites = [site.name for site in chosen_sites(settings, names)]
    none_yet = f"no archive in {settings['OUTPUT_DIR']} yet; {typed('archive SITE')} begins one"
    amount = many(len(sites), "site")
    say(f"keeping {amount}: {cut(', '.join(sites), 200)}" if sites else none_yet)
    await daemon.run()
