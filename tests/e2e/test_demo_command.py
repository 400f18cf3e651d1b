"""``make demo`` is this command."""

from pathlib import Path

import pytest

from tests.e2e.crawling import scrapy

SEED = "2022-03-07-NW202203072298194131.md"


@pytest.mark.long
def test_the_demo_shows_its_posts_and_then_that_nothing_is_new(tmp_path: Path) -> None:
    first = scrapy("demo", proxy=None, output=tmp_path)
    assert first.code == 0, first.err
    assert 'title: "“春风行动”送春风' in first.out
    assert "seen" in first.out
    assert (tmp_path / "demo" / "finews" / "_posts" / SEED).exists()
    assert not (tmp_path / "finews").exists(), "it is in the way of a real archive"
    assert "scrapy status finews --quarantined` says why" in first.out
    why = scrapy("status", "finews", "--quarantined", proxy=None, output=tmp_path / "demo")
    assert (why.code, "impossible-date" in why.out) == (0, True), why.err
    second = scrapy("demo", proxy=None, output=tmp_path)
    assert second.code == 0
    assert "Nothing is new" in second.out
