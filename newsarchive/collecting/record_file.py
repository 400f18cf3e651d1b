"""Records in one file, with the list of removed articles and the file's sums beside it."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from newsarchive.collecting.checked import Collected, Removed, checked, from_extra
from newsarchive.collecting.manifest import REMOVED, manifest, removed_list, sum_of, sum_of_file, whole_file
from newsarchive.exceptions import ExtractionError
from newsarchive.items import FIELDS, ArticleFields, fields_of
from newsarchive.posts.read_post import read_post
from newsarchive.store.pictures.of_posts import ShownPicture
from newsarchive.store.published import StoredPost


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(ArticleFields):
    """What records say of a post.

    :param body: HTML; None where the post cannot be read back
    :param sha256: of the post's bytes, in hexadecimal
    :param post: the post's file name
    :param pictures: that it shows: ``path``, ``url`` and ``sha256`` of each; without path and sum where it
        stays with its source, without URL where nobody knows that any more
    """

    site: str
    id: str
    revision: int
    url: str
    body: str | None
    sha256: str
    post: str
    pictures: tuple[dict[str, str | None], ...] = ()


COLUMNS = ("site", "id", "revision", "url", *FIELDS, "body", "sha256", "post", "pictures")
"""The names, in the order of files."""


def record_of(post: StoredPost) -> Record:
    """The record of a post."""
    try:
        body = read_post(post.post).body
    except ExtractionError:
        body = None
    return Record(
        site=post.site, id=post.source_id, revision=post.revision, url=post.url, body=body,
        sha256=post.sha256, post=post.name, pictures=tuple(map(_picture, post.pictures)), **fields_of(post),
    )  # fmt: skip


def _picture(one: ShownPicture) -> dict[str, str | None]:
    return {"path": one.path or None, "url": one.url or None, "sha256": one.sha256 or None}


WriteRecords = Callable[[Path, Iterable[Record]], None]


def collect_records(
    posts: Iterable[StoredPost], removed: Collection[Removed], target: Path, write: WriteRecords
) -> Collected:
    """Write ``FILE``, ``FILE.removed.json`` and, last, ``FILE.sha256``, which has the sums of both."""
    count, unreadable = 0, []

    def records() -> Iterator[Record]:
        nonlocal count
        for post in checked(posts, removed):
            record = record_of(post)
            count += 1
            if record.body is None:
                unreadable.append(record.post)
            yield record

    with whole_file(target) as staged:
        write(staged, records())
        digest = sum_of_file(staged)
    beside = target.with_name(f"{target.name}.{REMOVED}")
    withdrawn = removed_list(removed)
    with whole_file(beside) as staged:
        staged.write_bytes(withdrawn)
    sums = target.with_name(f"{target.name}.sha256")
    with whole_file(sums) as staged:
        staged.write_bytes(manifest({target.name: digest, beside.name: sum_of(withdrawn)}))
    return Collected(
        target=target,
        manifest=sums.name,
        posts=count,
        written=count,
        withdrawn=len(removed),
        unreadable=tuple(unreadable),
    )


# Valid inside JSON strings, and line ends to some readers of lines.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def write_json_lines(path: Path, records: Iterable[Record]) -> None:
    """Write the records; times are ISO 8601 with their zone."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            row = {name: getattr(record, name) for name in COLUMNS}
            line = json.dumps(row, ensure_ascii=False, default=_iso)
            file.write(line.translate(_LINE_ENDS) + "\n")


def _iso(time: date) -> str:
    return time.isoformat()


_ROW_GROUP = 1000


def write_parquet(path: Path, records: Iterable[Record]) -> None:
    """Write the records, a thousand at a time; times are moments, told in UTC, and ``more`` is JSON.

    :raises ArgumentError: pyarrow is not installed
    """
    arrow, parquet = from_extra("pyarrow", "parquet"), from_extra("pyarrow.parquet", "parquet")
    moment = arrow.timestamp("us", tz="UTC")
    text = arrow.string()
    picture = arrow.struct([("path", text), ("url", text), ("sha256", text)])
    types = {
        "pictures": arrow.list_(picture), "revision": arrow.int64(), "published": moment, "modified": moment,
        "doubts": arrow.list_(text), "tags": arrow.list_(text),
    }  # fmt: skip
    schema = arrow.schema([(name, types.get(name, text)) for name in COLUMNS])
    waiting = iter(records)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [_row(record) for record in islice(waiting, _ROW_GROUP)]:
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _row(record: Record) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in COLUMNS}
    return row | {"more": json.dumps(row["more"], ensure_ascii=False, default=str)}
