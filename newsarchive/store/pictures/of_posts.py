"""The pictures that revisions show, each with its file."""

import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import KEPT_OUT
from newsarchive.store.pictures.in_posts import paths_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """A picture that a post shows.

    :param url: where its source has it; empty where nobody knows it any more
    :param path: ``media/ab/SHA256.ext``, empty where the post shows the source's own
    :param sha256: of its bytes, in hexadecimal; empty with ``path``
    :param file: where its bytes are; None with an empty ``path``
    :param is_known: a collection that went as far as the mark has it already
    """

    url: str
    path: str = ""
    sha256: str = ""
    file: Path | None = None
    is_known: bool = False


def pictures_shown(
    rows: Rows, revisions: Iterable[RevisionRow], folder: Path, *, after: int = 0
) -> dict[int, tuple[ShownPicture, ...]]:
    """What each revision shows, in the order of its body; by the id of its row.

    :param folder: the archive's own
    :param after: the number of the last revision that was handed on before
    """
    wanted = {(row.article, row.number): row for row in revisions}
    articles = {article for article, _ in wanted}
    found = defaultdict[int, list[IllustrationRow]](list)
    for one in rows.by_values(IllustrationRow, IllustrationRow.c.article, articles):
        if revision := wanted.get((one.article, one.revision)):
            found[revision.id].append(one)
    numbers = {one.picture for shown in found.values() for one in shown}
    urls = {row.id: row.url for row in rows.by_values(PictureRow, PictureRow.c.id, numbers)}
    known = _known(rows, {one.sha256 for shown in found.values() for one in shown if one.sha256}, after)
    made: dict[int, tuple[ShownPicture, ...]] = {}
    for revision in wanted.values():
        if revision.id not in found:
            continue
        paths = paths_in(zlib.decompress(revision.post))
        shown = sorted(found[revision.id], key=lambda one: one.position)
        made[revision.id] = tuple(_shown(one, urls[one.picture], paths, folder, known) for one in shown)
    return made


def _shown(
    one: IllustrationRow, url: str, paths: dict[str, str], folder: Path, known: set[str]
) -> ShownPicture:
    url = url if url.startswith("http") else ""
    path = paths.get(one.sha256 or "")
    if path is None or one.sha256 is None:
        return ShownPicture(url=url)
    return ShownPicture(
        url=url, path=path, sha256=one.sha256, file=folder / path, is_known=one.sha256 in known
    )


def _known(rows: Rows, digests: set[str], after: int) -> set[str]:
    """Those of the digests that articles showed as they were when the mark was set."""
    if not after:
        return set()
    its_own = RevisionRow.c.article == IllustrationRow.c.article
    before = RevisionRow.c.id <= after, RevisionRow.c.kind.not_in(KEPT_OUT)
    at_mark = select(func.max(RevisionRow.c.number)).where(its_own, *before).scalar_subquery()
    shown = rows.by_values(
        IllustrationRow, IllustrationRow.c.sha256, digests, IllustrationRow.c.revision == at_mark
    )
    return {row.sha256 for row in shown if row.sha256}
