"""The rows of a catalog's file, whatever tables it has."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path

_COLUMNS = """SELECT tables.name, columns.name
    FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' ORDER BY 1, 2"""


def rows_of(catalog: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is in a catalog's file, what new rows are numbered from among it."""
    with closing(sqlite3.connect(catalog)) as opened:
        columns: dict[str, list[str]] = defaultdict(list)
        for table, column in opened.execute(_COLUMNS):
            columns[table].append(column)
        return {
            table: sorted(opened.execute(f"SELECT {', '.join(names)} FROM {table}"), key=repr)
            for table, names in columns.items()
        }
