"""An archive that is to be moved: whole, with nothing left to do, and with all that is wrong known."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Text, false, func, or_

from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import writing
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.pictures.folder import MEDIA
from newsarchive.store.verifying.catalog_check import ASKED_AGAIN
from newsarchive.store.verifying.report import Fault, Remedy

# What is made anew elsewhere, or is none of the archive's.
_STAYS = frozenset({
    Remedy.POST, Remedy.ASIDE, Remedy.COPY, Remedy.PICTURE_COPY, Remedy.CDXJ, Remedy.SEARCH, Remedy.VERSION,
})  # fmt: skip


class HeldElsewhere:
    """In place of an archive's lock, which whoever moves it holds for longer than a run."""

    def acquire(self, *, started: datetime) -> None:
        """It is held."""

    def release(self) -> None:
        """It stays so."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """It is held."""
        yield


def settle(archive: Archive, to: str, extraction: str) -> None:
    """Mend what a crash left, as any run does, and note that the archive is moved; the caller holds its lock.

    :param to: where it goes
    :param extraction: which code would read its pages
    :raises StorageError: it cannot be opened
    """
    lock, archive.lock = archive.lock, HeldElsewhere()
    try:
        with archive.run("move", {"to": to}, extraction):
            pass
    finally:
        archive.lock = lock


def leave_out_nul(catalog: Path) -> int:
    """Write the rows anew whose texts have U+0000, which no database but SQLite takes; how many they were.

    Rows are written without it by now; earlier versions left it in what nobody could use.
    """
    changed = 0
    with writing(catalog) as rows:
        for kind in kinds():
            texts = [kind.c[name] for name in kind.names if isinstance(kind.c[name].type, Text)]
            found = rows.where(
                kind, or_(false(), *(func.instr(column, func.char(0)) > 0 for column in texts))
            )
            for row in found:
                values = ((column.name, getattr(row, column.name)) for column in texts)
                rows.replace(
                    replace(
                        row, **{name: one.replace("\0", "") for name, one in values if isinstance(one, str)}
                    )
                )
            changed += len(found)
    return changed


def is_no_matter(fault: Fault) -> bool:
    """Whether it is of what is not moved, or of a picture that is known to be lost and asked for again."""
    if fault.remedy in _STAYS or fault.thing.startswith("copies "):
        return True
    return fault.next_step == ASKED_AGAIN


def is_loss(fault: Fault) -> bool:
    """Whether a file is lost or damaged, without which the rest can be moved."""
    of_file = fault.thing.startswith(("originals", f"{MEDIA}/")) or "://" in fault.thing
    return of_file and fault.remedy in {Remedy.NONE, Remedy.WARC, Remedy.PICTURE}
