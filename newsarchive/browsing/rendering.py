"""Templates: everything in them is escaped, and what is not there is an error."""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.filesize import decimal

from newsarchive.browsing.links import home_of, placed
from newsarchive.browsing.page import Page, To
from newsarchive.publishing.body.attributes import known_language
from newsarchive.showing.local_time import duration
from newsarchive.showing.reasons import meaning_of
from newsarchive.text import cut, one_line, printable

_HERE = Path(__file__).parent
_TITLE = 200  # characters
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def rendered(page: Page, to: To, originals: Callable[[str], str], *, static: bool) -> bytes:
    """The page in UTF-8.

    :param to: makes its links
    :param originals: gives where a captured response is shown, empty in files, which have no second origin
    :param static: whether the page is a file
    """
    template = _environment().get_template(page.template)
    told = template.render(
        page=page, to=to, originals=originals, static=static, placed=partial(placed, to=to), **page.context
    )
    return told.encode("utf-8", "backslashreplace")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "home": home_of,
        "amount": lambda number: f"{number:,}", "size": decimal, "took": duration, "when": _when,
        "machine": _machine, "title_of": _title, "plain": printable, "meaning": meaning_of,
        "tongue": known_language,
    }  # fmt: skip
    environment.tests |= {"address": _is_address, "language": _LANGUAGE.fullmatch}
    return environment


def _when(seconds: int, zone: tzinfo) -> str:
    """Seconds since 1970 to the minute, with the zone's abbreviation: ``2024-05-01 08:00 CST``."""
    moment = datetime.fromtimestamp(seconds, zone)
    return f"{moment:%Y-%m-%d %H:%M} {moment.tzname()}"


def _machine(seconds: int, zone: tzinfo) -> str:
    """The same as programs read it, for ``<time datetime>``."""
    return datetime.fromtimestamp(seconds, zone).isoformat()


def _title(title: str) -> str:
    return cut(one_line(title), _TITLE) or "(without a title)"


def _is_address(url: str) -> bool:
    """Whether a link to it leads to a page, and runs nothing."""
    return url.startswith(("http://", "https://"))
