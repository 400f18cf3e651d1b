"""A thousand generated records of the grammar, against a rendering that shares no code with ours."""

from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from newsarchive.demo.site import DemoSite
from tests.e2e.crawling import scrapy
from tests.e2e.reference import reference

RECORDS = 1000

pytestmark = pytest.mark.long


def test_a_thousand_posts_are_identical_to_the_reference(tmp_path: Path) -> None:
    site = DemoSite(RECORDS, bad_records=False)
    with running_demo_site(RECORDS, bad_records=False) as proxy:
        crawl = scrapy("archive", "finews", proxy=proxy, output=tmp_path)
    assert crawl.code == 0, crawl.out + crawl.err
    expected = dict(reference(article) for article in site.articles)
    posts = {path.name: path.read_bytes() for path in (tmp_path / "finews" / "_posts").iterdir()}
    assert len(posts) >= RECORDS
    assert sorted(posts) == sorted(expected)
    different = [name for name, post in posts.items() if post != expected[name]]
    assert different == []
