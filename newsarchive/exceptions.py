"""The error tree: what went wrong, and whether it stops the run or one article; and the exit codes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum

from scrapy.exceptions import DropItem


class NewsArchiveError(Exception):
    """Base of every error that newsarchive raises on purpose."""


class ProfileError(NewsArchiveError):
    """A site's profile is wrong; raised before the first request."""


class ArgumentError(NewsArchiveError):
    """What somebody typed, or said in the environment, is wrong; raised before anything is done by it."""


@contextmanager
def extra_wanted(extra: str, what: str, *packages: str) -> Iterator[None]:
    """Import within this what only an extra of ours brings.

    :param what: that is made with it, such as ``a report``
    :param packages: that it brings, by the names under which they are imported
    :raises ArgumentError: one of them is not installed; the message says how to install it
    """
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in packages:
            raise
        raise ArgumentError(
            f"{what} needs {package}, which is not installed: pip install 'newsarchive[{extra}]';"
            " in a checkout: make develop"
        ) from error


class UnknownSite(ArgumentError, KeyError):
    """Nobody knows a site of that name; raised before the first request.

    A KeyError too, since that is what Scrapy expects of a spider loader.
    """

    __str__ = BaseException.__str__  # KeyError's own shows a repr


class ArchiveBusy(NewsArchiveError):
    """Somebody else is at work on the archive; raised by its lock or lease, before the first request."""


class StorageError(NewsArchiveError):
    """Disk, database or object storage refuse, or are out of reach; raised by the store, stops the run."""


class ArchiveMoved(StorageError):
    """The archive is elsewhere; raised by the store before anything is read or written, says where."""


class EarlierCatalog(StorageError):
    """A catalog is of an earlier version; raised by those who only look, before anything is read."""


class NotLetIn(StorageError):
    """A fleet's database refuses whoever comes like this, however long he waits; raised as it is reached."""


class NotItsObjects(StorageError):
    """What a storage has of a site is another's, or nothing of it is there; raised before a change."""


class OtherVersion(StorageError):
    """A fleet's database is of another version than this newsarchive; raised as it is reached."""


class LeaseLost(StorageError):
    """A fleet's site is another worker's by now; raised before anything of this run is written after that."""


class Unsure(StorageError):
    """A connection broke at a commit, and nobody can say what came of it; the run ends without an account."""


class RunOver(NewsArchiveError):
    """The run is closing; raised by the archive's writer. What is not stored by now stays owed."""


class NotBegun(NewsArchiveError):
    """The process was told to end before the site's crawl began; what that would have done is owed."""


class ExtractionError(NewsArchiveError):
    """A value on a page is not usable; raised by parsers, turned into a quarantine.

    :param reason: a stable slug for counters and records, such as ``impossible-date``
    :param detail: a sentence for people, naming the value
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class DateError(ExtractionError):
    """A text is no usable date; raised by :func:`newsarchive.dates.parse_date`."""


class Quarantined(DropItem):
    """An article that must not become a post; raised by pipelines, recorded with its reason."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"quarantined ({reason}): {detail}", log_level="INFO")
        self.reason = reason
        self.detail = detail


class Failed(DropItem):
    """An article or a listing that could not be fetched; the next run tries again."""

    def __init__(self, reason: str, detail: str, *, log_level: str = "INFO") -> None:
        super().__init__(f"failed ({reason}): {detail}", log_level=log_level)
        self.reason = reason
        self.detail = detail


class Kept(DropItem):
    """An archived article of which there is nothing new; its post stays as it is."""

    def __init__(self, reason: str, *, log_level: str = "DEBUG") -> None:
        super().__init__(reason, log_level=log_level)


class OutOfRange(DropItem):
    """An article outside the run's ``since`` and ``until``; not part of what the run took up."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"outside since/until: {detail}", log_level="DEBUG")


class Exit(IntEnum):
    """What the exit codes say; those from 64 on are sysexits.h's."""

    COMPLETE = 0
    CRASHED = 1
    PARTIAL = 2
    QUARANTINED = 3
    USAGE = 64
    IO = 74
    BUSY = 75
    PROFILE = 78


_ERRORS: tuple[tuple[type[BaseException], Exit], ...] = (
    (ArgumentError, Exit.USAGE),
    (ProfileError, Exit.PROFILE),
    (ArchiveBusy, Exit.BUSY),
    (ArchiveMoved, Exit.USAGE),
    (StorageError, Exit.IO),
    (NotBegun, Exit.PARTIAL),
)
# Of several codes the gravest is the command's.
_GRAVITY = [
    Exit.COMPLETE, Exit.QUARANTINED, Exit.PARTIAL, Exit.BUSY, Exit.USAGE, Exit.PROFILE, Exit.CRASHED,
    Exit.IO,
]  # fmt: skip


def exit_of(error: BaseException) -> Exit:
    """The exit code that an error of ours calls for."""
    return next((code for kind, code in _ERRORS if isinstance(error, kind)), Exit.CRASHED)


def gravest(codes: Iterable[Exit]) -> Exit:
    """The code of a command that did several things; complete where it did none."""
    return max(codes, key=_GRAVITY.index, default=Exit.COMPLETE)
