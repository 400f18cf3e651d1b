"""``make demo`` is this command."""

import html
import re
from pathlib import Path

import pytest

from newsarchive.posts.read_post import read_post
from newsarchive.publishing.body import published_body
from tests.e2e.crawling import ROOT, scrapy

PICTURE = ROOT / "docs" / "demo.svg"
SEED = "2022-03-07-NW202203072298194131.md"


def words(shown: str) -> set[str]:
    """The words of all lines but those that name folders, and the one that is cut at the terminal's edge."""
    texts = re.findall(r'y="([\d.]+)" textLength[^>]*>([^<]+)<', shown)
    lines = {y: " ".join(text for where, text in texts if where == y) for y, _ in texts}
    kept = [html.unescape(line) for line in (lines.values() if lines else shown.splitlines())]
    return set(
        re.findall(r"[a-z][a-z-]+", " ".join(x for x in kept if not re.search(r"output/|_posts|<p>|\$", x)))
    )


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
    posts = sorted((tmp_path / "demo" / "finews" / "_posts").iterdir())
    bodies = [published_body(read_post(post.read_bytes()).body, inside={}.get) for post in posts]
    assert len(bodies) == 166
    assert [body for body in bodies if "&lt;p" in body or "EM_Stock" in body or "<img" in body] == []
    assert words(first.out) == words(PICTURE.read_text(encoding="utf-8")), "make picture draws it anew"
    second = scrapy("demo", proxy=None, output=tmp_path)
    assert second.code == 0
    assert "Nothing is new" in second.out
