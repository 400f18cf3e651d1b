"""What stands beside an article: the day's others, the same text elsewhere, and what is much like it."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, partial
from sqlite3 import Connection, Row

from newsarchive.browsing.articles.found import Found, address_of
from newsarchive.browsing.held import Held, Shelf, limited
from newsarchive.exceptions import NewsArchiveError
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.likeness import share_of
from newsarchive.store.posts import whole_post
from newsarchive.store.search.index import searching
from newsarchive.text import many, words_in

_SITES = 40  # other archives that are asked for the same text
_COPIES = 20  # of each
_DAYS = 1  # before and after, in which a similar article may have been published
_TITLES = 1_000  # of these days, that are compared
_TITLE = 300  # characters of one
_ALIKE = 0.6  # of the shorter title's pairs of signs stand in the other
_TEXTS = 3  # that are compared then
_SHARE = 0.5  # of the shorter text's pieces stand in the other

_CARD = "SELECT article, title, outlet, language FROM card WHERE day = ?"
_BEFORE = f"{_CARD} AND (published, article) < (?, ?) ORDER BY published DESC, article DESC LIMIT 1"
_AFTER = f"{_CARD} AND (published, article) > (?, ?) ORDER BY published, article LIMIT 1"
_NEAR = "SELECT article, title, outlet, language FROM card WHERE day BETWEEN ? AND ? AND article <> ? LIMIT ?"
_POST = (
    "SELECT revision.* FROM catalog.article JOIN catalog.revision"
    " ON revision.article = article.id AND number = article.revision WHERE article.id = ?"
)
_SAME = (
    "SELECT article.id, title, outlet, language, published FROM article JOIN revision"
    " ON revision.article = article.id AND number = article.revision"
    " WHERE article.body = ? AND state <> 'double' ORDER BY article.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Other:
    """A link to another article.

    :param says: in what it is like this one, in words
    """

    address: str
    title: str
    language: str
    outlet: str = ""
    site: str = ""
    says: str = ""


@dataclass(slots=True)
class Beside:
    """What stands beside an article.

    :param unread: archives that could not be asked, each with the reason
    """

    before: Other | None = None
    after: Other | None = None
    same: list[Other] = field(default_factory=list)
    similar: list[Other] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def beside(found: Found, shelf: Shelf) -> Beside:
    """The same; of an article that is not archived there is nothing beside it."""
    told = Beside()
    if found.current is None:
        return told
    same = {one.id: one.body == found.row.body for one in found.others}
    try:
        with searching(found.held.folder) as cards, limited(cards):
            _in_cards(told, found, found.current, cards, same)
    except NewsArchiveError as error:
        told.unread.append(str(error))
    if found.current.body:
        others = [one for one in shelf.values() if one.name != found.held.name]
        for held in others[:_SITES]:
            try:
                told.same += held.look(partial(_same, held, found.current.body))
            except NewsArchiveError as error:
                told.unread.append(f"{held.name}: {error}")
        if len(others) > _SITES:
            told.unread.append(
                f"{many(len(others) - _SITES, 'more archive was', 'more archives were')} not asked"
            )
    return told


def _in_cards(
    told: Beside, found: Found, current: RevisionRow, cards: Connection, same: dict[int, bool]
) -> None:
    held, day = found.held, current.published.date()
    place = day.isoformat(), int(current.published.timestamp()), found.row.id
    told.before, told.after = (
        _one(held, cards.execute(query, place).fetchone()) for query in (_BEFORE, _AFTER)
    )
    for number, is_same in same.items():
        says = "the same text" if is_same else "the same text, until one of them was edited"
        query = "SELECT article, title, outlet, language FROM card WHERE article = ?"
        if other := _one(held, cards.execute(query, (number,)).fetchone(), says):
            told.same.append(other)
    own, post = _pairs(current.title), whole_post(current) or b""
    likely = [(share, row) for row in _near(cards, day, found.row.id) if row["article"] not in same
              and (share := _common(own, _pairs(row["title"]))) >= _ALIKE]  # fmt: skip
    for _, row in sorted(likely, key=lambda one: -one[0])[:_TEXTS]:
        share = share_of(post, _post(cards, row["article"]))
        if share >= _SHARE and (other := _one(held, row, f"{share:.0%} of the shorter text stand in both")):
            told.similar.append(other)


def _same(held: Held, body: bytes, catalog: Connection) -> list[Other]:
    rows = catalog.execute(_SAME, (body, _COPIES)).fetchall()
    return [
        Other(address_of(held, row["id"]), row["title"], row["language"] or "", row["outlet"], held.name,
              "the same text, on another site") for row in rows
    ]  # fmt: skip


def _near(cards: Connection, day: date, number: int) -> list[Row]:
    bounds: list[str] = []
    for days in (-_DAYS, _DAYS):
        with suppress(OverflowError):
            bounds.append((day + timedelta(days=days)).isoformat())
    return cards.execute(_NEAR, (bounds[0], bounds[-1], number, _TITLES)).fetchall()


def _post(cards: Connection, number: int) -> bytes:
    row = cards.execute(_POST, (number,)).fetchone()
    values = {name: row[name] for name in row.keys()} if row else {}  # noqa: SIM118  a Row gives values
    return whole_post(RevisionRow.as_found([values.get(name) for name in RevisionRow.names])) or b""


def _one(held: Held, row: Row | None, says: str = "") -> Other | None:
    if row is None:
        return None
    return Other(address_of(held, row["article"]), row["title"], row["language"], row["outlet"], says=says)


@lru_cache(maxsize=2_000)  # the next page of a day compares the same ones
def _pairs(title: str) -> frozenset[str]:
    """What two titles are compared by: their pairs of letters, in each script."""
    letters = " ".join(words_in(title[:_TITLE]))
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
