"""One log line per event, without the item's text, and with control characters escaped."""

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.settings import SETTINGS_PRIORITIES, Settings
from twisted.python.failure import Failure

from newsarchive.exceptions import NewsArchiveError
from newsarchive.text import printable


class LineLogFormatter(LogFormatter):
    """Scrapy's messages about items, short enough to be read."""

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


def hide_known_tracebacks() -> None:
    """Let asyncio not repeat, as a traceback, an error of ours that was already told in words."""
    logging.getLogger("asyncio").addFilter(_already_told)


def _already_told(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], NewsArchiveError))


def keep_to_warnings(settings: Settings) -> None:
    """Have a command that prints what it did log warnings alone, unless the user asked for a level."""
    if settings.getpriority("LOG_LEVEL") != SETTINGS_PRIORITIES["cmdline"]:
        settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
