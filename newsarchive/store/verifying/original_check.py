"""The originals against the catalog: whole files by their digests, captures by their places."""

from datetime import datetime
from itertools import chain, pairwise
from operator import attrgetter
from pathlib import Path

from newsarchive.evidence import Exchange
from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.originals import cdxj
from newsarchive.store.originals.copies import Copies
from newsarchive.store.originals.member import faults_in, first_end, record_at
from newsarchive.store.originals.records import Record
from newsarchive.store.originals.removal import finished
from newsarchive.store.verifying.catalog_check import CATALOG, Contents
from newsarchive.store.verifying.report import Remedy, Report
from newsarchive.text import many

BEGINNING = 1 << 14
"""Bytes that the first record of a file has at most, which is about the file."""
_LOST = "a damaged record cannot be made whole: restore the file from a backup"


def check_originals(folder: Path, copies: Copies, contents: Contents, report: Report) -> None:
    """Every WARC that the catalog knows, its captures, its index, and its copy where there is to be one."""
    note_lost_revisions(contents, report)
    for row in contents.warcs.values():
        held = sorted(contents.captures.get(row.id, []), key=attrgetter("offset"))
        thing = f"originals/{row.name}"
        if row.length is None:
            report.add(thing, "was left open", Remedy.START)
            continue
        check_places(row, held, report)
        wrong = _wrong_with(folder / row.name, row)
        if wrong is None:
            report.warcs += 1
            with (folder / row.name).open("rb") as file:
                note_unknown(row, held, file.read(BEGINNING), "--rebuild enters them", contents, report)
            _check_index(folder, row.name, held, report)
            check_copy(copies, row, report)
            continue
        if held and copies.heals(row):
            report.add(thing, wrong, Remedy.WARC, row)
            continue
        report.add(thing, wrong, Remedy.NONE)
        if (folder / row.name).is_file():
            name_broken_records(folder / row.name, held, contents, report)


def _wrong_with(path: Path, row: WarcRow) -> str | None:
    try:
        found = finished(path)
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if found.length != row.length:
        return f"has {many(found.length, 'byte')}, not {row.length:,}"
    return None if found.sha256 == row.sha256 else "its bytes are not those that were written"


def check_copy(copies: Copies, row: WarcRow, report: Report) -> None:
    """A sealed file's copy, where there is to be one."""
    if not copies.is_wanted:
        return
    step = "mount or mend it, or take copies: out of the profile"
    try:
        wrong = copies.wrong_with(row)
    except (OSError, StorageError) as error:
        where, said = copies.where(""), str(error).partition("; ")[0]
        if isinstance(error, OSError):
            where, said = error.filename, error.strerror or said
        if f"copies {where}" not in {fault.thing for fault in report.faults}:
            report.add(f"copies {where}", f"cannot be read: {said}", Remedy.NONE, next_step=step)
        return
    if wrong:
        report.add(f"copies {copies.where(row.name)}", wrong, Remedy.COPY, row)


def check_places(row: WarcRow, held: list[CaptureRow], report: Report) -> None:
    """Whether captures lie within their file."""
    for one in held:
        if not 0 <= one.offset < one.offset + one.length <= one.end <= (row.length or 0):
            report.add(f"{CATALOG}, row {one.id} of capture", f"does not lie within {row.name}",
                       Remedy.REBUILD)  # fmt: skip


def note_unknown(
    row: WarcRow, held: list[CaptureRow], begins: bytes, step: str, contents: Contents, report: Report
) -> None:  # fmt: skip
    """Tell of records of a file that no row refers to: the rows are lost, or their batch came to nothing.

    :param held: its captures in their order
    :param begins: the first bytes of the file, whose first record is about itself
    :param step: what enters them
    """
    reached, unknown = first_end(begins), 0
    for one in held if reached else ():
        unknown += max(0, one.offset - reached)
        reached = max(reached, one.end)
    unknown += max(0, (row.length or 0) - reached) if reached else 0
    if unknown and "capture" not in contents.doubtful:
        wrong = f"no row of the catalog refers to {many(unknown, 'byte')} of its records"
        report.notes.append(f"originals/{row.name}: {wrong}; {step}")


def note_lost_revisions(contents: Contents, report: Report) -> None:
    """Tell of originals that outlived what was read from them, as they do where a catalog was made anew."""
    if "revision" in contents.doubtful:
        return
    lost = [
        one
        for one in chain.from_iterable(contents.captures.values())
        if one.revision is not None and (one.article, one.revision) not in contents.revisions
    ]
    if lost:
        captures = many(len(lost), "capture is of a revision", "captures are of revisions")
        first = f"row {lost[0].id} of capture names revision {lost[0].revision}"
        report.notes.append(f"{captures} that the catalog has not: {first}")


def name_broken_records(path: Path, held: list[CaptureRow], contents: Contents, report: Report) -> None:
    """Whose originals a damaged file has lost."""
    told = set()
    with path.open("rb") as file:
        for one in held:
            try:
                answer = record_at(file.fileno(), path.name, one.offset)
                record_at(file.fileno(), path.name, answer.end)
            except (StorageError, OSError, OverflowError) as error:
                told.add(str(error))
                owner = contents.articles.get(one.article)
                whose = owner.source_id if owner else f"row {one.article}"
                report.add(f"originals of article {whose}, {one.url}", str(error), Remedy.NONE,
                           next_step=_LOST)  # fmt: skip
    for wrong in faults_in(path):
        if wrong not in told:
            report.add("originals", wrong, Remedy.NONE, next_step=_LOST)


def _check_index(folder: Path, name: str, held: list[CaptureRow], report: Report) -> None:
    path = cdxj.index_path(folder, name)
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except OSError as error:
        wrong = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        report.add(f"originals/{path.name}", wrong, Remedy.CDXJ, name)
        return
    ordered = all(first <= second for first, second in pairwise(lines))
    if not ordered or not {_line_of(one, name) for one in held} <= {_without_mime(line) for line in lines}:
        report.add(f"originals/{path.name}", "is not what the catalog's captures call for", Remedy.CDXJ, name)


def _line_of(one: CaptureRow, name: str) -> bytes:
    at = datetime.fromisoformat(str(one.at))
    exchange = Exchange(url=one.url, status=one.status, body=b"", at=at)
    record = Record(
        file=name, offset=one.offset, length=one.length, end=one.end, kind=one.kind,
        record_id=one.record_id, payload_digest=one.digest,
    )  # fmt: skip
    return _without_mime(cdxj.line(exchange, record))


def _without_mime(line: bytes) -> bytes:
    """An index's line without the media type, which the catalog does not know."""
    before, _, after = line.partition(b'"mime": ')
    return before + after.partition(b", ")[2]
