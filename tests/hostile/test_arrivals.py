"""Nothing that stands in an article's place is stored, at first sight or later, and the account says so."""

from pathlib import Path

import pytest

from tests.hostile import arrivals
from tests.hostile.crawling import crawl
from tests.hostile.pages import Hostile
from tests.hostile.site import GOOD, hostile_site

pytestmark = pytest.mark.long

KINDS = {"redirects": arrivals.REDIRECTS, "in-place": arrivals.IN_PLACE}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_the_article_is_not_stored(kind: str, tmp_path: Path) -> None:
    hostile = KINDS[kind]
    with hostile_site(hostile, arrivals.AT_THE_END) as (address, _):
        books = crawl(address, tmp_path)
    good = {f"good-{number}": "stored" for number in range(GOOD)}
    assert books.states == good | {name: one.outcome for name, one in hostile.items()}, books.reasons
    assert books.adds_up()
    assert books.code == (2 if "failed" in books.states.values() else 3)
    assert all(books.reasons[name] for name, one in hostile.items() if one.outcome != "stored")


@pytest.mark.parametrize("kind", KINDS)
def test_it_replaces_no_archived_post(kind: str, tmp_path: Path) -> None:
    refused = {name: one for name, one in KINDS[kind].items() if one.outcome != "stored"}
    turned = {
        name: Hostile(arrivals.later(one.page, f"A story called {name}"), "stored")
        for name, one in refused.items()
        if isinstance(one.page, bytes)
    }
    with hostile_site(turned, arrivals.AT_THE_END) as (address, _):
        crawl(address, tmp_path)
        (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
        before = {path.name: path.read_bytes() for path in (folder / "_posts").iterdir()}
        books = crawl(address, tmp_path, "-a", "recheck=all")
    assert len(before) == GOOD + len(refused)
    assert {path.name: path.read_bytes() for path in (folder / "_posts").iterdir()} == before
    assert books.counts["stored"] == 0
    assert books.adds_up()
    kept = {name for name, one in refused.items() if one.outcome == "quarantined"}
    assert books.counts["unchanged"] >= GOOD + len(kept)
    if kind == "redirects":
        assert "kept-redirect-home" in books.told
