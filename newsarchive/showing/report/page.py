"""The report as one HTML page that needs nothing but itself: no script, no request, everything escaped."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from rich.filesize import decimal

from newsarchive.showing.local_time import duration
from newsarchive.showing.reasons import meaning_of
from newsarchive.showing.report.site import RECENT, Looked, Unreadable, shown
from newsarchive.text import cut, one_line, printable

_HERE = Path(__file__).parent
_TITLE = 160  # characters
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_THOUSAND, _MILLION = 1_000, 1_000_000


def report_page(sites: Sequence[Looked | Unreadable], *, now: int) -> bytes:
    """The page, in UTF-8.

    :param now: seconds since 1970, when the archives were looked at
    """
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "amount": lambda number: f"{number:,}", "short": _short, "size": decimal, "took": duration,
        "when": _when, "day": _day, "title": _title, "plain": printable, "meaning": meaning_of,
    }  # fmt: skip
    environment.tests |= {"address": _is_address, "language": _LANGUAGE.fullmatch}
    page = environment.get_template("page.html").render(
        style=Markup((_HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704  our own
        sites=[shown(site, now=now, number=number) for number, site in enumerate(sites, start=1)],
        now=now, utc=UTC, recent=RECENT,
    )  # fmt: skip
    return page.encode("utf-8", "backslashreplace")


def _short(count: int) -> str:
    """A count in at most four characters."""
    if count < _THOUSAND:
        return str(count)
    return f"{count // _THOUSAND}k" if count < _MILLION else f"{count // _MILLION}M"


def _when(seconds: int, zone: tzinfo) -> str:
    """Seconds since 1970 to the minute."""
    return f"{datetime.fromtimestamp(seconds, zone):%Y-%m-%d %H:%M}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _title(title: str) -> str:
    return cut(one_line(title), _TITLE) or "(without a title)"


def _is_address(url: str) -> bool:
    """Whether a link to it leads to a page, and runs nothing."""
    return url.startswith(("http://", "https://"))
