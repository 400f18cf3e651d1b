"""An object storage, be it a folder or a server that speaks S3: what it keeps, and what it says."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import obstore
import pytest

from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.store.objects import folder_files
from newsarchive.store.objects.address import StorageAddress
from newsarchive.store.objects.storage import Storage
from tests.fleet.s3 import SETTINGS, Server


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return Storage(StorageAddress((tmp_path / "a folder").as_uri()))
    server: Server = request.getfixturevalue("s3")
    return Storage(server.bucket("some/prefix"))


def test_what_is_stored_is_read_back(storage: Storage, tmp_path: Path) -> None:
    large = b"0123456789abcdef" * (20 << 16)  # 20 MiB, in more than one request both ways
    file = tmp_path / "large"
    file.write_bytes(large)
    storage.put("site/open/a", b"one")
    storage.put("site/open/a", b"one")
    storage.put("site/open/b", b"")
    storage.put("sites/large", file)
    assert storage.get("site/open/a") == b"one"
    assert storage.get("site/open/b") == b""
    assert storage.get("sites/large") == large
    assert b"".join(storage.pieces("sites/large", 9 << 20)) == large[: 9 << 20]
    assert [(one.key, one.size) for one in storage.below("site")] == [("site/open/a", 3), ("site/open/b", 0)]
    assert [one.key for one in storage.below("sites")] == ["sites/large"]
    assert storage.below("elsewhere") == []
    assert all(one.written.tzinfo for one in storage.below("site"))


def test_what_is_not_there_is_no_fault_of_the_storage(storage: Storage) -> None:
    for ask in (storage.get, storage.size):
        with pytest.raises(FileNotFoundError):
            ask("site/nothing")


def test_what_is_removed_is_gone_and_may_be_gone_before(storage: Storage) -> None:
    for key in ("site/a/1", "site/a/2", "site/b"):
        storage.put(key, b"x")
    storage.remove(["site/a/1", "site/nothing", "site/a/1", "site/b"])
    assert [one.key for one in storage.below("site")] == ["site/a/2"]
    storage.remove(["site/a/2"])
    assert storage.below("site") == []
    if storage.files:
        assert list(storage.files.folder.iterdir()) == []


def test_each_folder_that_is_made_is_durable_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is synced makes the names in it durable, and not its own."""
    durable = set[Path]()

    def sync(folder: Path) -> None:
        durable.update(folder.iterdir())

    monkeypatch.setattr(folder_files, "sync_folder", sync)
    root = tmp_path / "a" / "store"
    storage = Storage(StorageAddress(root.as_uri()))
    for key in ("one/open/w/1", "one/open/v/1", "one/open/v/2", "one/media/ab/1", "one/media/cd/1", "two/x"):
        storage.put(key, b"x")
        path = root / key
        assert {path, *path.parents[: len(path.relative_to(tmp_path).parts) - 1]} <= durable, key
    shutil.rmtree(root / "one")  # as another process does that removes the last object
    durable.clear()
    storage.put("one/open/w/1", b"x")
    assert {root / "one", root / "one/open", root / "one/open/w", root / "one/open/w/1"} <= durable


@pytest.mark.parametrize("in_one_request", [True, False])
def test_many_are_removed_at_once_where_the_storage_lets_one(
    s3: Server, monkeypatch: pytest.MonkeyPatch, in_one_request: bool
) -> None:
    storage = Storage(s3.bucket("some/prefix"))
    delete, asked = obstore.delete, []

    def noted(store: object, keys: str | list[str]) -> None:
        asked.append(keys)
        if isinstance(keys, list) and not in_one_request:
            raise obstore.exceptions.GenericError("status code: 501 Not Implemented")
        delete(store, keys)  # type: ignore[arg-type]

    monkeypatch.setattr(obstore, "delete", noted)
    keys = [f"site/a/{number}" for number in range(5)]
    for key in keys:
        storage.put(key, b"x")
    storage.remove([*keys[1:], "site/nothing"])
    assert [one.key for one in storage.below("site")] == keys[:1]
    assert len(asked) == (1 if in_one_request else 6)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    storage = Storage(StorageAddress((tmp_path / "store").as_uri()))
    (tmp_path / "store" / "site").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match=r"store/site/a: cannot be written: .*; the run stops here"):
        storage.put("site/a", b"x")


def test_a_bucket_that_is_not_there_is_told_at_once(s3: Server) -> None:
    settings = {**SETTINGS, "aws_endpoint": s3.address}
    storage = Storage(StorageAddress("s3://no-such-bucket/here", settings, allow_http=True))
    asked: list[Callable[[], object]] = [lambda: storage.put("a", b"x"), lambda: storage.below("a")]
    for ask in asked:
        with pytest.raises(StorageError, match=r"s3://no-such-bucket/here/.*: .*(NoSuchBucket)"):
            ask()


def test_what_no_storage_is_is_told() -> None:
    with pytest.raises(ArgumentError, match="s3://bucket/a: cannot be used"):
        Storage(StorageAddress("s3://bucket/a", {"aws_no_such_setting": "x"}))


class Broken:
    """A server that takes connections and cuts each of them after a while, then one that answers."""

    def __init__(self, cuts: int) -> None:
        self.asked = 0
        self.cuts = cuts
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.asked += 1
            with closing(connection):
                head = connection.recv(1 << 16)
                while b"\r\n\r\n" not in head:
                    head += connection.recv(1 << 16)
                if self.asked > self.cuts:
                    connection.sendall(b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 0\r\n\r\n')

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def cut(request: pytest.FixtureRequest) -> Iterator[Broken]:
    broken = Broken(request.param)
    yield broken
    broken.close()


def storage_at(address: str, patience: float) -> Storage:
    settings = {**SETTINGS, "aws_endpoint": address}
    hidden = frozenset({"no-secret"})
    return Storage(
        StorageAddress("s3://bucket/p", settings, allow_http=True, secrets=hidden), patience=patience
    )


@pytest.mark.parametrize("cut", [2], indirect=True)
def test_a_connection_that_is_cut_is_tried_again(cut: Broken) -> None:
    storage_at(cut.address, patience=25).put("site/a", b"x" * 100)
    assert cut.asked == 3


@pytest.mark.parametrize("cut", [1 << 30], indirect=True)
def test_one_that_stays_cut_ends_the_run(cut: Broken) -> None:
    with pytest.raises(StorageError, match="s3://bucket/p/site/a: cannot be written") as told:
        storage_at(cut.address, patience=2).put("site/a", b"x" * 100)
    assert cut.asked > 1
    assert "no-secret" not in str(told.value)
    assert "\n" not in str(told.value)
