"""Put damaged rows right where something proves what they were; and what SQLite derives from rows."""

import hashlib
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, literal_column, select, text, update

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.posts import whole_post
from newsarchive.store.verifying.damaged_rows import FoundRow
from newsarchive.store.verifying.report import Fault

_MOST = 200  # rows: with more the disk is to be replaced, and a backup or --rebuild the way


def restore_indexes(rows: Rows) -> list[str]:
    """Make all indexes anew from the tables, and the numbers that new rows count from; what was done."""
    rows.connection.execute(text("REINDEX"))
    for kind in kinds():
        if "id" in kind.names:
            highest = rows.connection.execute(select(func.max(kind.c.id))).scalar() or 0
            count_from(rows, kind.table.name, highest)
    return ["the catalog's indexes: made anew"]


def count_from(rows: Rows, table: str, number: int) -> None:
    """Let new rows be numbered from above ``number`` at least."""
    for statement in (
        "DELETE FROM sqlite_sequence WHERE name = :name AND (seq < :seq OR typeof(seq) != 'integer')",
        "INSERT INTO sqlite_sequence SELECT :name, :seq"
        " WHERE :seq > 0 AND NOT EXISTS (SELECT * FROM sqlite_sequence WHERE name = :name)",
    ):
        rows.connection.execute(text(statement), {"name": table, "seq": number})


def restore_rows(rows: Rows, damaged: list[Fault], posts: Path) -> list[str]:
    """Write the damaged rows that can be proven; what was done."""
    done = []
    for fault in damaged[:_MOST]:
        found: FoundRow = fault.subject
        is_revision = isinstance(found.row, RevisionRow)
        right = _right_row(rows, found, posts) if is_revision else found.unflipped()
        if right is None:
            continue
        values = {name: value for name, value in right.values.items() if name != "id"}
        here = literal_column("rowid") == found.rowid
        rows.connection.execute(update(found.row.table).where(here).values(values))
        done.append(f"{fault.thing}: restored")
    return done


def _right_row(rows: Rows, found: FoundRow, posts: Path) -> FoundRow | None:
    """From its post, if the post is the one; else by its seal; else from another revision of these bytes."""
    copies = _copies(rows, found.row, posts)
    rights = [replace(found.row, post=zlib.compress(post)) for post in copies]
    rights += [replace(row, sha256=hashlib.sha256(post).hexdigest())
               for row, post in zip(rights, copies, strict=True)]  # fmt: skip
    candidates = [replace(found, row=row) for row in rights]
    sound = next((one for one in candidates if one.is_sound), None) or found.unflipped()
    if sound or whole_post(found.row) is not None:
        return sound
    same = next((one for one in candidates if whole_post(one.row) is not None), None)
    return replace(same, seal=same.row.right_seal()) if same else None


def _copies(rows: Rows, row: RevisionRow, posts: Path) -> list[bytes]:
    owner, twins = None, []
    with suppress(StorageError):  # which are damaged themselves
        owner = rows.one(ArticleRow, id=row.article)
        twins = rows.where(RevisionRow, RevisionRow.c.id != row.id, sha256=row.sha256)
    names = dict.fromkeys(name for name in (row.name, owner and owner.post) if isinstance(name, str))
    found = [(posts / name).read_bytes() for name in names if _is_in(posts, name)]
    return found + [post for twin in twins if (post := whole_post(twin)) is not None]


def _is_in(folder: Path, name: str) -> bool:
    return "/" not in name and "\0" not in name and (folder / name).is_file()
