"""A card for each article that is published: what lists show of it, and by which they are sorted."""

from datetime import datetime
from sqlite3 import Connection

from newsarchive.store.chronicle import EDIT

_NEW = "SELECT article FROM catalog.revision WHERE id > :after"
_OTHER = (
    "SELECT article.id FROM catalog.article JOIN catalog.revision"
    " ON revision.article = article.id AND revision.number = article.revision"
    " LEFT JOIN card ON card.article = article.id"
    " WHERE card.revision IS NOT revision.id OR card.seal IS NOT revision.seal"
)
_LEFT = "card WHERE article NOT IN (SELECT id FROM catalog.article WHERE revision IS NOT NULL)"
_MERGED = (
    "catalog.article WHERE copy_of IS NOT NULL AND state = 'double' AND id IN (SELECT article FROM card)"
)
_ITS_EDIT = EDIT.replace("revision.", "its.")
_CARDS = (
    "INSERT OR REPLACE INTO card SELECT article.id,"  # noqa: S608  constants
    " substr(published, 1, 10), seconds(published), title, outlet,"
    " coalesce(section, ''), coalesce(author, ''), category, tag, coalesce(language, ''),"
    " coalesce(article.post, name),"
    f" (SELECT count(*) FROM catalog.revision AS its WHERE its.article = article.id AND {_ITS_EDIT}),"
    " coalesce(article.stored, revision.stored), revision.stored, revision.id, revision.seal"
    " FROM catalog.article JOIN catalog.revision"
    " ON revision.article = article.id AND revision.number = article.revision WHERE article.id IN ({which})"
)


def bring_cards(connection: Connection, after: int, *, compare: bool) -> None:
    """Bring the cards up to date, within the transaction that the connection is in.

    :param connection: to the file, with the catalog attached
    :param after: the highest number of a revision that they know
    :param compare: each with its article's revision, as rows that a card is made of may have been corrected
    """
    connection.create_function("seconds", 1, _seconds, deterministic=True)
    connection.execute(_CARDS.format(which=f"SELECT copy_of FROM {_MERGED}"))  # noqa: S608
    connection.execute(f"DELETE FROM card WHERE article IN (SELECT id FROM {_MERGED})")  # noqa: S608
    connection.execute(_CARDS.format(which=_NEW), {"after": after})
    if compare:
        connection.execute(_CARDS.format(which=_OTHER))
        connection.execute(f"DELETE FROM {_LEFT}")  # noqa: S608


def has_merged(connection: Connection) -> bool:
    """Whether articles have become further addresses of others, and still have cards."""
    return connection.execute(f"SELECT 1 FROM {_MERGED} LIMIT 1").fetchone() is not None  # noqa: S608


def _seconds(time: str) -> int:
    """A moment of the catalog in seconds since 1970."""
    try:
        return int(datetime.fromisoformat(time).timestamp())
    except ValueError:  # the row is damaged
        return 0
