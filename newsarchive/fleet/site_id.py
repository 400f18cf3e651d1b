"""Whose the objects of a site are: beside them lies its id, which no other site of any fleet has.

A storage that is mistyped, not mounted, or another fleet's would take what is stored, and lose what the other
fleet's site of that name has: to whoever comes there with another catalog, it is what no row refers to.
"""

from collections.abc import Callable

from newsarchive.exceptions import NotItsObjects
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.catalog.row_kinds import WarcRow
from newsarchive.store.objects.keys import SITE_ID, SiteObjects
from newsarchive.store.objects.originals import not_there
from newsarchive.store.objects.storage import Storage
from newsarchive.store.pictures.takedown import known_digests
from newsarchive.text import typed

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
        """Before anything is read, or taken for lost.

        :raises NotItsObjects: the objects are another's, or nothing is there of what the catalog refers to
        :raises StorageError: the storage cannot be reached
        """
        if self._is_there is None:
            there = self._found()
            if not there:
                self._check_contents()
            self._is_there = there

    def claim(self, *, even_lost: bool = False) -> None:
        """Before the holder of the site's lease writes or removes anything: store the id, unless it is there.

        :param even_lost: also where there is nothing of what the catalog refers to, nor anything else
        :raises NotItsObjects: the objects are another's, or nothing is there of what the catalog refers to
        :raises StorageError: the storage refuses, or cannot be reached
        """
        if not (self._is_there or self._found()):
            self._check_contents(even_lost=even_lost)
            self._storage.put(self._key, self._catalog().site_id.encode())
            self._found()  # another may have stored his at this very moment
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
            raise NotItsObjects(
                f"{self._storage.url}/{self._key}: the objects of {self._site} there are of {_SEE}. Where its"
                f" archive was moved from another database, {typed(f'move {self._site} --to FOLDER --clear')}"
                " with that one gives them up"
            )
        return True

    def _check_contents(self, *, even_lost: bool = False) -> None:
        """Make sure that objects without an id, if there are any, are what the catalog refers to."""
        objects = SiteObjects(self._storage, self._site, lambda: 0)
        with reading(self._catalog()) as rows:
            warcs, pictures = {row.name for row in rows.where(WarcRow)}, known_digests(rows)
        for name in sorted(warcs)[-_GLANCES:]:
            if objects.sealed(name) or objects.parts(name):
                return
        sealed, parts, kept = objects.sealed(), objects.parts(), objects.pictures()
        found = {one.warc for one in sealed} | {one.warc for one in parts}
        if found & warcs or any(one.sha256 in pictures for one in kept):
            return
        there = [*sealed, *parts, *kept]
        if there and not (warcs or pictures):
            raise NotItsObjects(
                f"{self._storage.url}/{there[0].key}: is not of this site, whose catalog refers to nothing:"
                f" it is of {_SEE}, or nobody's: then remove what is below {self._site}/"
            )
        if (warcs or pictures) and (there or not even_lost):
            raise not_there(objects)
