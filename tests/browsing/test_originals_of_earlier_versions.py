"""Originals and Memento of archives that earlier versions wrote, with a profile and without one."""

from pathlib import Path

import pytest

from newsarchive.browsing.held import Held
from tests.archives.kept import VERSIONS, unpacked
from tests.browsing.served import serving_pages


@pytest.mark.parametrize("site", ["finews", "paper.example"])
@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
def test_each_capture_is_shown_and_found_by_its_address(tmp_path: Path, version: str, site: str) -> None:
    held = Held(site, unpacked(version, site, tmp_path))
    query = "SELECT id, url FROM capture ORDER BY id"
    captures = held.look(lambda catalog: catalog.execute(query).fetchall())
    entries = held.look(lambda catalog: catalog.execute("SELECT id FROM quarantine").fetchall())
    assert captures
    with serving_pages({site: held}) as served:
        for number, url in captures[:12]:
            assert "checked just now, and the same" in served.get(f"/{site}/capture/{number}/").text
            assert served.get(f"/{site}/capture/{number}", originals=True).status == 200
            told = served.get(f"/timegate/{url}")
            assert told.status == 302, url
            memento = f"/memento{told.headers['location'].partition('/memento')[2]}"
            assert "memento-datetime" in served.get(memento, originals=True).headers
        for (number,) in entries:
            assert served.get(f"/{site}/quarantine/{number}/").status == 200
