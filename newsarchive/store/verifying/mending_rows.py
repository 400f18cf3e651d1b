"""Restore damaged rows where something proves their values; make SQLite's indexes and counters anew."""

import hashlib
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, literal_column, select, text, update

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.schema import article, revision
from newsarchive.store.catalog.tables import layouts
from newsarchive.store.verifying.catalog_check import name_of, post_in
from newsarchive.store.verifying.flipped_bit import unflipped
from newsarchive.store.verifying.found_rows import FoundRow
from newsarchive.store.verifying.report import Report

_MOST = 200  # rows: with more the disk is to be replaced, and a backup or --rebuild the way


def restore_indexes(rows: Rows) -> str:
    """Make all indexes anew from the tables, and the numbers that new rows count from."""
    rows.connection.execute(text("REINDEX"))
    for layout in layouts():
        if "id" in layout.names:
            highest = rows.connection.execute(select(func.max(layout.table.c.id))).scalar() or 0
            count_from(rows, layout.table.name, highest)
    return "the catalog's indexes: made anew"


def count_from(rows: Rows, table: str, number: int) -> None:
    """Let new rows be numbered from above ``number`` at least."""
    noted = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")
    before = rows.connection.execute(noted, {"name": table}).scalar()
    there = before if isinstance(before, int) else 0
    if there < number:
        rows.connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        rows.connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"),
            {"name": table, "seq": number},
        )


def restore_rows(rows: Rows, damaged: Report, posts: Path) -> list[str]:
    """Write the damaged rows that can be proven; what was done."""
    done = []
    for fault in [fault for fault in damaged.faults if isinstance(fault.subject, FoundRow)][:_MOST]:
        found = fault.subject
        is_revision = isinstance(found.row, RevisionRow)
        right = _right_row(rows, found, posts) if is_revision else unflipped(found)
        if right is None:
            continue
        values = {name: value for name, value in right.values.items() if name != "id"}
        here = literal_column("rowid") == found.rowid
        rows.connection.execute(update(found.layout.table).where(here).values(values))
        done.append(f"{name_of(found)}: restored")
    return done


def _right_row(rows: Rows, found: FoundRow[RevisionRow], posts: Path) -> FoundRow[RevisionRow] | None:
    """From its post, if the post is the one; else by its seal; else from another revision of these bytes."""
    copies = _copies(rows, found.row, posts)
    rights = [replace(found.row, post=zlib.compress(post)) for post in copies]
    rights += [replace(row, sha256=hashlib.sha256(post).hexdigest())
               for row, post in zip(rights, copies, strict=True)]  # fmt: skip
    candidates = [replace(found, row=row) for row in rights]
    for candidate in candidates:
        if candidate.is_sound:
            return candidate
    if right := unflipped(found):
        return right
    lost = post_in(found.row) is None
    same = next((one for one in candidates if lost and post_in(one.row) is not None), None)
    return replace(same, seal=same.layout.seal(same.row)) if same else None


def _copies(rows: Rows, row: RevisionRow, posts: Path) -> list[bytes]:
    owner, twins = None, []
    with suppress(StorageError):  # which are damaged themselves
        owner = rows.one(ArticleRow, article.c.id == row.article)
        twins = rows.where(RevisionRow, revision.c.sha256 == row.sha256, revision.c.id != row.id)
    names = dict.fromkeys(name for name in (row.name, owner and owner.post) if isinstance(name, str))
    found = [(posts / name).read_bytes() for name in names if _is_in(posts, name)]
    return found + [post for twin in twins if (post := post_in(twin)) is not None]


def _is_in(folder: Path, name: str) -> bool:
    return "/" not in name and "\0" not in name and (folder / name).is_file()
