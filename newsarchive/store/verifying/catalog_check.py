"""The catalog against itself: SQLite's own checks, every row's seal, every revision's bytes."""

import hashlib
import zlib
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, exc, text

from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, ForgottenRow, RevisionRow, WarcRow
from newsarchive.store.catalog.sqlite import integrity_faults
from newsarchive.store.catalog.tables import layouts
from newsarchive.store.verifying.damaged_tables import TableReader
from newsarchive.store.verifying.found_rows import FoundRow, columns_of, found_rows
from newsarchive.store.verifying.report import Remedy, Report

CATALOG = "catalog.sqlite"


@dataclass(frozen=True, slots=True)
class Revision:
    """What the other checks need of a revision.

    :param whole: its bytes are there and hash to ``sha256``
    """

    id: int
    name: str
    published: str
    sha256: str
    whole: bool


@dataclass(slots=True)
class Contents:
    """What the catalog says there should be, as far as it can be read.

    :param articles: by id; only with the values that matter
    :param captures: by WARC
    :param revisions: by article and number
    :param doubtful: names of tables with rows that are damaged or cannot be read
    """

    articles: dict[int, ArticleRow] = field(default_factory=dict)
    revisions: dict[tuple[int, int], Revision] = field(default_factory=dict)
    warcs: dict[int, WarcRow] = field(default_factory=dict)
    captures: dict[int, list[CaptureRow]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)


def check_file(connection: Connection, report: Report) -> None:
    """What SQLite itself finds wrong with the file."""
    for wrong in integrity_faults(connection):
        index = " index" in wrong and "malformed" not in wrong
        report.add(CATALOG, wrong, Remedy.INDEXES if index else Remedy.REBUILD)


def check_rows(connection: Connection, report: Report) -> Contents:
    """Every row of every table against its seal, every revision's bytes against their hash."""
    contents = Contents()
    highest = dict.fromkeys((layout.table.name for layout in layouts()), 0)
    for layout in layouts():
        table = layout.table
        reader = TableReader(connection, table.name, columns_of(layout))
        for found in found_rows(reader, layout):
            sound = found.is_sound
            if not sound:
                report.add(name_of(found), "its values are not those that were sealed", Remedy.ROW, found)
                contents.doubtful.add(table.name)
            elif "id" in layout.names:
                highest[table.name] = max(highest[table.name], found.row.id)
            _keep(contents, found, report, sound=sound)
        for first, last in reader.unreadable:
            which = f"row {first}" if first == last else f"rows {first} to {last}"
            report.add(f"{CATALOG}, {which} of {table.name}", f"cannot be read: {reader.reason[:200]}",
                       Remedy.REBUILD)  # fmt: skip
            contents.doubtful.add(table.name)
        if reader.lost:
            report.add(
                f"{CATALOG}, table {table.name}", f"cannot be read: {reader.reason[:200]}", Remedy.REBUILD
            )
        if reader.reason:
            contents.doubtful.add(table.name)
    _check_numbers(connection, highest, report)
    return contents


def name_of(found: FoundRow[Any]) -> str:
    """A row as a fault's line calls it."""
    return f"{CATALOG}, row {found.rowid} of {found.layout.table.name}"


def post_in(row: RevisionRow) -> bytes | None:
    """A revision's post, or None unless its bytes hash to what the row says."""
    try:
        post = zlib.decompress(row.post)
    except (zlib.error, TypeError):
        return None
    return post if hashlib.sha256(post).hexdigest() == row.sha256 else None


def _check_numbers(connection: Connection, highest: dict[str, int], report: Report) -> None:
    """Check SQLite's own note of the last id, from which new rows count on; it has no seal."""
    try:
        found = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
        noted = {str(row[0]): row[1] for row in found}
    except (exc.DBAPIError, UnicodeDecodeError) as error:
        wrong = str(getattr(error, "orig", error))
        report.add(f"{CATALOG}, table sqlite_sequence", wrong, Remedy.REBUILD)
        return
    for name, number in highest.items():
        last = noted.get(name, 0)
        if not isinstance(last, int) or last < number:
            report.add(CATALOG, f"new rows of {name} would be numbered from {last}, but there is {number}",
                       Remedy.INDEXES)  # fmt: skip


def _keep(contents: Contents, found: FoundRow[Any], report: Report, *, sound: bool) -> None:
    match found.row:
        case RevisionRow() as row:
            whole = post_in(row) is not None
            if sound and not whole:
                report.add(name_of(found), "its post does not hash to its sha256", Remedy.ROW, found)
            known = Revision(row.id, row.name, str(row.published), row.sha256, whole)
            contents.revisions[row.article, row.number] = known
            report.revisions += 1
        case ArticleRow() as row:
            contents.articles[row.id] = ArticleRow(
                id=row.id, site="", source_id=row.source_id, url=row.url, state=row.state, discovered=0,
                revision=row.revision, stem=row.stem, post=row.post, old_post=row.old_post,
                copy_of=row.copy_of,
            )  # fmt: skip
        case ForgottenRow() as row if sound and row.done is None:
            report.add(f"article {row.source_id}", "its takedown is under way", Remedy.NONE,
                       next_step="the next run finishes it")  # fmt: skip
        case WarcRow() as row if sound:
            contents.warcs[row.id] = row
        case CaptureRow() as row if sound:
            contents.captures.setdefault(row.warc, []).append(row)
            report.captures += 1
