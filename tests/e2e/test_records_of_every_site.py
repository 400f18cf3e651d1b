"""Records of archives of every kind, as ``collect`` writes them and as other programs read them."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.collecting.columns import COLUMNS
from tests.archives.kept import VERSIONS, unpacked
from tests.e2e.in_process import Typed
from tests.e2e.records import Rows, as_cells, as_moments, from_csv, from_json_lines, from_parquet
from tests.unit.handed_on import (
    EDITED,
    GONE,
    HOSTILE,
    KEPT,
    NOW,
    SITES,
    TAKEN_DOWN,
    TITLES,
    archive_of,
    article,
    identity,
    profile_of,
)

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def collected(typed: Typed, output: Path, site: str, folder: Path, *more: str) -> Rows:
    """The records in JSON lines, which the other forms agree with."""
    pytest.importorskip("pyarrow")
    for form in ("jsonl", "parquet", "csv"):
        done = typed(output, "collect", site, "--to", str(folder / f"{site}.{form}"), *more)
        assert done.code == 0, done.out + done.err
        assert re.search(r": \d+ posts, \d takedowns?; sums in ", done.out)
        assert "withdrawn" not in done.out
    rows = from_json_lines(folder / f"{site}.jsonl")
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert from_parquet(folder / f"{site}.parquet") == [as_moments(row) for row in rows]
    cells = from_csv(folder / f"{site}.csv")
    assert all(not cell.startswith(RUN) for row in cells for cell in row.values())
    assert [{name: cell.removeprefix("'") for name, cell in row.items()} for row in cells] == [
        as_cells(row) for row in rows
    ]
    return rows


@pytest.mark.parametrize("site", SITES)
def test_every_field_of_an_article_is_in_its_record(site: str, typed: Typed, tmp_path: Path) -> None:
    archive_of(tmp_path / "output", site)
    profile = profile_of(site)
    rows = {row["title"]: row for row in collected(typed, tmp_path / "output", site, tmp_path)}
    assert rows.keys() == {TITLES[number] for number in KEPT}
    for number in KEPT:
        row, said, its = rows[TITLES[number]], article(profile, number), identity(profile, number)
        assert (row["site"], row["id"], row["url"]) == (site, its.source_id, its.url)
        assert (row["tags"], row["doubts"], row["more"]) == (
            list(said.tags), ["assumed-zone"], {"rating": 5, "day": "2024-05-06"},
        )  # fmt: skip
        assert (row["author"], row["section"], row["source"]) == (said.author, said.section, said.source)
        assert (row["published_local"], row["zone"]) == (said.published.isoformat(), profile.zone or "")
        assert (row["day"], row["stated_date"]) == (f"2024-05-0{number}", said.stated_date)
        assert datetime.fromisoformat(row["published"]) == said.published
        assert datetime.fromisoformat(row["modified"]) == said.modified
        assert datetime.fromisoformat(row["first_seen"]) == NOW - timedelta(minutes=1)
        assert datetime.fromisoformat(row["first_stored"]) == NOW
        assert (row["captures"], len(row["pages"]), row["kind"]) == (
            1,
            1 if number != EDITED else 0,
            "crawled",
        )
        assert (row["length"] > 400, len(row["text_hash"]), len(row["body_hash"])) == (True, 32, 32)
    hours = {number: [NOW + timedelta(hours=one) for one in its] for number, its in {EDITED: (1, 5)}.items()}
    for number in KEPT:
        row = rows[TITLES[number]]
        assert [datetime.fromisoformat(at) for at in row["edited"]] == hours.get(number, [])
        assert row["edits"] == len(row["edited"]) == row["revision"] - 1
        later = NOW + timedelta(hours=5)
        assert row["gone_since"] == (later.isoformat() if number == GONE else None)
        assert row["last_checked"] == (NOW if number == HOSTILE else later).isoformat()
    assert "第3版" in rows[TITLES[EDITED]]["body"]
    assert "又一段。\u2028 “3”" in rows[TITLES[EDITED]]["body"]
    (removed,) = json.loads((tmp_path / f"{site}.csv.removed.json").read_bytes())
    assert (removed["id"], removed["why"]) == (identity(profile, TAKEN_DOWN).source_id, "takedown")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("site", ["finews", "paper.example"])
def test_archives_of_every_version(version: str, site: str, typed: Typed, tmp_path: Path) -> None:
    archive = unpacked(version, site, tmp_path / "output")
    before = {path.name for path in (archive / "_posts").iterdir()}
    rows = collected(typed, tmp_path / "output", site, tmp_path)
    assert {row["post"] for row in rows} == before
    assert {row["zone"] for row in rows} <= {"Asia/Shanghai", ""}
    for row in rows:
        assert row["first_seen"] <= row["first_stored"]
        assert row["edits"] == len(row["edited"])
    assert [row["gone_since"] is not None for row in rows].count(True) == 1


def test_a_rebuilt_and_an_adopted_archive(typed: Typed, tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "output", "finews")
    for name in ("catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"):
        (archive.private / name).unlink(missing_ok=True)
    assert typed(tmp_path / "output", "verify", "finews", "--rebuild").code in {0, 2}
    rebuilt = collected(typed, tmp_path / "output", "finews", tmp_path)
    assert {row["title"] for row in rebuilt} == {TITLES[number] for number in KEPT}
    posts = archive.folder / "_posts"
    adopted = typed(tmp_path / "other", "adopt", str(posts), "--site", "finews")
    assert adopted.code == 0, adopted.out + adopted.err
    rows = collected(typed, tmp_path / "other", "finews", tmp_path)
    assert {row["kind"] for row in rows} == {"adopted"}
    assert {row["last_seen"] for row in rows} == {None}
    assert {row["title"] for row in rows} == {TITLES[number] for number in KEPT}
    assert all(datetime.fromisoformat(row["stored"]).tzinfo == UTC for row in rows)
