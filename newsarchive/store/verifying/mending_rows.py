"""Put damaged rows right where something proves what they were; and what SQLite derives from rows."""

import hashlib
import zlib
from pathlib import Path

from sqlalchemy import Table, func, literal_column, select, text, update

from newsarchive.store.catalog.rows import Row, Rows, sealed
from newsarchive.store.catalog.schema import article, metadata, revision
from newsarchive.store.verifying.catalog_check import is_sound, name_of, post_in
from newsarchive.store.verifying.flipped_bit import unflipped
from newsarchive.store.verifying.report import Report

_MOST = 200  # rows: with more the disk is to be replaced, and a backup or --rebuild the way


def restore_indexes(rows: Rows) -> str:
    """Make all indexes anew from the tables, and the numbers that new rows count from."""
    rows.connection.execute(text("REINDEX"))
    for table in metadata.sorted_tables:
        if "id" in table.c:
            highest = rows.connection.execute(select(func.max(table.c.id))).scalar() or 0
            count_from(rows, table, highest)
    return "the catalog's indexes: made anew"


def count_from(rows: Rows, table: Table, number: int) -> None:
    """Let new rows be numbered from above ``number`` at least."""
    noted = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")
    before = rows.connection.execute(noted, {"name": table.name}).scalar()
    there = before if isinstance(before, int) else 0
    if there < number:
        rows.connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        rows.connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"),
            {"name": table.name, "seq": number},
        )


def restore_rows(rows: Rows, damaged: Report, posts: Path) -> list[str]:
    """Write the damaged rows that can be proven; what was done."""
    done = []
    for fault in [fault for fault in damaged.faults if isinstance(fault.subject, tuple)][:_MOST]:
        table, row = fault.subject
        right = _right_row(rows, row, posts) if table is revision else unflipped(table, row)
        if right is None:
            continue
        here = literal_column("rowid") == row["rowid"]
        values = {column.name: right[column.name] for column in table.columns if column.name != "id"}
        rows.connection.execute(update(table).where(here).values(values))
        done.append(f"{name_of(table, row)}: restored")
    return done


def _right_row(rows: Rows, row: Row, posts: Path) -> Row | None:
    """From its post, if the post is the one; else by its seal; else from another revision of these bytes."""
    copies = _copies(rows, row, posts)
    candidates = [row | {"post": zlib.compress(post)} for post in copies]
    candidates += [other | {"sha256": hashlib.sha256(post).hexdigest()}
                   for other, post in zip(candidates, copies, strict=True)]  # fmt: skip
    for candidate in candidates:
        if is_sound(revision, candidate):
            return candidate
    if right := unflipped(revision, row):
        return right
    same = next((one for one in candidates if post_in(row) is None and post_in(one) is not None), None)
    return row | sealed(revision, same) if same else None


def _copies(rows: Rows, row: Row, posts: Path) -> list[bytes]:
    owner = rows.one(article, article.c.id == row["article"])
    names = dict.fromkeys(name for name in (row["name"], owner and owner["post"]) if isinstance(name, str))
    found = [(posts / name).read_bytes() for name in names if _is_in(posts, name)]
    twins = rows.where(revision, revision.c.sha256 == row["sha256"], revision.c.id != row["id"])
    return found + [post for twin in twins if (post := post_in(twin)) is not None]


def _is_in(folder: Path, name: str) -> bool:
    return "/" not in name and "\0" not in name and (folder / name).is_file()
