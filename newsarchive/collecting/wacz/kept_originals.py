"""Which captures belong to an article: its own, and those of the pictures that it shows."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, RevisionRow, WarcRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.doubles import doubles_of
from newsarchive.store.keepers import fetched
from newsarchive.store.originals.reading import NAMED_FILE, member_at
from newsarchive.store.pictures.folder import PictureFolder
from newsarchive.store.pictures.shown import Shown, of_revisions

_REDIRECTS = 20  # of one picture


@dataclass(frozen=True, slots=True)
class Held:
    """A capture, and where it is.

    :param warc: the name of its file
    :param payload: name and offset of the response that has a revisit's payload
    :param length: of all that, in bytes; a picture's file aside
    :param is_own: the article was asked for it; otherwise another one that shows the same picture was
    """

    row: CaptureRow
    warc: str
    payload: tuple[str, int] | None
    length: int
    is_own: bool


@dataclass(slots=True)
class KeptOriginals:
    """The originals of one archive, as its catalog knows them.

    :param rows: of the catalog
    :param folder: where the WARC files are
    :param pictures: the files that captures of pictures refer to
    """

    rows: Rows
    folder: Path
    pictures: PictureFolder
    _warcs: dict[int, str] = field(default_factory=dict)

    def article(self, site: str, source_id: str) -> ArticleRow | None:
        """An article's row; None where there is none."""
        return self.rows.one(ArticleRow, site=site, source_id=source_id)

    def revisions(self, article: ArticleRow) -> dict[int, RevisionRow]:
        """All that an article has said, by the numbers of its revisions."""
        return {one.number: one for one in self.rows.where(RevisionRow, article=article.id)}

    def shown(self, article: ArticleRow) -> list[Shown]:
        """The pictures that any of its revisions shows, each once."""
        of_each = of_revisions(self.rows, article.id).values()
        return list(dict.fromkeys(one for shown in of_each for one in shown))

    def captures(self, article: ArticleRow, shown: list[Shown]) -> list[Held]:
        """All captures of an article and of its further addresses, then those of pictures that it shows.

        Of a picture an archive keeps the capture with the article that was the first to show it.
        """
        owners = [article.id, *(one.id for one in doubles_of(self.rows, [article.id]))]
        own = list(self.rows.by_values(CaptureRow, CaptureRow.c.article, owners))
        own.sort(key=lambda row: row.id)
        there = {(row.url, row.digest) for row in own}
        urls = dict.fromkeys(one.url for one in shown if one.sha256)
        of_pictures = {row.id: row for url in urls for row in self._of_picture(url)}
        lent = [row for row in of_pictures.values() if (row.url, row.digest) not in there]
        wanted = {row.refers_to for row in (*own, *lent) if row.refers_to}
        payloads = {row.id: row for row in self.rows.by_values(CaptureRow, CaptureRow.c.id, wanted)}
        ours = {row.id for row in own}
        return [self._held(row, payloads.get(row.refers_to or 0), row.id in ours) for row in (*own, *lent)]

    def file_length(self, held: Held) -> int:
        """How many bytes the file of a captured picture has; 0 where there is none, or it is not known."""
        if held.row.kind is not CaptureKind.FILE or 300 <= held.row.status < 400:
            return 0
        with suppress(StorageError, OSError, ValueError):
            record, _ = member_at(self.folder, held.warc, held.row.offset)
            return fetched(self.pictures.file_of(record.field(NAMED_FILE))).stat().st_size
        return 0

    def _held(self, row: CaptureRow, payload: CaptureRow | None, is_own: bool) -> Held:  # noqa: FBT001
        place = (self._warc(payload), payload.offset) if payload else None
        length = row.end - row.offset + (payload.length if payload else 0)
        return Held(row, self._warc(row), place, length, is_own)

    def _of_picture(self, url: str) -> Iterator[CaptureRow]:
        """How a picture came, whoever showed it: each time the redirects, and the answer that they led to."""
        is_file, in_order = CaptureRow.c.kind == CaptureKind.FILE, [CaptureRow.c.id]
        for first in self.rows.where(CaptureRow, is_file, url=url, order=in_order):
            on = is_file, CaptureRow.c.id >= first.id
            for row in self.rows.where(
                CaptureRow, *on, article=first.article, order=in_order, limit=_REDIRECTS
            ):
                yield row
                if not 300 <= row.status < 400:
                    break

    def _warc(self, row: CaptureRow) -> str:
        if not self._warcs:
            self._warcs.update((one.id, one.name) for one in self.rows.where(WarcRow))
        return self._warcs[row.warc]
