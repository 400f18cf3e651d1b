"""The folder of a process that works on a fleet: each site's profile, and a folder for what it fetches."""

import atexit
import fcntl
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from newsarchive.exceptions import ArgumentError
from newsarchive.fleet.sites import WHOLE, FleetSite
from newsarchive.sites import OWN_SPIDER, SIGNPOST

_NAME = "newsarchive-fleet-"
_LOCKED: dict[Path, int] = {}


def scratch(where: str) -> Path:
    """A new folder, which goes when this process ends; those of processes that were killed go now.

    :param where: the folder in which it is made; empty for the system's
    :raises ArgumentError: it cannot be made
    """
    folder = Path(where or gettempdir())
    try:
        return _made(folder)
    except OSError as error:
        raise ArgumentError(
            f"{folder}: cannot be used for what this process fetches: {error.strerror};"
            " NEWSARCHIVE_SCRATCH=FOLDER names another folder"
        ) from error


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.glob(f"{_NAME}*"):
        with suppress(OSError):  # it is in use, or somebody else's
            _lock(other)
            remove(other)
    made = Path(mkdtemp(prefix=f".{_NAME}", dir=folder))  # which others do not look at before it is locked
    _lock(made)
    root = made.rename(folder / made.name[1:])
    _LOCKED[root] = _LOCKED.pop(made)
    atexit.register(remove, root)
    return root


def remove(root: Path) -> None:
    """Remove a process's folder and all that is in it."""
    shutil.rmtree(root, ignore_errors=True)
    if (descriptor := _LOCKED.pop(root, None)) is not None:
        os.close(descriptor)


def empty(root: Path, site: str) -> None:
    """Remove what was fetched or made of a site: nothing of it is needed any more."""
    shutil.rmtree(root / site, ignore_errors=True)
    (root / site / "_archive").mkdir(parents=True, exist_ok=True)


def profiles_of(root: Path) -> Path:
    """The folder of the profiles in a process's folder."""
    return root / ".profiles"  # which no site is called


def profile_of(root: Path, site: str) -> Path:
    """The file of a site's profile in a process's folder."""
    return profiles_of(root) / f"{site}.yml"


def note_profiles(root: Path, sites: Iterable[FleetSite]) -> None:
    """Write the profiles of sites where this process looks for them; those of sites that are gone go.

    One whose archive was moved has a signpost, so that who asks for it is told where it is.

    :param root: the process's folder
    """
    profiles_of(root).mkdir(exist_ok=True)
    for site in sites:
        path = profile_of(root, site.name)
        spider = path.with_suffix(OWN_SPIDER)
        if site.state not in WHOLE and not site.elsewhere:
            path.unlink(missing_ok=True)
            continue
        if site.spider:
            spider.write_text(site.spider, encoding="utf-8")
        else:
            spider.unlink(missing_ok=True)
        path.write_text(site.profile, encoding="utf-8")
        private = root / site.name / "_archive"
        private.mkdir(parents=True, exist_ok=True)
        if site.elsewhere:
            (private / SIGNPOST).touch()
        else:
            (private / SIGNPOST).unlink(missing_ok=True)


def _lock(root: Path) -> None:
    """Hold a folder for as long as this process lives.

    :raises OSError: another process does
    """
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(descriptor)
        raise
    _LOCKED[root] = descriptor
