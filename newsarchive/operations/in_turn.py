"""Runs one after another, in a loop of their own without a Twisted reactor."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from scrapy.settings import Settings
from scrapy.utils.log import configure_logging
from scrapy.utils.reactorless import install_reactor_import_hook, uninstall_reactor_import_hook

from newsarchive.operations.site_run import SiteRun
from newsarchive.operations.stopping import Stop

_OTHERS = 4  # threads for what is nobody's run
T = TypeVar("T")


async def in_turn(runs: Sequence[SiteRun], stop: Stop) -> None:
    """Crawl one site after another, until all are done or the end is wished for."""
    for run in runs:
        if stop.times:
            return
        await run.attend(stop.wished)


def in_loop(work: Callable[[], Awaitable[T]], settings: Settings, *, at_once: int = 1) -> T:
    """Do what crawls, with Scrapy's log; what it gives.

    Scrapy needs no reactor for that, and installing one takes a fifth of a second.

    :param settings: whose ``TWISTED_REACTOR_ENABLED`` is off
    :param at_once: how many sites it crawls at the same time at most
    """
    configure_logging(settings)
    hook = install_reactor_import_hook()
    try:
        with asyncio.Runner() as runner:
            # Each may wait for its archive, for whoever is told of it, or for a name. asyncio's own threads
            # are four more than processors: a few sites whose database stands still would take them all.
            runner.get_loop().set_default_executor(ThreadPoolExecutor(2 * at_once + _OTHERS, "beside"))
            return runner.run(_awaited(work))
    finally:
        uninstall_reactor_import_hook(hook)


async def _awaited(work: Callable[[], Awaitable[T]]) -> T:
    return await work()
