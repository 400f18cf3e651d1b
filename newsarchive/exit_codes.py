"""What a command's exit code says to whoever started it."""

from collections.abc import Iterable
from enum import IntEnum

from newsarchive.exceptions import ArchiveBusy, ArgumentError, NotBegun, ProfileError, StorageError


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
