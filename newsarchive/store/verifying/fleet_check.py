"""A site of a fleet: its rows against their seals and one another, then its posts, then its objects."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, exists, select

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.tables import Row, kinds
from newsarchive.store.pictures.in_posts import paths_in
from newsarchive.store.posts import IS_CURRENT, whole_post
from newsarchive.store.search.in_fleet import wrong_words
from newsarchive.store.verifying.catalog_check import CATALOG, Contents, check_articles, check_rows
from newsarchive.store.verifying.damaged_rows import DAMAGE, FoundRow
from newsarchive.store.verifying.object_check import check_objects
from newsarchive.store.verifying.report import Fault, Remedy, Report
from newsarchive.text import typed

_AT_ONCE = 500  # rows
_BACKUP = "restore the database from a backup"


class ShardReader:
    """One pass over a site's rows of one kind; what a page of the database hides ends it.

    :ivar lost: the table cannot be read
    :ivar reason: why
    """

    def __init__(self, connection: Connection, kind: type[Row]) -> None:
        self.connection, self.kind = connection, kind
        self.lost = False
        self.unreadable: list[tuple[int, int]] = []
        self.reason = ""

    def __iter__(self) -> Iterator[FoundRow]:
        """The rows as they are."""
        columns = [self.kind.c[one] for one in self.kind.names]
        number = self.kind.names.index("id") if "id" in self.kind.names else None
        query = select(*columns, self.kind.c.seal).execution_options(yield_per=_AT_ONCE)
        try:
            for count, (*values, seal) in enumerate(self.connection.execute(query), start=1):
                known = values[number] if number is not None else count
                yield FoundRow(known, self.kind.as_found(values), seal)
        except DAMAGE as error:
            self.reason, self.lost = str(getattr(error, "orig", error)), True


def check_on_fleet(archive: Archive) -> Report:
    """Look at everything that a fleet keeps of a site, change nothing.

    The caller holds the site's lease.

    :raises StorageError: database or storage cannot be reached
    """
    report = Report()
    with reading(archive.catalog, locked=True) as rows:
        contents = check_rows(rows.connection, report, reader_of=ShardReader, numbers="numbering")
        _check_references(rows, report)
        check_articles(contents, report)
        _check_posts(rows, contents, report)
        _check_words(rows, archive.name, contents, report)
        check_objects(archive, rows, contents, report)
    report.faults = [_on_fleet(one, archive.name) for one in report.faults]
    return report


def _check_references(rows: Rows, report: Report) -> None:
    """What keys see to where nothing is damaged: whether the rows are there that others refer to."""
    for kind in kinds():
        for column in kind.table.columns:
            for key in column.foreign_keys:
                other = key.column.table.alias()
                lost = column.is_not(None) & ~exists().where(other.c.id == column)
                numbers = select(*(kind.c[name] for name in kind.key)).where(lost)
                try:
                    found = rows.connection.execute(numbers).all()
                except DAMAGE:  # which the check of the rows tells
                    continue
                for row in found:
                    number = ", ".join(map(str, row))
                    wrong = f"row {number} of {kind.table.name} refers to no row of {key.column.table.name}"
                    report.add(CATALOG, wrong, Remedy.REBUILD)


def _check_posts(rows: Rows, contents: Contents, report: Report) -> None:
    """The post of each article, which on a fleet is that of its current revision and nowhere else."""
    query = select(*(RevisionRow.c[one] for one in RevisionRow.names)).where(
        RevisionRow.c.article == ArticleRow.c.id, IS_CURRENT, ArticleRow.c.post.is_not(None)
    )
    try:
        for values in rows.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
            row = RevisionRow.as_found(values)
            if (post := whole_post(row)) is None:
                continue  # which the check of the rows tells
            report.posts += 1
            for sha256, path in paths_in(post).items():
                if sha256 not in contents.pictures:
                    wrong = f"shows {path}, of which no row tells"
                    report.add(f"post {row.name}", wrong, Remedy.NONE, next_step=_BACKUP)
    except DAMAGE as error:
        raise StorageError(f"{rows.connection}: {getattr(error, 'orig', error)}") from error


def _check_words(rows: Rows, site: str, contents: Contents, report: Report) -> None:
    """What is searched, which is made of the revisions' rows, and has no seal."""
    if "revision" in contents.doubtful:
        return
    try:
        wrong = list(wrong_words(rows.connection))
    except DAMAGE as error:
        raise StorageError(f"{rows.connection}: {getattr(error, 'orig', error)}") from error
    if wrong:
        step = f"{typed(f'move {site} --to FOLDER')} and back to the fleet makes it anew"
        count = f"is not what {len(wrong):,} of the revisions say, the first of them {wrong[0]}"
        report.add("what is searched", count, Remedy.SEARCH, next_step=step)


def _on_fleet(fault: Fault, site: str) -> Fault:
    """A fault as it is told of a fleet, where nothing is mended in place."""
    thing = fault.thing.replace(CATALOG, "catalog", 1)
    if fault.remedy is Remedy.START:
        return replace(fault, thing=thing, next_step="the next run finishes it")
    if fault.next_step:
        return replace(fault, thing=thing)
    step = f"{_BACKUP}, or {typed(f'move {site} --to FOLDER')} and repair it there"
    return replace(fault, thing=thing, next_step=step)
