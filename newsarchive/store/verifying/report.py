"""What a verification found: faults, one line each, and how much was looked at."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from newsarchive.text import many


class Remedy(Enum):
    """What mends a fault; the value is the next step that its line names."""

    POST = "--repair writes it from the catalog"
    ASIDE = "--repair moves it to _archive/lost+found"
    ROW = "--repair restores it if it can be proven, --rebuild makes the catalog without it"
    INDEXES = "--repair makes the indexes anew, --rebuild the catalog"
    VERSION = "--repair writes this version of what was learned from the catalog"
    COPY = "--repair makes it anew from the original"
    WARC = "--repair puts its sound copy in its place"
    PICTURE = "--repair puts its copy in its place, or lets the next run ask its source for it"
    PICTURE_COPY = "--repair makes it anew from the picture"
    CDXJ = "--repair makes it anew from the WARC"
    SEARCH = "--repair makes it anew, and so does the next search"
    START = "the next run finishes it, or --repair"
    REBUILD = "--rebuild makes the catalog anew from what is sound"
    NONE = "restore it from a backup"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be.

    :param thing: a file or row, by its name
    :param next_step: where it is not simply what the remedy says
    :param subject: what the remedy needs to know: a row, a name or a path
    """

    thing: str
    wrong: str
    remedy: Remedy
    subject: Any = None
    next_step: str = ""

    def __str__(self) -> str:
        line = f"{self.thing}: {self.wrong}; {self.next_step or self.remedy.value}"
        return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line)


@dataclass(slots=True)
class Report:
    """A verification's outcome.

    :param posts: verified, like the other four numbers
    :param mended: what was done, one line each
    :param notes: what is no fault, and to be known; one line each
    """

    faults: list[Fault] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    posts: int = 0
    revisions: int = 0
    captures: int = 0
    warcs: int = 0
    pictures: int = 0

    def add(
        self, thing: str, wrong: str, remedy: Remedy, subject: Any = None, *, next_step: str = ""
    ) -> None:
        """Note a fault."""
        self.faults.append(Fault(thing, wrong, remedy, subject, next_step))

    def of(self, remedy: Remedy) -> list[Fault]:
        """The faults that ``remedy`` mends."""
        return [fault for fault in self.faults if fault.remedy is remedy]

    def __str__(self) -> str:
        counts = {
            "post": self.posts, "revision": self.revisions, "capture": self.captures,
            "WARC file": self.warcs,
        }  # fmt: skip
        counts |= {"picture": self.pictures} if self.pictures else {}
        return f"{', '.join(many(count, what) for what, count in counts.items())} verified"
