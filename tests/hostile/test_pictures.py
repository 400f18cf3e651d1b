"""Whatever a picture does, its article is stored, and it is kept or owed as it must be."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from rich.filesize import decimal

from newsarchive.demo.server import Asked, Write
from tests.hostile.crawling import ROOT, SWITCHES, Books, crawl
from tests.hostile.pages import Hostile, article, dribble, endless, hang, redirect
from tests.hostile.server import Page, Server, response, running
from tests.hostile.site import hostile_site, path_of
from tests.picture_files import gif, jpeg, png

pytestmark = pytest.mark.long

GOOD = jpeg(900, 600)
PATH = f"media/{sha256(GOOD).hexdigest()[:2]}/{sha256(GOOD).hexdigest()}.jpg"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
CLOCK = ("-s", "CLOCK=tests.hostile.later.now")


def image(data: bytes, *, status: str = "200 OK", **headers: str) -> bytes:
    said = {"Content-Type": "image/jpeg"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return response(data, status=status, headers=said)


OWED: Mapping[str, tuple[Page, str]] = {
    "bomb": (image(png(40_000, 40_000)), "too-many-pixels"),
    "bomb-of-frames": (image(gif(9, 9, (0, 0, 60_000, 60_000))), "too-many-pixels"),
    "svg": (image(SVG), "not-a-picture"),
    "html": (image(b"<!doctype html><p>Log in"), "not-a-picture"),
    "soft-404": (redirect("/"), "not-a-picture"),
    "endless": (endless, "too-large"),
    "slow": (dribble, "timeout"),
    "short": (image(GOOD, Content_Length="99999"), "cut-short"),
    "404": (image(b"", status="404 Not Found"), "http-404"),
    "410": (image(b"", status="410 Gone"), "http-410"),
    "429": (image(b"", status="429 Too Many Requests", Retry_After="3600"), "http-429"),
    "forbidden": (image(GOOD), "robots"),
    "loopback": (redirect("http://127.0.0.1:1/"), "redirect-refused"),
    "metadata": (redirect("http://169.254.169.254/latest/meta-data/"), "redirect-refused"),
    "file": (redirect("file:///etc/passwd"), "redirect-refused"),
}
ROBOTS = response(b"User-agent: *\nDisallow: /photo/forbidden", headers={"Content-Type": "text/plain"})


def showing(*photos: str) -> str:
    """Each picture with some words, as pictures in a row are taken for a gallery beside the article."""
    words = (
        "On this picture the old bridge can be seen from the other side of the river, with its five arches."
    )
    return "".join(f'<p><img src="{one}" alt="A bridge"> {words}</p>' for one in photos)


@dataclass
class Paper:
    """A site of articles with their pictures.

    :param articles: the photos of each, by its name
    :param photos: what a server answers, by their paths
    """

    articles: dict[str, tuple[str, ...]]
    photos: dict[str, Page]
    more: dict[str, Page] = field(default_factory=dict)

    def find(self, path: str) -> Page | None:
        names = {path_of(name): name for name in self.articles}
        if path == "/":
            links = (f"<li><a href='{one}'>A headline of several words: {one}</a></li>" for one in names)
            return response(f"<html><body><ul>{''.join(links)}</ul></body></html>".encode())
        if path in names:
            name = names[path]
            return response(article(f"The bridge of {name} stays open", more=showing(*self.articles[name])))
        return self.photos.get(path) or self.more.get(path)


def rows(books: Books, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{books.folder}/_archive/catalog.sqlite?mode=ro", uri=True) as catalog:
        return catalog.execute(query).fetchall()


def photos_asked(server: Server) -> list[str]:
    asked = [one.target for one in server.asked if one.target.startswith("/photo")]
    server.asked.clear()
    return asked


def post_of(books: Books, name: str) -> str:
    post = books.folder / "_posts" / f"2024-01-05-{name}.md"
    return post.read_text()


def test_hostile_pictures_are_owed_and_all_articles_stored(tmp_path: Path) -> None:
    good = response(article("Good article", more=showing("/photo/good.jpg")))
    hostile = {
        name: Hostile(
            response(article(f"About {name}", more=showing("/photo/good.jpg", f"/photo/{name}"))), "stored"
        )
        for name in OWED
    }
    photos = {f"/photo/{name}": page for name, (page, _) in OWED.items()}
    more = photos | {"/photo/good.jpg": image(GOOD), "/robots.txt": ROBOTS, path_of("good"): good}
    with hostile_site(hostile, more) as (address, server):
        books = crawl(address, tmp_path)
        asked = photos_asked(server)
        again = crawl(address, tmp_path)
        asked_again = photos_asked(server)
    assert {books.states[name] for name in OWED} == {"stored"}
    assert (books.code, again.code) == (0, 0)
    assert books.adds_up()
    assert books.megabytes <= 250
    found = rows(books, "SELECT replace(url, '" + address + "/photo/', ''), failure, sha256 FROM picture")
    reasons = {str(name): failure for name, failure, digest in found if not digest}
    assert reasons == {name: reason for name, (_, reason) in OWED.items()}
    assert asked.count("/photo/good.jpg") == 1
    assert "/photo/forbidden" not in asked
    assert asked_again == []
    media = [path.relative_to(books.folder) for path in (books.folder / "media").rglob("*.*")]
    assert media == [Path(PATH)]
    assert list((books.folder / "_archive" / "staging").iterdir()) == []
    for name in OWED:
        post = post_of(books, name)
        assert f'src="/{PATH}"' in post
        assert f'src="{address}/photo/{name}"' in post
    size = decimal((books.folder / PATH).stat().st_size)
    assert f"pictures: 1 kept ({size}), {len(OWED) - 2} owed, 2 given up" in books.told


@pytest.mark.parametrize("page", [hang, image(b"", status="500 Internal Server Error")])
def test_a_host_of_pictures_that_is_down_ends_no_run(page: Page, tmp_path: Path) -> None:
    site = Paper({f"n{n}": tuple(f"/photo/{n}-{m}.jpg" for m in range(4)) for n in range(12)}, {})
    site.photos = dict.fromkeys((one for photos in site.articles.values() for one in photos), page)
    with running(site.find) as (address, server):
        books = crawl(address, tmp_path, "-s", "SITE_DOWN_AFTER=3", "-s", "DOWNLOAD_TIMEOUT=1")
        assert len(set(photos_asked(server))) <= 6
    assert set(books.states.values()) == {"stored"}
    assert books.code == 0
    assert "48 owed" in books.told


def test_what_comes_later_is_shown_then_and_what_is_swapped_is_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Paper({"a": ("/photo/1.jpg", "/photo/2.jpg"), "b": ("/photo/2.jpg",)}, {})
    site.photos = {"/photo/1.jpg": image(GOOD, ETag='"1"'), "/photo/2.jpg": image(b"", status="500 Oh no")}
    asked: list[list[str]] = []

    def later(days: float, *arguments: str) -> Books:
        monkeypatch.setenv("DAYS_LATER", str(days))
        books = crawl(address, tmp_path, *CLOCK, *arguments)
        asked.append(sorted(set(photos_asked(server))))
        return books

    with running(site.find) as (address, server):
        books = later(0)
        assert f"{address}/photo/2.jpg" in post_of(books, "b")
        site.photos["/photo/2.jpg"] = image(png(900, 600))
        later(0.001)  # it is not due yet
        later(0.5, "-a", f"urls={address}{path_of('a')}")  # which shows it, and then so does the other
        later(0.5)
        posts = post_of(books, "a"), post_of(books, "b")
        later(1)
        site.photos["/photo/1.jpg"] = image(jpeg(901, 600), ETag='"2"')
        later(40)
        edited = post_of(books, "a")
    assert all(".png" in post and "/photo/" not in post for post in posts)
    assert edited != posts[0]
    assert asked[0] == ["/photo/1.jpg", "/photo/2.jpg"]
    assert asked[1:5] == [[], ["/photo/2.jpg"], [], []]
    assert asked[5] == ["/photo/1.jpg", "/photo/2.jpg"]
    kinds = rows(books, "SELECT kind FROM revision ORDER BY article, number")
    assert sorted(kinds) == [("crawled",)] * 3 + [("illustrated",)] * 2


def test_a_picture_that_has_not_changed_costs_no_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def validated(asked: Asked, write: Write) -> None:
        is_same = asked.headers.get("if-none-match") == '"1"'
        write.write(response(b"", status="304 Not Modified") if is_same else image(GOOD, ETag='"1"'))

    site = Paper({"a": ("/photo/1.jpg",)}, {"/photo/1.jpg": validated})
    with running(site.find) as (address, server):
        for days, expected in ((0, 1), (0.1, 0), (31, 1), (32, 0)):
            monkeypatch.setenv("DAYS_LATER", str(days))
            books = crawl(address, tmp_path, *CLOCK)
            assert len(photos_asked(server)) == expected
    assert rows(books, "SELECT count(*) FROM revision") == [(1,)]
    assert f'src="/{PATH}"' in post_of(books, "a")


def test_a_run_that_is_told_to_stop_stores_its_articles_without_pictures_that_are_slow(
    tmp_path: Path,
) -> None:
    site = Paper({f"n{n}": tuple(f"/photo/{n}-{m}.jpg" for m in range(4)) for n in range(6)}, {})
    site.photos = dict.fromkeys((one for photos in site.articles.values() for one in photos), hang)
    switches = [part for setting in (*SWITCHES, "SHUTDOWN_GRACE=1") for part in ("-s", setting)]
    with running(site.find) as (address, server):
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "archive", "news", "-a", f"url={address}/", *switches],
            cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": str(tmp_path), "COLUMNS": "100"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        for _ in range(600):
            if any(one.target.startswith("/photo") for one in server.asked):
                break
            time.sleep(0.1)
        time.sleep(2)  # all six are waiting for theirs by then
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=60)
    assert "Traceback" not in told
    assert re.search(r"│ stored\s+│\s+6 │", told)
    assert re.search(r"│ failed\s+│\s+0 │", told)
    assert "24 owed" in told
