"""A takedown removes the pictures that nobody else shows, whenever it is killed, from everywhere."""

import os
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import CaptureRow
from newsarchive.store.takedown import Takedown, forget
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from tests.unit.illustrated import SITE, article, assert_whole, came, crawl, data, digest, path, url, write
from tests.unit.remembering import everything

STRIDE = 4  # of the moments to be killed at; 1 takes them all, and 30 s
ALONE = ("quay", "pier", "buoy")
SHARED = ("ferry", "crane", "lamp")


def build(archive: Archive) -> Archive:
    """Article 1 alone shows ``quay`` (once), ``pier`` and ``buoy`` (swapped) and an owed one.

    Of the others, ``crane`` is shown by a former revision of article 2, ``lamp`` by article 3 elsewhere.
    """
    with crawl(archive):
        bring = partial(came, archive)
        first = article(1, ("ferry", "ferry"), ("quay", "quay"), ("buoy", "pier"), ("crane", "crane"),
                        ("owed-secret", ""), ("lamp", "lamp"),
                        fetched=(bring("ferry"), bring("quay", redirected=True), bring("pier", at="buoy"),
                                 bring("crane"), bring("lamp")))  # fmt: skip
        other = article(2, ("ferry", "ferry"), ("crane", "crane"))
        third = article(3, ("other-lamp", "lamp"), fetched=(bring("lamp", at="other-lamp"),))
        write(archive, first, other, third, article(4))
    with crawl(archive, hours=1):
        edited = article(1, ("ferry", "ferry"), ("buoy", "buoy"), words="Edited. ",
                         fetched=(came(archive, "buoy"),))  # fmt: skip
        write(archive, edited, article(2, ("ferry", "ferry"), words="Edited. "), hours=1)
    return archive


@pytest.fixture
def second(tmp_path: Path) -> Path:
    (tmp_path / "second").mkdir()
    return tmp_path / "second"


@pytest.fixture(params=["alone", "copied"])
def archive(request: pytest.FixtureRequest, tmp_path: Path, second: Path) -> Archive:
    copies = {"copies": str(second)} if request.param == "copied" else {}
    return build(Archive(tmp_path / "gazette", SITE.model_copy(update=copies)))


def take_down(archive: Archive, *numbers: int) -> list[Takedown]:
    named = [Identity(f"/2024/ferry-{n}", f"https://gazette.example/2024/ferry-{n}") for n in numbers or (1,)]
    with crawl(archive, hours=2):
        taken = archive.transact(
            lambda rows: [forget(rows, "gazette", one, reason="x", now=1) for one in named]
        )
        assert archive.finish_forgetting()
    return taken


def traces(archive: Archive) -> list[str]:
    """Where bytes, digest or address of a picture that goes is, in the archive and its copies."""
    found = everything(archive.folder)
    if archive.copies.folder:
        found |= {f"copies/{name}": held for name, held in everything(archive.copies.folder).items()}
    forms = [form for name in ALONE for form in (data(name), digest(name).encode(), url(name).encode())]
    forms += [url("owed-secret").encode()]
    return [where for where, held in found.items() if any(form in held or form.decode("latin-1") in where
                                                          for form in forms)]  # fmt: skip


def test_the_search_sees_everything(archive: Archive) -> None:
    told = "\n".join(traces(archive))
    assert all(path(name) in told for name in ALONE)
    assert "catalog.sqlite" in told
    assert "inflated" in told


def test_no_byte_of_its_pictures_is_left(archive: Archive) -> None:
    (taken,) = take_down(archive)
    assert (taken.pictures, taken.shared_pictures) == (3, 3)
    assert traces(archive) == []
    kept = {path(name) for name in SHARED}
    assert set(archive.pictures.kept()) == kept
    if archive.copies.folder:
        copied = {str(one.relative_to(archive.copies.folder)) for one in archive.copies.folder.rglob("*.png")}
        assert copied == kept
    assert check(archive).faults == []
    with crawl(archive, hours=3):
        assert_whole(archive)


