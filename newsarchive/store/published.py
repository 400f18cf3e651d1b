"""The published posts of an archive, read from its catalog for a collection."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from newsarchive.items import ArticleFields, fields_of
from newsarchive.store.catalog.row_kinds import ArticleRow, ForgottenRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.choice import Choice, Mark
from newsarchive.store.circumstances import Circumstances, circumstances_of
from newsarchive.store.durable import write_atomically
from newsarchive.store.keepers import keeper_of
from newsarchive.store.pictures.of_posts import ShownPicture, pictures_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPost(ArticleFields):
    """One article's post in one of its revisions.

    :param revision: counts from 1 within its article
    :param name: the file's name in ``_posts``
    :param stored_at: when this revision was archived, aware, in UTC
    :param post: the file's bytes
    :param sha256: of ``post``, in hexadecimal
    :param pictures: what its body shows, where pictures are kept
    :param told: what the catalog knows besides; None unless it was asked for
    """

    site: str
    source_id: str
    revision: int
    name: str
    url: str
    stored_at: datetime
    post: bytes
    sha256: str
    pictures: tuple[ShownPicture, ...] = ()
    told: Circumstances | None = None


def published_posts(
    rows: Rows, choice: Choice, folder: Path, *, zone: str | None = None
) -> Iterator[StoredPost]:
    """The posts, in the order in which the choice gives their revisions.

    :param folder: the archive's own
    :param zone: the one that the site's profile declares, or "", where all that the catalog knows of them is
        asked for; it takes its time
    """
    for chosen in choice.pieces(rows):
        owners = rows.by_values(ArticleRow, ArticleRow.c.id, [row.article for row in chosen])
        owner = {row.id: row for row in owners}
        shown = pictures_shown(rows, chosen, folder, after=choice.after.revision)
        found = [(owner[row.article], row) for row in chosen]
        told = {} if zone is None else circumstances_of(rows, found, zone)
        for its, row in found:
            yield _stored_post(row, its, shown.get(row.id, ()), told.get(its.id))


def taken_down_posts(rows: Rows, after: Mark) -> list[ForgottenRow]:
    """The tombstones of posts that were taken down."""
    where = ForgottenRow.c.id > after.forgotten, ForgottenRow.c.name.is_not(None)
    return rows.where(ForgottenRow, *where, order=[ForgottenRow.c.id])


def merged_posts(rows: Rows) -> list[ArticleRow]:
    """The further addresses that had a post of their own once, which ``old_post`` names."""
    return rows.where(ArticleRow, ArticleRow.c.old_post.is_not(None), state=State.DOUBLE)


def mark_of(rows: Rows) -> Mark:
    """How far the archive goes now."""
    newest = (select(func.max(kind.c.id)) for kind in (RevisionRow, ForgottenRow))
    return Mark(*(rows.connection.execute(query).scalar() or 0 for query in newest))


class Marks:
    """How far each target was brought by the last collection, in a file of the archive.

    Of one that a fleet keeps, the fleet notes it for the machine that the target is on.
    """

    def __init__(self, private: Path) -> None:
        self.path = private / "collected.json"
        self._staged = private / "collected.json.new"
        self._keeper = keeper_of(private)

    def last(self, target: Path) -> Mark:
        """The mark of a target; the beginning, where there is none."""
        return Mark(**self._read().get(str(target.absolute()), {}))

    def note(self, target: Path, mark: Mark) -> None:
        """Remember a mark."""
        self._write(self._read() | {str(target.absolute()): asdict(mark)})

    def take_over(self, other: "Marks") -> None:
        """Remember what another place of the same archive remembers, which has moved."""
        if theirs := other._read():  # noqa: SLF001  of its own kind
            self._write(self._read() | theirs)

    def _write(self, marks: dict[str, dict[str, int]]) -> None:
        if self._keeper:
            self._keeper.note(self.path, json.dumps(marks))
        else:
            write_atomically(self._staged, self.path, json.dumps(marks, indent=1).encode())

    def _read(self) -> dict[str, dict[str, int]]:
        try:
            marks = json.loads(self._keeper.noted(self.path) if self._keeper else self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return marks if isinstance(marks, dict) else {}


def _stored_post(
    row: RevisionRow, owner: ArticleRow, pictures: tuple[ShownPicture, ...], told: Circumstances | None
) -> StoredPost:
    return StoredPost(
        site=owner.site, source_id=owner.source_id, url=owner.url, revision=row.number, name=row.name,
        stored_at=datetime.fromtimestamp(row.stored, UTC), post=zlib.decompress(row.post),
        sha256=row.sha256, pictures=pictures, told=told, **fields_of(row),
    )  # fmt: skip
