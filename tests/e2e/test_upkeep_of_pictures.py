"""What commands make of kept pictures, on an archive that a real crawl left."""

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from tests.e2e.crawling import Crawl, scrapy
from tests.e2e.keeping import keeping

pytestmark = pytest.mark.long
SHOWN = re.compile(r'src="/(media/[^"]+)"')


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str], str]]:
    """An archive of 16 articles and the later runs' environment and proxy."""
    folder = tmp_path_factory.mktemp("crawled")
    more = keeping(folder / "profiles")
    with running_demo_site(16) as proxy:
        done = scrapy("archive", "finews", proxy=proxy, output=folder / "output", more=more)
        assert done.code == 2, done.out + done.err
        yield folder / "output" / "finews", more, proxy


class Keeper:
    """Runs commands on a copy of the archive."""

    def __init__(self, folder: Path, more: dict[str, str], proxy: str) -> None:
        self.folder = folder
        self.more = more
        self.proxy = proxy

    def run(self, *arguments: str, online: bool = False, codes: tuple[int, ...] = (0,)) -> Crawl:
        proxy = self.proxy if online else None
        done = scrapy(*arguments, proxy=proxy, output=self.folder.parent, more=self.more)
        assert done.code in codes, done.out + done.err
        assert "Traceback" not in done.out + done.err
        return done

    def files(self, name: str = "*") -> dict[str, bytes]:
        found = (path for path in self.folder.rglob(name) if path.is_file() and "_archive" not in path.parts)
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def shown(self) -> dict[str, set[str]]:
        posts = (path for path in (self.folder / "_posts").iterdir())
        return {path.name: set(SHOWN.findall(path.read_text())) for path in posts}

    def asked(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "_archive" / "catalog.sqlite")) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def keeper(crawled: tuple[Path, dict[str, str], str], tmp_path: Path) -> Keeper:
    archive, more, proxy = crawled
    shutil.copytree(archive, tmp_path / "output" / "finews")
    return Keeper(tmp_path / "output" / "finews", more, proxy)


def test_all_is_verified_and_counted_and_read_again_to_the_same(keeper: Keeper) -> None:
    before = keeper.files()
    pictures = [name for name in before if name.startswith("media/")]
    assert re.search(
        rf", {len(pictures)} pictures verified: nothing wrong", keeper.run("verify", "finews").out
    )
    status = json.loads(keeper.run("status", "finews", "--json").out)
    assert (status["pictures"], status["pictures_owed"]) == (len(pictures), 0)
    assert status["sizes"]["pictures"] == sum(len(before[name]) for name in pictures)
    assert re.search(r"│ stored +│ +0 │", keeper.run("replay", "finews", codes=(0, 2)).out)
    assert "0 of " in keeper.run("canary", "finews").out
    assert keeper.files() == before


def test_a_lost_picture_comes_back_with_the_next_run(keeper: Keeper) -> None:
    before = keeper.files()
    lost = next(name for name in before if name.startswith("media/"))
    (keeper.folder / lost).unlink()
    mended = keeper.run("verify", "finews", "--repair", codes=(1,)).out
    assert f"mended: {lost}: the next run asks its source for it" in mended
    (revisions,) = keeper.asked("SELECT count(*) FROM revision")
    keeper.run("archive", "finews", online=True, codes=(0, 2, 3))
    assert keeper.files() == before
    assert keeper.asked("SELECT count(*) FROM revision") == [revisions]
    assert "nothing wrong" in keeper.run("verify", "finews").out


def test_the_catalog_is_made_anew_and_the_next_run_edits_nothing(keeper: Keeper) -> None:
    before = keeper.files()
    for path in (keeper.folder / "_archive").glob("catalog.sqlite*"):
        path.unlink()
    said = keeper.run("verify", "finews", "--rebuild").out
    assert re.search(r"\d+ pictures taken from posts and files", said)
    assert "unknown address" not in said
    assert "nothing wrong" in keeper.run("verify", "finews").out
    crawled = keeper.run("archive", "finews", "-a", "recheck=all", online=True, codes=(0, 2, 3))
    assert re.search(r"│ stored +│ +0 │", crawled.out), crawled.out
    assert keeper.files() == before


def test_the_address_of_a_picture_is_known(keeper: Keeper) -> None:
    url, page = keeper.asked(
        "SELECT p.url, a.url FROM picture p JOIN illustration i ON i.picture = p.id"
        " JOIN article a ON a.id = i.article ORDER BY a.id LIMIT 1"
    )[0]
    told = json.loads(keeper.run("why", str(url), "--json").out)["picture"]
    assert (told["url"], told["failure"], told["meaning"]) == (url, None, None)
    assert page in told["shown_by"]
    assert told["path"] in keeper.files()
    assert "shown by" in keeper.run("why", str(url)).out


def test_collections_have_the_pictures_and_an_archive_takes_them_back(keeper: Keeper, tmp_path: Path) -> None:
    before, target = keeper.files(), tmp_path / "posts"
    pictures = {name for name in before if name.startswith("media/")}
    assert f", {len(pictures)} pictures," in keeper.run("collect", "finews", "--to", str(target)).out
    there = {path.relative_to(target).as_posix() for path in target.rglob("*.*") if path.is_file()}
    assert pictures <= there
    changes = str(tmp_path / "changes.zip")
    keeper.run("collect", "finews", "--to", changes, "--changed-since-last")
    with zipfile.ZipFile(changes) as found:
        assert pictures <= set(found.namelist())
    records = tmp_path / "posts.jsonl"
    keeper.run("collect", "finews", "--to", str(records))
    named = [one for line in records.read_text().splitlines() for one in json.loads(line)["pictures"]]
    assert {one["path"] for one in named} == pictures
    assert all(one["url"].startswith("http") for one in named)
    fresh = Keeper(tmp_path / "second" / "finews", keeper.more, keeper.proxy)
    fresh.run("adopt", str(target), "--site", "finews")
    assert fresh.files() == before
    assert "nothing wrong" in fresh.run("verify", "finews").out


def test_a_takedown_takes_its_pictures_alone(keeper: Keeper) -> None:
    shown = keeper.shown()
    counts = [path for paths in shown.values() for path in paths]
    name = next(name for name, paths in shown.items() if any(counts.count(path) == 1 for path in paths))
    gone = {path for path in shown[name] if counts.count(path) == 1}
    said = keeper.run("forget", name, "--reason", "a test").out
    assert f"{len(gone)} picture" in said
    assert {one for one in keeper.files() if one.startswith("media/")} == set(counts) - gone
    assert "nothing wrong" in keeper.run("verify", "finews").out
    keeper.run("archive", "finews", online=True, codes=(0, 2, 3))
    assert {one for one in keeper.files() if one.startswith("media/")} == set(counts) - gone
