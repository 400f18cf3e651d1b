"""Archives of tests that move between a folder and a fleet."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.crawling import Crawl, scrapy

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


@dataclass(frozen=True)
class Content:
    """What of an archive must be the same wherever it has been.

    :param rows: but for runs of the command `move`, and what they number
    :param files: posts, pictures, originals with their indexes, versions of what was learned, by their paths
    """

    rows: dict[str, list[tuple[object, ...]]]
    files: dict[str, bytes]


def content_of(folder: Path) -> Content:
    """What is in an archive's folder."""
    rows = rows_of(folder / "_archive" / "catalog.sqlite")
    rows["run"] = [row for row in rows["run"] if "move" not in row]
    rows["sqlite_sequence"] = [row for row in rows["sqlite_sequence"] if "run" not in row]
    places = folder / "_posts", folder / "media", folder / "_archive" / "originals"
    paths = (path for place in places if place.is_dir() for path in place.rglob("*") if path.is_file())
    return Content(rows, {str(path.relative_to(folder)): path.read_bytes() for path in paths})


@dataclass(frozen=True)
class Machine:
    """One machine that works on folders, and on a fleet.

    :param output: where its archives are
    :param database: the fleet's address
    :param storage: the folder of its objects
    """

    output: Path
    database: str
    storage: Path
    proxy: str | None = None

    def here(self, *words: str, proxy: str | None = None) -> Crawl:
        """A command on archives in folders."""
        return self._run(words, {}, proxy)

    def there(self, *words: str, proxy: str | None = None) -> Crawl:
        """A command with the fleet."""
        named = {"NEWSARCHIVE_DATABASE": self.database, "NEWSARCHIVE_STORE": self.storage.as_uri()}
        return self._run(words, named, proxy)

    def to_fleet(self, site: str, *words: str) -> Crawl:
        """Move it there."""
        return self.there("move", site, "--to", "fleet", *words)

    def back(self, site: str, *words: str) -> Crawl:
        """Move it back."""
        return self.there("move", site, "--to", str(self.output), *words)

    def _run(self, words: tuple[str, ...], more: dict[str, str], proxy: str | None) -> Crawl:
        done = scrapy(*words, proxy=proxy or self.proxy, output=self.output, more=more)
        assert "Traceback" not in done.out + done.err, done.out + done.err
        return done
