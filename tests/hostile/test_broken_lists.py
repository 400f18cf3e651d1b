"""Lists that are broken, dead or lead elsewhere: nothing is lost unsaid, and no run is red for ever."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.demo.server import Asked, serving
from tests.hostile.crawling import ROOT, Books, crawl
from tests.hostile.pages import article
from tests.hostile.server import Page, response, running
from tests.hostile.site import path_of

pytestmark = pytest.mark.long

WARNING = b"<br />\n<b>Warning</b>: Undefined variable $x in <b>/srv/feed.php</b> on line <b>7</b><br />\n"
ITEM = "<item><title>Elsewhere {0}</title><link>http://old.example/2024/01/05/story-{0}.html</link></item>"
OWN = f"<item><title>Good article</title><link>{path_of('good')}</link></item>"
FEED = WARNING + f"<rss><channel>{OWN}{''.join(map(ITEM.format, range(3)))}</channel></rss>".encode()
HOME = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">
  <link rel="alternate" type="application/rss+xml" href="http://feeds.example/a"></head><body>
  <nav><a href="/dead/">Dead</a> <a href="/shop/">Shop</a> <a href="/round/">Round</a> <a href="/off/">Off</a>
  <a href="http://a..b/1">Nowhere</a></nav></body></html>"""
REFRESH = '<html><head><meta http-equiv="refresh" content="0; url={}"></head><body></body></html>'


def broken(path: str) -> Page | None:
    """A home page of lists that are dead or lead elsewhere; its feed alone is good, behind warnings."""
    pages = {
        "/": response(HOME.encode()),
        "/feed.xml": response(FEED, headers={"Content-Type": "application/rss+xml"}),
        "/shop/": response(b"", status="302 Found", headers={"Location": "http://shop.example/"}),
        "/round/": response(REFRESH.format("/round/2/").encode()),
        "/round/2/": response(REFRESH.format("/round/").encode()),
        "/off/": response(REFRESH.format("http://10.0.0.1/").encode()),
        path_of("good"): response(article("Good article")),
    }
    return pages.get(path)


def test_what_is_broken_is_told_and_counts_once(tmp_path: Path) -> None:
    with running(broken) as (address, _):
        first, second = (crawl(address, tmp_path, "-a", "recheck=none") for _ in range(2))
    assert first.states == {"good": "stored"}
    told = " ".join(first.told.split())
    assert "4 leads to other hosts are not followed: old.example (3), feeds.example (1)" in told
    assert "1 entry of lists has no address" in told
    assert "/dead/ (http-404)" in told
    assert "/shop/ (redirect-refused)" in told
    assert (first.code, second.code) == (2, 0)


def test_a_list_that_died_is_dismissed_by_hand(tmp_path: Path) -> None:
    there = {
        "/": response(b"<a href='/local/'>Local</a>"),
        "/local/": response(f"<a href='{path_of('good')}'>A headline of several words</a>".encode()),
        path_of("good"): response(article("Good article")),
    }
    with running(there.get) as (address, _):
        codes = [run(address, tmp_path).code]
        del there["/local/"]
        codes += [run(address, tmp_path).code for _ in range(2)]
        done = forget(f"{address}/local/", tmp_path)
        assert done.returncode == 0, done.stderr
        assert "/local/ is dismissed" in done.stdout
        codes.append(run(address, tmp_path).code)
        assert forget(f"{address}/other/", tmp_path).returncode == 1
        there["/local/"] = response(b"<a href='/2024/01/05/new.html'>A headline of other words</a>")
        there["/2024/01/05/new.html"] = response(article("New article"))
        found = run(address, tmp_path)
    assert [*codes, found.code] == [0, 2, 2, 0, 0]
    assert found.states == {"good": "stored", "new": "stored"}


def run(address: str, output: Path) -> Books:
    return crawl(address, output, "-a", "recheck=none")


def forget(url: str, output: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "scrapy", "forget", url, "--listing"]
    environment = os.environ | {"NEWSARCHIVE_OUTPUT": str(output)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


STAMPS = {
    "304 Not Modified": {"Last-Modified": "Sat, 16 Nov 2241 18:11:00 GMT"},
    "412 Precondition Failed": {"ETag": '"1"'},
    "500 Internal Server Error": {"ETag": '"1"'},
}


@pytest.mark.parametrize("status", STAMPS)
def test_a_server_that_cannot_answer_conditions_hides_nothing(status: str, tmp_path: Path) -> None:
    """It says the same to any condition: that nothing has changed since 2241, or that something is wrong."""
    shown = [1]

    def answer(asked: Asked) -> Page:
        name = asked.target.rpartition("/")[2].removesuffix(".html")
        if asked.target == path_of(name):
            return response(article(f"Story {name}"))
        if asked.target != "/":
            return response(b"", status="404 Not Found")
        if {"if-none-match", "if-modified-since"} & asked.headers.keys():
            return response(b"", status=status)
        links = (f"<li><a href='{path_of(f's{n}')}'>A headline of several words {n}</a></li>" for n in shown)
        return response(f"<ul>{''.join(links)}</ul>".encode(), headers=STAMPS[status])

    with serving(answer) as address:
        first = run(address, tmp_path)
        shown.append(2)
        second = run(address, tmp_path)
    assert (set(first.states), set(second.states)) == ({"s1"}, {"s1", "s2"})
    assert (first.code, second.code) == (0, 0)
