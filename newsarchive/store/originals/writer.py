"""Write exchanges into WARC files, durable when the catalog asks for it."""

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.evidence import Exchange
from newsarchive.profiles import Identity
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.durable import storage_errors, sync_folder
from newsarchive.store.originals import cdxj, making
from newsarchive.store.originals.cdxj import write_index
from newsarchive.store.originals.records import Earlier, FinishedWarc, InFile, Record, payload_digest

OPEN = ".open"


class GrowingWarc:
    """A new file; what a failed write leaves behind its end is overwritten by the next one.

    An fsync that failed is never asked for again: the file is closed, and stays open by its name until
    the next start mends it.

    :param name: what it is called in the end
    :ivar length: of what was written whole, in bytes
    :raises FileExistsError: a file has that name, finished or not
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.length = 0
        self._folder = folder
        self._path = folder / f"{name}{OPEN}"
        self._sha256 = hashlib.sha256()
        self._index: list[bytes] = []
        self._synced = 0
        if (folder / name).exists():
            raise FileExistsError(name)
        self._fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)

    def append(self, data: bytes, *index: bytes) -> None:
        """Write ``data`` at the end.

        :param index: the lines that the finished file's index is to have for it
        :raises OSError: none of it counts as written
        """
        done = 0
        while done < len(data):
            done += os.pwrite(self._fd, data[done:] if done else data, self.length + done)
        self.length += done
        self._sha256.update(data)
        self._index += index

    def sync(self) -> None:
        """Bring to disk what was written, the file's name included."""
        if self._synced == self.length:
            return
        try:
            os.fsync(self._fd)
            if not self._synced:
                sync_folder(self._folder)
        except OSError:
            os.close(self._fd)
            raise
        self._synced = self.length

    def finish(self) -> FinishedWarc:
        """Close it: the file, its index, its name, in this order."""
        try:
            os.ftruncate(self._fd, self.length)
            os.fsync(self._fd)
        finally:
            os.close(self._fd)
        write_index(self._folder, self.name, self._index)
        self._path.rename(self._folder / self.name)
        sync_folder(self._folder)
        return FinishedWarc(self.name, self.length, self._sha256.hexdigest())

    def give_up(self) -> None:
        """Close it as it is; it stays open by its name."""
        os.close(self._fd)


__all__ = ["Earlier", "FinishedWarc", "OriginalsWriter", "Record", "payload_digest"]


class OriginalsWriter:
    """One file at a time, begun with the first exchange; one thread at a time may be in here.

    :param folder: where the files are; made when the first one is
    :param site: the first part of their names
    :param software: what the files say made them, such as ``newsarchive/1.0``
    :param max_bytes: a file that has reached this is finished at the next :meth:`sync`
    :param begin: makes a file of a name in a folder; raises FileExistsError where there is one
    :ivar has_given_up: there are files that nobody closed
    """

    def __init__(
        self, folder: Path, *, site: str, software: str, max_bytes: int = 1 << 30,
        begin: Callable[[Path, str], GrowingWarc] = GrowingWarc,
    ) -> None:  # fmt: skip
        self._folder = folder
        self._site = site
        self._software = software
        self._max_bytes = max_bytes
        self._begin = begin
        self._serial = 0
        self._token = secrets.token_hex(4)
        self._file: GrowingWarc | None = None
        self._committed = 0
        self.has_given_up = False

    def write(
        self,
        exchange: Exchange,
        *,
        article: Identity,
        stem: str | None = None,
        earlier: Earlier | InFile | None,
        now: datetime,
    ) -> Record:
        """Write a response and its request; they are on disk after the next :meth:`sync`.

        :param article: that it was read for
        :param stem: what the catalog keeps of its post's name, where that does not follow from its id
        :param earlier: a response with the same :func:`payload_digest`, or a file with the payload, to be
            referred to in place of writing the payload
        :param now: aware; goes into the name of a file that is begun
        :raises OSError: anything that is no trouble with the disk; nothing was written then
        """
        name = making.record_id()
        digest, kind = payload_digest(exchange), CaptureKind.REVISIT if earlier else CaptureKind.RESPONSE
        if isinstance(earlier, InFile):
            digest, kind = earlier.digest or digest, CaptureKind.FILE
        response = making.response(exchange, name, digest, article=article, stem=stem, earlier=earlier)
        request = making.request(exchange, article=article, stem=stem, answer=name)
        with storage_errors():
            file = self._file = self._file or self._begun(now)
            if not file.length:
                self._committed = 0
                info = making.warcinfo(file.name, site=self._site, software=self._software, now=now)
                file.append(info)
            record = Record(
                file=file.name, offset=file.length, length=len(response), record_id=name,
                end=file.length + len(response) + len(request), payload_digest=digest,
                kind=kind,
            )  # fmt: skip
            file.append(response + request, cdxj.line(exchange, record))
        return record

    @property
    def length(self) -> int:
        """How many bytes the file at work has."""
        return self._file.length if self._file else 0

    def sync(self) -> list[FinishedWarc]:
        """Bring to disk what was written.

        :return: the files finished since the last call, for the catalog to note
        """
        full = self._file is not None and self._file.length >= self._max_bytes
        return self._settled(finish=full)

    def finish(self) -> list[FinishedWarc]:
        """The same, and finish the file at work; the next exchange begins another."""
        return self._settled(finish=True)

    def commit(self) -> None:
        """Note that what was written is in the catalog."""
        self._committed = self.length

    def roll_back(self) -> None:
        """Give up the file at work where it has more than the catalog knows: who closes it keeps that alone.

        Of what no row refers to nobody would ever know, and no takedown would reach it.
        """
        file = self._file
        if file and file.length > self._committed:
            self._file, self.has_given_up = None, True
            file.give_up()

    def _settled(self, *, finish: bool) -> list[FinishedWarc]:
        file, self._file = self._file, None  # a file that cannot be synced is not gone on with
        with storage_errors():
            if file and file.length and finish:
                return [file.finish()]
            if file:
                file.sync()
                self._file = file
        return []

    def _begun(self, now: datetime) -> GrowingWarc:
        if not self._folder.exists():
            self._folder.mkdir(parents=True)
            sync_folder(self._folder.parent)
        while True:
            self._serial += 1
            moment = f"{now.astimezone(UTC):%Y%m%d%H%M%S}"
            name = f"{self._site}-{moment}-{self._serial:05}-{self._token}.warc.gz"
            with suppress(FileExistsError):
                return self._begin(self._folder, name)
