"""An archive in numbers: what is in it, what is owed, what is due, and how large it is.

Asked in SQL of both databases, because a look at an archive must cost little, and loading SQLAlchemy alone
would cost more than the whole answer.
"""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from newsarchive.store.catalog.states import SAY_GONE
from newsarchive.store.known import Known, known_in
from newsarchive.store.lock import Holder, holder
from newsarchive.store.occupied import occupied_by


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
    :param failing: of the owed ones, those that failed so often that runs wait before they ask again
    :param pictures: files of pictures
    :param pictures_owed: pictures that posts show at their source, and that are to be kept
    :param pictures_given_up: the same, but that their source withdrew them, or failed too often
    :param notices: what is wrong with the archive and not mended yet
    :param known: what was learned of the site
    :param unread: listings that could not be read when they were asked last, with the reason
    :param sizes: bytes, of posts, pictures, catalog and originals where these are files
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
    failing: int
    pictures: int
    pictures_owed: int
    pictures_given_up: int
    notices: int
    known: Known
    unread: dict[str, str]
    sizes: dict[str, int]
    holder: Holder | None


GIVEN_UP = "(coalesce(failure IN ('http-404', 'http-410'), FALSE) OR attempts > 6)"
"""Says in SQL what :func:`newsarchive.store.pictures.waits.is_given_up` says of an owed picture."""
_COUNTED = {
    "articles": "article WHERE revision IS NOT NULL",
    "revisions": "revision",
    "owed": "article WHERE state = 'owed'",
    "gone": "article WHERE gone IS NOT NULL",
    "copies": "article WHERE copy_of IS NOT NULL AND state <> 'double'",
    "due": "article WHERE state IN ('published', 'quarantined') AND next_check <= :now",
    "forgotten": "forgotten",
    "forgetting": "forgotten WHERE done IS NULL",
    "failing": "article WHERE state = 'owed' AND attempts > 5",
    "pictures_owed": f"picture WHERE failure = 'lost' OR sha256 IS NULL AND NOT {GIVEN_UP}",
    "pictures_given_up": f"picture WHERE sha256 IS NULL AND {GIVEN_UP}",
    "notices": "notice WHERE mended IS NULL",
}
_BY_REASON = "SELECT {reason}, count(*) FROM {what} GROUP BY 1 ORDER BY 2 DESC, 1 NULLS FIRST"
_FAILED = _BY_REASON.format(reason="failure", what="article WHERE state = 'owed' AND attempts > 0")
OPEN_QUARANTINE = (
    f"quarantine WHERE settled IS NULL AND NOT (reason IN {SAY_GONE}"  # noqa: S608
    " AND article IN (SELECT id FROM article WHERE revision IS NOT NULL))"
)
"""What somebody may look at; of an archived article that is gone at the source there is nothing to do."""
_QUARANTINED = _BY_REASON.format(reason="reason", what=OPEN_QUARANTINE)
_DOUBTS = (
    "SELECT doubts, count(*) FROM revision JOIN article"
    " ON revision.article = article.id AND revision.number = article.revision"
    " WHERE doubts IS NOT NULL GROUP BY doubts"
)
_UNREAD = "SELECT url, failure FROM unread WHERE dismissed IS NULL ORDER BY id"
_NEXT_CHECK = "SELECT min(next_check) FROM article WHERE state = ?"


def condition_of(catalog: Connection, folder: Path, *, now: int) -> Condition:
    """Read an archive's condition; nothing is locked, so a run may go on meanwhile.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    :param folder: the archive's own
    :raises OSError: its files cannot be looked at
    """
    occupied = occupied_by(catalog, folder)
    doubts = Counter[str]()
    for told, number in catalog.execute(_DOUBTS):
        doubts.update(dict.fromkeys(json.loads(told), number))
    counts: dict[str, Any] = {
        name: catalog.execute(f"SELECT count(*) FROM {what}", {"now": now}).fetchone()[0]  # noqa: S608
        for name, what in _COUNTED.items()
    }
    planned = [catalog.execute(_NEXT_CHECK, (one,)).fetchone()[0] for one in ("published", "quarantined")]
    next_checks = [one for one in planned if one is not None]
    return Condition(
        **counts,
        last_crawl=_last_run(catalog, "WHERE command = 'crawl'"),
        last_run=_last_run(catalog),
        posts=occupied.posts,
        pictures=occupied.pictures,
        failed={reason or "unknown": number for reason, number in catalog.execute(_FAILED)},
        quarantined={reason or "unknown": number for reason, number in catalog.execute(_QUARANTINED)},
        doubts=dict(doubts.most_common()),
        next_check=min(next_checks, default=None),
        known=known_in(catalog),
        unread=dict(catalog.execute(_UNREAD).fetchall()),
        sizes=occupied.sizes,
        holder=holder(folder / "_archive"),
    )


def _last_run(catalog: Connection, where: str = "") -> LastRun | None:
    query = f"SELECT command, started, ended, account FROM run {where} ORDER BY id DESC LIMIT 1"  # noqa: S608
    last = catalog.execute(query).fetchone()
    return last and LastRun(
        last["command"], last["started"], last["ended"], json.loads(last["account"] or "{}")
    )
