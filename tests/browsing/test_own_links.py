"""Links of captured pages lead to archived articles, whatever kind of site the archive is of."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.originals.own_links import own_links
from newsarchive.discovery.addresses import joined
from newsarchive.profiles import SiteProfile, identity_of, load_profile
from newsarchive.sites import Site
from newsarchive.store.archive import Archive
from tests.browsing.capturing import story
from tests.unit.remembering import SHARE, opened, source_id, submission

BUNDLED = sorted((Path(__file__).parents[2] / "spiders" / "profiles").glob("*.yml"))
SHARED = SHARE.format(source_id(3))
GAZETTE = "http://brindle-gazette.example/2024/06/02/story-3"


@pytest.mark.parametrize(
    ("site", "written"),
    [("finews", SHARED), ("finews", f"{SHARED}#top"), ("finews", SHARED.replace("finews.z", "FINEWS.Z")),
     ("finews", SHARED.replace("http:", "https:")), ("finews", f"{SHARED}&utm_source=x"),
     ("brindle-gazette.example", GAZETTE), ("brindle-gazette.example", f"{GAZETTE}?utm_source=x#top"),
     ("brindle-gazette.example", GAZETTE.replace("brindle", "BRINDLE").replace("/2024", ":80/2024")),
     ("brindle-gazette.example", GAZETTE.replace("story", "%73tory"))],
)  # fmt: skip
def test_a_link_leads_to_its_article(shelf: Shelf, site: str, written: str) -> None:
    query = "SELECT id FROM article WHERE source_id = ?"
    known = source_id(3) if site == "finews" else GAZETTE
    number = shelf[site].look(lambda catalog: catalog.execute(query, (known,)).fetchone()[0])
    link = joined("http://else.example/", written)
    assert link
    for held in (shelf[site], replace(shelf[site], site=None)):
        found = own_links(held, [link, "https://else.example/2024/06/02/story-3"])
        if held.site or written in {SHARED, GAZETTE}:
            assert found == {link: f"/{site}/article/{number}/"}


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_it_does_in_an_archive_of_every_bundled_profile(path: Path, tmp_path: Path) -> None:
    profile: SiteProfile = load_profile(path)
    ids = {"finews": "NW202203070000000003", "guardian": "/world/2024/jan/05/herons-at-the-weir",
           "eastmoney": "202401053000000001", "n-tv": "24637921"}  # fmt: skip
    its = identity_of(ids[path.stem], profile)
    address = its.url if its else f"{profile.home.rstrip('/')}/politik/Reiher-am-Wehr-article24637921.html"
    archive = Archive(tmp_path / profile.name, profile)
    one = replace(
        story(profile.name, profile.home, 1), source_id=ids[path.stem], url=address, link=address,
        site=profile.name,
    )  # fmt: skip
    with opened(archive):
        archive.write([submission(one, profile)], now=one.fetched_at)
    held = Held(profile.name, archive.folder, Site(profile.name, archive.folder, path))
    link = joined(profile.home, f"{address}#comments")
    assert link
    assert own_links(held, [link]) == {link: f"/{profile.name}/article/1/"}
