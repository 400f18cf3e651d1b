"""The folder that an archive leaves or comes to: made, given a profile, emptied of what is elsewhere."""

import shutil

from newsarchive.sites import OWN_PROFILE
from newsarchive.store.archive import Archive
from newsarchive.store.durable import storage_errors, sync_folder, write_atomically
from newsarchive.store.pictures.folder import parts_of

_FOLDERS = ("originals", "staging")
_FILES = ("catalog.sqlite", "catalog.new.sqlite", "search.sqlite")
_BESIDES = ("", "-wal", "-shm")
_NOTES = ("search.lock", "checked.json", "notices.json")


def make_folder(archive: Archive) -> None:
    """Make the folder, unless it is there.

    :raises OSError: it cannot be made
    """
    archive.private.mkdir(parents=True, exist_ok=True)
    for folder in (archive.private, archive.folder):
        sync_folder(folder.parent)


def keep_profile(archive: Archive, profile: str) -> None:
    """Write the profile that an archive keeps for itself; a site that has one elsewhere goes by that.

    :param profile: YAML
    :raises StorageError: the disk refuses
    """
    staging = archive.posts.staging
    with storage_errors():
        staging.mkdir(exist_ok=True)
        write_atomically(staging / OWN_PROFILE, archive.private / OWN_PROFILE, profile.encode())


def clear_folder(archive: Archive) -> None:
    """Remove what is the archive's. What tells of it stays, and so does what others put there.

    :raises StorageError: the disk refuses; a second call goes on
    """
    private = archive.private
    with storage_errors():
        archive.pictures.remove(path for path in list(archive.pictures.kept()) if parts_of(path))
        for folder in (archive.posts.folder, *(private / name for name in _FOLDERS)):
            if folder.is_dir():
                shutil.rmtree(folder)
        names = [f"{name}{besides}" for name in _FILES for besides in _BESIDES]
        for name in (*names, *_NOTES):
            (private / name).unlink(missing_ok=True)
        sync_folder(private)
        sync_folder(archive.folder)
