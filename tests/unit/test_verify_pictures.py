"""Whatever is wrong with a kept picture is found, and mended as far as anything proves what was there."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.items import Outcome
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.pictures.known import owed_pictures
from newsarchive.store.submissions import Illustrated
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from tests.unit.illustrated import (
    NOW,
    SITE,
    article,
    assert_whole,
    came,
    crawl,
    data,
    digest,
    kinds,
    path,
    post,
    url,
    write,
)
from tests.unit.verify_archives import lines, sql


@pytest.fixture
def second(tmp_path: Path) -> Path:
    (tmp_path / "second").mkdir()
    return tmp_path / "second"


def build(archive: Archive) -> Archive:
    """Articles 1 and 2 share ``ferry``, article 1 once showed ``quay``, article 2 shows ``pier``, 3 none."""
    with crawl(archive):
        first = article(1, ("ferry", "ferry"), ("quay", "quay"), fetched=(came(archive, "ferry"),
                        came(archive, "quay", redirected=True)))  # fmt: skip
        other = article(2, ("ferry", "ferry"), ("pier", "pier"), ("owed", ""),
                        fetched=(came(archive, "pier"),))  # fmt: skip
        write(archive, first, other, article(3))
    with crawl(archive, hours=1):
        write(archive, article(1, ("ferry", "ferry"), words="Edited. "), hours=1)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return build(Archive(tmp_path / "gazette", SITE))


@pytest.fixture
def copied(tmp_path: Path, second: Path) -> Archive:
    return build(Archive(tmp_path / "gazette", SITE.model_copy(update={"copies": str(second)})))


def file(archive: Archive, name: str) -> Path:
    return archive.folder / path(name)


def contents(archive: Archive) -> dict[str, bytes]:
    found = (one for one in archive.folder.rglob("*") if one.is_file() and "_archive" not in one.parts)
    return {str(one.relative_to(archive.folder)): one.read_bytes() for one in found}


def test_nothing_is_wrong_with_what_the_store_wrote(archive: Archive) -> None:
    report = check(archive)
    assert report.faults == []
    assert str(report) == "3 posts, 4 revisions, 8 captures, 2 WARC files, 3 pictures verified"


def flip(one: Path) -> None:
    one.write_bytes(one.read_bytes()[:-1] + b"\0")


def linked(one: Path) -> None:
    target = one.with_name("elsewhere")
    one.rename(target)
    one.symlink_to(target.name)


def folder_linked(one: Path) -> None:
    one.parent.rename(one.parent.with_name("zz"))
    one.parent.symlink_to("zz")


def moved(to: Callable[[Path], Path]) -> Callable[[Path], None]:
    def move(one: Path) -> None:
        to(one).parent.mkdir(parents=True, exist_ok=True)
        one.rename(to(one))

    return move


DAMAGE: dict[str, Callable[[Path], object]] = {
    "lost": Path.unlink,
    "folder lost": lambda one: shutil.rmtree(one.parent),
    "all lost": lambda one: shutil.rmtree(one.parent.parent),
    "flipped": flip,
    "cut": lambda one: one.write_bytes(one.read_bytes()[:-9]),
    "empty": lambda one: one.write_bytes(b""),
    "grown": lambda one: one.write_bytes(one.read_bytes() + b"x"),
    "a folder": lambda one: (one.unlink(), one.mkdir()),
    "a link": linked,
    "in a linked folder": folder_linked,
    "in another folder": moved(lambda one: one.parent.with_name("00") / one.name),
    "at the top": moved(lambda one: one.parent.parent / one.name),
    "in an inner folder": moved(lambda one: one.parent / "more" / one.name),
    "in upper case": moved(lambda one: one.with_name(one.name.upper())),
    "in a folder of upper case": moved(lambda one: one.parent.with_name("AB") / one.name),
    "with another extension": moved(lambda one: one.with_suffix(".jpg")),
    "with no extension": moved(lambda one: one.with_suffix("")),
    "half copied": moved(lambda one: one.with_name(f"{one.name}.copying")),
}
STAYS_ELSEWHERE = {name for name in DAMAGE if name.startswith(("in ", "at ", "with ", "half "))}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_happened_to_a_picture_is_told_and_mended_from_its_copy(damage: str, copied: Archive) -> None:
    before = contents(copied)
    DAMAGE[damage](file(copied, "pier"))
    assert f"{path('pier')}: " in "\n".join(lines(copied))
    report = repair(copied)
    assert report.faults == []
    assert report.mended
    assert contents(copied) == before
    assert not any(one.is_symlink() for one in copied.pictures.media.rglob("*"))


@pytest.mark.parametrize("damage", sorted(STAYS_ELSEWHERE))
def test_what_lies_at_another_place_comes_back_from_there(damage: str, archive: Archive) -> None:
    before = contents(archive)
    DAMAGE[damage](file(archive, "pier"))
    assert repair(archive).faults == []
    assert contents(archive) == before


@pytest.mark.parametrize("damage", ["lost", "flipped", "a folder", "empty"])
@pytest.mark.parametrize("now", ["the same", "another"])
def test_without_a_copy_the_source_is_asked_again(damage: str, now: str, archive: Archive) -> None:
    """Posts stay meanwhile; the same bytes make no revision, and other ones are an edit."""
    before = contents(archive)
    DAMAGE[damage](file(archive, "pier"))
    damaged = file(archive, "pier").read_bytes() if damage == "flipped" else None
    report = repair(archive)
    assert any("the next run asks its source for it" in line for line in report.mended)
    assert [str(one) for one in report.faults] == [
        f"{path('pier')}: is missing; the next run asks its source for it"
    ]
    if damaged:
        assert (archive.private / "lost+found" / file(archive, "pier").name).read_bytes() == damaged
    again = repair(archive)
    assert (again.mended, len(again.faults)) == ([], 1)
    with crawl(archive, hours=2):
        write(archive, article(2, ("ferry", "ferry"), ("pier", "pier"), ("owed", "")), hours=2)
        assert "pier" not in str(kinds(archive, 2))
        assert kinds(archive, 2) == ["crawled"], "its page was read again meanwhile"
        late = int((NOW + timedelta(days=300_000)).timestamp())
        due = {one.row.url: one for one in owed_pictures(archive.rows, now=late, limit=9)}[url("pier")]
        assert (due.row.etag, due.row.failure) == (None, "lost")
        found = came(archive, "pier") if now == "the same" else came(archive, "flood", at="pier")
        (verdict,) = write(archive, Illustrated("/2024/ferry-2", due.article.url, (found,)), hours=2)
        if now == "the same":
            assert verdict.outcome is Outcome.UNCHANGED
            assert kinds(archive, 2) == ["crawled"]
        else:
            assert verdict.outcome is Outcome.STORED
            assert kinds(archive, 2) == ["crawled", "crawled"]
            assert path("flood") in post(archive, 2)
    left = lines(archive)
    if now == "the same":
        assert left == []
        assert contents(archive) == before
    else:
        former = path("pier").removesuffix(".png")
        assert [line.partition(";")[0] for line in left] == [f"{former}: is missing"]


def test_what_former_revisions_alone_show_is_for_a_backup(archive: Archive, tmp_path: Path) -> None:
    backup = file(archive, "quay").read_bytes()
    file(archive, "quay").unlink()
    (line,) = lines(archive)
    assert line.startswith(f"{path('quay')}: is missing")
    assert len(repair(archive).faults) == 1
    stray = archive.pictures.media / path("quay").rpartition("/")[2]
    stray.write_bytes(backup)
    assert repair(archive).faults == []
    assert file(archive, "quay").read_bytes() == backup


STRANGERS = {
    "a picture": path("stranger"),
    "another file": "media/readme.txt",
    "a file of a folder": "media/ab/notes.html",
    "a picture half written": f"{path('ferry')}.0",
    "a hidden file": "media/.hidden",
}


@pytest.mark.parametrize("what", STRANGERS)
def test_strangers_are_put_aside(what: str, archive: Archive) -> None:
    before = contents(archive)
    stranger = archive.folder / STRANGERS[what]
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(data("stranger"))
    (line,) = lines(archive)
    assert line.startswith(f"{STRANGERS[what]}: is no picture that the catalog knows")
    assert repair(archive).faults == []
    assert contents(archive) == before
    assert (archive.private / "lost+found" / stranger.name).read_bytes() == data("stranger")


def test_what_a_file_manager_leaves_and_a_built_site_are_no_strangers(archive: Archive) -> None:
    for name in ("media/.DS_Store", "media/ab/Thumbs.db", "media/._x"):
        (archive.folder / name).parent.mkdir(exist_ok=True)
        (archive.folder / name).write_bytes(b"x")
    for name in ("site", "_site", "public"):
        shutil.copytree(archive.pictures.media, archive.folder / name / "media")
        (archive.folder / name / "index.html").write_text("home")
    assert lines(archive) == []


def test_an_archive_that_keeps_none_has_no_such_folder(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "gazette", SITE.model_copy(update={"media": "link"}))
    with crawl(archive):
        write(archive, article(3))
    (archive.folder / "media").mkdir()
    (archive.folder / "media" / "logo.png").write_bytes(b"its owner's")
    assert lines(archive) == []


def test_a_copy_is_made_anew_from_the_picture(copied: Archive, second: Path) -> None:
    for name, damage in (("pier", "flipped"), ("ferry", "lost")):
        DAMAGE[damage](second / "gazette" / path(name))
    assert len(lines(copied)) == 2
    assert repair(copied).faults == []
    assert (second / "gazette" / path("pier")).read_bytes() == data("pier")


def test_where_both_are_damaged_the_source_is_asked(copied: Archive, second: Path) -> None:
    flip(file(copied, "pier"))
    flip(second / "gazette" / path("pier"))
    assert any("asks its source" in line for line in repair(copied).mended)


def test_a_record_whose_picture_is_gone_with_its_rows_is_told(archive: Archive) -> None:
    """So it is after somebody removed rows and file by hand."""
    of_pier = f"(SELECT id FROM picture WHERE sha256 = '{digest('pier')}')"
    sql(archive, f"DELETE FROM illustration WHERE picture = {of_pier}",
        f"DELETE FROM picture WHERE sha256 = '{digest('pier')}'")  # fmt: skip
    file(archive, "pier").unlink()
    told = "\n".join(lines(archive))
    assert f"the picture that it names, {path('pier')}, is not there" in told
    assert f"shows {path('pier')}, of which no row tells" in told


def test_damaged_rows_of_pictures_are_restored_or_said(archive: Archive) -> None:
    for table in ("picture", "illustration"):
        sql(archive, f"UPDATE {table} SET seal = zeroblob(16)")
    told = lines(archive)
    assert sum("its values are not those that were sealed" in line for line in told) == 4 + 6
    assert not any("moves it" in line for line in told), "a file may be of a row that is damaged"
    assert file(archive, "pier").exists()


def test_a_flipped_row_is_restored(archive: Archive) -> None:
    sql(archive, f"UPDATE picture SET length = length + 1 WHERE sha256 = '{digest('pier')}'",
        "UPDATE illustration SET position = position + 4 WHERE position = 1 AND revision = 1")  # fmt: skip
    assert len([line for line in lines(archive) if "were sealed" in line]) == 3
    assert repair(archive).faults == []
    with reading(archive.catalog) as rows:
        assert {row.position for row in rows.where(IllustrationRow)} == {0, 1, 2}


def test_a_staged_picture_of_a_killed_run_is_settled(archive: Archive) -> None:
    file(archive, "pier").rename(archive.posts.staging / file(archive, "pier").name)
    came(archive, "never committed")
    assert repair(archive).faults == []
    assert list(archive.posts.staging.iterdir()) == []
    assert file(archive, "pier").exists()


def test_without_a_catalog_each_picture_still_has_its_name(archive: Archive) -> None:
    flip(file(archive, "pier"))
    archive.catalog.unlink()
    assert any(line.startswith(f"{path('pier')}: its bytes are not") for line in lines(archive))


def test_the_store_agrees(archive: Archive) -> None:
    with crawl(archive, hours=3):
        assert_whole(archive)
        assert len(archive.rows.where(PictureRow)) == 4
        assert len(archive.rows.where(RevisionRow)) == 4
