"""What lies where in an archive's folder, and beside a profile."""

from dataclasses import dataclass
from pathlib import Path

OWN_PROFILE = "site.yml"  # the profile that an archive without another one keeps for itself
SIGNPOST = "moved.json"  # the folder of an archive has it once the archive is elsewhere
OWN_SPIDER = ".spider"  # the suffix of a file beside a profile: the class without which it is not archived


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose profile is there; its archive need not be. Its name is its profile's and its folder's."""

    name: str
    folder: Path
    profile_path: Path


def catalog_file(folder: Path) -> Path:
    """The file that an archive which is a folder has its catalog in.

    :param folder: the archive's own
    """
    return folder / "_archive" / "catalog.sqlite"


def is_elsewhere(folder: Path) -> bool:
    """Whether the archive that was in ``folder`` was moved; who opens it is told where it went."""
    return (folder / "_archive" / SIGNPOST).exists()
