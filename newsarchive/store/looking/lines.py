"""A line of a list: an article, or a record that belongs to none, with what the list says of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Any, Literal

from newsarchive.store.chronicle import EDIT
from newsarchive.store.looking.happenings import Happening

Kind = Literal["published", "captured", "edited", "withdrawn", "owed", "failed", "quarantined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a list says of one article. Times that are numbers are seconds since 1970.

    :param kind: what befell it, or how it stands
    :param at: when that was; of an owed, failed or quarantined one, since when it is known
    :param article: its row; 0 for a record that belongs to none
    :param title: as it is published, or as a list or a record calls it; empty where nobody says
    :param language: a BCP 47 tag as it was stated, or empty
    :param published: as the catalog has it, with an offset; empty where it is not stored
    :param precision: how much of that the source stated
    :param gone: since when the source has it no more
    :param edits: how often its source edited it
    :param number: of an edit, the revision that it made
    :param before: the revision that was published before that one; 0 where none was
    :param changed: what the edit changed, in words
    :param grown: by how many characters its text is longer than before
    :param reason: why it is not stored: a slug
    :param detail: the same in a sentence of the run that met it; may be empty
    :param record: the row of the quarantine
    :param attempts: how often it was asked for in vain
    :param tried: when it was asked for last
    """

    kind: Kind
    at: int
    article: int
    source_id: str
    url: str
    title: str
    language: str = ""
    outlet: str = ""
    author: str = ""
    section: str = ""
    published: str = ""
    precision: str = ""
    gone: int | None = None
    edits: int = 0
    number: int = 0
    before: int = 0
    changed: tuple[str, ...] = ()
    grown: int = 0
    reason: str = ""
    detail: str = ""
    record: int = 0
    attempts: int = 0
    tried: int | None = None


_ARTICLES = (
    "SELECT article.id, source_id, url, state, entry, discovered, gone, attempts, failure, checked, title,"  # noqa: S608
    " language, outlet, author, section, published, precision, (SELECT count(*) FROM revision AS its"
    f" WHERE its.article = article.id AND {EDIT.replace('revision.', 'its.')}) AS edits"
    " FROM json_each(?) JOIN article ON article.id = value LEFT JOIN revision"
    " ON revision.article = article.id AND revision.number = article.revision"
)


def article_rows(catalog: Connection, articles: Iterable[int]) -> Mapping[int, Row]:
    """What lines say of articles, by their rows."""
    given = json.dumps(sorted(set(articles)))
    return {row["id"]: row for row in catalog.execute(_ARTICLES, (given,))}


def line_of(row: Row, kind: Kind, at: int, **more: Any) -> Line:
    """A line on an article.

    :param row: as :func:`article_rows` gives it
    :param more: what else the line says
    """
    more.setdefault("title", row["title"] or _listed_title(row["entry"]))
    return Line(
        kind=kind, at=at, article=row["id"], source_id=row["source_id"], url=row["url"],
        language=row["language"] or "", outlet=row["outlet"] or "", author=row["author"] or "",
        section=row["section"] or "", published=row["published"] or "", precision=row["precision"] or "",
        gone=row["gone"], edits=row["edits"], **more,
    )  # fmt: skip


def _listed_title(entry: str | None) -> str:
    """What a list called an article that was never stored."""
    shown = json.loads(entry or "{}")
    return str(shown.get("title") or "") if isinstance(shown, dict) else ""


def stored_lines(
    catalog: Connection, articles: Sequence[tuple[int, int]], kind: Literal["published", "captured"]
) -> list[Line]:
    """Archived articles in the order in which they are given.

    :param articles: the row of each, and the time that its list is about
    """
    rows = article_rows(catalog, (article for article, _ in articles))
    return [line_of(rows[article], kind, at) for article, at in articles if article in rows]


def withdrawn_lines(catalog: Connection, happenings: Sequence[Happening]) -> list[Line]:
    """Articles that their source has no more."""
    rows = article_rows(catalog, (one.article for one in happenings))
    return [line_of(rows[one.article], "withdrawn", one.at) for one in happenings if one.article in rows]
