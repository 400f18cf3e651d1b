"""What a post says of its date and zone is still so when the catalog is made anew from it."""

from datetime import datetime
from pathlib import Path

import pytest
import yaml
from ferry import Ferry, Make

from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import RevisionRow

STATED = [
    "2025-03-05T00:30:00+02:00", "2025-03-04T23:15:00-05:00", "2025-03-05T03:00:00+08:00",
    "2025-03-05T00:10:00+05:45", "2025-03-05T08:00:00+00:00", "2025-03-05T23:59:59-11:00",
]  # fmt: skip
ADDRESSES = {f"/2025/03/ferry-{number}-returns": text for number, text in enumerate(STATED)}


def published(ferry: Ferry) -> dict[str, str]:
    with reading(ferry.archive.catalog) as rows:
        return {row.name: row.published.isoformat() for row in rows.where(RevisionRow)}


@pytest.fixture
def ferry(tmp_path: Path, article: Make) -> Ferry:
    ferry = Ferry(tmp_path, article)
    moments = {address: datetime.fromisoformat(text) for address, text in ADDRESSES.items()}
    ferry.store(*(ferry.article(address, published=moment) for address, moment in moments.items()))
    return ferry


@pytest.mark.parametrize("originals", [False, True])
def test_the_offset_that_a_page_stated_stays(ferry: Ferry, originals: bool) -> None:
    before = published(ferry)
    assert sorted(before.values()) == sorted(STATED)
    ferry.lose(originals=originals)
    ferry.rebuild()
    assert published(ferry) == before


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_zone_that_was_declared_since_loses_no_post(ferry: Ferry, zone: str) -> None:
    before = published(ferry)
    path = ferry.spider.profile_path
    said = {"name": "ferry", "home": "http://ferry.example/", "category": {"fallback": "x"}, "zone": zone}
    path.write_text(yaml.safe_dump(said))
    again = Ferry.__new__(Ferry)
    again.__dict__ |= ferry.__dict__
    again.spider = type("Spider", (type(ferry.spider).__base__,), {"name": "ferry", "profile_path": path})()
    again.lose(originals=True)
    again.rebuild()
    after = published(again)
    assert after.keys() == before.keys()
    assert {name: datetime.fromisoformat(text) for name, text in after.items()} == {
        name: datetime.fromisoformat(text) for name, text in before.items()
    }
    assert all(text.startswith(name[:10]) for name, text in after.items())
