"""Whatever a page does, the good articles are stored and the rest is accounted for."""

from pathlib import Path

import pytest

from tests.hostile import broken, pages, walls
from tests.hostile.crawling import crawl
from tests.hostile.pages import Hostile, redirect
from tests.hostile.server import response, running
from tests.hostile.site import GOOD, hostile_site, path_of

pytestmark = pytest.mark.long

KINDS = {
    "transport": pages.TRANSPORT | broken.SENT,
    "status": pages.STATUS | broken.ANSWERED,
    "redirects": pages.REDIRECTS | broken.SENT_ON,
    "parsers": pages.PARSERS | walls.JSON_LD,
    "walls": walls.WALLS,
}


@pytest.mark.parametrize("kind", KINDS)
def test_good_articles_are_stored_and_the_rest_is_accounted_for(kind: str, tmp_path: Path) -> None:
    hostile = KINDS[kind]
    hops = {path_of(name): page for name, page in broken.HOPS.items()}
    with hostile_site(hostile, hops) as (address, server):
        books = crawl(address, tmp_path)
    good = {f"good-{number}": "stored" for number in range(GOOD)}
    assert books.states == good | {name: one.outcome for name, one in hostile.items()}, books.reasons
    assert books.adds_up()
    assert books.counts["seen"] == GOOD + len(hostile)
    assert books.megabytes <= 250
    assert books.code == (2 if "failed" in books.states.values() else 0)
    assert not [asked.target for asked in server.asked if asked.target == "/secret"]
    assert not [asked.headers for asked in server.asked if {"cookie", "referer"} & asked.headers.keys()]
    assert {asked.headers["accept-encoding"] for asked in server.asked} == {"gzip, deflate, br"}


def test_no_redirect_leads_to_another_port_of_the_same_host(tmp_path: Path) -> None:
    with running(lambda path: response(pages.WHOLE)) as (other, victim):
        hostile = {"aside": Hostile(redirect(f"{other}/2024/01/05/inside.html"), "failed")}
        with hostile_site(hostile) as (address, _):
            books = crawl(address, tmp_path)
    assert books.states["aside"] == "failed"
    assert books.reasons["aside"] == "redirect-refused"
    assert victim.asked == []
