"""Pages as files: the same pages, whose links lead to one another wherever the folder lies."""

import json
import os
import re
import shutil
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

import pytest

from newsarchive.browsing.files import Written, write_pages
from newsarchive.browsing.files_search import SEARCH
from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.links import file_of, in_files
from newsarchive.browsing.own_files import asset
from newsarchive.browsing.page import Elsewhere, NotHere, Page, Raw
from newsarchive.browsing.routes import PAGES, Route, is_live
from newsarchive.exceptions import ArgumentError
from newsarchive.publishing.source_folder import MANIFEST
from tests.browsing.served import Served, serving_pages
from tests.browsing.shelves import NOW
from tests.e2e.crawling import ROOT

SECONDS = int(NOW.timestamp())


class Links(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "action"}]


@pytest.fixture(scope="module")
def written(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    target = tmp_path_factory.mktemp("pages")
    return target, write_pages(shelf, target, now=SECONDS)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_every_link_leads_to_a_file_within_the_folder(written: tuple[Path, Written]) -> None:
    folder, _ = written
    there, checked = files(folder), 0
    for path, data in there.items():
        if not path.endswith(".html"):
            continue
        for link in Links(data).found:
            parts = urlsplit(link)
            if parts.scheme in {"http", "https"} or not parts.path:
                continue
            assert not link.startswith("/"), f"{path}: {link} works at the root of a server alone"
            target = Path(folder, PurePosixPath(path).parent, unquote(parts.path)).resolve()
            assert target.relative_to(folder.resolve()).as_posix() in there, f"{path}: {link}"
            checked += 1
    assert checked > 10


NAMES = ("報 a#b?c %41", "search")
"""What folders of archives may be called, too."""


def test_an_archive_may_have_any_name(shelf: Shelf, tmp_path: Path) -> None:
    held = {}
    for name in NAMES:
        shutil.copytree(shelf["finews"].folder, tmp_path / name)
        held[name] = Held(name, tmp_path / name)
    folder = tmp_path / "pages"
    assert write_pages(held, folder, now=SECONDS).wrong == {}
    there = files(folder)
    for path, data in there.items():
        for link in Links(data).found if path.endswith(".html") else ():
            parts = urlsplit(link)
            if not parts.scheme and parts.path:
                led_to = os.path.normpath(PurePosixPath(path).parent / unquote(parts.path))
                assert led_to in there, f"{path}: {link}"
    with serving_pages(held) as served:
        waiting = ["/"]
        for address in waiting:  # which grows
            answer = served.get(address)
            assert answer.status == 200, address
            if answer.headers["content-type"].startswith("text/html") and address.count("/") < 5:
                leads_to = [link.partition("#")[0] for link in Links(answer.body).found]
                waiting += {one for one in leads_to if one.startswith("/") and one not in waiting}
    assert {unquote(address.split("/")[1]) for address in waiting} >= set(NAMES)


def test_what_is_written_is_what_is_served(written: tuple[Path, Written], served: Served) -> None:
    folder, done = written
    pages = [path for path in files(folder) if path.endswith(".html")]
    assert "index.html" in pages
    for path in pages:
        address = "/" + path.removesuffix("index.html").removesuffix(".html")
        if address == SEARCH:
            continue  # a server searches by itself
        told = served.get(address)
        assert (told.status == 200) == (address not in done.wrong), address
        if told.status == 200:
            title = re.compile(rb"<title>(.*)</title>")
            assert title.findall(told.body) == title.findall((folder / path).read_bytes()) != []


def test_a_second_call_renews(written: tuple[Path, Written], shelf: Shelf, tmp_path: Path) -> None:
    target, first = shutil.copytree(written[0], tmp_path / "pages"), written[1]
    assert first.new == first.pages == len(files(target)) - 1
    before = files(target)
    same = write_pages(shelf, target, now=SECONDS)
    assert (same.pages, same.new, same.removed) == (first.pages, 0, 0)
    assert files(target) == before
    (target / "index.html").write_text("edited")
    (target / "notes.txt").write_text("somebody's own")
    fewer = {"香港": Held("香港", tmp_path)}
    again = write_pages(fewer, target, now=SECONDS)
    assert again.removed > 0
    assert not (target / "finews").exists()
    assert "香港" in (target / "index.html").read_text()
    assert (target / "notes.txt").read_text() == "somebody's own"


def test_a_folder_of_others_is_left_alone(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(ArgumentError, match="name another folder"):
        write_pages(shelf, tmp_path, now=SECONDS)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def several(shelf: Shelf) -> Page:
    links = [("a list", "/香港/terms/"), ("JSON", "/list.json"), ("lost", "/lost/"), ("moved", "/old")]
    return Page(template="error.html", title="First", context={"words": ""}, trail=tuple(links))


def moved(shelf: Shelf) -> Elsewhere:
    return Elsewhere(address="/")


def listed(shelf: Shelf) -> Raw:
    return Raw(content=lambda to: to("/香港/terms/").encode(), media_type="application/json")


def terms(held: Held) -> Page:
    trail = (("up", "/"), ("down", "/香港/terms/a/"), ("asset", "/assets/browse.css"))
    return Page(template="moved.html", title="Terms", context={"address": "/list.json"}, trail=trail)


def deep(held: Held) -> Page:
    raise NotHere("there is none; look elsewhere")


def test_links_of_every_kind(shelf: Shelf, tmp_path: Path) -> None:
    table = [
        Route("/", several), Route("/assets/{asset}", asset),
        Route("/list.json", listed), Route("/old", moved),
        Route("/{site}/terms/", terms), Route("/{site}/terms/a/", deep),
    ]  # fmt: skip
    hongkong = Held("香港", tmp_path, None)
    done = write_pages({"香港": hongkong}, tmp_path / "pages", now=SECONDS, table=table)
    there = files(tmp_path / "pages")
    assert set(done.wrong) == {"/lost/", quote("/香港/"), quote("/香港/terms/a/")}
    pages = {"index.html", "list.json", "lost/index.html", "old.html", "香港/terms/index.html"}
    assert pages <= there.keys()
    assert there["list.json"] == b"%E9%A6%99%E6%B8%AF/terms/index.html"
    assert b'href="../../list.json"' in there["香港/terms/index.html"]
    assert b'href="../../../index.html"' in there["香港/terms/a/index.html"]
    assert b'href="index.html"' in there["old.html"]


@pytest.mark.parametrize(
    ("page", "address", "link"),
    [
        ("/", "/", "index.html"),
        ("/", "/a/#note", "a/index.html#note"),
        ("/a/b/", "/a/c/feed.atom", "../c/feed.atom"),
        ("/a/b/feed.atom", "/a/b/", "index.html"),
        ("/a/b/", "/search", "../../search.html"),
        ("/search", "/search/", "search/index.html"),
        ("/a/", "https://elsewhere.example/x", "https://elsewhere.example/x"),
    ],
)
def test_a_link_from_file_to_file(page: str, address: str, link: str) -> None:
    seen: list[str] = []

    def see(address: str) -> str:
        seen.append(address)
        return address

    assert in_files(page, see)(address) == link
    assert seen == ([] if "://" in address else [address.partition("#")[0]])


def test_no_two_addresses_share_a_file() -> None:
    addresses = ["/", "/search", "/search/", "/a/", "/a/b.json", "/a/b/", "/a/revisions/1-2/", "/n.example/"]
    assert len({file_of(address) for address in addresses}) == len(addresses)
    assert MANIFEST not in map(file_of, addresses)


def test_each_page_can_be_made(written: tuple[Path, Written]) -> None:
    folder, done = written
    assert done.wrong == {}
    there = files(folder)
    wanted = {
        "finews/article/2/revisions/1-2/index.html", "finews/capture/1/index.html",
        "finews/quarantine/1/index.html", "finews/runs/1/index.html", "finews/article/2/citation.bib",
        "finews/state/edited/feed.atom", "finews/by/outlet/list.json", "search.html",
    }  # fmt: skip
    assert wanted - there.keys() == set()


def test_no_file_shows_a_captured_response_as_a_page(written: tuple[Path, Written]) -> None:
    for path, data in files(written[0]).items():
        if path.endswith(".html"):
            assert b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' in data, path
            assert b"<iframe" not in data, path
            assert b"<script>" not in data, path


def test_the_index_has_whatever_was_ever_said(written: tuple[Path, Written]) -> None:
    texts = [
        json.loads(zlib.decompress(path.read_bytes(), -15)) for path in written[0].glob("search/*/text-*.bin")
    ]
    rows = [row for part in texts for row in part]
    said = {address: text for address, _, _, _, text in rows}
    (former,) = [one for one in said if "/revisions/" in one and one.startswith("/brindle")][:1]
    assert "The lock was shut." in said[former]
    assert "The lock was open." in said[former.replace("revisions/", "")]
    assert all((written[0] / address.removeprefix("/")).is_file() for address in said)


def test_each_address_of_the_documents_is_one() -> None:
    text = (ROOT / "docs" / "browsing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`/.*?) \|", text, re.MULTILINE)
    examples = {
        "SITE": "finews",
        "/N/": "/1/",
        "SOURCE_ID": "NW1",
        "URL": "http://news.example/1",
        "WORDS": "a",
    }
    tried = [address for row in rows for address in re.findall(r"`([^`]*)`", row)]
    assert len(tried) >= 15
    known = [replace(route, live=True) for route in PAGES]
    for one in tried:
        address = one.partition("?")[0]
        for name, value in examples.items():
            address = address.replace(name, value)
        assert is_live(known, address), one
