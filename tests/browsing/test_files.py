"""Pages as files: the same pages, whose links lead to one another wherever the folder lies."""

import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest

from newsarchive.browsing.files import Written, write_pages
from newsarchive.browsing.files_search import SEARCH
from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.links import file_of, in_files
from newsarchive.browsing.own_files import asset
from newsarchive.browsing.page import Elsewhere, NotHere, Page, Raw
from newsarchive.browsing.routes import Route
from newsarchive.exceptions import ArgumentError
from newsarchive.publishing.source_folder import MANIFEST
from tests.browsing.served import Served
from tests.browsing.shelves import NOW

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


def test_a_second_call_renews(shelf: Shelf, tmp_path: Path) -> None:
    target = tmp_path / "pages"
    first = write_pages(shelf, target, now=SECONDS)
    assert first.new == first.pages == len(files(target)) - 1
    before = files(target)
    same = write_pages(shelf, target, now=SECONDS)
    assert (same.pages, same.new, same.removed) == (first.pages, 0, 0)
    assert files(target) == before
    (target / "index.html").write_text("edited")
    (target / "notes.txt").write_text("somebody's own")
    fewer = {name: held for name, held in shelf.items() if name != "finews"}
    again = write_pages(fewer, target, now=SECONDS)
    assert again.removed > 0
    assert not (target / "finews").exists()
    assert "finews" not in (target / "index.html").read_text()
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
    held = Held("香港", tmp_path, None)
    done = write_pages({"香港": held}, tmp_path / "pages", now=SECONDS, table=table)
    there = files(tmp_path / "pages")
    assert set(done.wrong) == {"/", "/lost/", "/香港/terms/a/"}
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
    assert in_files(page, seen.append)(address) == link
    assert seen == ([] if "://" in address else [address.partition("#")[0]])


def test_no_two_addresses_share_a_file() -> None:
    addresses = ["/", "/search", "/search/", "/a/", "/a/b.json", "/a/b/", "/a/revisions/1-2/", "/n.example/"]
    assert len({file_of(address) for address in addresses}) == len(addresses)
    assert MANIFEST not in map(file_of, addresses)
