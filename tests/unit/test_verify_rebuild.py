"""A catalog made anew: from its own sound rows, from the posts, from the originals."""

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from newsarchive.items import Outcome
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, ForgottenRow, RevisionRow, WarcRow
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from newsarchive.upkeep.rebuild.rebuild import rebuild
from spiders.finews import FinewsSpider
from tests.unit.verify_archives import NOW, build, posts, source_id, sql, submissions, told

LATER = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Path:
    return build(tmp_path_factory.mktemp("pristine") / "finews", profile).folder


@pytest.fixture
def archive(pristine: Path, tmp_path: Path, profile: SiteProfile) -> Archive:
    return Archive(Path(shutil.copytree(pristine, tmp_path / "finews")), profile)


def rebuilt(archive: Archive) -> list[str]:
    return rebuild(archive, FinewsSpider(), now=datetime.now(UTC))


def opened(archive: Archive) -> None:
    archive.open(started=LATER, command="crawl", arguments={}, extraction="code")


def test_without_any_catalog_posts_and_originals_suffice(archive: Archive, profile: SiteProfile) -> None:
    before = posts(archive)
    archive.catalog.unlink()
    done = rebuilt(archive)
    assert done[1].startswith("12 articles taken from their posts, 15 captures from WARC files")
    assert any("takedowns were in the lost catalog" in line for line in done)
    assert told(check(archive)) == ""
    assert posts(archive) == before
    opened(archive)
    verdicts = archive.write([*submissions(range(3), profile, edition=2),
                              *submissions(range(3, 12), profile)], now=LATER)  # fmt: skip
    kinds = {row.kind for row in archive.rows.where(RevisionRow)}
    archive.close()
    assert {verdict.outcome for verdict in verdicts} == {Outcome.UNCHANGED}
    assert kinds == {"rebuilt"}


def test_sound_rows_stay_and_the_damaged_catalog_is_kept(archive: Archive) -> None:
    sql(archive, "UPDATE revision SET title = 'quite another' WHERE id = 6",
        "UPDATE article SET url = 'quite another' WHERE id = 1")  # fmt: skip
    damaged = archive.catalog.read_bytes()
    before = posts(archive)
    rebuilt(archive)
    assert told(check(archive)) == ""
    assert posts(archive) == before
    (aside,) = archive.private.glob("catalog.damaged-*.sqlite")
    assert hashlib.sha256(aside.read_bytes()).digest() == hashlib.sha256(damaged).digest()
    opened(archive)
    row = archive.rows.one(ArticleRow, source_id=source_id(0))
    assert row
    history = archive.rows.where(RevisionRow, article=row.id, order=[RevisionRow.c.number])
    held = archive.rows.where(CaptureRow, article=row.id)
    archive.close()
    assert [one.kind for one in history] == ["crawled", "crawled", "rebuilt"]
    assert len(held) == 2


def test_a_lost_post_and_revision_fall_back_to_the_one_before(archive: Archive) -> None:
    sql(archive, "UPDATE revision SET title = 'quite another' WHERE article = 1 AND number = 2",
        "UPDATE revision SET title = 'quite another' WHERE article = 5")  # fmt: skip
    for number in (0, 4):
        (archive.posts.folder / f"2022-03-07-{source_id(number)}.md").unlink()
    rebuilt(archive)
    report = repair(archive)
    assert told(report) == ""
    assert report.posts == 11
    assert "第1版" in (archive.posts.folder / f"2022-03-07-{source_id(0)}.md").read_text("utf-8")
    opened(archive)
    owed = archive.rows.where(ArticleRow, state="owed")
    archive.close()
    assert [row.source_id for row in owed] == [source_id(4)]


def test_what_is_no_post_of_the_site_is_named(archive: Archive) -> None:
    archive.catalog.unlink()
    (archive.posts.folder / "2022-01-01-notes.md").write_text("mine")
    path = archive.posts.folder / f"2022-03-07-{source_id(1)}.md"
    path.rename(path.with_name(f"2022-03-08-{source_id(1)}.md"))
    refused = [line for line in rebuilt(archive) if "not taken up" in line]
    assert len(refused) == 2
    assert "belongs to no article" in told(check(archive))


def test_what_was_taken_down_stays_away(archive: Archive) -> None:
    opened(archive)
    stone = ForgottenRow(site="finews", source_id=source_id(2), url="x", reason="asked", at=1, done=1)
    archive.transact(lambda rows: rows.add(stone))
    archive.close()
    sql(archive, "UPDATE article SET url = 'quite another' WHERE id = 3")
    assert any("was taken down" in line for line in rebuilt(archive))


def test_broken_records_are_skipped_and_named(archive: Archive) -> None:
    path = max(archive.originals.folder.glob("*.warc.gz"), key=lambda one: one.stat().st_size)
    data = bytearray(path.read_bytes())
    data[data.index(b"\x1f\x8b\x08", 1) + 40] ^= 4  # in the first response
    path.write_bytes(data)
    archive.catalog.unlink()
    done = rebuilt(archive)
    assert any(line.startswith(f"{path.name}, offset ") for line in done)
    opened(archive)
    assert len(archive.rows.where(CaptureRow)) == 14
    archive.close()


@pytest.mark.parametrize("size", [0, 50, 5_000, 40_960, 81_920])
def test_from_a_truncated_catalog(archive: Archive, size: int) -> None:
    before = posts(archive)
    archive.catalog.write_bytes(archive.catalog.read_bytes()[:size])
    rebuilt(archive)
    assert told(check(archive)) == ""
    assert posts(archive) == before


def test_a_warc_that_a_crash_left_open_is_finished_not_lost(archive: Archive) -> None:
    path = max(archive.originals.folder.glob("*.warc.gz"), key=lambda one: one.stat().st_size)
    whole = path.read_bytes()
    path.with_name(f"{path.name}.open").write_bytes(whole + whole[:40])
    path.unlink()
    archive.catalog.unlink()
    rebuilt(archive)
    assert path.read_bytes() == whole
    assert told(check(archive)) == ""


def test_files_of_one_second_are_read_in_the_order_of_their_runs(archive: Archive) -> None:
    """Their names differ in a token alone, which says nothing of which was first."""
    first, second = sorted(archive.originals.folder.glob("*.warc.gz"))
    for path, token in ((first, "ffffffff"), (second, "00000000")):
        path.rename(path.with_name(f"{first.name.rpartition('-')[0]}-{token}.warc.gz"))
    archive.catalog.unlink()
    rebuilt(archive)
    opened(archive)
    names = [row.name[-16:] for row in archive.rows.where(WarcRow, order=[WarcRow.c.id])]
    archive.close()
    assert names == ["ffffffff.warc.gz", "00000000.warc.gz"]


def test_numbers_once_given_are_not_given_again(archive: Archive) -> None:
    sql(archive, "UPDATE sqlite_sequence SET seq = 500 WHERE name = 'revision'")
    rebuilt(archive)
    opened(archive)
    new = ArticleRow(site="finews", source_id="x", url="x", discovered=1)
    assert archive.rows.add(new).id == 13
    numbered = text("SELECT seq FROM sqlite_sequence WHERE name = 'revision'")
    assert archive.rows.connection.execute(numbered).scalar() == 500
    archive.close()
