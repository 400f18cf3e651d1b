"""Counts, collections and merged articles with pictures."""

from pathlib import Path

import pytest

from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into, reading
from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.condition import GIVEN_UP, condition_of
from newsarchive.store.doubles import merge
from newsarchive.store.pictures.shown import Shown, of_revisions
from newsarchive.store.pictures.waits import RETRIES, is_given_up
from newsarchive.store.published import Choice, Mark, mark_of, published_posts
from newsarchive.store.verifying.check import check
from tests.unit.illustrated import SITE, article, came, crawl, data, digest, failed, path, url, write
from tests.unit.verify_archives import sql, told


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Articles 1 and 2 share ``ferry``; 1 has one that failed, 2 one that its source withdrew."""
    made = Archive(tmp_path / "gazette", SITE)
    with crawl(made):
        write(
            made,
            article(1, ("ferry", "ferry"), ("slow", ""), fetched=(came(made, "ferry"), failed("slow"))),
            article(2, ("ferry", "ferry"), ("gone", ""), fetched=(failed("gone", "http-410"),)),
        )
    return made


def test_pictures_are_counted(archive: Archive) -> None:
    with looking_into(archive.catalog) as catalog:
        found = condition_of(catalog, archive.folder, now=0)
    assert (found.pictures, found.pictures_owed, found.pictures_given_up) == (1, 1, 1)
    assert found.sizes["pictures"] == len(data("ferry"))
    sql(archive, f"UPDATE picture SET failure = 'lost' WHERE sha256 = '{digest('ferry')}'")
    with looking_into(archive.catalog) as catalog:
        assert condition_of(catalog, archive.folder, now=0).pictures_owed == 2


@pytest.mark.parametrize("attempts", [0, 1, len(RETRIES), len(RETRIES) + 1])
@pytest.mark.parametrize("failure", [None, "http-404", "http-410", "http-503"])
def test_what_is_given_up_is_said_alike_in_sql(attempts: int, failure: str | None, archive: Archive) -> None:
    row = PictureRow(url="https://gazette.example/x.png", found=0, attempts=attempts, failure=failure)
    with crawl(archive, hours=1):
        archive.transact(lambda rows: rows.add(row))
    with looking_into(archive.catalog) as catalog:
        query = f"SELECT {GIVEN_UP} FROM picture WHERE url = ?"
        assert bool(catalog.execute(query, (row.url,)).fetchone()[0]) == is_given_up(row)


def shown(archive: Archive, after: Mark) -> dict[str, list[tuple[str, str, bool]]]:
    with reading(archive.catalog) as rows:
        posts = list(published_posts(rows, Choice(after=after), archive.folder))
    assert all(one.file is None or one.file.is_file() for post in posts for one in post.pictures)
    return {
        post.source_id[-1]: [(one.url, one.path, one.is_known) for one in post.pictures] for post in posts
    }


def test_collected_posts_tell_what_they_show_and_what_is_new(archive: Archive) -> None:
    ferry, slow, gone = (url("ferry"), path("ferry")), (url("slow"), ""), (url("gone"), "")
    assert shown(archive, Mark()) == {
        "1": [(*ferry, False), (*slow, False)], "2": [(*ferry, False), (*gone, False)],
    }  # fmt: skip
    with reading(archive.catalog) as rows:
        mark = mark_of(rows)
    assert shown(archive, mark) == {}
    with crawl(archive, hours=1):
        pier = came(archive, "pier")
        edited = article(1, ("ferry", "ferry"), ("pier", "pier"), words="Edited. ", fetched=(pier,))
        write(archive, edited, hours=1)
    assert shown(archive, mark) == {"1": [(*ferry, True), (url("pier"), path("pier"), False)]}
    with crawl(archive, hours=2):
        write(archive, article(1, words="Without. "), hours=2)
    with reading(archive.catalog) as rows:
        mark = mark_of(rows)
    with crawl(archive, hours=3):
        write(archive, article(1, ("pier", "pier"), words="With it again. "), hours=3)
    assert shown(archive, mark) == {"1": [(url("pier"), path("pier"), False)]}, "no collection had it"


def test_merged_articles_keep_what_each_revision_showed(archive: Archive) -> None:
    with crawl(archive, hours=1):
        first, other = archive.rows.where(ArticleRow, order=[ArticleRow.c.id])
        archive.transact(lambda rows: merge(rows, first.id, other.id, address=other.url, now=1))
        assert of_revisions(archive.rows, first.id) == {
            1: [Shown(url("ferry"), digest("ferry")), Shown(url("slow"))],
            2: [Shown(url("ferry"), digest("ferry")), Shown(url("gone"))],
        }
        assert of_revisions(archive.rows, other.id) == {}
        archive.posts.remove_doubles(archive.rows)
    assert told(check(archive)) == ""
