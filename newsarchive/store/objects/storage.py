"""An object storage: what fails is asked for again, and in the end a StorageError that names it."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit

from newsarchive.exceptions import ArgumentError, StorageError, extra_wanted
from newsarchive.store.objects.address import StorageAddress
from newsarchive.store.objects.folder_files import FolderFiles, Stored, is_unfinished

if TYPE_CHECKING:
    from obstore.store import ObjectStore

T = TypeVar("T")
_PIECE = 8 << 20  # bytes that are asked for at once, so that a cut costs no more
_AT_ONCE = 16 << 20  # bytes up to which an object goes up in one request
_PATIENCE = 25.0  # seconds that a storage may be out of reach: a transaction waits, and may 40 (see fleet)
_REQUEST = timedelta(seconds=15)  # that one request may take
_AGAIN = 6  # times that obstore asks by itself
_AT_MOST = timedelta(seconds=8)  # after which it asks no more
_PAUSE = 0.5  # seconds before it is asked again, doubled each time
_REMOVED_AT_ONCE = 1000  # objects, as S3 allows in one request
_SHORT = 200  # characters of what a storage says
_CODE = re.compile(r"<Code>(\w+)</Code>")
_OF_ONE_THAT_IS_THERE = {"read", "removed"}
_REFUSED = re.compile(r"status code: (?:4(?!08|29)\d\d|501)")
_NO_BUCKET = "NoSuchBucket"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class Storage:
    """Objects below a prefix. One is there whole or not at all, and durable once :meth:`put` returns.

    Any thread may call it. A folder that is not there has nothing, and is made by the first object.

    :param address: where it is; its credentials are part of no message
    :param patience: seconds for which a storage that is out of reach is asked again
    :ivar url: as it is told to people
    :ivar files: those of a storage that is a folder; None for any other
    :raises ArgumentError: obstore is not installed, or knows no such storage
    """

    def __init__(self, address: StorageAddress, *, patience: float = _PATIENCE) -> None:
        self.url = address.url.rstrip("/")
        is_folder = self.url.startswith("file:")
        self.files = FolderFiles(Path(unquote(urlsplit(address.url).path))) if is_folder else None
        self.address = address
        self._patience = patience
        with extra_wanted("fleet", "an object storage", "obstore"):
            import obstore  # noqa: PLC0415  one machine's archive does without
        self._obstore = obstore
        self._store: ObjectStore | None = None
        if self.is_there:
            self._store = self._opened()

    @property
    def is_there(self) -> bool:
        """Whether its folder is, where it is one: what was mistyped has none, nor what is not mounted."""
        return self.files is None or self.files.folder.is_dir()

    @property
    def _at(self) -> "ObjectStore":
        """Where objects are, as obstore has it; a folder may have been made by others by now."""
        if self._store is None:
            self._store = self._opened()
        return self._store

    def put(self, key: str, data: bytes | Path) -> None:
        """Store an object; where one is there, it gives way, which changes nothing if its bytes are the same.

        :param data: its bytes, or a file that has them
        :raises StorageError: the storage refuses, or stays out of reach
        """
        size = data.stat().st_size if isinstance(data, Path) else len(data)
        in_parts = size > _AT_ONCE
        if not self.is_there:
            self._make(key)
        self._asked("written", key, lambda: self._obstore.put(self._at, key, data, use_multipart=in_parts))
        if self.files:
            with self._told("written", key):
                self.files.sync(key)

    def get(self, key: str) -> bytes:
        """An object's bytes.

        :raises FileNotFoundError: there is none
        :raises StorageError: the storage refuses, or stays out of reach
        """
        self._look_for_folder()
        return self._asked("read", key, lambda: bytes(self._obstore.get(self._at, key).bytes()))

    def pieces(self, key: str, size: int | None = None) -> Iterator[bytes]:
        """The same, bit by bit.

        :param size: how many bytes of it; None for all
        """
        end = self.size(key) if size is None else size
        for start in range(0, end, _PIECE):
            yield self._piece(key, start, min(start + _PIECE, end))

    def size(self, key: str) -> int:
        """How many bytes an object has.

        :raises FileNotFoundError: there is none
        :raises StorageError: the storage refuses, or stays out of reach
        """
        self._look_for_folder()
        return int(self._asked("read", key, lambda: self._obstore.head(self._at, key))["size"])

    def below(self, prefix: str) -> list[Stored]:
        """The objects below ``prefix/``, by their keys.

        :raises StorageError: the storage refuses, or stays out of reach
        """
        if not self.is_there:
            return []
        found = self._asked("listed", prefix, lambda: self._obstore.list(self._at, prefix).collect())
        stored = (Stored(one["path"], one["size"], one["last_modified"]) for one in found)
        return sorted(stored, key=lambda one: one.key)

    def unfinished(self, prefix: str) -> list[Stored]:
        """What was cut while it was stored, below ``prefix/``: of a storage that is a folder alone.

        Others keep it to themselves, and are told in their own settings to let it go.
        """
        return self.files.unfinished(prefix) if self.files else []

    def remove(self, keys: Iterable[str]) -> None:
        """Remove objects; of one that is not there nothing is said.

        :raises StorageError: the storage refuses, or stays out of reach
        """
        left = list(keys)
        for start in range(0, len(left), _REMOVED_AT_ONCE):
            some = left[start : start + _REMOVED_AT_ONCE]
            if not self._removes_all(some):
                for key in some:
                    self._remove(key)

    def _look_for_folder(self) -> None:
        if not self.is_there:
            raise FileNotFoundError(2, "there is no such folder", self.url)

    def _make(self, key: str) -> None:
        """Make the folder for the first object; one that was there and went is none to write to."""
        if self._store is not None:
            raise StorageError(
                f"{self.url}/{key}: cannot be written: the folder is there no more; the run stops here, see"
                " that the storage is mounted, and run again"
            )
        with self._told("written", key):
            if self.files:
                self.files.make()

    def _removes_all(self, keys: list[str]) -> bool:
        """Remove objects in one request; whether the storage, which must be no folder, understands that."""
        if self.files or len(keys) == 1:
            return False
        try:
            self._asked("removed", keys[0], lambda: self._obstore.delete(self._at, keys))
        except FileNotFoundError:
            return False
        except StorageError as error:
            if not self._lasts(error):
                raise
            return False
        return True

    def _remove(self, key: str) -> None:
        if not self.is_there:
            return
        with suppress(FileNotFoundError):
            if self.files and is_unfinished(key):  # for obstore such a name is none
                with self._told("removed", key):
                    self.files.remove(key)
            else:
                self._asked("removed", key, lambda: self._obstore.delete(self._at, key))
        if self.files:
            self.files.tidy(key)

    def _piece(self, key: str, start: int, end: int) -> bytes:
        found = self._asked("read", key, lambda: self._obstore.get_range(self._at, key, start=start, end=end))
        if len(found) != end - start:
            raise StorageError(
                f"{self.url}/{key}: {len(found)} bytes came of the {end - start} from {start} on"
            )
        return bytes(found)

    def _asked(self, what: str, key: str, work: Callable[[], T]) -> T:
        """What a request answers; every one of ours may be repeated."""
        began, pause = time.monotonic(), _PAUSE
        while True:
            asked = time.monotonic()
            try:
                with self._told(what, key):
                    return work()
            except StorageError as error:
                now = time.monotonic()
                if self._lasts(error) or self.files or now + pause + (now - asked) > began + self._patience:
                    raise
            time.sleep(pause)
            pause *= 2

    def _lasts(self, error: StorageError) -> bool:
        """Whether it is no use to ask again."""
        why = error.__cause__
        is_known = not isinstance(why, self._obstore.exceptions.GenericError)
        return is_known or _REFUSED.search(str(why)) is not None

    @contextmanager
    def _told(self, what: str, key: str) -> Iterator[None]:
        try:
            yield
        except (self._obstore.exceptions.BaseError, OSError, ValueError) as error:
            is_missing = isinstance(error, FileNotFoundError) and what in _OF_ONE_THAT_IS_THERE
            if is_missing and _NO_BUCKET not in str(error):
                raise
            raise StorageError(
                f"{self.url}/{key}: cannot be {what}: {self._said(error)}; the run stops here, see that the"
                " storage is there and lets us in, and run again"
            ) from error

    def _opened(self) -> "ObjectStore":
        from obstore.store import LocalStore, from_url  # noqa: PLC0415

        options: dict[str, Any] = {
            "config": self.address.settings,
            "client_options": {
                "timeout": _REQUEST, "connect_timeout": "5s", "allow_http": self.address.allow_http,
            },
            "retry_config": {"max_retries": min(_AGAIN, int(self._patience)), "retry_timeout": _AT_MOST},
        }  # fmt: skip
        try:
            if self.files:
                return LocalStore(self.files.folder)
            return from_url(self.url, **options)
        except (self._obstore.exceptions.BaseError, OSError, ValueError) as error:
            raise ArgumentError(f"{self.url}: cannot be used: {self._said(error)}") from error

    def _said(self, error: Exception) -> str:
        """What an error says, in one short line, and nothing of an answer that it may quote."""
        said = str(error)
        code = _CODE.search(said)
        first = _CONTROL.sub(" ", said.partition("\n")[0].partition("<?xml")[0]).strip(" :")[:_SHORT]
        return self.address.hide(f"{first} ({code[1]})" if code else first)
