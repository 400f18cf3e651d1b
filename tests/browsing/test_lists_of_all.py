"""Lists of archives of every kind: empty, quarantined alone, adopted, of earlier versions, of profiles."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.page import Page
from newsarchive.items import Rejected
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.profiles import load_profile
from newsarchive.sites import Site
from newsarchive.store.archive import Archive
from newsarchive.upkeep.adopt import Adopter, adopt
from spiders.finews import FinewsSpider
from tests.archives.kept import VERSIONS, unpacked
from tests.browsing.odd_archive import archive_of, odd_article
from tests.browsing.walked import Found, asked, walked
from tests.unit.remembering import NOW, article, opened, submission

BUNDLED = sorted((Path(FinewsSpider.profile_path).parents[1] / "profiles").glob("*.yml"))


def lists(shelf: Shelf) -> dict[str, Found]:
    """All pages of the only archive, each with a heading and links that lead somewhere."""
    (name,) = shelf
    found = walked(shelf, f"/{name}/")
    for path in ("week/", "state/missed/", "by/section/", "by/outlet/", "by/author/", "runs/"):
        assert f"/{name}/{path}" in found
    assert all(one.text.count("<h1") == 1 for one in found.values() if isinstance(one.page, Page))
    return found


def counts(found: dict[str, Found]) -> dict[str, int]:
    """How many lines each list of a state has."""
    states = {address.split("/")[-2]: one for address, one in found.items() if "/state/" in address}
    return {
        state: json.loads(found[address].content)["total"]
        for state in states
        for address in found
        if address.endswith(f"/state/{state}/list.json")
    }


def test_an_empty_archive_has_all_lists(tmp_path: Path) -> None:
    archive, held = archive_of(tmp_path)
    with opened(archive):
        pass
    found = lists({held.name: held})
    assert set(counts(found).values()) == {0}
    front = found[held.address].text
    assert "Nothing of this year is archived." in front
    assert "2022, day by day" in front


def test_an_archive_with_nothing_but_quarantine(tmp_path: Path) -> None:
    archive, held = archive_of(tmp_path)
    with opened(archive):
        archive.write([
            Rejected(f"x{number}", f"http://x.example/{number}", "no-title", "nothing there", {"date": "?"})
            for number in range(3)
        ], now=NOW)  # fmt: skip
    found = lists({held.name: held})
    assert counts(found) == {"edited": 0, "gone": 0, "owed": 0, "quarantined": 3, "missed": 3}
    day = found[f"{held.address}day/2022-03-08/"].text
    assert "no-title: the page states no title; nothing there" in day
    assert ">http://x.example/2</a>" in day


@pytest.mark.parametrize("site", ["finews", "paper.example"])
@pytest.mark.parametrize("version", VERSIONS)
def test_an_archive_of_an_earlier_version(version: str, site: str, tmp_path: Path) -> None:
    folder = unpacked(version, site, tmp_path)
    own = folder / "_archive" / "site.yml"
    profile = own if own.exists() else FinewsSpider.profile_path
    shelf = {site: Held(site, folder, Site(site, folder, Path(profile)))}
    front = asked(shelf, f"/{site}/")
    found = {address: asked(shelf, address) for address in front.links if address != "/"}
    days = {link for one in found.values() for link in one.links if re.search(r"/day/[\d-]+/$", link)}
    assert [asked(shelf, day).text for day in sorted(days)[:4]]
    found |= {
        f"{address}list.json": asked(shelf, f"{address}list.json")
        for address in found
        if "/state/" in address
    }
    sums = counts(found)
    assert sums["owed"] <= sums["missed"] <= sums["owed"] + sums["quarantined"], "one is quarantined twice"
    total = sum(term["articles"] for term in terms_at(shelf, f"/{site}/by/author/"))
    assert total > 2


def test_an_adopted_archive(tmp_path: Path) -> None:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    spider = FinewsSpider()
    adopter = Adopter(
        spider, offline_pipelines(settings, spider.profile), now=datetime(2022, 3, 8, tzinfo=UTC)
    )
    posts = []
    for number in range(3):
        one = submission(article(number), spider.profile)
        posts.append(tmp_path / f"2022-03-07-{one.source_id}.md")
        posts[-1].write_bytes(one.post)
    archive = Archive(tmp_path / "finews", spider.profile)
    adopt(archive, posts, adopter)
    found = lists({"finews": Held("finews", archive.folder)})
    assert counts(found)["edited"] == 0
    day = json.loads(found["/finews/day/2022-03-07/published/list.json"].content)
    assert day["total"] == 3
    assert day["zone"] == "UTC", "of an archive that no profile goes with"


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_an_archive_of_each_bundled_profile(path: Path, tmp_path: Path) -> None:
    profile = load_profile(path)
    archive = Archive(tmp_path / profile.name, profile)
    with opened(archive):
        one = odd_article("one", 1, section="Harbour", source="The Pilot", author="Ann")
        archive.write([submission(one, profile)], now=NOW)
    held = Held(profile.name, archive.folder, Site(profile.name, archive.folder, path))
    shelf = {held.name: held}
    lists(shelf)
    for facet, name in (("section", "Harbour"), ("author", "Ann")):
        assert [one["name"] for one in terms_at(shelf, f"{held.address}by/{facet}/")] == [name]
    wanted = "The Pilot" if profile.category.by == "section" else "Odd Times"
    assert [one["name"] for one in terms_at(shelf, f"{held.address}by/outlet/")] == [wanted]


def terms_at(shelf: Shelf, address: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(asked(shelf, f"{address}list.json").content)["terms"]
    return told


@contextmanager
def with_sections(folder: Path, count: int) -> Iterator[Held]:
    """An archive with so many sections, of one article each."""
    archive, held = archive_of(folder)
    with opened(archive):
        one = submission(odd_article("one", 1), archive.profile)
        archive.write([one], now=NOW)
        archive.transact(partial(_copies, archive, count))
    yield held


def _copies(archive: Archive, count: int, rows: object) -> None:
    """Rows of further articles, made of the first one's; nothing that only looks asks for their seals."""
    connection = archive.rows.connection
    for table, values in {
        "article": {
            "id": "n + 1",
            "source_id": "'s' || n",
            "url": "'http://x.example/' || n",
            "stem": "'s' || n",
        },
        "revision": {"id": "n + 1", "article": "n + 1", "section": "'Section ' || n"},
    }.items():
        columns = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        chosen = ", ".join(values.get(name, f'"{name}"') for name in columns)
        connection.exec_driver_sql(
            f"WITH RECURSIVE it(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM it WHERE n < {count})"
            f" INSERT INTO {table} SELECT {chosen} FROM {table}, it WHERE id = 1"
        )


