from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.profiles import Identity, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ForgottenRow, WarcRow
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from tests.unit.verify_archives import NOW, SHARE, build, source_id, submissions


@pytest.fixture
def second(tmp_path: Path) -> Path:
    folder = tmp_path / "second"
    folder.mkdir()
    return folder


@pytest.fixture
def copied(profile: SiteProfile, second: Path) -> SiteProfile:
    return profile.model_copy(update={"copies": str(second)})


@pytest.fixture
def archive(tmp_path: Path, copied: SiteProfile) -> Archive:
    return build(tmp_path / "finews", copied)


def warcs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.warc.gz")}


def opened(archive: Archive) -> Archive:
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    return archive


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_each_sealed_file_has_a_copy(archive: Archive, second: Path) -> None:
    assert warcs(second / "finews") == warcs(archive.originals.folder)
    assert len(warcs(second / "finews")) == 2
    assert not check(archive).faults


DAMAGE: dict[str, Callable[[Path], None]] = {
    "flipped": flip,
    "lost": Path.unlink,
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "empty": lambda path: path.write_bytes(b""),
    "grown": lambda path: path.write_bytes(path.read_bytes() + b"x"),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("which", ["original", "copy", "one of each"])
def test_either_is_healed_from_the_other(damage: str, which: str, archive: Archive, second: Path) -> None:
    here, there = archive.originals.folder, second / "finews"
    right, index = warcs(here), {path.name: path.read_bytes() for path in here.glob("*.cdxj")}
    first, last = sorted(right)
    if which != "copy":
        DAMAGE[damage](here / first)
    if which != "original":
        DAMAGE[damage](there / last)
    assert len(check(archive).faults) == (2 if which == "one of each" else 1)
    report = repair(archive)
    assert report.mended
    assert not report.faults
    assert warcs(here) == warcs(there) == right
    assert {path.name: path.read_bytes() for path in here.glob("*.cdxj")} == index
    assert not check(archive).faults


@pytest.mark.parametrize("damage", ["flipped", "lost"])
def test_where_both_are_damaged_that_is_said(damage: str, archive: Archive, second: Path) -> None:
    first, _ = sorted(warcs(archive.originals.folder))
    for folder in (archive.originals.folder, second / "finews"):
        DAMAGE[damage](folder / first)
    before = warcs(archive.originals.folder), warcs(second / "finews")
    assert any("restore it from a backup" in str(fault) for fault in repair(archive).faults)
    assert (warcs(archive.originals.folder), warcs(second / "finews")) == before


def test_a_damaged_original_is_never_copied(archive: Archive, second: Path) -> None:
    first, _ = sorted(warcs(archive.originals.folder))
    flip(archive.originals.folder / first)
    (second / "finews" / first).unlink()
    said = opened(archive).seal()
    archive.close(ended=NOW, account={})
    assert f"{first}: the original is damaged" in said
    assert first not in warcs(second / "finews")


def test_a_folder_out_of_reach_is_said_and_made_up_for(
    tmp_path: Path, copied: SiteProfile, second: Path
) -> None:
    second.rmdir()
    archive = build(tmp_path / "finews", copied)
    assert "lag behind" in archive.copies.trouble
    assert str(second) in archive.copies.trouble
    assert not second.exists(), "a disk that is not mounted gets no folder in its place"
    (fault,) = check(archive).faults
    assert str(second) in str(fault)
    second.mkdir()
    opened(archive).close(ended=NOW, account={})
    assert archive.copies.trouble == ""
    assert warcs(second / "finews") == warcs(archive.originals.folder)


def test_what_a_killed_run_left_half_copied_goes(archive: Archive, second: Path) -> None:
    first, _ = sorted(warcs(archive.originals.folder))
    whole = (second / "finews" / first).read_bytes()
    (second / "finews" / first).unlink()
    (second / "finews" / f"{first}.copying").write_bytes(whole[:100])
    (second / "finews" / "notes.txt").write_text("somebody's own")
    opened(archive).close(ended=NOW, account={})
    assert warcs(second / "finews") == warcs(archive.originals.folder)
    assert sorted(path.suffix for path in (second / "finews").iterdir()) == [".gz", ".gz", ".txt"]


def test_copies_of_an_archive_that_is_no_more_are_left_alone(
    tmp_path: Path, copied: SiteProfile, archive: Archive, second: Path
) -> None:
    before = warcs(second / "finews")
    archive.folder.rename(tmp_path / "away")
    build(tmp_path / "finews", copied, count=1)
    assert before.items() <= warcs(second / "finews").items()


def take_down(archive: Archive, *numbers: int) -> None:
    opened(archive)
    named = [Identity(source_id(n), SHARE.format(source_id(n))) for n in numbers]
    archive.transact(lambda rows: [forget(rows, "finews", one, reason="x", now=1) for one in named])
    archive.finish_forgetting()
    archive.close(ended=NOW, account={})


def unfinished(archive: Archive) -> int:
    with reading(archive.catalog) as rows:
        return len(rows.where(ForgottenRow, done=None))


@pytest.mark.parametrize("numbers", [(5,), (0, 1, 2), tuple(range(12))])
def test_a_takedown_reaches_the_copies(numbers: tuple[int, ...], archive: Archive, second: Path) -> None:
    take_down(archive, *numbers)
    assert warcs(second / "finews") == warcs(archive.originals.folder)
    assert unfinished(archive) == 0
    assert not check(archive).faults


@pytest.mark.parametrize("numbers", [(5,), (0, 1, 2), tuple(range(12))])
def test_a_takedown_waits_for_copies_out_of_reach(
    numbers: tuple[int, ...], archive: Archive, second: Path, tmp_path: Path
) -> None:
    second.rename(tmp_path / "unmounted")
    take_down(archive, *numbers)
    assert unfinished(archive) == len(numbers)
    assert "lag behind" in archive.copies.trouble
    left = warcs(archive.originals.folder)
    (tmp_path / "unmounted").rename(second)
    repair(archive)
    assert warcs(archive.originals.folder) == left, "no copy brings back what was forgotten"
    opened(archive).close(ended=NOW, account={})
    assert warcs(second / "finews") == left
    assert unfinished(archive) == 0
    with reading(archive.catalog) as rows:
        assert {row.name for row in rows.where(WarcRow)} == left.keys()


def test_further_runs_copy_what_is_new(archive: Archive, copied: SiteProfile, second: Path) -> None:
    opened(archive).write(submissions(range(20, 22), copied), now=NOW)
    archive.close(ended=NOW, account={})
    assert len(warcs(second / "finews")) == 3
    assert warcs(second / "finews") == warcs(archive.originals.folder)


@pytest.mark.parametrize("path", ["relative/folder", "", "/a/../b", "/a\0"])
def test_the_folder_is_named_by_its_whole_path(path: str, profile: SiteProfile) -> None:
    with pytest.raises(ValueError, match="no absolute path"):
        SiteProfile.model_validate(profile.model_dump() | {"copies": path})
