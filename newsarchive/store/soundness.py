"""Whether a catalog's file is still as the last run left it, or sound where it is not.

A run reads little of a large catalog, and would go on beside a damage that it does not happen to read.
SQLite's check of a whole file costs a second for some hundred megabytes, so it is made only of a file that
somebody else has changed, and once a day.
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from newsarchive.exceptions import StorageError
from newsarchive.text import typed

_EVERY = 86400  # seconds from one check of an unchanged file to the next


class Soundness:
    """The note ``checked.json`` in an archive, of how its catalog's file was when it was closed.

    :param catalog: the catalog's file
    """

    def __init__(self, catalog: Path) -> None:
        self.catalog = catalog
        self.note = catalog.parent / "checked.json"
        self._checked: int | None = None

    def check(self, connection: Connection, *, now: datetime) -> None:
        """Have SQLite check the catalog where that is due; the caller holds the archive's lock.

        :param now: aware
        :raises StorageError: it is damaged
        :raises DatabaseError: it is so damaged that it cannot be checked
        """
        seconds, known = int(now.timestamp()), self._noted()
        checked = known.get("checked")
        if isinstance(checked, int) and 0 <= seconds - checked < _EVERY and known.get("file") == self._file():
            self._checked = checked
            return
        wrong = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        connection.rollback()
        if wrong != "ok":
            site = self.catalog.parents[1].name
            raise StorageError(
                f"{self.catalog}: is damaged: {str(wrong).strip().splitlines()[-1]};"
                f" {typed(f'verify {site}')} shows the damage, {typed(f'verify {site} --rebuild')} makes the"
                " catalog anew"
            )
        self._checked = seconds

    def remember(self) -> None:
        """Note how the file is now that the run has closed it; an error writing that costs one more check."""
        with suppress(OSError):
            if self._checked is not None and (file := self._file()):
                told = {"checked": self._checked, "file": file}
                self.note.write_text(json.dumps(told) + "\n", encoding="utf-8")

    def _file(self) -> list[int]:
        """What changes with the file; nothing while a log beside it has transactions of its own."""
        log = self.catalog.with_name(f"{self.catalog.name}-wal")
        if not self.catalog.exists() or (log.exists() and log.stat().st_size):
            return []
        found = self.catalog.stat()
        return [found.st_ino, found.st_size, found.st_mtime_ns]

    def _noted(self) -> dict[str, Any]:
        try:
            known = json.loads(self.note.read_bytes())
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
