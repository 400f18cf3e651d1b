"""What is wrong with an archive, and what its owner was told of it: by change of state alone.

Read in SQL of both databases, as a look at an archive is (see :mod:`newsarchive.store.condition`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from sqlite3 import Connection

_DAY = 86_400
_COLUMNS = "id, kind, coalesce(subject, ''), detail, since, told, reminded, mended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that is wrong; the columns of the table. Times are seconds since 1970.

    :param id: 0 for one that is not in the catalog yet
    """

    id: int = 0
    kind: str
    subject: str
    detail: str
    since: int
    told: int | None = None
    reminded: int | None = None
    mended: int | None = None


class Word(StrEnum):
    """What there is to tell of a notice."""

    BROKEN = "broken"
    STILL = "still broken"
    MENDED = "mended"
    NOTHING = ""


def open_notices(catalog: Connection) -> list[Notice]:
    """What is not mended, the oldest first.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    """
    query = f"SELECT {_COLUMNS} FROM notice WHERE mended IS NULL ORDER BY id"  # noqa: S608  constants
    names = [one.name for one in fields(Notice)]
    return [Notice(**dict(zip(names, row, strict=True))) for row in catalog.execute(query)]


def advanced(
    there: Iterable[Notice],
    found: Iterable[tuple[str, str, str]],
    *,
    now: int,
    is_judged: Callable[[str], bool],
    waits: Callable[[str], bool],
) -> Iterator[tuple[Notice, Word]]:
    """Each notice as it is after a run, with what is to be told of it.

    :param there: those that are open
    :param found: kind, subject and detail of what is wrong by now
    :param is_judged: whether the run could tell if something of a kind is wrong
    :param waits: whether a kind is told only when the next run finds it, too
    """
    wrong = {(kind, subject): detail for kind, subject, detail in found}
    for notice in there:
        detail = wrong.pop((notice.kind, notice.subject), None)
        if detail is not None:
            yield _still_wrong(replace(notice, detail=detail), now)
        elif is_judged(notice.kind):
            yield replace(notice, mended=now), Word.MENDED if notice.told else Word.NOTHING
    for (kind, subject), detail in wrong.items():
        new = Notice(kind=kind, subject=subject, detail=detail, since=now)
        yield (new, Word.NOTHING) if waits(kind) else (replace(new, told=now), Word.BROKEN)


def _still_wrong(notice: Notice, now: int) -> tuple[Notice, Word]:
    if notice.told is None:
        return replace(notice, told=now), Word.BROKEN
    if notice.reminded is None and now - notice.since >= _DAY:
        return replace(notice, reminded=now), Word.STILL
    return notice, Word.NOTHING
