"""The page that stands where another could not be made."""

import logging

from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere, Page, TooLong
from newsarchive.exceptions import ArchiveBusy, NewsArchiveError
from newsarchive.text import printable

_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], int, str], ...] = (
    (NotHere, 404, "Not here"),
    ((ArchiveBusy, TooLong), 503, "Not now"),
    (NewsArchiveError, 500, "This cannot be read"),
)
_LOG = logging.getLogger(__name__)


def wrong_page(error: Exception, held: Held | None = None) -> Page:
    """What a reader is told: the thing, the reason, the next step.

    :param held: the archive that was asked for, to which the page leads
    """
    trail = ((held.name, held.address),) if held else ()
    for kind, status, title in _KINDS:
        if isinstance(error, kind):
            return _page(title, str(error), status, trail)
    _LOG.error("a page could not be made: %s", printable(error), exc_info=error)
    words = "The page could not be made, through a mistake of newsarchive; the terminal says where."
    return _page("This went wrong", words, 500, trail)


def _page(title: str, words: str, status: int, trail: tuple[tuple[str, str], ...]) -> Page:
    return Page(template="error.html", title=title, context={"words": words}, status=status, trail=trail)
