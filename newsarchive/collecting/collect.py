"""Collect posts for a downstream job, in the form that the target's name asks for."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from newsarchive.collecting.bag import collect_bag
from newsarchive.collecting.checked import Collected, Removed
from newsarchive.collecting.csv_file import write_csv
from newsarchive.collecting.folder import collect_folder
from newsarchive.collecting.manifest import folders_above
from newsarchive.collecting.record_file import collect_records, write_json_lines, write_parquet
from newsarchive.collecting.wacz.collect_wacz import collect_wacz
from newsarchive.collecting.wacz.kept_originals import KeptOriginals
from newsarchive.collecting.zip_file import collect_zip
from newsarchive.exceptions import ArgumentError
from newsarchive.store.durable import storage_errors
from newsarchive.store.published import StoredPost

_Form = Callable[[Iterable[StoredPost], Collection[Removed], Path], Collected]

FORMS: dict[str, _Form] = {
    ".zip": collect_zip,
    ".csv": partial(collect_records, write=write_csv),
    ".jsonl": partial(collect_records, write=write_json_lines),
    ".parquet": partial(collect_records, write=write_parquet),
}
"""How a collection of posts in one file is made, by the ending of its name."""
WACZ = ".wacz"
ENDINGS = (*FORMS, WACZ)


def collect(
    posts: Iterable[StoredPost],
    removed: Iterable[Removed],
    target: Path,
    *,
    now: datetime,
    bagit: bool = False,
    bom: bool = False,
    originals: Mapping[str, KeptOriginals] | None = None,
    split: int | None = None,
) -> Collected:
    """Collect posts, which are read one by one, into a folder or a file, as its name's ending says.

    A file is made anew; a folder that is an earlier collection is brought up to date and keeps what
    is neither among the posts nor removed. Under the target's name stands nothing half made. Folders that
    the target's name asks for are made.

    :param posts: each article once, in its newest revision; for records with what the catalog knows of it
    :param removed: articles whose posts are left out, and taken out of an earlier collection
    :param now: aware; dates a bag and a ``FILE.wacz``
    :param bagit: make the folder a BagIt bag
    :param bom: begin ``FILE.csv`` with a byte order mark
    :param originals: of each site, for ``FILE.wacz``
    :param split: so many bytes a ``FILE-00001.wacz`` at most
    :raises ArgumentError: the target is of no known form, or something else; or an extra is missing
    :raises ArchiveBusy: another collection is being written there
    :raises StorageError: the disk is full, read-only or failing; or a post is not what its sum says
    """
    try:
        if is_wacz(target) and not (bagit or bom):
            form: _Form = partial(collect_wacz, originals=originals or {}, now=now, split=split)
        elif split:
            raise ArgumentError(f"{target}: --split-size is for a collection in FILE{WACZ}")
        else:
            form = _form(target, bagit=bagit, bom=bom, now=now)
        place = target.resolve()
        if place.exists() and not (place.is_file() or place.is_dir()):
            raise ArgumentError(f"{target}: it is a device or a pipe; name a file or a folder")
        with storage_errors(target), folders_above(place):
            return form(posts, tuple(removed), place)
    except OSError as error:
        raise ArgumentError(f"{error.filename or target}: {error.strerror}") from error


def is_wacz(target: Path) -> bool:
    """Whether a collection of this name has the originals."""
    return target.suffix.lower() == WACZ and not target.is_dir()


def is_of_records(target: Path) -> bool:
    """Whether a collection of this name may have records, which say all that the catalog knows."""
    return FORMS.get(target.suffix.lower(), collect_zip) is not collect_zip and not target.is_dir()


def _form(target: Path, *, bagit: bool, bom: bool, now: datetime) -> _Form:
    suffix = target.suffix.lower()
    if bom and suffix != ".csv":
        raise ArgumentError(f"{target}: a byte order mark begins FILE.csv alone; leave --bom out")
    if target.is_dir() or not suffix:
        if target.exists() and not target.is_dir():
            raise ArgumentError(f"{target} is a file; a collection without a suffix is a folder")
        return partial(collect_bag, now=now) if bagit else collect_folder
    if bagit:
        raise ArgumentError(f"{target}: a BagIt bag is a folder, so its name has no suffix")
    if suffix not in FORMS:
        known = ", ".join(ENDINGS)
        raise ArgumentError(f"{target}: no collection ends in {suffix}; {known}, or no suffix for a folder")
    return partial(collect_records, write=partial(write_csv, bom=True)) if bom else FORMS[suffix]
