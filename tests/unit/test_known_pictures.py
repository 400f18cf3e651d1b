"""What an archive knows of its pictures, and whether it keeps any."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.store.archive import Archive
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.pictures.known import kept_path, known_pictures, owed_pictures
from newsarchive.store.pictures.waits import FIRST, RETRIES, is_given_up, wait_for
from tests.unit.illustrated import NOW, SITE, article, write

MOMENT = int(NOW.timestamp())


def opened(folder: Path, **said: str) -> Archive:
    archive = Archive(folder / "gazette", SITE.model_copy(update=said))
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    return archive


def test_an_archive_goes_on_with_pictures_as_it_began(tmp_path: Path) -> None:
    for _ in range(2):
        archive = opened(tmp_path)
        assert archive.media == "keep"
        archive.close()
    archive = opened(tmp_path, media="link")
    assert archive.media == "link"
    assert [row.media for row in archive.rows.where(RunRow)] == ["keep", "keep", "link"]
    archive.close()


@pytest.mark.parametrize("first", [None, "link"])
def test_one_that_began_without_keeps_none_until_its_profile_says_so(
    tmp_path: Path, first: str | None
) -> None:
    archive = opened(tmp_path)
    (row,) = archive.rows.where(RunRow)
    archive.transact(lambda rows: rows.remove(RunRow))
    early = RunRow(
        command="crawl", arguments="{}", version="0.1.0", extraction="code", started=1, media=first
    )
    archive.transact(lambda rows: rows.restore(row.__class__(**{**early.values(), "id": row.id})))
    archive.close()
    for said, becomes in (({}, "link"), ({"media": "keep"}, "keep"), ({}, "link")):
        archive = opened(tmp_path, **said)
        assert archive.media == becomes
        archive.close()


def test_owed_pictures_come_first_and_those_that_nobody_shows_never(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    kept = {"sha256": "ab" * 32, "extension": "png", "kept": 1}
    pictures = {
        "due": PictureRow(url="due", found=1, next_check=MOMENT, **kept),
        "later": PictureRow(url="later", found=1, next_check=MOMENT + 1, **kept),
        "owed": PictureRow(url="owed", found=1),
        "failed": PictureRow(url="failed", found=1, attempts=1, failure="timeout", next_check=MOMENT - 9),
        "waits": PictureRow(url="waits", found=1, attempts=1, failure="timeout", next_check=MOMENT + 9),
        "former": PictureRow(url="former", found=1),
        "never": PictureRow(url="never", found=1, **kept),
    }

    def enter(rows: Rows) -> None:
        (article,) = rows.where(ArticleRow)
        rows.replace(replace(article, revision=2))
        (revision,) = rows.where(RevisionRow)
        rows.add(replace(revision, number=2))
        for position, row in enumerate(rows.add_all(pictures.values())):
            number = 1 if row.url == "former" else 2
            rows.add(IllustrationRow(article=article.id, revision=number, position=position, picture=row.id))

    write(archive, article(1))
    archive.transact(enter)
    due = owed_pictures(archive.rows, now=MOMENT, limit=9)
    assert [one.row.url for one in due] == ["owed", "failed", "due"]
    assert {one.article.source_id for one in due} == {"/2024/ferry-1"}
    assert [one.row.url for one in owed_pictures(archive.rows, now=MOMENT, limit=1)] == ["owed"]
    known = known_pictures(archive.rows, ["due", "owed", "due", "unknown"])
    assert {url: kept_path(row) for url, row in known.items()} == {
        "due": f"media/ab/{'ab' * 32}.png",
        "owed": "",
    }
    archive.close()


def test_waits_grow_and_end_at_long_intervals() -> None:
    row = PictureRow(url="u", found=1)
    for attempts, wait in enumerate(RETRIES, 1):
        failed = PictureRow(url="u", found=1, attempts=attempts, failure="http-503")
        assert wait_for(failed) == wait
        assert not is_given_up(failed)
    often = PictureRow(url="u", found=1, attempts=len(RETRIES) + 1, failure="http-503", wait=RETRIES[-1])
    gone = PictureRow(url="u", found=1, attempts=1, failure="http-404")
    for lost in (often, gone):
        assert is_given_up(lost)
        assert wait_for(lost) == FIRST
    kept = PictureRow(url="u", found=1, sha256="ab" * 32, failure="http-410", attempts=1, wait=FIRST)
    assert not is_given_up(kept)
    assert not is_given_up(row)
    assert wait_for(kept) == 2 * FIRST
    assert wait_for(PictureRow(url="u", found=1, wait=300 * FIRST)) == 12 * FIRST
