"""A broken site: each route comes to what is written beside it, and nobody else is asked."""

import re
import sqlite3
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from newsarchive.demo.server import Answer, Asked, serving
from tests.hostile import broken_site
from tests.hostile.broken_articles import HOST
from tests.hostile.crawling import crawl

pytestmark = pytest.mark.long


def stored_posts(folder: Path) -> dict[str, tuple[str, str]]:
    """Title and day of each post, by the name in its address."""
    found = {}
    for path in (folder / "_posts").iterdir():
        _, front, body = path.read_text().split("---\n", 2)
        name = re.findall(r"/(?:05|moved|news)/([\w-]+)", body.rpartition("<http")[2])[-1].removesuffix("-")
        found[name] = (yaml.safe_load(front)["title"].removesuffix("…"), path.name[:10])
    return found


def test_each_route_comes_to_what_is_written_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Asked] = []
    answer = broken_site.answers()

    def noted(one: Asked) -> Answer:
        asked.append(one)
        return answer(one)

    with serving(noted) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        monkeypatch.setenv("no_proxy", "")
        books = crawl(HOST, tmp_path)
    posts, expected, refused = stored_posts(books.folder), broken_site.stored(), broken_site.refused()
    misses = [
        f"{name}: {posts.get(name)}, not {one}" for name, one in expected.items() if posts.get(name) != one
    ]
    misses += [
        f"{name}: {books.reasons.get(name)!r}, not {why!r}"
        for name, why in refused.items()
        if books.reasons.get(name) != why
    ]
    misses += [f"{name} is stored" for name in posts if name not in expected]
    with sqlite3.connect(f"file:{books.folder}/_archive/catalog.sqlite?mode=ro", uri=True) as catalog:
        unread = dict(catalog.execute("SELECT url, failure FROM unread"))
    for path, (_, why) in broken_site.UNREAD.items():
        if not unread.get(HOST + path, "").startswith(why):
            misses.append(f"{path}: {unread.get(HOST + path)!r}, not {why!r}")
    routes = len(expected) + len(refused) + len(broken_site.UNREAD)
    sys.stdout.write("\n".join([f"met {routes - len(misses)} of {routes}", *misses, ""]))
    assert misses == []
    assert routes >= 135
    assert {urlsplit(one.url).hostname for one in asked} <= {
        "tideway.example", "www.tideway.example", "m.tideway.example",
    }  # fmt: skip
    assert books.adds_up()
    assert books.code == 2
    assert books.megabytes <= 250
