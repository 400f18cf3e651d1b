"""From the fifth version of the catalog to the sixth: which pictures articles show."""

from newsarchive.store.catalog.version_3 import renewed as renewed  # noqa: PLC0414  nothing but what is NULL

VERSION = 5
BEFORE = (
    "ALTER TABLE run ADD COLUMN media TEXT",
    "CREATE TABLE picture (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, sha256 TEXT,"
    " extension TEXT, length INTEGER, width INTEGER, height INTEGER, etag TEXT, last_modified TEXT,"
    " found INTEGER NOT NULL, kept INTEGER, attempts INTEGER NOT NULL, failure TEXT, checked INTEGER,"
    " next_check INTEGER, wait INTEGER, seal BLOB NOT NULL, UNIQUE (url)) STRICT",
    "CREATE INDEX picture_file ON picture (sha256)",
    "CREATE INDEX picture_due ON picture (next_check)",
    "CREATE TABLE illustration (article INTEGER NOT NULL REFERENCES article (id), revision INTEGER NOT NULL,"
    " position INTEGER NOT NULL, picture INTEGER NOT NULL REFERENCES picture (id), sha256 TEXT,"
    " seal BLOB NOT NULL, PRIMARY KEY (article, revision, position)) STRICT",
    "CREATE INDEX illustration_picture ON illustration (picture)",
    "CREATE INDEX illustration_file ON illustration (sha256)",
)
AFTER: tuple[str, ...] = ()