def test_five_thousand_sections_are_pages_of_two_hundred(tmp_path: Path) -> None:
    with with_sections(tmp_path, 5000) as held:
        shelf = {held.name: held}
        first = asked(shelf, f"{held.address}by/section/")
        assert first.text.count('<th scope="row">') == 200
        assert "5,001 in all" in first.text
        assert "Page 1 of 26." in first.text
        last = asked(shelf, f"{held.address}by/section/page/26/")
        assert last.text.count('<th scope="row">') == 1
        everything = terms_at(shelf, f"{held.address}by/section/")
        assert len({one["page"] for one in everything}) == 5001
        captured = asked(shelf, f"{held.address}day/2022-03-08/captured/page/26/")
        assert captured.text.count('<p class="title">') == 1
        assert asked(shelf, f"{held.address}day/2022-03-08/").text.count('<p class="title">') <= 5 * 200


def test_feeds_and_json_of_long_lists_go_on(tmp_path: Path) -> None:
    with with_sections(tmp_path, 450) as held:
        shelf, address, seen = {held.name: held}, f"{held.address}day/2022-03-08/list.json", list[object]()
        while address:
            values = json.loads(asked(shelf, address).content)
            seen += [(one["kind"], one["id"]) for one in values["articles"]]
            assert len(values["articles"]) <= 200
            address = values["next"]
        assert len(seen) == len(set(seen)) == values["total"]
        assert asked(shelf, f"{held.address}day/2022-03-08/feed.atom").text.count("<entry>") == 200
