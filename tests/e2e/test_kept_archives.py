"""Archives that earlier versions wrote, opened by today's code: nothing is lost, and nothing stored anew."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.archives.kept import VERSIONS, unpacked
from tests.archives.write import finews_later, paper_later
from tests.e2e.crawling import Crawl, scrapy

LATER = {"finews": finews_later, "paper.example": paper_later}
# The posts of articles whose last revision is published, and was read from a site.
READ_LAST = """SELECT article.post FROM article JOIN revision ON article.id = revision.article
    GROUP BY article.id
    HAVING max(number) = article.revision AND max(kind IN ('restored', 'adopted', 'shrunken')) = 0"""
KEPT = [(version, site) for version in VERSIONS for site in LATER]


@pytest.fixture(
    params=[pytest.param(one, marks=pytest.mark.long if at else ()) for at, one in enumerate(KEPT)],
    ids="-".join,
)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return unpacked(*request.param, tmp_path)


def run(archive: Path, *arguments: str, proxy: str | None = None, codes: tuple[int, ...] = (0,)) -> Crawl:
    command, *options = arguments
    done = scrapy(command, archive.name, *options, proxy=proxy, output=archive.parent)
    assert done.code in codes, done.out + done.err
    assert "Traceback" not in done.out + done.err
    return done


def content(archive: Path) -> tuple[dict[str, bytes], int]:
    """The posts, and how many revisions there are."""
    with closing(sqlite3.connect(archive / "_archive" / "catalog.sqlite")) as connection:
        revisions = connection.execute("SELECT count(*) FROM revision").fetchone()[0]
    return {path.name: path.read_bytes() for path in (archive / "_posts").iterdir()}, revisions


def media_of(archive: Path) -> tuple[list[str | None], int]:
    """What became of pictures in the runs, in the order in which that was new, and how many are known."""
    with closing(sqlite3.connect(archive / "_archive" / "catalog.sqlite")) as connection:
        runs = connection.execute("SELECT media FROM run ORDER BY id").fetchall()
        pictures = connection.execute("SELECT count(*) FROM picture").fetchone()[0]
    return list(dict.fromkeys(media for (media,) in runs)), pictures


@pytest.mark.long
def test_the_next_run_stores_nothing_and_all_is_sound(kept: Path) -> None:
    before = content(kept)
    with LATER[kept.name]() as proxy:
        crawled = run(kept, "archive", "-a", "recheck=all", proxy=proxy, codes=(0, 2))
    assert re.search(r"│ stored +│ +0 │", crawled.out), crawled.out
    assert content(kept) == before
    assert "nothing wrong" in run(kept, "verify").out
    assert media_of(kept) == ([None, "link"], 0), "pictures stay with their source"
    assert not (kept / "media").exists()


def test_all_is_verified_and_read_again_to_the_same(kept: Path) -> None:
    before = content(kept)
    assert "articles" in run(kept, "status").out
    assert "nothing wrong" in run(kept, "verify").out
    assert re.search(r"│ stored +│ +0 │", run(kept, "replay", codes=(0, 2)).out)
    assert content(kept) == before
    with closing(sqlite3.connect(kept / "_archive" / "catalog.sqlite")) as connection:
        stated = set(connection.execute("SELECT author, stated_date FROM revision"))
    if kept.name == "paper.example":  # its pages state what the first version did not keep
        assert stated >= {("Ann Reporter", "2024-05-01T08:01:00+02:00")}
    assert "nothing wrong" in run(kept, "verify").out


@pytest.mark.long
def test_without_catalog_and_posts_the_originals_of_every_version_suffice(kept: Path) -> None:
    """Each article as it was read last; records of the first version name no page of their article."""
    posts, _ = content(kept)
    with closing(sqlite3.connect(kept / "_archive" / "catalog.sqlite")) as connection:
        read_last = {name for (name,) in connection.execute(READ_LAST)}
    for path in (*(kept / "_posts").iterdir(), *(kept / "_archive").glob("catalog.sqlite*")):
        path.unlink()
    run(kept, "verify", "--rebuild")
    run(kept, "replay", codes=(0, 2))
    there, _ = content(kept)
    assert read_last
    assert {name for name in read_last if there.get(name) != posts[name]} == set()
    assert "nothing wrong" in run(kept, "verify").out
