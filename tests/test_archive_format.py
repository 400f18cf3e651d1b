"""docs/archive-format.md says what the code writes, and nothing else; reading by it is in e2e/."""

import ast
import importlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.statscollectors import DummyStatsCollector

from newsarchive.crawling.cost import cost_of
from newsarchive.crawling.ledger import Ledger
from newsarchive.dates.parsed import Precision
from newsarchive.evidence import Exchange
from newsarchive.items import Doubt, Draft
from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import Furniture, Learned
from newsarchive.media.account import PictureAccount
from newsarchive.pipelines.accounted import NOT_RECORDED
from newsarchive.posts.front_matter import FIVE
from newsarchive.profiles.run_arguments import NAMES
from newsarchive.profiles.site import Extra
from newsarchive.store.catalog.access import open_catalog
from newsarchive.store.catalog.states import CaptureKind, RevisionKind, State
from newsarchive.store.entries import ENTRY
from newsarchive.store.lock import Holder
from newsarchive.store.originals import cdxj, making
from newsarchive.store.originals.records import Record
from newsarchive.store.published import Mark
from newsarchive.store.said_changed import NOTED
from newsarchive.store.signpost import Signpost
from newsarchive.store.verifying import folder_check, fresh_catalog

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/archive-format.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
IN_SCRATCH = {"*.fetched", "*.checked"}  # a fleet's: what a process copies from the storage to its own disk
NO_FILES_OF_ARCHIVES = {"new_files.py", "tables.py"}  # drafts in a checkout; "TABLE.id"


def table(heading: str, number: int = 0) -> list[list[str]]:
    """The cells of a table below a heading, without its first two lines."""
    below = re.split(r"^#+ ", TEXT.partition(f"# {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    found = re.findall(r"(?:^\|.*\n)+", below, re.MULTILINE)[number].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" |")] for line in found]


def first(heading: str, number: int = 0) -> list[str]:
    """The names in a table's first column."""
    return [name for row in table(heading, number) for name in CODE.findall(row[0])]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("catalog") / "catalog.sqlite"
    open_catalog(path).close()
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def tables_of(catalog: sqlite3.Connection) -> list[str]:
    listed = catalog.execute("PRAGMA table_list").fetchall()
    found = [name for schema, name, kind, _, _, strict in listed if kind == "table" and strict]
    assert found
    return found


def test_every_table_is_documented_and_is_strict(catalog: sqlite3.Connection) -> None:
    ours = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    named = set(re.findall(r"^### `(\w+)`$", TEXT, re.MULTILINE))
    assert named == {name for (name,) in catalog.execute(ours)} == set(tables_of(catalog))


def test_every_column_is_documented_with_type_and_null(catalog: sqlite3.Connection) -> None:
    for name in tables_of(catalog):
        known = [
            [f"`{column}`", kind, "key" if key else "no" if notnull else "yes"]
            for _, column, kind, notnull, _, key in catalog.execute(f"PRAGMA table_info({name})")
        ]
        told = [row[:3] for row in table(f"`{name}`")]
        assert sorted(told) == sorted(known), name
        assert all(row[3] for row in table(f"`{name}`"))


def test_every_reference_is_documented(catalog: sqlite3.Connection) -> None:
    for name in tables_of(catalog):
        told = {
            (CODE.findall(row[0])[0], *found.groups())
            for row in table(f"`{name}`")
            if (found := re.match(r"refers to `(\w+)\.(\w+)`", row[3]))
        }
        keys = catalog.execute(f"PRAGMA foreign_key_list({name})").fetchall()
        assert told == {(column, other, there) for _, _, other, column, there, *_ in keys}, name


def test_the_numbers_in_the_file_are_documented(catalog: sqlite3.Connection) -> None:
    for pragma in ("application_id", "user_version"):
        number = catalog.execute(f"PRAGMA {pragma}").fetchone()[0]
        assert re.search(rf"`PRAGMA {pragma}` is `{number}`", TEXT)
    assert catalog.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert catalog.execute("PRAGMA encoding").fetchone() == ("UTF-8",)


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("States of an article", State),
        ("Kinds of revisions", RevisionKind),
        ("Kinds of captures", CaptureKind),
        ("Doubts", Doubt),
        ("Precisions", get_args(Precision)),
    ],
)
def test_every_value_is_documented(heading: str, values: type) -> None:
    assert sorted(first(heading)) == sorted(values)  # type: ignore[call-overload]


