"""What there is to install: which sites, by which Python, into which folders."""

import sysconfig
import zlib
from dataclasses import dataclass
from pathlib import Path

import newsarchive
from newsarchive.exceptions import ArgumentError

EVERY = 15
"""Minutes between two looks of a timer whether it is any site's turn; each site's schedule decides."""


def checkout() -> Path | None:
    """The folder that has the package where nobody installed it; None where it is among Python's own."""
    folder = Path(newsarchive.__file__).resolve().parents[1]
    return None if folder in {Path(one).resolve() for one in sysconfig.get_paths().values()} else folder


@dataclass(frozen=True, slots=True)
class Installation:
    """Where and how newsarchive runs here.

    :param python: the interpreter
    :param folder: where it is started
    :param output: the folder of archives
    :param profiles: the folder of the user's own profiles
    :param contact: how a site's owner reaches whoever runs it
    :param user: who runs it
    :param sites: their names; of none, the daemon keeps all that have an archive
    :param copies: the folders of the profiles that copies of originals go to
    :param renders: a profile asks for a browser
    """

    python: Path
    folder: Path
    output: Path
    profiles: Path
    contact: str
    user: str
    sites: tuple[str, ...]
    copies: tuple[Path, ...] = ()
    renders: bool = False

    def __post_init__(self) -> None:
        """Refuse what no line can hold.

        :raises ArgumentError: a path or the contact has a line break or another control character
        """
        for said in (self.python, self.folder, self.output, self.profiles, self.contact, *self.copies):
            if not str(said).isprintable():
                raise ArgumentError(f"{str(said)!r} has characters that no line of a configuration can hold")

    @property
    def environment(self) -> dict[str, str]:
        """The variables that say where archives and profiles are."""
        return {
            "NEWSARCHIVE_OUTPUT": str(self.output),
            "NEWSARCHIVE_PROFILES": str(self.profiles),
            "NEWSARCHIVE_CONTACT": self.contact,
        }

    @property
    def minute(self) -> int:
        """The minute of the hour at which a timer looks first, another one on each machine and folder."""
        return zlib.crc32(f"{self.contact} {self.output}".encode()) % EVERY
