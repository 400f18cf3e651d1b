"""The words of an archive that a fleet keeps: PostgreSQL looks through the texts themselves.

Beside the catalog's rows stands what each revision says, in the form in which queries are compared with it
and between blanks, so that a word or a sign is there exactly where it is found as a part of that text. The
newest day is looked through first, and no further than is shown. A small map of bits says of most texts
that they do not have what is looked for, so that they need not be unpacked.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from time import monotonic
from typing import Any

import psycopg
from sqlalchemy import Connection, text

from newsarchive.store.catalog.access import looking_into, writing
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.search.asked import SearchEnded
from newsarchive.store.search.bit_map import bits_of, marks_of
from newsarchive.store.search.query import Query
from newsarchive.store.search.terms import EVERYWHERE, Bracket, Either, Every, Phrase, Term, Without
from newsarchive.store.search.words import COLUMNS, READ, words_of

AT_ONCE = 250
"""How many revisions are entered in one transaction."""
FIRST, MOST = 64, 4_096
"""How many revisions are fetched at a time, at first and later."""
_FOUND = (
    "WITH found AS MATERIALIZED (SELECT day, revision FROM said WHERE day BETWEEN ? AND ?"
    " AND (day, revision) < (?, ?) AND {} ORDER BY day DESC, revision DESC LIMIT ?)"
    " SELECT found.day, found.revision, revision.article, revision.number = article.revision"
    " FROM found JOIN revision ON revision.id = found.revision JOIN article ON article.id = revision.article"
    " ORDER BY found.day DESC, found.revision DESC"
)
_HAVING = "SELECT revision FROM said WHERE revision = ANY(?) AND {}"
_REVISIONS = (
    f"SELECT {READ.replace('post,', '')}, number, stored, fetched, published, language"  # noqa: S608
    " FROM revision WHERE article = ? ORDER BY number"
)
_ARTICLE = "SELECT revision, source_id, url, post, gone FROM article WHERE id = ?"
_POST = "SELECT post FROM revision WHERE id = ?"
_ENTERED = "SELECT coalesce(max(revision), 0) FROM said"
_BEHIND = f"SELECT count(*) FROM revision WHERE id > ({_ENTERED})"  # noqa: S608
_PIECE = f"SELECT {READ} FROM revision WHERE id > :after ORDER BY id LIMIT :most"  # noqa: S608
_COMPARED = (
    f"SELECT there.*, said.revision AS entered, said.day AS its_day, said.marks AS its_marks,"  # noqa: S608
    f" {', '.join(f'said.{name} AS its_{name}' for name in COLUMNS)} FROM (SELECT {READ} FROM revision) there"
    f" LEFT JOIN said ON said.revision = there.id WHERE there.id <= ({_ENTERED}) ORDER BY there.id"
)
_ENTER = text(
    f"INSERT INTO said (revision, day, marks, {', '.join(COLUMNS)})"  # noqa: S608
    f" VALUES (:revision, :day, :marks, {', '.join(f':{name}' for name in COLUMNS)})"
)


class WordsInFleet:
    """See :class:`newsarchive.store.search.asked.Words`.

    A fleet has more sites than its database takes connections: none is held between two questions, so that
    what a takedown removes meanwhile is found and then not there.

    :param catalog: the site's
    """

    side_by_side = 4  # connections; whoever searches is not alone

    def __init__(self, catalog: FleetCatalog) -> None:
        self._catalog, self._end, self._within = catalog, 0.0, 0.0

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """The database ends a statement that takes longer than what is left."""
        self._end, self._within = monotonic() + seconds, seconds
        try:
            yield
        finally:
            self._end = 0.0

    def articles(self, query: Query, *, current: bool = False) -> Iterator[tuple[int, int]]:
        """The newest first; a few, and then more at a time."""
        condition, values = _condition(query)
        days = _number(query.since or "0001-01-01"), _number(query.until or "9999-12-31")
        seen, at_a_time = set[int](), FIRST
        last = (days[1], (1 << 63) - 1)
        while True:
            rows = self._asked(_FOUND.format(condition), (*days, *last, *values, at_a_time))
            for day, revision, article, is_current in rows:
                last = day, revision
                if article not in seen and (is_current or not current):
                    seen.add(article)
                    yield day, article
            if len(rows) < at_a_time:
                return
            at_a_time = min(at_a_time * 4, MOST)

    def article(self, number: int) -> Mapping[str, Any] | None:
        """An article's row."""
        return next(map(_named, self._asked(_ARTICLE, (number,))), None)

    def revisions(self, article: int) -> Sequence[Mapping[str, Any]]:
        """The rows of its revisions."""
        return [_named(row) for row in self._asked(_REVISIONS, (article,))]

    def having(self, query: Query, revisions: Sequence[Mapping[str, Any]]) -> set[int]:
        """Those that have the words."""
        condition, values = _condition(query)
        ids = [one["id"] for one in revisions]
        return {row[0] for row in self._asked(_HAVING.format(condition), (ids, *values))}

    def post_of(self, revision: int) -> bytes:
        """Its compressed post."""
        return next((bytes(row[0]) for row in self._asked(_POST, (revision,))), b"")

    def behind(self) -> int:
        """How many revisions the last run has not entered, as one that was killed."""
        return int(self._asked(_BEHIND, ())[0][0])

    def _asked(self, statement: str, values: Sequence[Any]) -> list[Any]:
        with looking_into(self._catalog) as look:
            if self._end:
                left = round((self._end - monotonic()) * 1000)
                if left <= 0:
                    raise SearchEnded(self._within)
                look.execute("SELECT set_config('statement_timeout', ?, true)", (str(left),))
            try:
                return list(look.execute(statement, values).fetchall())
            except psycopg.errors.QueryCanceled as error:
                raise SearchEnded(self._within) from error