def test_every_key_of_json_is_documented() -> None:
    exchange = Exchange(url="http://a/", status=200, body=b"", at=datetime.now(UTC))
    record = Record(
        file="", offset=0, length=0, end=0, record_id="", payload_digest="", kind=CaptureKind.RESPONSE
    )
    line = cdxj.line(exchange, record).decode()
    known = {
        "`run.arguments`": set(NAMES),
        "`run.account`": set(Ledger(pictures=PictureAccount()).account()),
        "`article.entry`": {*ENTRY, *NOTED},
        "`run.cost`": set(cost_of(DummyStatsCollector(Crawler(Spider)), 0)),
        "`quarantine.record`": {one.name for one in fields(Draft)} - NOT_RECORDED,
        "`lock.json`": {one.name for one in fields(Holder)},
        "`moved.json`": {one.name for one in fields(Signpost)},
        "`collected.json`": {one.name for one in fields(Mark)},
        "`counts.value`": {one.name for one in fields(Counts)},
        "CDXJ": set(re.findall(r'"(\w+)":', line)),
    }
    told = {where: set(CODE.findall(keys)) for where, keys in table("JSON")}
    assert told == known


def test_every_key_of_a_version_is_documented() -> None:
    assert sorted(first("Learned versions")) == sorted(one.name for one in fields(Learned))
    (furniture,) = (row[1] for row in table("Learned versions") if row[0] == "`furniture`")
    assert CODE.findall(furniture) == [one.name for one in fields(Furniture)]


def test_every_key_of_the_front_matter_is_documented() -> None:
    assert first("Posts") == [*FIVE, *get_args(Extra)]


def test_every_field_of_a_warc_head_is_documented() -> None:
    names = {
        node.value
        for node in ast.walk(ast.parse(Path(making.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    written = {name for name in names if re.fullmatch(r"(?:WARC|NewsArchive|Content)-[\w-]+", name)}
    assert sorted(first("Originals")) == sorted(written)


def test_every_file_that_the_code_makes_is_documented() -> None:
    """Names are compared with ``*`` for what varies, which the document writes in capitals."""
    told = {re.sub(r"[A-Z]{4,}", "*", path.rstrip("/").split("/")[-1]) for path in first("Files")}
    logs = {name for name in told if name.endswith(fresh_catalog.BESIDES)}
    assert logs == {f"catalog.sqlite{ending}" for ending in fresh_catalog.BESIDES}
    others = (ROOT / "newsarchive/posts/file_names.py", ROOT / "newsarchive/sites/layout.py")
    makers = [*(ROOT / "newsarchive/store").rglob("*.py"), *others]
    written = {name for path in makers for name in names_in(path)}
    assert written >= IN_SCRATCH
    assert told - logs == written - IN_SCRATCH


def test_verification_knows_what_is_documented() -> None:
    inside = [path.removeprefix("_archive/") for path in first("Files") if path.startswith("_archive/")]
    names = {path.rstrip("/") for path in inside if "/" not in path.rstrip("/")} - {""}
    names = {name.replace("TIME", "20220307T082306") for name in names}
    # What a rebuild left that was killed, nobody needs.
    assert {name for name in names if not folder_check.OURS.fullmatch(name)} == {"catalog.new.sqlite"}


def names_in(path: Path) -> Iterator[str]:
    """What a module's source joins to a folder's path or makes the names of files of."""
    if path.name in NO_FILES_OF_ARCHIVES:
        return
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        joined = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        name = pattern(node.right if joined else node, vars(module))  # type: ignore[attr-defined]
        made = isinstance(node, ast.JoinedStr) and re.fullmatch(r"\*[*-]*(?:\.[a-z]+)+", name)
        if (joined or made) and name.strip("*"):
            yield name


def pattern(node: ast.AST, names: dict[str, object]) -> str:
    """A string with ``*`` for each thing that is put in; empty for what is none."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.Name(id=name) if isinstance(names.get(name), str):
            return str(names[name])
        case ast.FormattedValue(value=value):
            return pattern(value, names) or "*"
        case ast.JoinedStr(values=parts):
            return "".join(pattern(part, names) for part in parts)
    return ""
