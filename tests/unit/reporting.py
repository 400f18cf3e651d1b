"""Archives as a report looks at them, one of them full of hostile words."""

import runpy
import sqlite3
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.showing.report.site import Looked
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into
from newsarchive.store.chronicle import chronicle_of
from newsarchive.store.completeness import completeness_of
from newsarchive.store.condition import condition_of
from tests.unit.remembering import NOW

PUBLISHING = Path(__file__).parents[1] / "publishing"
LATER = int(NOW.timestamp()) + 86_400
HOSTILE = [
    *runpy.run_path(str(PUBLISHING / "lines.py"))["TITLES"],
    *runpy.run_path(str(PUBLISHING / "hostile.py"))["BODIES"],
]


def looked(archive: Archive, *, site: str = "", now: int = LATER) -> Looked:
    """The archive as it is at a moment."""
    zone = ZoneInfo(archive.profile.zone or "UTC")
    with looking_into(archive.catalog) as catalog:
        condition = condition_of(catalog, archive.folder, now=now)
        chronicle = chronicle_of(catalog, zone=zone, now=now)
        completeness = completeness_of(catalog, zone=zone, now=now, days=30)
        return Looked(site or archive.name, zone, condition, chronicle, completeness, True)


def make_listed(archive: Archive, lists: dict[str, list[int]], *, at: int = LATER - 7200) -> None:
    """Let these lists and no others have shown these articles, by their rows, on the day of ``at``."""
    day = datetime.fromtimestamp(at, ZoneInfo(archive.profile.zone or "UTC")).date().isoformat()
    with closing(sqlite3.connect(archive.catalog)) as catalog:
        catalog.execute("UPDATE article SET discovered = ?", (at,))
        for table in ("shown", "listing_day"):
            catalog.execute(f"DELETE FROM {table}")
        for url, articles in lists.items():
            number = catalog.execute(
                "INSERT INTO listing (url, read, asked, leads_to, kind, seal)"
                " VALUES (?, ?, ?, '[]', 'feed', x'')",
                (url, at, at),
            ).lastrowid
            catalog.execute(
                "INSERT INTO listing_day (listing, day, asked, failed, shown, fresh, seal)"
                " VALUES (?, ?, 1, 0, ?, 0, x'')",
                (number, day, len(articles)),
            )
            catalog.executemany(
                "INSERT INTO shown (listing, article, first, last, seal) VALUES (?, ?, ?, ?, x'')",
                [(number, article, at, at) for article in articles],
            )
        catalog.commit()


def make_hostile(archive: Archive, words: list[str]) -> None:
    """Say each of these wherever an archive says what others wrote: titles, reasons, details, addresses.

    The seals are none; nothing that only looks at a catalog asks for them.
    """
    record = zlib.compress(b"{}")
    with closing(sqlite3.connect(archive.catalog)) as catalog:
        for number, word in enumerate(words):
            said = word.encode("utf-8", "replace").decode()
            catalog.execute(
                "INSERT INTO quarantine"
                " (source_id, url, reason, detail, record, digest, extraction, at, seal)"
                " VALUES ('x', ?, ?, ?, ?, ?, 'x', ?, x'')",
                (said, said, said, record, f"{number} of {len(words)}".encode(), LATER - number),
            )
            catalog.execute(
                "INSERT INTO notice (kind, subject, detail, since, seal) VALUES (?, ?, ?, ?, x'')",
                (said, said, said, LATER),
            )
            catalog.execute(
                "INSERT OR IGNORE INTO unread (url, attempts, failure, since, seal) VALUES (?, 1, ?, 0, x'')",
                (said, said),
            )
        catalog.commit()


def retitle(archive: Archive, words: list[str]) -> None:
    """Give the titles, addresses and languages of the latest edits these words."""
    with closing(sqlite3.connect(archive.catalog)) as catalog:
        edits = catalog.execute("SELECT id, article FROM revision ORDER BY id DESC").fetchall()
        for (revision, article), word in zip(edits, words, strict=False):
            said = word.encode("utf-8", "replace").decode()
            catalog.execute(
                "UPDATE revision SET title = ?, language = ? WHERE id = ?", (said, said, revision)
            )
            catalog.execute("UPDATE article SET url = ? WHERE id = ?", (f"javascript:{said}", article))
        catalog.commit()
