"""Where notices are kept: in the catalog, or beside it while that can be neither read nor written."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from newsarchive.exceptions import ArchiveBusy, ArchiveMoved, EarlierCatalog, StorageError
from newsarchive.store.catalog.access import catalog_of, looking_into, writing
from newsarchive.store.catalog.row_kinds import NoticeRow
from newsarchive.store.durable import write_atomically
from newsarchive.store.lock import lock_of
from newsarchive.store.notices import Notice, open_notices


class NoticeBook:
    """The notices of one archive. All methods block.

    :param folder: the archive's own
    """

    def __init__(self, folder: Path) -> None:
        self._private = folder / "_archive"
        self._catalog, self._lock = catalog_of(folder), lock_of(folder)
        self._beside = self._private / "notices.json"

    def open(self) -> list[Notice]:
        """What is not mended, also of a catalog that cannot be read any more."""
        try:
            with looking_into(self._catalog) as catalog:
                noted = open_notices(catalog)
        except (StorageError, OSError):
            noted = []
        try:
            beside = [Notice(**one) for one in json.loads(self._beside.read_text(encoding="utf-8"))]
        except (OSError, ValueError, TypeError):
            beside = []
        known = {(one.kind, one.subject) for one in noted}
        return [*noted, *(one for one in beside if (one.kind, one.subject) not in known)]

    def bring_in(self) -> None:
        """Let the catalog have what was noted beside it, if there is anything.

        :raises StorageError: neither the catalog nor its folder can be written
        :raises ArchiveBusy: a run is at work
        """
        if self._beside.exists():
            self.keep(self.open())

    def keep(self, notices: Sequence[Notice]) -> None:
        """Note how they are now.

        :raises StorageError: neither the catalog nor its folder can be written
        :raises ArchiveBusy: the next run has begun
        :raises ArchiveMoved: it has been moved meanwhile
        """
        try:
            with looking_into(self._catalog):
                pass  # a catalog that is missing must not come back empty
            with self._lock.held(), writing(self._catalog) as rows:
                rows.add_all(NoticeRow(**asdict(one)) for one in notices if not one.id)
                rows.replace(*(NoticeRow(**asdict(one)) for one in notices if one.id))
        except (ArchiveBusy, ArchiveMoved):
            raise
        except EarlierCatalog:
            return  # the run did not come so far as to bring it up to date
        except (StorageError, OSError):
            self._keep_beside([one for one in notices if not one.mended])
        else:
            self._beside.unlink(missing_ok=True)

    def _keep_beside(self, notices: Sequence[Notice]) -> None:
        data = json.dumps([asdict(one) | {"id": 0} for one in notices], ensure_ascii=False).encode()
        try:
            staging = self._private / "staging"
            staging.mkdir(exist_ok=True)
            write_atomically(staging / self._beside.name, self._beside, data)
        except OSError as error:
            raise StorageError(
                f"{self._beside}: {error.strerror}; it is told again by the next run"
            ) from error
