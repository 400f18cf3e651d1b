import hashlib
import os
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.originals import removal
from newsarchive.store.originals.cdxj import index_path
from newsarchive.store.originals.removal import without
from newsarchive.store.originals.writer import Record
from tests.unit.originals import exchange, read_whole, sound, write, writer


@pytest.fixture
def kept(tmp_path: Path) -> list[Record]:
    to = writer(tmp_path)
    where = write(to, [exchange(n, b"secret" if n == 1 else None) for n in range(4)])
    to.finish()
    return where


def test_a_capture_and_its_request_are_gone_for_good(tmp_path: Path, kept: list[Record]) -> None:
    name = kept[0].file
    rewritten = without(tmp_path, name, {kept[1].offset})
    path = tmp_path / name
    gap = kept[1].end - kept[1].offset
    stay = [kept[0], kept[2], kept[3]]
    assert rewritten.captures == {r.record_id: r.offset - gap * (r is not kept[0]) for r in stay}
    assert rewritten.file
    assert rewritten.file.length == path.stat().st_size == kept[3].end - gap
    assert rewritten.file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sound(path)
    assert exchange(1).url.encode() not in index_path(tmp_path, name).read_bytes()
    for number, record in ((0, kept[0]), (2, kept[2]), (3, kept[3])):
        there = rewritten.captures[record.record_id]
        assert read_whole(tmp_path, name, there) == exchange(number)
    again = without(tmp_path, name, set())
    assert (again.captures, again.file) == (rewritten.captures, rewritten.file)


def test_a_file_without_captures_goes(tmp_path: Path, kept: list[Record]) -> None:
    rewritten = without(tmp_path, kept[0].file, {record.offset for record in kept})
    assert (rewritten.captures, rewritten.file) == ({}, None)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StorageError, match="missing"):
        without(tmp_path, kept[0].file, set())


def test_a_wrong_offset_changes_nothing(tmp_path: Path, kept: list[Record]) -> None:
    path = tmp_path / kept[0].file
    before = path.read_bytes()
    for wrong in (0, kept[0].offset + 1, kept[0].offset + kept[0].length, kept[3].end):
        with pytest.raises(StorageError, match=f"offset {wrong}$"):
            without(tmp_path, path.name, {kept[0].offset, wrong})
    assert path.read_bytes() == before
    assert sorted(found.suffix for found in tmp_path.iterdir()) == [".cdxj", ".gz"]


@pytest.mark.parametrize("step", ["fsync", "rename", "rebuild_index", "sync_folder"])
def test_a_crash_leaves_the_old_file_or_the_new(
    tmp_path: Path, kept: list[Record], step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    name, victim = kept[0].file, kept[1].offset
    with monkeypatch.context() as patch:
        patch.setattr({"fsync": os, "rename": Path}.get(step, removal), step, crash)
        with pytest.raises(KeyboardInterrupt):
            without(tmp_path, name, {victim})
    assert sound(tmp_path / name)
    done = (tmp_path / name).stat().st_size < kept[3].end
    assert done == (step in {"rebuild_index", "sync_folder"})
    rewritten = without(tmp_path, name, set() if done else {victim})
    assert kept[1].record_id not in rewritten.captures
    assert len(index_path(tmp_path, name).read_bytes().splitlines()) == 3
