"""The cards of ``search.sqlite``: kept up to date, and made anew whatever the file is."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.search.index import searching
from tests.unit.remembering import NOW, article, opened, remembering, source_id, submission

CARD = "title, day, outlet, category, language, section, author, edits, name"


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    return remembering(tmp_path / "finews", profile)


def cards(archive: Archive) -> list[tuple[object, ...]]:
    with searching(archive.folder) as found:
        return [tuple(row) for row in found.execute(f"SELECT {CARD} FROM card ORDER BY article")]


def test_each_published_article_has_one(archive: Archive) -> None:
    found = cards(archive)
    assert len(found) == 12
    assert found[2] == (
        "春耕备耕正当时 2-2", "2022-03-07", "上饶日报", "shangraoribao", "", "", "", 1,
        f"2022-03-07-{source_id(2)}.md",
    )  # fmt: skip
    with searching(archive.folder) as both:
        query = "SELECT * FROM card JOIN catalog.article ON id = article WHERE article = 3"
        row = both.execute(query).fetchone()
    assert row["published"] == article(2).published.timestamp()
    assert (row["first"], row["last"]) == (NOW.timestamp(), NOW.timestamp() + 3600)
    assert row["state"] == "published"


def test_a_later_run_is_seen_at_once(archive: Archive, profile: SiteProfile) -> None:
    before = cards(archive)
    with opened(archive, hours=2):
        archive.write([submission(article(n, edition=3), profile) for n in (2, 20)], now=NOW)
        assert len(cards(archive)) == 13, "also while it is at work"
    after = cards(archive)
    assert after[2][0] == "春耕备耕正当时 2-3"
    assert [row[7] for row in after] == [1, 1, 2, *[0] * 10]
    assert after[3:12] == before[3:]


def test_nothing_can_be_written_through_it(archive: Archive) -> None:
    with searching(archive.folder) as both:
        for statement in ("DELETE FROM card", "DELETE FROM catalog.article"):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                both.execute(statement)


@pytest.mark.parametrize("content", [b"", b"no database " * 500, None], ids=["empty", "damaged", "foreign"])
def test_whatever_the_file_is_it_is_made_anew(archive: Archive, content: bytes | None) -> None:
    before, path = cards(archive), archive.private / "search.sqlite"
    if content is None:
        path.unlink()
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE card (article)")
    else:
        path.write_bytes(content)
    assert cards(archive) == before


def test_a_file_of_another_catalog_is_made_anew(
    archive: Archive, tmp_path: Path, profile: SiteProfile
) -> None:
    other = remembering(tmp_path / "other" / "finews", profile, count=14)
    assert len(cards(other)) == 14
    shutil.copy(other.private / "search.sqlite", archive.private)
    assert len(cards(archive)) == 12


def test_without_a_catalog_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "finews" / "_archive").mkdir(parents=True)
    with pytest.raises(StorageError, match="there is no catalog"), searching(tmp_path / "finews"):
        pass
    assert not (tmp_path / "finews" / "_archive" / "search.sqlite").exists()
