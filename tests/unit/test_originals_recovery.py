from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.originals.cdxj import index_path
from newsarchive.store.originals.removal import finish_left_open
from newsarchive.store.originals.writer import FinishedWarc
from tests.unit.originals import exchange, records, sound, write, writer


def left_open(folder: Path) -> tuple[str, list[int], bytes]:
    """A crash after three exchanges: the file's final name, where each ends, its bytes."""
    to = writer(folder)
    where = write(to, [exchange(n) for n in range(3)])
    to.sync()
    return where[0].file, [record.end for record in where], (folder / f"{where[0].file}.open").read_bytes()


def test_whatever_the_crash_left_behind_the_committed_part_is_cut_off(tmp_path: Path) -> None:
    name, ends, whole = left_open(tmp_path)
    tails = *range(ends[1], ends[1] + 40), *range(len(whole) - 40, len(whole) + 1)
    for length in tails:
        (tmp_path / name).unlink(missing_ok=True)
        (tmp_path / f"{name}.open").write_bytes(whole[:length])
        finished = finish_left_open(tmp_path, name, ends[1])
        assert finished
        assert finished.length == ends[1]
        assert (tmp_path / name).read_bytes() == whole[: ends[1]]
    assert sound(tmp_path / name)
    assert len(records(tmp_path / name)) == 5
    assert len(index_path(tmp_path, name).read_bytes().splitlines()) == 2
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".cdxj", ".gz"]
    assert finish_left_open(tmp_path, name, ends[1]) == finished


def test_committed_bytes_that_are_missing_or_damaged_are_told(tmp_path: Path) -> None:
    name, ends, whole = left_open(tmp_path)
    for length in range(ends[1] - 40, ends[1]):
        (tmp_path / f"{name}.open").write_bytes(whole[:length])
        with pytest.raises(StorageError, match=f"{length} bytes are left"):
            finish_left_open(tmp_path, name, ends[1])
    (tmp_path / f"{name}.open").write_bytes(whole[:900] + bytes(9) + whole[909:])
    with pytest.raises(StorageError, match=r"\.open, offset \d+: "):
        finish_left_open(tmp_path, name, ends[2])
    (tmp_path / f"{name}.open").unlink()
    with pytest.raises(StorageError, match="missing"):
        finish_left_open(tmp_path, name, ends[1])


def test_a_file_of_which_nothing_is_committed_goes(tmp_path: Path) -> None:
    name, _, _ = left_open(tmp_path)
    index_path(tmp_path, name).touch()
    assert finish_left_open(tmp_path, name, 0) is None
    assert list(tmp_path.iterdir()) == []
    assert finish_left_open(tmp_path, name, 0) is None


def test_a_file_that_was_renamed_before_the_crash_stays(tmp_path: Path) -> None:
    to = writer(tmp_path)
    (record,) = write(to, [exchange(1)])
    (finished,) = to.finish()
    index_path(tmp_path, record.file).unlink()
    assert finish_left_open(tmp_path, record.file, record.end) == finished
    assert isinstance(finish_left_open(tmp_path, record.file, 0), FinishedWarc)
    assert index_path(tmp_path, record.file).exists()
    with pytest.raises(StorageError, match="bytes are left"):
        finish_left_open(tmp_path, record.file, record.end + 1)
