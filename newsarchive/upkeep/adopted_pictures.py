"""What becomes of the pictures that adopted posts show."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.evidence import Evidence, FetchedPicture, Picture
from newsarchive.media.kind import NotAPicture, kind_of
from newsarchive.store.pictures.folder import PictureFolder
from newsarchive.upkeep.shown_pictures import shown_in

_LONGEST = 64 << 20  # bytes; no archive keeps a picture as large


@dataclass(slots=True)
class AdoptedPictures:
    """Finds what posts show, and brings kept pictures of an earlier archive along.

    :param pictures: of the archive that takes the posts
    :param keeps: whether it keeps pictures, so that those of the source are owed from now on
    :ivar left: of each post what it shows and nobody takes along
    """

    pictures: PictureFolder
    keeps: bool
    left: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def of(self, post: Path, body: str) -> Evidence:
        """What a post's body shows, as the store takes it; what comes along waits in the staging folder.

        :raises StorageError: the disk refuses
        """
        shown = shown_in(body)
        taken, fetched, left = list[Picture](), list[FetchedPicture](), list(shown.local)
        for one in shown.pictures:
            if not one.path:
                taken += [one] if self.keeps else []
            elif found := self._brought(post, one):
                taken.append(one)
                fetched.append(found)
            else:
                left.append(one.url)
        if left:
            self.left[post] = tuple(left)
        return Evidence(shows=tuple(taken), fetched=tuple(fetched))

    def _brought(self, post: Path, shown: Picture) -> FetchedPicture | None:
        """A picture of a folder ``media`` that lies beside a post or above it; None where there is none."""
        for file in _places(post, shown.path):
            with suppress(OSError, NotAPicture):
                if file.is_symlink() or file.stat().st_size > _LONGEST:
                    continue
                data = file.read_bytes()
                kind = kind_of(data)
                if f"{hashlib.sha256(data).hexdigest()}.{kind.extension}" != file.name:
                    continue
                self.pictures.stage(file.stem, kind.extension, data)
                return FetchedPicture(
                    url=shown.url, sha256=file.stem, extension=kind.extension, length=len(data),
                    width=kind.width, height=kind.height,
                )  # fmt: skip
        return None


def _places(post: Path, path: str) -> Iterator[Path]:
    """Where a picture may be: beside the post in a collection, beside its folder in an archive."""
    for folder in post.absolute().parents[:4]:
        if (file := folder / path).is_file():
            yield file
