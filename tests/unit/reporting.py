"""Archives as a report looks at them, one of them full of hostile words."""

import runpy
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.showing.report.site import Looked
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.file import looking_into
from newsarchive.store.chronicle import chronicle_of
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
        return Looked(site or archive.name, zone, condition, chronicle_of(catalog, zone=zone, now=now), True)


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
