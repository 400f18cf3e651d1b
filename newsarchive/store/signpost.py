"""What says where an archive should be that it is elsewhere, or on its way: nobody works on it there."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from shlex import quote

from newsarchive.exceptions import ArchiveMoved
from newsarchive.sites import SIGNPOST
from newsarchive.store.durable import storage_errors, sync_folder, write_atomically
from newsarchive.store.keepers import keeper_of
from newsarchive.text import printable, typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Signpost:
    """Where an archive went, or from where it comes. The file has these as a JSON object.

    :param move: the move's id, which the other side has, too
    :param comes: it is on its way here; otherwise it went
    :param place: the other side, in words, without password
    :param at: ISO 8601
    """

    move: str
    comes: bool
    place: str
    at: str


def signpost(folder: Path) -> Signpost | None:
    """The signpost of an archive's folder; one that cannot be read any more still is one.

    :raises OSError: whether there is one cannot be told
    """
    try:
        data = _path(folder).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    with suppress(ValueError, TypeError, KeyError):
        told = json.loads(data)
        words = {name: str(told[name]) for name in ("move", "place", "at")}
        return Signpost(**words, comes=bool(told["comes"]))
    return Signpost(move="", comes=False, place="nobody can tell which", at="some day")


def set_signpost(folder: Path, post: Signpost) -> None:
    """Put it up, or another in its place; on disk after a return. The caller holds the archive's lock.

    :raises StorageError: the disk refuses; what was there stands
    """
    staging = _path(folder).parent / "staging"
    with storage_errors():
        staging.mkdir(exist_ok=True)
        data = json.dumps(asdict(post), ensure_ascii=False, indent=1) + "\n"
        write_atomically(staging / SIGNPOST, _path(folder), data.encode())


def take_away(folder: Path) -> None:
    """Let the folder be the archive. The caller holds the lock.

    :raises StorageError: the disk refuses
    """
    with storage_errors():
        _path(folder).unlink(missing_ok=True)
        sync_folder(_path(folder).parent)


def check_is_here(folder: Path) -> None:
    """Whether the folder is the archive.

    :raises ArchiveMoved: it is not; says where the archive is, and what to type
    """
    if words := elsewhere(folder):
        raise ArchiveMoved(words)


def elsewhere(folder: Path) -> str:
    """Where the archive of a folder is that is not there, and what to type; nothing where it is there."""
    if keeper := keeper_of(folder):
        return keeper.elsewhere(folder)
    post = signpost(folder)
    if post is None:
        return ""
    name, place, at = folder.name, printable(post.place), printable(post.at)
    to_folder = typed(f"move {name} --to {quote(str(folder.parent))}")
    if post.comes:
        words = f"is on its way here from the fleet, {place}, since {at};"
        onward = f"{to_folder} goes on, {typed(f'move {name} --to fleet')} takes it back"
    else:
        words, onward = f"was moved to the fleet, {place}, on {at};", f"{to_folder} brings it back"
    return f"{folder}: the archive of {name} {words} {onward}"


def moved_away(root: Path) -> list[Path]:
    """The folders within a folder of archives whose archives were moved, or are on their way.

    :param root: the folder of archives
    """
    return sorted(path.parents[1] for path in root.glob(f"[!.]*/_archive/{SIGNPOST}"))


def _path(folder: Path) -> Path:
    return folder / "_archive" / SIGNPOST
