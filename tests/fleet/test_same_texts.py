"""Texts that no database takes as they are leave the same rows in a folder's catalog and in a fleet's."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import pytest

from newsarchive.fleet.keeper import Fleet
from newsarchive.items import Rejected, Unfetched
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.tables import Row, kinds
from newsarchive.store.verifying.check import check
from tests.unit.illustrated import SITE, article, crawl, write

PROFILE = SITE.model_copy(update={"name": "one"})
KINDS = [kind for kind in kinds() if kind.table.name != "run"]  # of these there is one
TEXTS = {"surrogate": ("a\ud800b", "a\\ud800b"), "nul": ("a\0b", "ab"), "both": ("\0\udfff渡", "\\udfff渡")}


@pytest.fixture
def both(fleet: Fleet, tmp_path: Path) -> list[Archive]:
    """An archive in a folder, and one on a fleet."""
    return [Archive(tmp_path / "folder" / "one", PROFILE), Archive(fleet.root / "one", PROFILE)]


def value_of(hint: Any, text: str) -> Any:
    """A value of a column of that type."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if type(None) in get_args(hint):
        (hint,) = (one for one in get_args(hint) if one is not type(None))
    origin = get_origin(hint) or hint
    if origin is tuple:
        return (value_of(get_args(hint)[0], text),)
    if origin is Literal:
        return get_args(hint)[0]
    if origin is Mapping:
        return {"told": text}
    if isinstance(origin, type) and issubclass(origin, StrEnum):
        return next(iter(origin))
    return {int: 1, bytes: b"x", datetime: datetime(2024, 5, 2, tzinfo=UTC), str: text}[origin]


def filled(kind: type[Row], text: str) -> Row:
    """A row whose texts are all that one."""
    hints = get_type_hints(kind, include_extras=True)
    return kind(**{one.name: value_of(hints[one.name], text) for one in fields(kind)})


@pytest.mark.parametrize("which", TEXTS)
def test_every_column_of_texts_takes_it(both: list[Archive], which: str) -> None:
    text, stored = TEXTS[which]
    found = []
    for archive in both:
        with crawl(archive):
            archive.transact(lambda rows: [rows.restore(filled(kind, text)) for kind in KINDS])
            for kind in KINDS:
                column = next(iter(kind.key))
                for name in {"url", "source_id", "detail", "name", "reason"} & set(kind.names):
                    held = archive.rows.where(kind, kind.c[column].is_not(None), **{name: text})
                    assert held == list(archive.rows.by_values(kind, kind.c[name], [text])), (kind, name)
                    assert [getattr(one, name) for one in held] == [stored], (kind, name)
            found.append([archive.rows.where(kind) for kind in KINDS])
    assert found[0] == found[1]


@pytest.mark.parametrize("which", TEXTS)
def test_what_a_run_hands_in_comes_to_the_same(both: list[Archive], which: str) -> None:
    text, stored = TEXTS[which]
    found = []
    for archive in both:
        verdicts = []
        for hours in (0, 1):
            with crawl(archive, hours=hours):
                read = article(1)
                said = dict.fromkeys(("title", "outlet", "category", "tag", "standfirst"), text)
                read = replace(read, article=replace(read.article, **said))
                url = f"https://gazette.example/{text}"
                verdicts += write(
                    archive, read, Rejected(f"/{text}", url, f"no-{text}", text, {"a": text}),
                    Unfetched("/2024/ferry-1", read.url, "http-503", text), hours=hours,
                )  # fmt: skip
        with crawl(archive, hours=2):
            run = replace(archive.desk.run, arguments=text)
            archive.rows.replace(run)
            rows = {kind.table.name: archive.rows.where(kind) for kind in kinds()}
        assert rows["run"][-1].arguments == stored  # type: ignore[attr-defined]
        assert rows["revision"][0].title == stored  # type: ignore[attr-defined]
        assert len(rows["quarantine"]) == 1
        with archive.lock.held():
            assert check(archive).faults == []
        found.append((verdicts, rows["revision"], rows["quarantine"], rows["ask"]))
    assert found[0] == found[1]
