"""Records as a Parquet file, by way of pyarrow, which is an extra."""

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from newsarchive.collecting.extras import from_extra
from newsarchive.collecting.records import COLUMNS, Record

_ROW_GROUP = 1000


def write_parquet(path: Path, records: Iterable[Record]) -> None:
    """Write the records, a thousand at a time; times are moments, told in UTC, and ``more`` is JSON.

    :raises ArgumentError: pyarrow is not installed
    """
    arrow, parquet = from_extra("pyarrow", "parquet"), from_extra("pyarrow.parquet", "parquet")
    moment = arrow.timestamp("us", tz="UTC")
    types = {
        "revision": arrow.int64(), "published": moment, "modified": moment,
        "doubts": arrow.list_(arrow.string()),
    }  # fmt: skip
    schema = arrow.schema([(name, types.get(name, arrow.string())) for name in COLUMNS])
    waiting = iter(records)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [_row(record) for record in islice(waiting, _ROW_GROUP)]:
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _row(record: Record) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in COLUMNS}
    return row | {"more": json.dumps(row["more"], ensure_ascii=False, default=str)}
