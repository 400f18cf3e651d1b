"""One WACZ file (https://specs.webrecorder.net/wacz/1.1.1/), written from its first record to its digest."""

import hashlib
import json
import tempfile
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from newsarchive import __version__
from newsarchive.collecting.wacz.index import Index, cdxj_line, secondary_head, secondary_line
from newsarchive.collecting.wacz.pages import PageLine, head
from newsarchive.collecting.wacz.whole_capture import WholeCapture
from newsarchive.collecting.zip_file import entry
from newsarchive.store.originals import making

WACZ_VERSION = "1.1.1"
SOFTWARE = f"newsarchive {__version__}"
WARC = "data.warc.gz"
_INDEX = "index.cdx.gz"
_PIECE = 1 << 20  # bytes
_IN_MEMORY = 1 << 20  # bytes of a list of pages, until it goes to the disk
_REST = 1 << 13  # bytes that heads of the zip and descriptions take at most


class Package:
    """A WACZ that grows. What it is made of follows from what it is given, and ``now``, alone.

    :param path: where it is written
    :param now: aware; when it is made
    :ivar articles: how many it has
    :ivar captures: how many
    """

    def __init__(self, path: Path, *, title: str, now: datetime) -> None:
        self.articles = self.captures = 0
        self._title = title
        self._now = now.astimezone(UTC)
        self._main: PageLine | None = None
        self._dates: list[datetime] = []
        self._resources: list[dict[str, str | int]] = []
        with ExitStack() as made:
            self._index = made.enter_context(Index())
            self._pages = made.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
            self._earlier = made.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
            self._zip = made.enter_context(zipfile.ZipFile(path, "w"))
            self._warc = made.enter_context(_Member(self._zip, f"archive/{WARC}", self._now, packed=False))
            self._open = made.pop_all()
        self._pages.write(head("pages", "All Pages"))
        self._earlier.write(head("extra-pages", "Earlier Texts"))
        name = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{title} {self._now.isoformat()}')}>"
        self._warc.write(making.warcinfo(WARC, site=title, software=SOFTWARE, now=self._now, name=name))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def holds(self, site: str, capture: int) -> bool:
        """Whether a capture is in it, which several articles share."""
        return self._index.holds(site, capture)

    def holds_picture(self, site: str, digest: str) -> bool:
        """Whether a capture of a picture is in it, whose SHA-256 is given."""
        return self._index.holds_picture(site, digest)

    def size(self, pages: int) -> int:
        """How many bytes it has at most, once it is finished.

        :param pages: how many its pages take at most
        """
        return self._warc.size + self._index.size + pages + _REST

    def add_capture(self, site: str, number: int, capture: WholeCapture) -> None:
        """Take in a capture.

        :param number: its own in the catalog of the site's archive
        """
        line = cdxj_line(capture, file=WARC, offset=self._warc.size)
        self._index.add(site, number, line, picture=capture.picture)
        self._warc.write(capture.response + capture.request)
        self.captures += 1
        at = capture.exchange.at
        self._dates = [min([*self._dates, at]), max([*self._dates, at])]

    def add_pages(self, pages: Iterable[PageLine]) -> None:
        """Take in the pages of one article."""
        self.articles += 1
        for page in pages:
            (self._earlier if page.is_earlier else self._pages).write(page.line)
            self._main = self._main or page

    def finish(self, description: str) -> None:
        """Write what belongs behind the records.

        :param description: in Markdown
        """
        self._close(self._warc, f"archive/{WARC}")
        self._write_index()
        self._copy(self._pages, "pages/pages.jsonl")
        if self._earlier.tell() > len(head("extra-pages", "Earlier Texts")):
            self._copy(self._earlier, "pages/extraPages.jsonl")
        package = json.dumps(self._description(description), indent=1).encode()
        self._put("datapackage.json", package)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        self._put("datapackage-digest.json", json.dumps(digest, indent=1).encode())

    def _write_index(self) -> None:
        secondary = [secondary_head(_INDEX)]
        with _Member(self._zip, f"indexes/{_INDEX}", self._now, packed=False) as member:
            for key, block in self._index.blocks():
                secondary.append(secondary_line(key, offset=member.size, length=len(block)))
                member.write(block)
        self._close(member, f"indexes/{_INDEX}")
        self._copy_lines(secondary, "indexes/index.idx")

    def _copy(self, file: IO[bytes], path: str) -> None:
        file.seek(0)
        self._copy_lines(iter(lambda: file.read(_PIECE), b""), path)

    def _copy_lines(self, pieces: Iterable[bytes], path: str) -> None:
        with _Member(self._zip, path, self._now) as member:
            for piece in pieces:
                member.write(piece)
        self._close(member, path)

    def _close(self, member: "_Member", path: str) -> None:
        member.close()
        name = path.rpartition("/")[2].lower()  # as the names of a data package's resources have to be
        digest = f"sha256:{member.digest.hexdigest()}"
        self._resources.append({"name": name, "path": path, "hash": digest, "bytes": member.size})

    def _put(self, path: str, content: bytes) -> None:
        self._zip.writestr(entry(path, self._now.replace(tzinfo=None)), content)

    def _description(self, description: str) -> Mapping[str, object]:
        made = f"{self._now:%Y-%m-%dT%H:%M:%SZ}"
        main = self._main
        first = {"mainPageUrl": main.url, "mainPageDate": f"{main.at:%Y-%m-%dT%H:%M:%SZ}"} if main else {}
        if self._dates:
            description += f" Captured {self._dates[0]:%Y-%m-%d} to {self._dates[1]:%Y-%m-%d}."
        return {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            "title": self._title,
            "description": description,
            "created": made,
            "modified": made,
            "software": SOFTWARE,
            **first,
            "resources": self._resources,
        }


class _Member:
    """A file of a zip while it is written, of any size.

    :ivar size: in bytes, unpacked
    :ivar digest: SHA-256 of what was written
    """

    def __init__(self, file: zipfile.ZipFile, path: str, now: datetime, *, packed: bool = True) -> None:
        self.size = 0
        self.digest = hashlib.sha256()
        self._file = file.open(entry(path, now.replace(tzinfo=None), packed=packed), "w", force_zip64=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, data: bytes) -> None:
        """Write on."""
        self._file.write(data)
        self.digest.update(data)
        self.size += len(data)

    def close(self) -> None:
        """Be done; a second call does nothing."""
        self._file.close()
