"""The folder of a process that works on a fleet: each site's profile, and a folder for what it fetches."""

import atexit
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from newsarchive.fleet.sites import FleetSite, SiteState

_THERE = {SiteState.ACTIVE, SiteState.PAUSED, SiteState.LEAVING}
"""States in which a site's archive is whole and on the fleet."""


def scratch(where: str) -> Path:
    """A new folder, which goes when this process ends.

    :param where: the folder in which it is made; empty for the system's
    :raises OSError: it cannot be made
    """
    root = Path(mkdtemp(prefix="newsarchive-", dir=where or None))
    atexit.register(remove, root)
    return root


def remove(root: Path) -> None:
    """Remove a process's folder and all that is in it."""
    shutil.rmtree(root, ignore_errors=True)


def note_profiles(root: Path, sites: Iterable[FleetSite]) -> None:
    """Write the profiles of sites where this process looks for them; those of sites that are gone go.

    :param root: the process's folder
    """
    profiles = root / "profiles"
    profiles.mkdir(exist_ok=True)
    for site in sites:
        path = profiles / f"{site.name}.yml"
        if site.state in _THERE:
            path.write_text(site.profile, encoding="utf-8")
            (root / site.name / "_archive").mkdir(parents=True, exist_ok=True)
        else:
            path.unlink(missing_ok=True)
