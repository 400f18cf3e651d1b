"""What the edits of articles changed, told by what the catalog's columns say of the texts."""

from collections.abc import Iterator, Sequence
from sqlite3 import Connection, Row

from newsarchive.store.looking.happenings import Happening
from newsarchive.store.looking.lines import Line, article_rows, line_of

_WORDS = {
    "title": "title", "text": "text", "standfirst": "standfirst", "published": "date", "outlet": "outlet",
    "author": "author", "section": "section", "link": "link", "image": "image",
}  # fmt: skip
# A text that is too short for a fingerprint of its own is told by its length.
_PAIR = (
    "SELECT old.number AS before, new.length - old.length AS grown,"  # noqa: S608  constants
    " CASE WHEN coalesce(new.body, old.body) IS NULL THEN new.length <> old.length"
    " ELSE new.body IS NOT old.body END AS text, "
    + ", ".join(f"new.{name} IS NOT old.{name} AS {name}" for name in _WORDS if name != "text")
    + " FROM revision AS new JOIN revision AS old ON old.article = new.article AND old.number = ("
    "SELECT max(number) FROM revision WHERE article = new.article AND number < new.number"
    " AND kind NOT IN ('conflicting', 'shrunken')) WHERE new.article = ? AND new.number = ?"
)


def edited_lines(catalog: Connection, happenings: Sequence[Happening]) -> list[Line]:
    """Articles with what each of these edits changed."""
    rows, lines = article_rows(catalog, (one.article for one in happenings)), []
    for one in happenings:
        if row := rows.get(one.article):
            pair = catalog.execute(_PAIR, (one.article, one.number)).fetchone()
            told = (
                {"before": pair["before"], "grown": pair["grown"], "changed": tuple(_changed(pair))}
                if pair
                else {}
            )
            lines.append(line_of(row, "edited", one.at, number=one.number, **told))
    return lines


def _changed(pair: Row) -> Iterator[str]:
    words = [word for name, word in _WORDS.items() if pair[name]]
    yield from words or ["links or pictures"]  # which are all else that makes a revision
