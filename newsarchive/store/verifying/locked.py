"""Keep every run out while an archive is verified."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive


@contextmanager
def locked(archive: Archive) -> Iterator[None]:
    """Hold the archive's lock.

    :raises ArchiveBusy: a run is at work on it
    :raises StorageError: it cannot be locked
    """
    try:
        archive.private.mkdir(exist_ok=True)
        archive.lock.acquire(started=datetime.now(UTC))
    except OSError as error:
        raise StorageError(f"{archive.private}: {error.strerror}; it cannot be locked") from error
    try:
        yield
    finally:
        archive.lock.release()
