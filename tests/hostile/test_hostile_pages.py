"""Whatever a page does, the good articles are stored and the rest is accounted for."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hostile import pages
from tests.hostile.crawling import Books, crawl
from tests.hostile.pages import Hostile
from tests.hostile.server import Server
from tests.hostile.site import GOOD, hostile_site

pytestmark = pytest.mark.long


def crawled(hostile: Mapping[str, Hostile], output: Path) -> tuple[Books, Server]:
    with hostile_site(hostile) as (address, server):
        return crawl(address, output), server


@pytest.mark.parametrize("kind", ["TRANSPORT", "STATUS", "REDIRECTS", "PARSERS"])
def test_good_articles_are_stored_and_the_rest_is_accounted_for(kind: str, tmp_path: Path) -> None:
    hostile: dict[str, Hostile] = getattr(pages, kind)
    books, server = crawled(hostile, tmp_path)
    good = {f"good-{number}": "stored" for number in range(GOOD)}
    assert books.states == good | {name: one.outcome for name, one in hostile.items()}, books.reasons
    assert books.adds_up()
    assert books.counts["seen"] == GOOD + len(hostile)
    assert books.megabytes <= 250
    assert books.code == (2 if "failed" in books.states.values() else 0)
    assert not [asked.path for asked in server.asked if asked.path == "/secret"]
    assert not [asked.headers for asked in server.asked if {"cookie", "referer"} & asked.headers.keys()]
