"""The catalog against itself: file, rows and seals, revisions' bytes, and rows against one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, column, select, table, text

from newsarchive.posts.file_names import POST_NAME, has_stem
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    CaptureRow,
    ForgottenRow,
    LearnedRow,
    RevisionRow,
    WarcRow,
)
from newsarchive.store.catalog.states import State
from newsarchive.store.catalog.tables import Row, kinds
from newsarchive.store.pictures.lost import LOST
from newsarchive.store.pictures.takedown import FORGOTTEN
from newsarchive.store.posts import whole_post
from newsarchive.store.verifying.damaged_rows import DAMAGE, FoundRow, RowReader, TableReader
from newsarchive.store.verifying.report import Remedy, Report

CATALOG = "catalog.sqlite"
ASKED_AGAIN = "the next run asks its source for it"
"""What happens next with a picture that is known to be lost."""
_WITH_POST = {State.PENDING, State.PUBLISHED}
_WITHOUT_POST = {State.OWED, State.QUARANTINED}


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
    :param pictures: SHA-256 of every picture that is kept, with the extension of its file, where a row has it
    :param owed_again: of those that are lost and will be asked for again, what happens next
    :param doubtful: names of tables with rows that are damaged or cannot be read
    """

    articles: dict[int, ArticleRow] = field(default_factory=dict)
    revisions: dict[tuple[int, int], Revision] = field(default_factory=dict)
    warcs: dict[int, WarcRow] = field(default_factory=dict)
    captures: dict[int, list[CaptureRow]] = field(default_factory=dict)
    learned: dict[int, LearnedRow] = field(default_factory=dict)
    pictures: dict[str, str | None] = field(default_factory=dict)
    owed_again: dict[str, str] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)

    @property
    def keeps_pictures(self) -> bool:
        """Whether the archive has ever kept a picture, as far as can be read."""
        return bool(self.pictures) or not self.doubtful.isdisjoint({"picture", "illustration"})


def check_file(connection: Connection, report: Report) -> None:
    """What SQLite itself finds wrong with the file."""
    try:
        found = connection.execute(text("PRAGMA integrity_check(100)")).scalars().all()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        faults = [str(wrong) for wrong in found if wrong != "ok"]
        faults += [f"row {row[1]} of {row[0]} refers to no row of {row[2]}" for row in broken]
    except DAMAGE as error:
        faults = [str(getattr(error, "orig", error))]
    for wrong in faults:
        index = " index" in wrong and "malformed" not in wrong
        report.add(CATALOG, wrong, Remedy.INDEXES if index else Remedy.REBUILD)


def check_rows(
    connection: Connection,
    report: Report,
    *,
    reader_of: Callable[[Connection, type[Row]], RowReader] = TableReader,
    numbers: str = "sqlite_sequence",
) -> Contents:
    """Every row of every table against its seal, every revision's bytes against their hash.

    :param reader_of: reads the rows of one kind
    :param numbers: the table that notes the last number of each other one
    """
    contents = Contents()
    highest = {kind.table.name: 0 for kind in kinds() if "id" in kind.names}
    for kind in kinds():
        name = kind.table.name
        reader = reader_of(connection, kind)
        for found in reader:
            thing = f"{CATALOG}, row {found.rowid} of {name}"
            sound = found.is_sound
            if not sound:
                report.add(thing, "its values are not those that were sealed", Remedy.ROW, found)
                contents.doubtful.add(name)
            elif name in highest:
                highest[name] = max(highest[name], found.rowid)
            _keep(contents, found, report, thing if sound else None)
        unread = [f"row {first}" if first == last else f"rows {first} to {last}"
                  for first, last in reader.unreadable]  # fmt: skip
        things = [f"{which} of {name}" for which in unread] + [f"table {name}"] * reader.lost
        for thing in things:
            report.add(f"{CATALOG}, {thing}", f"cannot be read: {reader.reason[:200]}", Remedy.REBUILD)
        if reader.reason:
            contents.doubtful.add(name)
    _check_numbers(connection, numbers, highest, report)
    return contents


def _check_numbers(connection: Connection, numbers: str, highest: dict[str, int], report: Report) -> None:
    """Check the database's own note of the last id, from which new rows count on; it has no seal."""
    try:
        query: Any = select(column("name"), column("seq")).select_from(table(numbers))
        found: Sequence[Any] = connection.execute(query).all()
        noted = {str(row[0]): row[1] for row in found}
    except DAMAGE as error:
        wrong = str(getattr(error, "orig", error))
        report.add(f"{CATALOG}, table {numbers}", wrong, Remedy.REBUILD)
        return
    for name, number in highest.items():
        last = noted.get(name, 0)
        if not isinstance(last, int) or last < number:
            report.add(CATALOG, f"new rows of {name} would be numbered from {last}, but there is {number}",
                       Remedy.INDEXES)  # fmt: skip


