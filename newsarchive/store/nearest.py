"""The nearest thing that an archive knows to an address that it does not know."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from newsarchive.store.catalog.listing_rows import ListingRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.likeness import numbers_in

_MOST = 20  # articles that have the same name or number
_LATEST = 2000  # articles whose addresses are compared letter by letter
_LIKE = 0.75
_TELLING = 8  # characters of a name that is not just any


@dataclass(frozen=True, slots=True)
class Near:
    """Something like what was asked for.

    :param how: in what it is like that, in words
    """

    url: str
    how: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """Why an archive does not know an address that may be its site's.

    :param near: the nearest thing that it knows
    :param excluded: why no run on it would ask for such an address, in sentences
    :param is_profiled: its profile has been looked at for that
    """

    site: str
    near: Near | None
    excluded: tuple[str, ...]
    is_profiled: bool


def nearest(rows: Rows, url: str) -> Near | None:
    """The article, or the list, that is most like an address; None where nothing is."""
    for how, urls in _groups(rows, url):
        likeness, best = max(((_likeness(url, one), one) for one in urls), default=(0.0, ""))
        if best and (likeness >= _LIKE or how != _ADDRESS):
            return Near(best, how)
    return None


_ADDRESS = "a similar address"


def _groups(rows: Rows, url: str) -> Iterator[tuple[str, list[str]]]:
    """What may be meant, the surest first."""
    name = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].partition(".")[0]
    for what, text in [("id", number) for number in numbers_in(url)] + [("slug", name)]:
        if what == "id" or len(text) >= _TELLING:
            known = rows.where(ArticleRow, ArticleRow.c.url.icontains(text, autoescape=True), limit=_MOST)
            yield f"the same {what}, {text}", [row.url for row in known]
    latest = rows.where(ArticleRow, order=[ArticleRow.c.id.desc()], limit=_LATEST)
    lists = [row.url for row in rows.where(ListingRow)]
    yield _ADDRESS, [*(row.url for row in latest), *lists]


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _LIKE or matcher.quick_ratio() < _LIKE:
        return 0.01
    return matcher.ratio()
