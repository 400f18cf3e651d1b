"""A site's files in the fleet's object storage, for whoever moves them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.objects.keys import SiteObject, SiteObjects
from newsarchive.store.objects.originals import fetch_sealed
from newsarchive.store.originals.records import FinishedWarc
from newsarchive.store.pictures.folder import PictureFolder, parts_of

_LATELY = timedelta(days=1)
"""What was stored before that is stored once more: no row refers to it, so that it may be on its way out."""


class FleetFiles:
    """The originals and pictures of one site, which the fleet has or is to have.

    :param pictures: those that the fleet has
    """

    def __init__(self, objects: SiteObjects, pictures: PictureFolder) -> None:
        self.objects, self._pictures = objects, pictures

    def put_original(self, row: WarcRow, path: Path) -> None:
        """Store a whole file, unless a move before has."""
        assert row.length is not None
        assert row.sha256 is not None
        there = (one for one in self.objects.sealed(row.name) if one.sha256 == row.sha256)
        if not any(one.size == row.length and _is_new(one) for one in there):
            self.objects.put_sealed(FinishedWarc(row.name, row.length, row.sha256), path)

    def fetch_original(self, row: WarcRow, target: Path) -> None:
        """Bring it.

        :raises FileNotFoundError: it is missing
        """
        fetch_sealed(self.objects, row, target)

    def put_picture(self, path: str, file: Path) -> None:
        """Store the picture of a path of ``media``, unless a move before has."""
        parts = parts_of(path)
        assert parts
        if not any(one.path == path and _is_new(one) for one in self.objects.pictures_like(path)):
            self.objects.put_picture(*parts, file.read_bytes())

    def read_picture(self, path: str) -> bytes:
        """Its bytes.

        :raises FileNotFoundError: it is missing
        """
        return self._pictures.read(path)

    def pictures(self) -> Iterable[str]:
        """The paths of the pictures that are there."""
        return self._pictures.kept()

    def clear(self) -> None:
        """Remove all that is there of the site."""
        self.objects.remove([*self.objects.parts(), *self.objects.sealed(), *self.objects.pictures()])
        self.objects.give_up()


def _is_new(one: SiteObject) -> bool:
    return datetime.now(UTC) - one.written < _LATELY
