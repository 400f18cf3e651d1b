"""Records as a Parquet file, by way of pyarrow, which is an extra."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from newsarchive.collecting.extras import from_extra
from newsarchive.collecting.records import COLUMNS, Record

_ROW_GROUP = 1000


def write_parquet(path: Path, records: Iterable[Record]) -> None:
    """Write the records, a thousand at a time; ``published`` is a moment, told in UTC.

    :raises ArgumentError: pyarrow is not installed
    """
    arrow, parquet = from_extra("pyarrow", "parquet"), from_extra("pyarrow.parquet", "parquet")
    types = {"revision": arrow.int64(), "published": arrow.timestamp("us", tz="UTC")}
    schema = arrow.schema([(name, types.get(name, arrow.string())) for name in COLUMNS])
    waiting = iter(records)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [asdict(record) for record in islice(waiting, _ROW_GROUP)]:
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
