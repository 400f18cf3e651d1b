"""What `verify` finds, what `--repair` mends, and what it leaves alone."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import State
from newsarchive.store.published import Mark, Marks
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from tests.unit.verify_archives import build, lines, posts, source_id, sql, told

FIRST = f"2022-03-07-{source_id(0)}.md"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Path:
    return build(tmp_path_factory.mktemp("pristine") / "finews", profile).folder


@pytest.fixture
def archive(pristine: Path, tmp_path: Path, profile: SiteProfile) -> Archive:
    return Archive(Path(shutil.copytree(pristine, tmp_path / "finews")), profile)


def test_a_sound_archive_has_no_faults(archive: Archive) -> None:
    report = check(archive)
    assert report.faults == []
    assert str(report) == "12 posts, 15 revisions, 15 captures, 2 WARC files verified"


def test_what_an_operating_system_leaves_is_no_fault(archive: Archive) -> None:
    for folder in (archive.posts.folder, archive.private, archive.originals.folder):
        (folder / ".DS_Store").touch()
        (folder / "._x").touch()
    (archive.private / "lock.json").touch()
    assert lines(archive) == []


@pytest.mark.parametrize("damage", ["changed", "emptied", "missing", "a folder", "a link"])
def test_a_wrong_post_is_named_and_written_again(archive: Archive, damage: str) -> None:
    before = posts(archive)
    path = archive.posts.folder / FIRST
    path.unlink()
    match damage:
        case "changed":
            path.write_bytes(before[FIRST].replace(b"2022", b"2023"))
        case "emptied":
            path.touch()
        case "a folder":
            path.mkdir()
        case "a link":
            path.symlink_to(archive.catalog)
    assert [line.partition(":")[0] for line in lines(archive)] == [f"_posts/{FIRST}"]
    report = repair(archive)
    assert report.faults == []
    assert len(report.mended) == 1
    assert posts(archive) == before


def test_what_was_in_a_posts_place_is_kept(archive: Archive) -> None:
    (archive.posts.folder / FIRST).write_text("edited by hand")
    repair(archive)
    assert (archive.private / "lost+found" / FIRST).read_text() == "edited by hand"
    (archive.posts.folder / FIRST).write_text("edited again")
    repair(archive)
    assert (archive.private / "lost+found" / f"{FIRST}.1").read_text() == "edited again"


def test_what_commands_keep_beside_the_catalog_is_no_stranger(archive: Archive, tmp_path: Path) -> None:
    Marks(archive.private).note(tmp_path / "taken.zip", Mark())
    (archive.private / "demo.txt").write_text("This archive holds the demo's made-up articles.")
    assert lines(archive) == []


def test_strangers_are_moved_not_deleted(archive: Archive) -> None:
    (archive.posts.folder / "2022-01-01-other.md").write_text("a post")
    (archive.private / "notes.txt").write_text("notes")
    (archive.originals.folder / "x.txt").write_text("x")
    assert [line.partition(";")[0] for line in lines(archive)] == [
        "_posts/2022-01-01-other.md: belongs to no article",
        "_archive/notes.txt: is no file of an archive",
        "originals/x.txt: is no file of an archive",
    ]
    assert repair(archive).faults == []
    kept = {path.name: path.read_text() for path in (archive.private / "lost+found").iterdir()}
    assert kept == {"2022-01-01-other.md": "a post", "notes.txt": "notes", "x.txt": "x"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE article SET failure = 'x' WHERE id = 3",
        "UPDATE revision SET title = 'x' WHERE id = 4",
        "UPDATE capture SET status = 404 WHERE id = 5",
        "UPDATE page SET etag = 'x' WHERE article = 2",
        "UPDATE warc SET sha256 = 'x' WHERE id = 1",
        "UPDATE run SET version = '9' WHERE id = 1",
    ],
)
def test_a_changed_row_is_named(archive: Archive, change: str) -> None:
    table = change.split()[1]
    sql(archive, change)
    assert f"of {table}: its values are not those that were sealed" in told(check(archive))


@pytest.mark.parametrize("value", ["zeroblob(900)", "x''", "x'78'", "substr(post, 2)"])
def test_a_damaged_revision_comes_back_from_its_post(archive: Archive, value: str) -> None:
    before = posts(archive)
    sql(archive, f"UPDATE revision SET post = {value} WHERE id = 9")
    assert len(lines(archive)) == 1
    report = repair(archive)
    assert report.mended == ["catalog.sqlite, row 9 of revision: restored"]
    assert report.faults == []
    assert posts(archive) == before


def test_a_wrong_digest_comes_back_from_the_post(archive: Archive) -> None:
    sql(archive, "UPDATE revision SET sha256 = 'x' WHERE id = 9")
    assert repair(archive).faults == []


def test_one_flipped_bit_is_flipped_back(archive: Archive) -> None:
    sql(
        archive,
        "UPDATE article SET checked = checked + 1024 WHERE id = 1",
        "UPDATE article SET post = replace(post, '.md', '.me') WHERE id = 2",
        "UPDATE revision SET title = replace(title, '8', '9') WHERE id = 9",
        "UPDATE page SET url = replace(url, 'http:', 'httq:') WHERE article = 3",
    )
    report = repair(archive)
    assert report.faults == []
    assert len(report.mended) == 4


def test_what_cannot_be_proven_is_left_and_said(archive: Archive) -> None:
    sql(archive, "UPDATE revision SET title = 'quite another' WHERE id = 4")
    report = repair(archive)
    assert report.mended == []
    assert [fault.thing for fault in report.faults] == ["catalog.sqlite, row 4 of revision"]


def test_a_post_is_not_taken_for_an_orphan_while_its_row_is_damaged(archive: Archive) -> None:
    sql(archive, "UPDATE article SET post = 'quite-another.md' WHERE id = 1")
    before = posts(archive)
    repair(archive)
    assert posts(archive) == before


def test_an_older_numbering_of_rows_is_put_right(archive: Archive) -> None:
    sql(archive, "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'revision'",
        "DELETE FROM sqlite_sequence WHERE name = 'article'")  # fmt: skip
    assert len(lines(archive)) == 2
    assert repair(archive).faults == []


def test_what_a_killed_run_left_is_named_and_finished(archive: Archive) -> None:
    before = posts(archive)
    archive.open(started=datetime.now(UTC), command="crawl", arguments={}, extraction="code")
    row = archive.rows.where(ArticleRow)[0]
    archive.transact(lambda rows: rows.replace(replace(row, state=State.PENDING, old_post="x.md")))
    archive.close()
    (archive.posts.folder / FIRST).unlink()
    (archive.private / "staging" / "half.md").write_text("---")
    (archive.originals.folder / "finews-x.warc.gz.open").write_bytes(b"\x1f\x8b")
    report = check(archive)
    assert len(report.faults) == 3
    assert all("the next run" in str(fault) for fault in report.faults)
    assert repair(archive).faults == []
    assert posts(archive) == before


def test_a_damaged_warc_names_the_articles_that_it_touches(archive: Archive) -> None:
    path = max(archive.originals.folder.glob("*.warc.gz"), key=lambda one: one.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    report = repair(archive)
    assert f"originals/{path.name}: its bytes are not those that were written" in told(report)
    assert "originals of article NW20220307" in told(report)
    assert report.mended == []


@pytest.mark.parametrize("keep", [0, 700, -1])
def test_a_truncated_warc_is_named(archive: Archive, keep: int) -> None:
    path = max(archive.originals.folder.glob("*.warc.gz"), key=lambda one: one.stat().st_size)
    path.write_bytes(path.read_bytes()[:keep])
    assert "bytes, not" in told(check(archive))
    path.unlink()
    assert f"originals/{path.name}: is missing" in told(check(archive))


@pytest.mark.parametrize("damage", ["missing", "a line less", "changed"])
def test_an_index_is_made_anew(archive: Archive, damage: str) -> None:
    path = max(archive.originals.folder.glob("*.cdxj"), key=lambda one: one.stat().st_size)
    before = path.read_bytes()
    path.write_bytes(
        before[before.index(b"\n") + 1 :] if damage == "a line less" else before.replace(b"2", b"3")
    )
    if damage == "missing":
        path.unlink()
    assert len(lines(archive)) == 1
    assert repair(archive).faults == []
    assert path.read_bytes() == before


def test_a_warc_that_no_row_knows_is_named(archive: Archive) -> None:
    path = next(archive.originals.folder.glob("*.warc.gz"))
    path.with_name("finews-copy.warc.gz").write_bytes(path.read_bytes())
    assert "originals/finews-copy.warc.gz: is a WARC that the catalog does not know" in told(check(archive))


@pytest.mark.parametrize("size", [0, 50, 5_000, 40_960])
def test_a_truncated_catalog_is_named(archive: Archive, size: int) -> None:
    archive.catalog.write_bytes(archive.catalog.read_bytes()[:size])
    assert check(archive).faults
    assert repair(archive).faults


def test_a_catalog_with_no_head_is_named(archive: Archive) -> None:
    archive.catalog.write_bytes(bytes(100) + archive.catalog.read_bytes()[100:])
    assert told(check(archive)).startswith("catalog.sqlite: file is not a database")


def test_one_bad_page_does_not_hide_the_others(archive: Archive) -> None:
    data = bytearray(archive.catalog.read_bytes())
    pages = [start for start in range(4096, len(data), 4096) if b"NW20220307" in data[start : start + 4096]]
    data[pages[len(pages) // 2] : pages[len(pages) // 2] + 8] = bytes(8)
    archive.catalog.write_bytes(data)
    report = check(archive)
    assert report.faults
    assert report.revisions + report.captures > 10


def test_a_catalog_of_a_newer_version_is_left_alone(archive: Archive) -> None:
    sql(archive, "PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="version 99"):
        check(archive)
