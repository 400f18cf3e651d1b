"""Every kind of site moves to a fleet, is archived there, and moves back as if it had never been away."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.covering import some_of
from tests.every_site import EVERY_SITE, Site, serving
from tests.fleet.moves import Machine, content_of, has_it


def forget_one(site: Site, output: Path) -> str:
    """Take an article down; its post's name."""
    with closing(sqlite3.connect(output / site.name / "_archive" / "catalog.sqlite")) as catalog:
        source_id, post = catalog.execute(
            "SELECT source_id, post FROM article WHERE state = 'published' ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert site.run(output, "forget", source_id, "--reason", "court", "--site", site.name).code == 0
    return str(post)


@pytest.mark.long
@pytest.mark.parametrize("kind", some_of(EVERY_SITE, {"no-profile"}))
def test_it_is_archived_there_as_it_is_here(
    kind: str, fleet_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, stays = tmp_path / "output", tmp_path / "stays"
    machine = Machine(output, fleet_database, tmp_path / "objects")
    with serving(kind, tmp_path, pictured=True) as site:
        first = site.archive(output)
        assert (output / site.name / "_archive" / "catalog.sqlite").exists(), first.out + first.err
        forgotten = forget_one(site, output)
        shutil.copytree(output, stays)
        there = machine.to_fleet(site.name)
        assert there.code == 0, there.out + there.err
        assert has_it(machine, site.name) == {"fleet"}
        assert site.run(output, "archive", site.name).code == 64
        site.a_day_later()
        site.asked.clear()
        site.run(stays, "archive", site.name, "-a", "recheck=all")
        asked_here = sorted(site.asked)
        site.asked.clear()
        for name, value in machine.fleet_variables.items():
            monkeypatch.setenv(name, value)
        done = site.run(output, "archive", site.name, "-a", "recheck=all")
        assert done.code in {0, 2, 3}, done.out + done.err
        assert sorted(site.asked) == asked_here
        verified = site.run(output, "verify", site.name)
        assert verified.code == 0, verified.out
        for name in machine.fleet_variables:
            monkeypatch.delenv(name)
        back = machine.back(site.name)
        assert back.code == 0, back.out + back.err
        assert has_it(machine, site.name) == {"folder"}
        expected, found = content_of(stays / site.name), content_of(output / site.name)
        assert found.posts == expected.posts
        assert found.pictures == expected.pictures
        assert forgotten not in found.posts
        assert {name: len(rows) for name, rows in found.rows.items()} == {
            name: len(rows) for name, rows in expected.rows.items()
        }
        verified = site.run(output, "verify", site.name)
        assert verified.code == 0, verified.out