def enter_words(catalog: FleetCatalog, *, within: float) -> int:
    """Enter what the new revisions say. The caller holds the archive's lease.

    :param within: seconds; the next call goes on where this one ended
    :returns: how many revisions cannot be searched yet
    :raises LeaseLost: another worker has the site
    :raises StorageError: the database refuses
    """
    until = monotonic() + within
    while monotonic() < until:
        with writing(catalog) as rows:
            entered = _enter_piece(rows.connection)
        if entered < AT_ONCE:
            break
    return WordsInFleet(catalog).behind()


def wrong_words(connection: Connection) -> Iterator[int]:
    """The revisions that were entered, and cannot be found by what they say.

    :param connection: reads the site's rows
    """
    found = connection.execution_options(yield_per=AT_ONCE).exec_driver_sql(_COMPARED)
    for row in map(dict, found.mappings()):
        expected = _said(row)
        kept = {name: row[f"its_{name}"] for name in ("day", "marks", *COLUMNS)}
        if {"revision": row["entered"], **kept} != expected:
            yield row["id"]


def _enter_piece(connection: Connection) -> int:
    after = connection.exec_driver_sql(_ENTERED).scalar_one()
    found = connection.execute(text(_PIECE), {"after": after, "most": AT_ONCE}).mappings().all()
    if found:
        connection.execute(_ENTER, [_said(dict(row)) for row in found])
    return len(found)


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: one.split() for name, one in zip(COLUMNS, words_of(row), strict=True)}
    texts = {name: f" {' '.join(tokens)} " for name, tokens in said.items()}
    return {"revision": row["id"], "day": _number(row["day"]), "marks": marks_of(said.values()), **texts}


def _condition(query: Query) -> tuple[str, list[str]]:
    """What is true of the texts that are looked for, with the values of its marks."""
    assert query.term
    values: list[str] = []
    return _true_of(query.term, values), values


def _true_of(term: Term, values: list[str]) -> str:
    match term:
        case Phrase(tokens, column, begins):
            columns = (column,) if column else EVERYWHERE
            values += [f" {' '.join(tokens)}{'' if begins else ' '}"] * len(columns)
            marked = [f"get_bit(marks, {bit}) = 1" for bit in bits_of(tokens[:-1] if begins else tokens)]
            there = " OR ".join(f"strpos({one}, ?) > 0" for one in columns)
            return f"({' AND '.join([*marked, f'({there})'])})"
        case Every(terms):
            return f"({' AND '.join(_true_of(one, values) for one in terms)})"
        case Either(terms):
            return f"({' OR '.join(_true_of(one, values) for one in terms)})"
        case Without(wanted, left_out):
            return f"({_true_of(wanted, values)} AND NOT {_true_of(left_out, values)})"
        case Bracket(within):
            return _true_of(within, values)


def _number(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:  # the row is damaged
        return 1


def _named(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118  a row is no mapping
