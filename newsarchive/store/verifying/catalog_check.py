"""The catalog against itself: SQLite's own checks, every row's seal, every revision's bytes."""

import hashlib
import zlib
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, exc, text

from newsarchive.store.catalog.rows import Row
from newsarchive.store.catalog.schema import article, capture, metadata, revision, warc
from newsarchive.store.catalog.seals import seal_of
from newsarchive.store.catalog.sqlite import integrity_faults
from newsarchive.store.verifying.damaged_tables import TableReader
from newsarchive.store.verifying.report import Remedy, Report

CATALOG = "catalog.sqlite"
_KEPT = {
    "article": ("id", "source_id", "url", "state", "revision", "stem", "post", "old_post", "copy_of"),
    "warc": ("id", "name", "length", "sha256"),
    "capture": (
        "id", "article", "revision", "url", "status", "at", "warc", "offset", "length", "end", "kind",
        "record_id", "digest", "refers_to",
    ),
}  # fmt: skip


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

    :param articles: by id; only the columns that matter, like ``captures``
    :param revisions: by article and number
    :param doubtful: names of tables with rows that are damaged or cannot be read
    """

    articles: dict[int, Row] = field(default_factory=dict)
    revisions: dict[tuple[int, int], Revision] = field(default_factory=dict)
    warcs: dict[int, Row] = field(default_factory=dict)
    captures: dict[int, list[Row]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)


def check_file(connection: Connection, report: Report) -> None:
    """What SQLite itself finds wrong with the file."""
    for wrong in integrity_faults(connection):
        index = " index" in wrong and "malformed" not in wrong
        report.add(CATALOG, wrong, Remedy.INDEXES if index else Remedy.REBUILD)


def check_rows(connection: Connection, report: Report) -> Contents:
    """Every row of every table against its seal, every revision's bytes against their hash."""
    contents = Contents()
    highest = dict.fromkeys((table.name for table in metadata.sorted_tables), 0)
    for table in metadata.sorted_tables:
        reader = TableReader(connection, table)
        for row in reader:
            sound = is_sound(table, row)
            if not sound:
                report.add(name_of(table, row), "its values are not those that were sealed", Remedy.ROW,
                           (table, row))  # fmt: skip
                contents.doubtful.add(table.name)
            elif "id" in row:
                highest[table.name] = max(highest[table.name], row["id"])
            _keep(contents, table, row, report, sound=sound)
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


def is_sound(table: Table, row: Row) -> bool:
    """Whether a row's values are those that it was written with."""
    values = {column.name: row[column.name] for column in table.columns}
    try:
        return bool(seal_of(table.name, values) == row["seal"])
    except UnicodeEncodeError:  # a text that is no UTF-8 any more
        return False


def name_of(table: Table, row: Row) -> str:
    """A row as a fault's line calls it."""
    return f"{CATALOG}, row {row['rowid']} of {table.name}"


def post_in(row: Row) -> bytes | None:
    """A revision's post, or None unless its bytes hash to what the row says."""
    try:
        post = zlib.decompress(row["post"])
    except (zlib.error, TypeError):
        return None
    return post if hashlib.sha256(post).hexdigest() == row["sha256"] else None


def _check_numbers(connection: Connection, highest: dict[str, int], report: Report) -> None:
    """New rows count on from SQLite's own note of the last number, which has no seal."""
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


def _keep(contents: Contents, table: Table, row: Row, report: Report, *, sound: bool) -> None:
    match table.name:
        case "revision":
            whole = post_in(row) is not None
            if sound and not whole:
                wrong = "its post does not hash to its sha256"
                report.add(name_of(revision, row), wrong, Remedy.ROW, (revision, row))
            key = row["article"], row["number"]
            contents.revisions[key] = Revision(row["id"], row["name"], row["published"], row["sha256"], whole)
            report.revisions += 1
        case "article":
            contents.articles[row["id"]] = {name: row[name] for name in _KEPT["article"]}
        case "forgotten" if sound and row["done"] is None:
            report.add(f"article {row['source_id']}", "its takedown is under way", Remedy.NONE,
                       next_step="the next run finishes it")  # fmt: skip
        case "warc" if sound:
            contents.warcs[row["id"]] = {name: row[name] for name in _KEPT["warc"]}
        case "capture" if sound:
            kept = {name: row[name] for name in _KEPT["capture"]}
            contents.captures.setdefault(row["warc"], []).append(kept)
            report.captures += 1


assert {article.name, warc.name, capture.name} == _KEPT.keys()
