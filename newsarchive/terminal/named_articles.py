"""The articles that ``collect --ids`` names: where each is, and which of them have no post."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy import or_

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.row_kinds import ArticleRow, ForgottenRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.catalog.texts import storable
from newsarchive.store.choice import Mark
from newsarchive.text import printable
from newsarchive.upkeep.subject import known_as, spider_of

_TOLD = 20  # articles in a message
_COMMAS = 8  # in an address


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """An archive that is collected from, with its catalog as it is at one moment.

    :param after: how far it has been collected before
    """

    site: Archive
    rows: Rows
    after: Mark


def named_articles(
    settings: BaseSettings, opened: Sequence[OpenArchive], given: Iterable[str]
) -> tuple[list[frozenset[int]], list[str]]:
    """The numbers of the named articles' rows in each archive, and why others are left out: a line on each.

    :param given: ids, URLs and posts' file names, several with commas, ``@FILE`` or ``-``
    :raises ArgumentError: none of them has a post, one is in several archives, or a list cannot be read
    """
    spiders = [spider_of(settings, one.site.name)() for one in opened]
    found: list[set[int]] = [set() for _ in opened]
    left_out: list[str] = []

    def is_one(text: str) -> bool:
        return any(_is_there(one, text) for one in opened)

    for name in _given(given, is_one):
        known = [(at, its) for at, one in enumerate(opened) if (its := _known(one, spiders[at], name))]
        stored = {at: row for at, its in known if (row := _stored(opened[at], its)) is not None}
        if len(stored) > 1:
            names = ", ".join(opened[at].site.name for at in stored)
            raise ArgumentError(f"--ids {printable(name)}: {names} have one; name the site to collect from")
        for at, row in stored.items():
            found[at].add(row)
        if not stored:
            why = _why_not(opened[known[0][0]], known[0][1]) if known else "no archive here knows it"
            left_out.append(f"{printable(name)}: {why}")
    if not any(found):
        raise ArgumentError(f"--ids: {_told(left_out)}; give ids, URLs or posts' file names")
    return [frozenset(its) for its in found], left_out


def _told(left_out: list[str]) -> str:
    more = f"; and {len(left_out) - _TOLD:,} more" if len(left_out) > _TOLD else ""
    return "; ".join(left_out[:_TOLD]) + more if left_out else "names no article"


def _known(one: OpenArchive, spider: SiteSpider, name: str) -> Identity | None:
    with catalog_errors(one.site.catalog):
        return known_as(one.rows, spider, name)


def _is_there(one: OpenArchive, whole: str) -> bool:
    """Whether a text with commas is itself an article's id or address."""
    name = storable(whole)
    its = or_(ArticleRow.c.source_id == name, ArticleRow.c.url == name)
    with catalog_errors(one.site.catalog):
        return one.rows.one(ArticleRow, its, site=one.site.name) is not None


def _stored(one: OpenArchive, named: Identity) -> int | None:
    row = one.rows.one(ArticleRow, site=one.site.name, source_id=named.source_id)
    return row.id if row and row.revision is not None else None


def _why_not(one: OpenArchive, named: Identity) -> str:
    its = {"site": one.site.name, "source_id": named.source_id}
    if one.rows.one(ForgottenRow, **its):
        return "it was taken down"
    row = one.rows.one(ArticleRow, **its)
    is_owed = row is not None and row.state is State.OWED
    return "it is not stored yet" if is_owed else "it is quarantined, so that it has no post"


def _given(values: Iterable[str], is_one: Callable[[str], bool]) -> Iterator[str]:
    """The articles of all lists.

    :raises ArgumentError: a file cannot be read
    """
    for value in values:
        if value == "-" or value.startswith("@"):
            yield from filter(None, map(str.strip, _lines(value)))
        else:
            yield from listed(value, is_one)


def listed(value: str, is_one: Callable[[str], bool]) -> Iterator[str]:
    """The parts of a list with commas.

    :param is_one: whether a text that has commas itself is a single part
    """
    parts = value.split(",")
    while parts:
        lengths = range(min(len(parts), _COMMAS + 1), 1, -1)
        known = (many for many in lengths if is_one(",".join(parts[:many]).strip()))
        many = next(known, 1)
        if part := ",".join(parts[:many]).strip():
            yield part
        del parts[:many]


def _lines(value: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if value == "-" else Path(value[1:]).read_bytes()
        return data.decode("utf-8-sig").splitlines()
    except OSError as error:
        raise ArgumentError(f"--ids {value}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ArgumentError(f"--ids {value}: it is no UTF-8 text ({error.reason})") from error
