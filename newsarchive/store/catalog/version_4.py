"""From the fourth version of the catalog to the fifth: what lists showed, what was asked, what is wrong."""

from newsarchive.store.catalog.version_3 import renewed as renewed  # noqa: PLC0414  nothing but what is NULL

VERSION = 4
_KEY = "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"
_ADDED = {
    "run": ("cost TEXT",),
    "page": ("digest BLOB",),
    "listing": (
        "kind TEXT", "first INTEGER", "asked INTEGER", "changed INTEGER", "ttl INTEGER", "wait INTEGER",
        "next_ask INTEGER",
    ),
}  # fmt: skip
BEFORE = (
    *(f"ALTER TABLE {table} ADD COLUMN {one}" for table, columns in _ADDED.items() for one in columns),
    "CREATE TABLE shown (listing INTEGER NOT NULL REFERENCES listing (id),"
    " article INTEGER NOT NULL REFERENCES article (id), first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " seal BLOB NOT NULL, PRIMARY KEY (listing, article)) STRICT",
    "CREATE INDEX shown_article ON shown (article)",
    "CREATE TABLE listing_day (listing INTEGER NOT NULL REFERENCES listing (id), day TEXT NOT NULL,"
    " asked INTEGER NOT NULL, failed INTEGER NOT NULL, shown INTEGER NOT NULL, fresh INTEGER NOT NULL,"
    " seal BLOB NOT NULL, PRIMARY KEY (listing, day)) STRICT",
    f"CREATE TABLE ask ({_KEY}, article INTEGER NOT NULL REFERENCES article (id),"
    " run INTEGER NOT NULL REFERENCES run (id), at INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT,"
    " detail TEXT, status INTEGER, seal BLOB NOT NULL) STRICT",
    "CREATE INDEX ask_article ON ask (article)",
    f"CREATE TABLE notice ({_KEY}, kind TEXT NOT NULL, subject TEXT, detail TEXT NOT NULL,"
    " since INTEGER NOT NULL, told INTEGER, reminded INTEGER, mended INTEGER, seal BLOB NOT NULL) STRICT",
    "CREATE INDEX notice_open ON notice (kind, subject) WHERE mended IS NULL",
)
AFTER: tuple[str, ...] = ()
