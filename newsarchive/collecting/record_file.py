"""Records in one file, with the list of removed articles and the file's sums beside it."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from newsarchive.collecting.checked import Collected, Removed, checked, from_extra
from newsarchive.collecting.columns import COLUMNS, Record, record_of
from newsarchive.collecting.manifest import REMOVED, manifest, removed_list, sum_of, sum_of_file, whole_file
from newsarchive.store.published import StoredPost

WriteRecords = Callable[[Path, Iterable[Record]], list[str] | None]
"""Writes a file; it may give lines for people on what the form could not take."""


def collect_records(
    posts: Iterable[StoredPost], removed: Collection[Removed], target: Path, write: WriteRecords
) -> Collected:
    """Write ``FILE``, ``FILE.removed.json`` and, last, ``FILE.sha256``, which has the sums of both."""
    count, unreadable = 0, []

    def records() -> Iterator[Record]:
        nonlocal count
        for post in checked(posts, removed, are_files=False):
            record = record_of(post)
            count += 1
            if record.body is None:
                unreadable.append(post.name)
            yield record

    with whole_file(target) as staged:
        notes = write(staged, records()) or []
        digest = sum_of_file(staged)
    beside = target.with_name(f"{target.name}.{REMOVED}")
    names_of_removed = removed_list(removed)
    with whole_file(beside) as staged:
        staged.write_bytes(names_of_removed)
    sums = target.with_name(f"{target.name}.sha256")
    with whole_file(sums) as staged:
        staged.write_bytes(manifest({target.name: digest, beside.name: sum_of(names_of_removed)}))
    return Collected(
        target=target,
        manifest=sums.name,
        posts=count,
        written=count,
        removed=tuple(removed),
        unreadable=tuple(unreadable),
        notes=tuple(notes),
    )


# Valid inside JSON strings, and line ends to some readers of lines.
LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def write_json_lines(path: Path, records: Iterable[Record]) -> None:
    """Write the records; times are ISO 8601 with their offset."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            line = json.dumps(record.row(), ensure_ascii=False, default=iso)
            file.write(line.translate(LINE_ENDS) + "\n")


def iso(time: date) -> str:
    """A time or a day as ISO 8601 writes it."""
    return time.isoformat()


_ROW_GROUP = 1000


def write_parquet(path: Path, records: Iterable[Record]) -> None:
    """Write the records, a thousand at a time; times are moments, told in UTC, and ``more`` is JSON.

    :raises ArgumentError: pyarrow is not installed
    """
    arrow, parquet = from_extra("pyarrow", "parquet"), from_extra("pyarrow.parquet", "parquet")
    text, moment = arrow.string(), arrow.timestamp("us", tz="UTC")
    picture = arrow.struct([("path", text), ("url", text), ("sha256", text)])
    types = {
        "text": text, "number": arrow.int64(), "time": moment, "day": arrow.date32(), "json": text,
        "texts": arrow.list_(text), "times": arrow.list_(moment), "pictures": arrow.list_(picture),
    }  # fmt: skip
    schema = arrow.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    waiting = iter(records)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [_row(record) for record in islice(waiting, _ROW_GROUP)]:
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _row(record: Record) -> dict[str, Any]:
    return record.row() | {"more": json.dumps(record.more, ensure_ascii=False, default=str)}
