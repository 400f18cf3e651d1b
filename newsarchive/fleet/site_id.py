"""Whose the objects of a site are: beside them lies its id, which no other site of any fleet has.

A storage that is mistyped, not mounted, or another fleet's would take what is stored, and lose what the other
fleet's site of that name has: to whoever comes there with another catalog, it is what no row refers to.
"""

from collections.abc import Callable

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.objects.keys import SITE_ID, SiteObjects
from newsarchive.store.objects.originals import not_there
from newsarchive.store.objects.storage import Storage
from newsarchive.store.pictures.takedown import known_digests

_GLANCES = 3  # files that are looked for before everything is listed
_SEE = (
    "another site of that name; see that NEWSARCHIVE_STORE and NEWSARCHIVE_DATABASE are of one fleet, or give"
    " this one a prefix of its own"
)


class SiteId:
    """Whether what a storage has of a site is this fleet's; it is asked once each for reading and writing.

    Beside what an earlier newsarchive stored there is none; whoever writes first stores it.

    :param catalog: gives the site's
    """

    def __init__(self, storage: Storage, site: str, catalog: Callable[[], FleetCatalog]) -> None:
        self._storage, self._site, self._catalog = storage, site, catalog
        self._key = f"{site}/{SITE_ID}"
        self._is_there: bool | None = None

    def check(self) -> None:
        """Before anything is read.

        :raises StorageError: the objects are another's, or the storage cannot be reached
        """
        if self._is_there is None:
            self._is_there = self._found()

    def claim(self) -> None:
        """Before the holder of the site's lease writes or removes anything: store the id, unless it is there.

        :raises StorageError: as for :meth:`check`, or nothing is there of what the catalog refers to, or
            there are objects and it refers to none
        """
        self.check()
        if not self._is_there:
            self._check_contents()
            self._storage.put(self._key, self._catalog().site_id.encode())
            self._is_there = True

    def give_up(self) -> None:
        """Remove the id, once nothing of the site is left.

        :raises StorageError: the storage refuses, or cannot be reached
        """
        self._storage.remove([self._key])
        self._is_there = None

    def _found(self) -> bool:
        try:
            found = self._storage.get(self._key)
        except FileNotFoundError:
            return False
        if found.strip() != self._catalog().site_id.encode():
            raise StorageError(
                f"{self._storage.url}/{self._key}: the objects of {self._site} there are of {_SEE}. If the"
                " site was added anew after a backup of the database was restored, remove that object"
            )
        return True

    def _check_contents(self) -> None:
        """Make sure that objects without an id are what the catalog refers to; one alone may just be lost."""
        objects = SiteObjects(self._storage, self._site, lambda: 0)
        with reading(self._catalog()) as rows:
            begun = rows.where(WarcRow)
            pictures = known_digests(rows)
        sealed = sorted((row.name, row.sha256) for row in begun if row.length is not None)
        newest = sealed[-_GLANCES:]
        if any(one.sha256 == sha256 for name, sha256 in newest for one in objects.sealed(name)):
            return
        there = bool(self._storage.below(self._site))
        if not (begun or pictures):
            if there:
                raise StorageError(
                    f"{self._storage.url}/{self._site}: has objects, and the catalog of {self._site} refers"
                    f" to none: they are of {_SEE}, or remove them if nobody needs them"
                )
            return
        if there and len(sealed) + len(pictures) <= 1:
            return
        if not (
            any((one.warc, one.sha256) in sealed for one in objects.sealed())
            or any(one.sha256 in pictures for one in objects.pictures())
        ):
            raise not_there(objects)
