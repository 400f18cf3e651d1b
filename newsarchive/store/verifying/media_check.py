"""The pictures: each file of ``media`` against its name and the catalog, and none of them missing."""

import hashlib
import os
import re
from base64 import b32encode
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import CaptureRow
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.originals.member import record_at
from newsarchive.store.originals.reading import NAMED_FILE, opened
from newsarchive.store.pictures.folder import MEDIA, parts_of, path_of
from newsarchive.store.verifying.catalog_check import Contents
from newsarchive.store.verifying.folder_check import inside
from newsarchive.store.verifying.report import Remedy, Report

_PIECE = 1 << 20  # bytes
_DIGEST = re.compile(r"[0-9A-Fa-f]{64}")


@dataclass(frozen=True, slots=True)
class LostPicture:
    """A picture that is missing or damaged.

    :param extension: of its file; None where nothing but the posts that showed it tells it
    :param elsewhere: files whose names have its digest, at other places
    :param is_asked_for: the next run does so already
    """

    sha256: str
    extension: str | None
    elsewhere: tuple[Path, ...] = ()
    is_asked_for: bool = False


def check_media(archive: Archive, contents: Contents, report: Report) -> None:
    """Every file, every picture of the catalog, every record of one, and the copies if there are to be any.

    An archive that never kept a picture has no such folder; one there is its owner's.
    """
    if not contents.keeps_pictures:
        return
    strangers = _Strangers(archive.pictures.media)
    captured = {one.digest for held in contents.captures.values() for one in held if has_file(one)}
    waiting, wrong_files = dict(contents.pictures), dict[str, str]()
    for path in strangers.expected(contents):
        sha256 = Path(path).stem
        wrong, payload = _looked_at(archive.folder / path, sha256)
        if wrong:
            wrong_files[sha256] = wrong
            waiting[sha256] = Path(path).suffix[1:]
            continue
        report.pictures += 1
        captured.discard(payload)
        waiting.pop(sha256, None)
        _check_copy(archive, path, report)
    for sha256, extension in sorted(waiting.items()):
        step = contents.owed_again.get(sha256, "")
        lost = LostPicture(sha256, extension, strangers.having(sha256), bool(step))
        thing = path_of(sha256, extension) if extension else f"{MEDIA}/{sha256[:2]}/{sha256}"
        wrong = wrong_files.get(sha256, "is missing")
        report.add(thing, wrong, Remedy.PICTURE, lost, next_step=step)
    is_doubtful = not contents.doubtful.isdisjoint({"picture", "illustration"})
    for file in strangers.files:
        thing = file.relative_to(archive.folder).as_posix()
        if is_doubtful:
            report.add(thing, "is of no picture that can be read", Remedy.REBUILD)
        else:
            report.add(thing, "is no picture that the catalog knows", Remedy.ASIDE, file)
    for held in contents.captures.values() if captured and not is_doubtful else ():
        for capture in held:
            if has_file(capture) and capture.digest in captured:
                check_record(archive, capture, contents, waiting.keys(), report)


def check_names(archive: Archive, report: Report) -> None:
    """Without a catalog: every picture against the digest that its name is."""
    for path in archive.pictures.kept():
        parts = parts_of(path)
        wrong = parts and _looked_at(archive.folder / path, parts[0])[0]
        if wrong:
            report.add(path, wrong, Remedy.NONE)


class _Strangers:
    """Walks the folder, and notes what does not belong there."""

    def __init__(self, media: Path) -> None:
        self.media = media
        self.files: list[Path] = []
        self._by_digest = defaultdict[str, list[Path]](list)

    def expected(self, contents: Contents) -> Iterator[str]:
        """The paths of files that the catalog knows; all else is a stranger."""
        for name in inside(self.media):
            folder = self.media / name
            if folder.is_symlink() or not folder.is_dir():
                self._note(folder)
                continue
            for file in inside(folder):
                parts = parts_of(f"{MEDIA}/{name}/{file}")
                extension = contents.pictures.get(parts[0], "") if parts else ""
                if parts and extension in {None, parts[1]} and not (folder / file).is_dir():
                    yield f"{MEDIA}/{name}/{file}"
                else:
                    self._note(folder / file)

    def having(self, sha256: str) -> tuple[Path, ...]:
        """The strangers whose names have a digest, in whatever case."""
        return tuple(self._by_digest[sha256])

    def _note(self, path: Path) -> None:
        self.files.append(path)
        below = path.rglob("*") if path.is_dir() and not path.is_symlink() else ()
        for one in (path, *below):
            if found := _DIGEST.match(one.name):
                self._by_digest[found[0].lower()].append(one)


def has_file(capture: CaptureRow) -> bool:
    """Whether a file is a capture's payload; a redirect on the way to it has none."""
    return capture.kind == CaptureKind.FILE and not 300 <= capture.status < 400


def _looked_at(path: Path, sha256: str) -> tuple[str, str]:
    """What is wrong with a file, and the digest that WARC records give its bytes; one of them is empty."""
    right, payload = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            while piece := file.read(_PIECE):
                right.update(piece)
                payload.update(piece)
    except OSError as error:
        wrong = "is a link, and no file" if path.is_symlink() else f"cannot be read: {error.strerror}"
        return wrong, ""
    if right.hexdigest() != sha256:
        return "its bytes are not those that its name says", ""
    return "", f"sha1:{b32encode(payload.digest()).decode()}"


def _check_copy(archive: Archive, path: str, report: Report) -> None:
    if wrong := archive.copies.wrong_with_picture(path):  # which the check of the originals tells of all
        report.add(f"copies {archive.copies.where(path)}", wrong, Remedy.PICTURE_COPY, path)


def check_record(
    archive: Archive, capture: CaptureRow, contents: Contents, told: Collection[str], report: Report
) -> None:
    """Say of a picture's record that its file is not there, unless that was told already."""
    warc, owner = contents.warcs.get(capture.warc), contents.articles.get(capture.article)
    try:
        if warc is None:
            return
        with opened(archive.originals.folder, warc.name) as file:
            named = record_at(file.fileno(), warc.name, capture.offset).field(NAMED_FILE)
    except (StorageError, OSError):  # which the check of the originals tells
        return
    parts = parts_of(named)
    if parts is None or parts[0] not in told:
        whose = owner.source_id if owner else f"row {capture.article}"
        wrong = f"the picture that it names, {named}, is not there"
        report.add(f"originals of article {whose}, {capture.url}", wrong, Remedy.NONE)