def _keep(contents: Contents, found: FoundRow, report: Report, thing: str | None) -> None:
    """Keep what the other checks need of a row.

    :param thing: what a fault's line calls it; None where it is damaged, which was told already
    """
    match found.row:
        case RevisionRow() as row:
            whole = whole_post(row) is not None
            if thing and not whole:
                report.add(thing, "its post does not hash to its sha256", Remedy.ROW, found)
            known = Revision(row.id, row.name, str(row.published), row.sha256, whole)
            contents.revisions[row.article, row.number] = known
            report.revisions += 1
        case ArticleRow() as row:
            contents.articles[row.id] = ArticleRow(
                id=row.id, site="", source_id=row.source_id, url=row.url, state=row.state, discovered=0,
                revision=row.revision, stem=row.stem, post=row.post, old_post=row.old_post,
                copy_of=row.copy_of,
            )  # fmt: skip
        case ForgottenRow() as row if thing and row.done is None:
            report.add(f"article {row.source_id}", "its takedown is under way", Remedy.NONE,
                       next_step="the next run finishes it")  # fmt: skip
        case LearnedRow() as row if thing:
            contents.learned[row.id] = row
        case WarcRow() as row if thing:
            contents.warcs[row.id] = row
        case PictureRow() | IllustrationRow() as row if thing and row.sha256:
            _keep_picture(contents, row)
        case CaptureRow() as row if thing:
            contents.captures.setdefault(row.warc, []).append(row)
            report.captures += 1


def _keep_picture(contents: Contents, row: PictureRow | IllustrationRow) -> None:
    assert row.sha256
    if isinstance(row, IllustrationRow):
        contents.pictures.setdefault(row.sha256, None)
    elif row.failure != FORGOTTEN:
        contents.pictures[row.sha256] = row.extension
        if row.failure == LOST:
            contents.owed_again[row.sha256] = ASKED_AGAIN


def check_articles(contents: Contents, report: Report) -> None:
    """What must hold between the rows, each of which may be sound by itself."""
    for (number, _), found in contents.revisions.items():
        _check_name(found, report)
        if number not in contents.articles:
            report.add(f"{CATALOG}, row {found.id} of revision", f"its article, row {number}, is not there",
                       Remedy.REBUILD)  # fmt: skip
    posts: dict[str, int] = {}
    for row in contents.articles.values():
        for wrong in _faults_of(row, contents):
            report.add(f"article {row.source_id}", wrong, Remedy.REBUILD)
        if row.state == State.PENDING:
            report.add(f"article {row.source_id}", "its post is still to be published", Remedy.START)
        if row.post:
            first = posts.setdefault(str(row.post).casefold(), row.id)
            if first != row.id:
                other = contents.articles[first].source_id
                wrong = f"has the post of article {other}, {row.post}"
                report.add(f"article {row.source_id}", wrong, Remedy.REBUILD)


def _check_name(found: Revision, report: Report) -> None:
    named = POST_NAME.fullmatch(str(found.name))
    if named is None:
        wrong = f"{found.name!r} is no post's name"
    elif named[1] != str(found.published)[:10]:
        wrong = f"its name {found.name} and its date {found.published} differ"
    else:
        return
    report.add(f"{CATALOG}, row {found.id} of revision", wrong, Remedy.REBUILD)


def _faults_of(row: ArticleRow, contents: Contents) -> list[str]:
    state, number = row.state, row.revision
    if state in _WITHOUT_POST:
        return [f"is {state}, but has a post"] if number or row.post else []
    if state == State.DOUBLE:
        first = contents.articles.get(row.copy_of or 0)
        faults = [f"is {state}, but has a post"] if number or row.post else []
        return faults if first and first.id != row.id else [*faults, "is an address of no article"]
    if state not in _WITH_POST:
        return [f"{str(state)!r} is no state of an article"]
    faults = []
    current = contents.revisions.get((row.id, number or 0))
    if current is None:
        faults.append(f"its revision {number} is not there")
    elif current.name != row.post:
        faults.append(f"its post is {row.post}, that of its revision {number} is {current.name}")
    if not has_stem(str(row.post), str(row.source_id), row.stem):
        faults.append(f"its post {row.post} does not end in its stem {row.stem}")
    if state == State.PUBLISHED and row.old_post:
        faults.append(f"is published, but {row.old_post} is still to be removed")
    if row.copy_of is not None and row.copy_of not in contents.articles.keys() - {row.id}:
        faults.append("is a copy of an article that is not there")
    return faults
