"""The pictures that published articles show: copies, of which their owner may make smaller ones in place."""

import hashlib
import re
from pathlib import Path

from newsarchive.publishing.generator import Generator
from newsarchive.publishing.source_folder import SourceFolder

_SHOWN = re.compile(r'<img\b[^<>]*="/(media/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{2,5})"[^<>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')


class Pictures:
    """The pictures of one call.

    :param archive: the archive's folder
    :ivar copied: how many are new in the source
    :ivar missing: of those that the archive has not, or not whole: path → names of articles that show it
    :ivar removed: how many the source has no more
    """

    def __init__(self, archive: Path, source: SourceFolder, generator: Generator) -> None:
        self.archive = archive
        self.source = source
        self.static = generator.static
        self.shown: set[str] = set()
        self.missing: dict[str, list[str]] = {}
        self.copied = self.removed = 0

    def in_body(self, body: str, name: str) -> str:
        """A body with the pictures that can be shown; of any other one the words that describe it.

        :param name: the article's
        """
        return _SHOWN.sub(lambda image: self._image(image, name), body) if "/media/" in body else body

    def remove_others(self) -> None:
        """Remove what no article shows any more, be it that somebody has made a smaller one of it.

        It may have been taken down, and a picture does not say whose it was.
        """
        for path in sorted(self.source.pictures - self.shown):
            if (self.source.folder / path).exists():
                self.source.remove(path)
                self.removed += 1

    def _image(self, image: re.Match[str], name: str) -> str:
        if self._is_there(image[1]):
            return image[0]
        self.missing.setdefault(image[1], []).append(name)
        alt = _ALT.search(image[0])
        return alt[1] if alt else ""

    def _is_there(self, picture: str) -> bool:
        path = f"{self.static}{picture}"
        if path in self.shown:
            return True
        if picture in self.missing:
            return False
        if not (self.source.folder / path).exists():
            data = self._bytes(picture)
            if data is None:
                return False
            self.source.write(path, data, note="picture")
            self.copied += 1
        self.shown.add(path)
        return True

    def _bytes(self, picture: str) -> bytes | None:
        """A picture's bytes, if they are those that its name says."""
        try:
            data = (self.archive / picture).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == Path(picture).stem else None
