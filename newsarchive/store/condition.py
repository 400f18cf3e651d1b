"""An archive in numbers: what is in it, what is owed, what is due, and how large it is."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from newsarchive.store.catalog.rows import Row, Rows
from newsarchive.store.catalog.schema import article, forgotten, quarantine, revision, run
from newsarchive.store.holder import Holder, holder


@dataclass(frozen=True, slots=True)
class LastRun:
    """A run and what came of it.

    :param started: seconds since 1970
    :param ended: the same; None for one that is at work or was interrupted
    :param account: outcome → number of articles
    """

    command: str
    started: int
    ended: int | None
    account: dict[str, int]


@dataclass(frozen=True, slots=True)
class Condition:
    """What there is to know of an archive at a glance. Times are seconds since 1970.

    :param articles: those that are archived
    :param posts: files in ``_posts``
    :param owed: discovered and never stored
    :param failed: of the owed ones, those that failed before, by reason
    :param quarantined: open entries, by reason
    :param copies: archived articles with the text of an earlier one
    :param due: how many archived or quarantined articles are to be asked for by now
    :param next_check: when the first of all these is or was due
    :param forgetting: of the forgotten ones, those whose removal is under way
    :param sizes: bytes of posts, catalog and originals
    """

    last_crawl: LastRun | None
    last_run: LastRun | None
    articles: int
    revisions: int
    posts: int
    owed: int
    failed: dict[str, int]
    quarantined: dict[str, int]
    gone: int
    copies: int
    due: int
    next_check: int | None
    forgotten: int
    forgetting: int
    sizes: dict[str, int]
    holder: Holder | None


def condition_of(rows: Rows, folder: Path, *, now: int) -> Condition:
    """Read an archive's condition; nothing is locked, so a run may go on meanwhile.

    :param folder: the archive's own
    :raises OSError: its files cannot be looked at
    """
    private = folder / "_archive"
    posts = list(_sizes(folder / "_posts"))
    checked = article.c.state.in_(("published", "quarantined")), article.c.next_check.is_not(None)
    return Condition(
        last_crawl=_last_run(rows, run.c.command == "crawl"),
        last_run=_last_run(rows),
        articles=_count(rows, article, article.c.revision.is_not(None)),
        revisions=_count(rows, revision),
        posts=len(posts),
        owed=_count(rows, article, article.c.state == "owed"),
        failed=_by_reason(rows, article.c.failure, article.c.state == "owed", article.c.attempts > 0),
        quarantined=_by_reason(rows, quarantine.c.reason, quarantine.c.settled.is_(None)),
        gone=_count(rows, article, article.c.gone.is_not(None)),
        copies=_count(rows, article, article.c.copy_of.is_not(None)),
        due=_count(rows, article, *checked, article.c.next_check <= now),
        next_check=rows.connection.execute(select(func.min(article.c.next_check)).where(*checked)).scalar(),
        forgotten=_count(rows, forgotten),
        forgetting=_count(rows, forgotten, forgotten.c.done.is_(None)),
        sizes={
            "posts": sum(posts),
            "catalog": sum(_sizes(private, "catalog.sqlite")),
            "originals": sum(_sizes(private / "originals")),
        },
        holder=holder(private),
    )


def open_quarantine(rows: Rows) -> Iterator[Row]:
    """The quarantine's open entries, oldest first."""
    for (number,) in rows.connection.execute(
        select(quarantine.c.id).where(quarantine.c.settled.is_(None)).order_by(quarantine.c.id)
    ).all():
        if entry := rows.one(quarantine, quarantine.c.id == number):
            yield entry


def _last_run(rows: Rows, *where: ColumnElement[bool]) -> LastRun | None:
    found = rows.where(run, *where, order=[run.c.id.desc()], limit=1)
    if not found:
        return None
    (last,) = found
    account: dict[str, Any] = json.loads(last["account"] or "{}")
    return LastRun(last["command"], last["started"], last["ended"], account)


def _count(rows: Rows, table: Table, *where: ColumnElement[bool]) -> int:
    return int(rows.connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def _by_reason(rows: Rows, reason: Any, *where: ColumnElement[bool]) -> dict[str, int]:
    count = func.count()
    query = select(reason, count).where(*where).group_by(reason).order_by(count.desc(), reason)
    return {found or "unknown": number for found, number in rows.connection.execute(query)}


def _sizes(folder: Path, start: str = "") -> Iterator[int]:
    """The bytes of each file in a folder whose name starts so."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file() and entry.name.startswith(start):
                with suppress(FileNotFoundError):  # a run has replaced it this very moment
                    yield entry.stat().st_size