def test_the_captures_of_others_stay(archive: Archive) -> None:
    """One that shows a picture at the same address keeps what it knows of it."""
    with crawl(archive, hours=1.5):
        flood = came(archive, "flood")
        write(archive, article(5, ("flood", "flood"), fetched=(flood,)), hours=1.5)
        again = came(archive, "flood")
        write(archive, article(6, ("flood", "flood"), fetched=(again,)), hours=1.5)
    (taken,) = take_down(archive, 5)
    assert (taken.pictures, taken.shared, taken.shared_pictures) == (0, (), 1)
    with reading(archive.catalog) as rows:
        assert {row.url for row in rows.where(PictureRow)} >= {url("flood")}
    assert check(archive).faults == []
    (taken,) = take_down(archive, 6)
    assert taken.pictures == 1
    assert path("flood") not in set(archive.pictures.kept())


def test_all_of_them_leave_nothing(archive: Archive) -> None:
    take_down(archive, 1, 2, 3, 4)
    assert list(archive.pictures.kept()) == []
    if archive.copies.folder:
        assert [one for one in archive.copies.folder.rglob("*") if one.is_file()] == []
    with reading(archive.catalog) as rows:
        for kind in (PictureRow, IllustrationRow, CaptureRow):
            assert rows.where(kind) == []
    assert check(archive).faults == []


def killed_at(archive: Archive, step: int) -> bool:
    """Take down in a process that is killed before its nth change of a file or the catalog."""
    child = os.fork()
    if child == 0:
        count = 0

        def around(work: Callable[..., object]) -> Callable[..., object]:
            def counting(*args: object, **more: object) -> object:
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return work(*args, **more)

            return counting

        for owner, name in ((Archive, "transact"), (Path, "unlink"), (Path, "rename"), (Path, "rmdir")):
            setattr(owner, name, around(getattr(owner, name)))
        try:
            take_down(archive)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_at_each_step_it_goes_on(tmp_path: Path, second: Path) -> None:
    archive = build(Archive(tmp_path / "gazette", SITE.model_copy(update={"copies": str(second)})))
    for step in range(1, 300, STRIDE):
        shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-before"))
        was_killed = killed_at(archive, step)
        take_down(archive)
        assert traces(archive) == [], f"killed before change {step}"
        assert check(archive).faults == [], f"killed before change {step}"
        if not was_killed:
            assert step > 10
            return
        shutil.rmtree(tmp_path)
        tmp_path.with_name(f"{tmp_path.name}-before").rename(tmp_path)
    pytest.fail("it never came to its end")


def test_copies_out_of_reach_are_waited_for(tmp_path: Path, second: Path) -> None:
    archive = build(Archive(tmp_path / "gazette", SITE.model_copy(update={"copies": str(second)})))
    second.rename(tmp_path / "unmounted")
    take_down(archive)
    assert "lag behind" in archive.copies.trouble
    faults = [str(fault) for fault in check(archive).faults]
    assert not any("media/" in line for line in faults), faults
    (tmp_path / "unmounted").rename(second)
    repair(archive)
    assert set(archive.pictures.kept()) == {path(name) for name in SHARED}, "no copy brings back what went"
    with crawl(archive, hours=3):
        pass
    assert traces(archive) == []
    assert check(archive).faults == []


def test_copies_follow_each_run(tmp_path: Path, second: Path) -> None:
    archive = build(Archive(tmp_path / "gazette", SITE.model_copy(update={"copies": str(second)})))
    there = second / "gazette"
    copied = {str(one.relative_to(there)): one.read_bytes() for one in there.rglob("*.png")}
    assert copied == {one: archive.pictures.read(one) for one in archive.pictures.kept()}
    torn = archive.folder / path("lamp")
    (there / path("lamp")).unlink()
    torn.write_bytes(b"torn")
    (there / "media" / "notes.txt").write_text("somebody's own")
    (there / path("ferry")).with_name("x.png.copying").write_bytes(b"half")
    with crawl(archive, hours=2):
        said = archive.seal()
    assert f"{path('lamp')}: the original is damaged or missing" in said
    assert not (there / path("lamp")).exists(), "a damaged picture is never copied"
    assert sorted(one.name for one in there.rglob("*") if one.suffix in {".txt", ".copying"}) == ["notes.txt"]
