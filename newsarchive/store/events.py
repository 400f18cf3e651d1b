"""What happened to articles, as lists for people: changed texts, withdrawn pages, quarantined records.

Asked in SQL that both databases understand, as in :mod:`newsarchive.store.condition`.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Any, Literal

from newsarchive.store.condition import OPEN_QUARANTINE

What = Literal["changed", "gone", "quarantined"]


@dataclass(frozen=True, slots=True)
class Event:
    """One article, and what happened to it.

    :param at: seconds since 1970
    :param title: empty where none is known
    :param detail: a sentence for people; may be empty
    :param post: the file name of its post; None where it has none
    :param record: what was quarantined; None of all else
    """

    what: What
    at: int
    id: str
    url: str
    title: str
    reason: str
    detail: str
    post: str | None
    record: Any = None


# Every text that replaced another, whoever made it, each with its kind: more than the source's edits.
_CHANGED = """SELECT revision.stored AS at, source_id, url, title, kind, number, article.post FROM revision
  JOIN article ON article.id = revision.article
  WHERE number > 1 AND kind <> 'illustrated' AND revision.stored >= ? ORDER BY revision.id"""
_GONE = """SELECT gone AS at, source_id, url, title, article.post FROM article
  LEFT JOIN revision ON revision.article = article.id AND number = article.revision
  WHERE gone IS NOT NULL AND gone >= ? ORDER BY gone, article.id"""
_QUARANTINED = (
    "SELECT at, source_id, url, reason, detail, record"  # noqa: S608  a constant
    f" FROM {OPEN_QUARANTINE} AND at >= ? ORDER BY id"
)


def events(catalog: Connection, what: What, *, since: int = 0) -> Iterator[Event]:
    """What happened of one kind, oldest first.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :param since: seconds since 1970
    """
    query, read = {
        "changed": (_CHANGED, _changed), "gone": (_GONE, _gone), "quarantined": (_QUARANTINED, _quarantined),
    }[what]  # fmt: skip
    for row in catalog.execute(query, (since,)):
        yield read(row)


def _changed(row: Row) -> Event:
    detail = f"revision {row['number']}"
    return Event(
        "changed", row["at"], row["source_id"], row["url"], row["title"], row["kind"], detail, row["post"]
    )


def _gone(row: Row) -> Event:
    detail = "the source has it no more; the post stays" if row["post"] else "the source has it no more"
    title = row["title"] or ""
    return Event("gone", row["at"], row["source_id"], row["url"], title, "gone", detail, row["post"])


def _quarantined(row: Row) -> Event:
    record = json.loads(zlib.decompress(row["record"]))
    title = str(record.get("title") or "") if isinstance(record, dict) else ""
    told = row["reason"], row["detail"], None, record
    return Event("quarantined", row["at"], row["source_id"], row["url"], title, *told)
