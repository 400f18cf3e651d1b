import errno
import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.durable import storage_errors, write_atomically


@pytest.fixture
def small_files() -> Iterator[int]:
    """No file may grow beyond so many bytes: a write that fails for real, for one file alone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield 1000
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_atomically(tmp_path / "staged", tmp_path / "post.md", b"a\r\nb")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"post.md": b"a\r\nb"}
    write_atomically(tmp_path / "staged", tmp_path / "post.md", b"new")
    assert (tmp_path / "post.md").read_bytes() == b"new"


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_permissions_follow_the_umask(umask: int, mode: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        write_atomically(tmp_path / "staged", tmp_path / "post.md", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "post.md").stat().st_mode & 0o777 == mode


def test_what_a_crash_left_staged_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "staged").write_bytes(b"half of a longer text")
    write_atomically(tmp_path / "staged", tmp_path / "post.md", b"x")
    assert (tmp_path / "post.md").read_bytes() == b"x"


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, small_files: int) -> None:
    (tmp_path / "post.md").write_bytes(b"old")
    with pytest.raises(OSError, match="too large") as caught:
        write_atomically(tmp_path / "staged", tmp_path / "post.md", b"x" * (small_files + 1))
    assert not isinstance(caught.value, StorageError)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"post.md": b"old"}


def test_a_rename_that_fails_leaves_nothing_staged(tmp_path: Path) -> None:
    (tmp_path / "post.md").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomically(tmp_path / "staged", tmp_path / "post.md", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["post.md"]


@pytest.mark.parametrize("code", ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES", "EPERM"])
def test_trouble_with_the_disk_stops_the_run(code: str) -> None:
    with pytest.raises(StorageError, match=r"/archive/x: .*the run stops here"), storage_errors():
        raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)), "/archive/x")


@pytest.mark.parametrize("code", ["EFBIG", "ENAMETOOLONG", "EISDIR", "ENOENT", "EILSEQ"])
def test_trouble_with_one_file_does_not(code: str) -> None:
    with pytest.raises(OSError, match=os.strerror(getattr(errno, code))), storage_errors():
        raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)))
