"""An archive in numbers: what is in it, what is owed, what is due, and how large it is.

Asked of SQLite in its own words, because a look at an archive must cost little, and loading SQLAlchemy alone
would cost more than the whole answer.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from newsarchive.store.lock import Holder, holder


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
    :param doubts: of the published texts, those of which something is not sure, by what it is
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
    doubts: dict[str, int]
    gone: int
    copies: int
    due: int
    next_check: int | None
    forgotten: int
    forgetting: int
    sizes: dict[str, int]
    holder: Holder | None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A record that must not become a post.

    :param record: JSON, compressed by zlib
    :param at: seconds since 1970
    """

    source_id: str
    url: str
    reason: str
    detail: str
    record: bytes
    at: int


def condition_of(catalog: Connection, folder: Path, *, now: int) -> Condition:
    """Read an archive's condition; nothing is locked, so a run may go on meanwhile.

    :param catalog: as :func:`newsarchive.store.catalog.file.looking_into` gives it
    :param folder: the archive's own
    :raises OSError: its files cannot be looked at
    """
    private = folder / "_archive"
    posts = list(_sizes(folder / "_posts"))

    def number(query: str, *values: int) -> Any:
        return catalog.execute(query, values).fetchone()[0]

    return Condition(
        last_crawl=_last_run(catalog, "SELECT * FROM run WHERE command = 'crawl' ORDER BY id DESC LIMIT 1"),
        last_run=_last_run(catalog, "SELECT * FROM run ORDER BY id DESC LIMIT 1"),
        articles=number("SELECT count(*) FROM article WHERE revision IS NOT NULL"),
        revisions=number("SELECT count(*) FROM revision"),
        posts=len(posts),
        owed=number("SELECT count(*) FROM article WHERE state = 'owed'"),
        failed=_by_reason(
            catalog,
            "SELECT failure, count(*) FROM article WHERE state = 'owed' AND attempts > 0"
            " GROUP BY failure ORDER BY count(*) DESC, failure",
        ),
        quarantined=_by_reason(
            catalog,
            "SELECT reason, count(*) FROM quarantine WHERE settled IS NULL"
            " GROUP BY reason ORDER BY count(*) DESC, reason",
        ),
        doubts=_doubts(catalog),
        gone=number("SELECT count(*) FROM article WHERE gone IS NOT NULL"),
        copies=number("SELECT count(*) FROM article WHERE copy_of IS NOT NULL"),
        due=number(
            "SELECT count(*) FROM article WHERE state IN ('published', 'quarantined') AND next_check <= ?",
            now,
        ),
        next_check=number("SELECT min(next_check) FROM article WHERE state IN ('published', 'quarantined')"),
        forgotten=number("SELECT count(*) FROM forgotten"),
        forgetting=number("SELECT count(*) FROM forgotten WHERE done IS NULL"),
        sizes={
            "posts": sum(posts),
            "catalog": sum(_sizes(private, "catalog.sqlite")),
            "originals": sum(_sizes(private / "originals")),
        },
        holder=holder(private),
    )


def open_quarantine(catalog: Connection) -> Iterator[Quarantined]:
    """The quarantine's open entries, oldest first."""
    names = ", ".join(field.name for field in fields(Quarantined))
    for entry in catalog.execute(f"SELECT {names} FROM quarantine WHERE settled IS NULL ORDER BY id"):  # noqa: S608
        yield Quarantined(*entry)


def _last_run(catalog: Connection, query: str) -> LastRun | None:
    last = catalog.execute(query).fetchone()
    if last is None:
        return None
    account: dict[str, Any] = json.loads(last["account"] or "{}")
    return LastRun(last["command"], last["started"], last["ended"], account)


def _by_reason(catalog: Connection, query: str) -> dict[str, int]:
    return {reason or "unknown": count for reason, count in catalog.execute(query)}


def _doubts(catalog: Connection) -> dict[str, int]:
    counts = Counter[str]()
    for doubts, number in catalog.execute(
        "SELECT doubts, count(*) FROM revision JOIN article"
        " ON revision.article = article.id AND revision.number = article.revision"
        " WHERE doubts IS NOT NULL GROUP BY doubts"
    ):
        counts.update(dict.fromkeys(json.loads(doubts), number))
    return dict(counts.most_common())


def _sizes(folder: Path, start: str = "") -> Iterator[int]:
    """The bytes of each file in a folder whose name starts so."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file() and entry.name.startswith(start):
                with suppress(FileNotFoundError):  # a run has replaced it this very moment
                    yield entry.stat().st_size
