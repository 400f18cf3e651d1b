"""Enter pictures: what became of asking for them, and which a revision shows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsarchive.evidence import FetchedPicture
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.desk import Desk
from newsarchive.store.pictures.known import UNKNOWN
from newsarchive.store.pictures.shown import Shown
from newsarchive.store.pictures.waits import wait_for

NOT_SHOWN = "not-shown"
"""The failure of a picture whose bytes came, while no post could be made to show them."""


def enter_asked(desk: Desk, fetched: Iterable[FetchedPicture], *, is_shown: bool) -> list[FetchedPicture]:
    """Note what became of asking for pictures; those whose bytes are new to their address.

    :param is_shown: a revision shows what came. Else bytes that the catalog does not know are no picture of
        the archive, since nobody would show them, and their file does not stay
    """
    came = []
    for one in fetched:
        row = desk.known.pictures(one.url)
        is_new = bool(one.sha256) and not one.reason and (row is None or row.sha256 != one.sha256)
        if is_new and is_shown:
            came.append(one)
        elif is_new:
            one = replace(one, reason=NOT_SHOWN)  # noqa: PLW2901  it counts as one that did not come
        if row or is_shown:
            _save(desk, _asked(row or PictureRow(url=one.url, found=desk.now), one, now=desk.now))
    return came


def enter_shown(desk: Desk, article: int, number: int, shows: Sequence[Shown]) -> None:
    """Note which pictures a revision shows."""
    rows = []
    for position, one in enumerate(shows):
        row = desk.known.pictures(one.url) or _save(desk, PictureRow(url=one.url, found=desk.now))
        rows.append(
            IllustrationRow(
                article=article, revision=number, position=position, picture=row.id, sha256=one.sha256
            )
        )
    desk.rows.add_all(rows)


def _save(desk: Desk, row: PictureRow) -> PictureRow:
    if row.id:
        desk.rows.replace(row)
    else:
        row = desk.rows.add(row)
    desk.known.pictures.note(row.url, row)
    return row


def _asked(row: PictureRow, one: FetchedPicture, *, now: int) -> PictureRow:
    """A picture's row once it was asked for."""
    # That it is as it was says nothing of one that never came.
    reason = one.reason or ("" if one.sha256 or row.sha256 else NOT_SHOWN)
    if reason:
        failed = replace(row, attempts=row.attempts + 1, failure=reason, checked=now)
        return _due(failed, now)
    had_come = row if row.failure is None else None
    row = replace(row, attempts=0, failure=None, checked=now)
    if one.page:
        row = replace(row, etag=one.page.etag, last_modified=one.page.last_modified)
    if one.sha256 and one.sha256 != row.sha256:
        row = replace(
            row, sha256=one.sha256, extension=one.extension, length=one.length,
            width=one.width or None, height=one.height or None, kept=now, wait=None,
        )  # fmt: skip
    elif had_come and now < (had_come.next_check or 0):
        return row  # it was not due: another article has just shown it, too
    return _due(row, now)


def _due(row: PictureRow, now: int) -> PictureRow:
    if row.url.startswith(UNKNOWN):
        return row
    wait = wait_for(row)
    return replace(row, next_check=now + wait, wait=wait)
