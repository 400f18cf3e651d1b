"""One log line per event, without the item's text, and with control characters escaped."""

import asyncio
import logging
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.settings import SETTINGS_PRIORITIES, Settings
from twisted.python.failure import Failure

from newsarchive.exceptions import NewsArchiveError
from newsarchive.text import escaped_lines, printable

logger = logging.getLogger(__name__)

SITE: ContextVar[str] = ContextVar("SITE", default="")
"""The site that a process is at, where it is at several at a time, so that each log line names its own."""


class EscapedRecord(logging.LogRecord):
    """A log record, of whatever library, in which nothing steers the terminal that shows it."""

    def getMessage(self) -> str:  # noqa: N802  logging's name
        """The message with its arguments, behind the site's name where there are several."""
        site = SITE.get()
        return escaped_lines(f"{site}: {super().getMessage()}" if site else super().getMessage())


class LineLogFormatter(LogFormatter):
    """Scrapy's messages about items, short enough to be read; and every crawl's log made safe to show."""

    def __init__(self) -> None:
        logging.setLogRecordFactory(EscapedRecord)

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """An article that went through all pipelines."""
        return _line(logging.DEBUG, "archived %s", item)

    def dropped(
        self, item: Any, exception: BaseException, response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:  # fmt: skip
        """An article that was quarantined, failed, or lies outside the window."""
        level = logging.getLevelName(getattr(exception, "log_level", None) or "INFO")
        return _line(level, "%s: %s", item, exception)

    def item_error(
        self, item: Any, exception: BaseException, response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:  # fmt: skip
        """An article that a pipeline stumbled over."""
        return _line(logging.ERROR, "%s: not archived: %s", item, exception)


def _line(level: int, msg: str, item: Any, *more: object) -> LogFormatterResult:
    name = printable(getattr(item, "source_id", None) or getattr(item, "url", item))
    return {"level": level, "msg": msg, "args": (name, *map(printable, more))}


def tell_why_it_ends(name: str, error: NewsArchiveError) -> None:
    """Say in words why a crawl ends before it begins; asyncio does not repeat it as a traceback.

    :param name: the site's
    """
    before = "" if SITE.get() == name else f"{name}: "
    logger.critical("%s%s", before, escaped_lines(str(error)))  # Scrapy has made no formatter yet
    with suppress(RuntimeError):  # no crawl, but a test or a program that makes a spider
        task = asyncio.current_task()
        if task:
            task.add_done_callback(_take_notice)


def _take_notice(task: "asyncio.Task[Any]") -> None:
    if not task.cancelled():
        task.exception()


def keep_to_warnings(settings: Settings) -> None:
    """Have a command that prints what it did log warnings alone, unless the user asked for a level."""
    if settings.getpriority("LOG_LEVEL") != SETTINGS_PRIORITIES["cmdline"]:
        settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
