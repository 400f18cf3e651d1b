"""A response that was kept: where its records are, and whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from sqlite3 import Connection, Row

from newsarchive.store.catalog.states import CaptureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response with its request.

    :param article: the number of the article that it tells of; of a further address, that article's
    :param page: the article's identity page
    :param revision: the number of the revision that it gave; None for what was quarantined
    :param url: the URL that was asked
    :param at: when it was received, in UTC
    :param warc: the final name of the file that has its records
    :param offset: where the response's record begins, and ``request`` where the request's does, in bytes
    :param end: where the request's record ends
    :param digest: of the payload, ``sha1:`` and base32
    :param refers_to: of a revisit, number, file and offset of the response that has the payload
    """

    id: int
    article: int
    source_id: str
    page: str
    revision: int | None
    url: str
    status: int
    at: datetime
    kind: CaptureKind
    warc: str
    offset: int
    request: int
    end: int
    record_id: str
    digest: str
    refers_to: tuple[int, str, int] | None


_COLUMNS = (
    "id", "article", "source_id", "page", "revision", "url", "status", "warc", "offset", "request", "end",
    "record_id", "digest",
)  # fmt: skip
_CAPTURES = """
SELECT capture.id, coalesce(article.copy_of, article.id) AS article, source_id, article.url AS page,
  capture.revision, capture.url, capture.status, capture.at, capture.kind, warc.name AS warc, capture.offset,
  capture.offset + capture.length AS request, capture.end, capture.record_id, capture.digest,
  payload.id AS payload, its_warc.name AS its_warc, payload.offset AS its_offset
FROM capture
JOIN warc ON warc.id = capture.warc
JOIN (SELECT id, source_id, url, CASE state WHEN 'double' THEN copy_of END AS copy_of FROM article) AS article
  ON article.id = capture.article
LEFT JOIN capture AS payload ON payload.id = capture.refers_to
LEFT JOIN warc AS its_warc ON its_warc.id = payload.warc
"""


def capture_of(catalog: Connection, number: int) -> Capture | None:
    """The capture of this number in the catalog; None where there is none."""
    row = catalog.execute(f"{_CAPTURES} WHERE capture.id = ?", (number,)).fetchone()
    return _capture(row) if row else None


def refused_captures(catalog: Connection, article: int) -> Iterator[Capture]:
    """Those of an article that gave no revision, since it was quarantined; oldest first, at most 200."""
    query = (
        f"{_CAPTURES} WHERE capture.article = ? AND capture.revision IS NULL ORDER BY capture.id LIMIT 200"
    )
    yield from map(_capture, catalog.execute(query, (article,)))


def captures_at(catalog: Connection, urls: list[str], limit: int) -> list[Capture]:
    """Those of any of these URLs, oldest first; of more than ``limit`` the newest.

    :param urls: as the catalog writes them, at most 900
    """
    marks = ", ".join("?" * len(urls))
    query = f"{_CAPTURES} WHERE capture.url IN ({marks}) ORDER BY capture.at DESC, capture.id DESC LIMIT ?"
    return [_capture(row) for row in catalog.execute(query, (*urls, limit))][::-1]


def _capture(row: Row) -> Capture:
    payload = (row["payload"], row["its_warc"], row["its_offset"]) if row["payload"] else None
    return Capture(
        **{name: row[name] for name in _COLUMNS},
        at=datetime.fromisoformat(row["at"]).astimezone(UTC),
        kind=CaptureKind(row["kind"]),
        refers_to=payload,
    )  # fmt: skip
