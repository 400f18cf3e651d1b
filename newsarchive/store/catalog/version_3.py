"""From the third version of the catalog to the fourth: what was learned of the site, and lists not read."""

from typing import Any

VERSION = 3
BEFORE = (
    "CREATE TABLE learned (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, made INTEGER NOT NULL,"
    " articles INTEGER NOT NULL, value BLOB NOT NULL, seal BLOB NOT NULL) STRICT",
    "CREATE TABLE counts (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, value BLOB NOT NULL,"
    " seal BLOB NOT NULL) STRICT",
    "ALTER TABLE revision ADD COLUMN learned INTEGER REFERENCES learned (id)",
    "CREATE TABLE unread (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL,"
    " attempts INTEGER NOT NULL, failure TEXT NOT NULL, since INTEGER NOT NULL, next_try INTEGER,"
    " dismissed INTEGER, seal BLOB NOT NULL, UNIQUE (url)) STRICT",
)
AFTER: tuple[str, ...] = ()


def renewed(table: str, values: dict[str, Any], seal: object) -> tuple[dict[str, Any], object]:  # noqa: ARG001
    """A row's values and seal as they are: what is NULL has no part in a seal."""
    return values, seal
