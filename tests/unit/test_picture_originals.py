"""How a picture came is in the originals, its bytes are in its file alone, and nobody takes it for a page."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.originals.cdxj import index_path, rebuild_index
from newsarchive.store.originals.reading import read_exchange, read_picture
from newsarchive.store.originals.records import sha1
from newsarchive.store.replayable import replayable
from newsarchive.store.submissions import Illustrated
from newsarchive.store.verifying.check import check
from tests.unit.illustrated import article, at, came, crawl, data, path, url, write
from tests.unit.originals import records, sound

FIRST = ("/2024/ferry-1", "https://gazette.example/2024/ferry-1")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """One article with a picture that it had from the beginning, and one that came later by a redirect."""
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, article(1, ("quay", "quay"), ("pier", ""), fetched=(came(archive, "quay"),)))
        write(archive, Illustrated(*FIRST, (came(archive, "pier", redirected=True),)), hours=1)
        archive.seal()
        yield archive


def captures(archive: Archive) -> list[tuple[CaptureRow, str]]:
    names = {row.id: row.name for row in archive.rows.where(WarcRow)}
    found = archive.rows.where(CaptureRow, kind=CaptureKind.FILE, order=[CaptureRow.c.id])
    return [(row, names[row.warc]) for row in found]


def test_a_foreign_tool_reads_them(archive: Archive) -> None:
    (file,) = archive.originals.folder.glob("*.warc.gz")
    assert sound(file)
    told = [one for one in records(file) if "NewsArchive-File" in one and one["WARC-Type"] != "request"]
    assert [(one["WARC-Type"], one["NewsArchive-File"]) for one in told] == [
        ("revisit", path("quay")), ("response", path("pier")), ("revisit", path("pier")),
    ]  # fmt: skip
    assert told[0]["WARC-Profile"] == told[2]["WARC-Profile"] == "urn:newsarchive:payload-in-file"
    assert told[0]["WARC-Payload-Digest"] == sha1(data("quay"))
    assert told[0]["WARC-Target-URI"] == url("quay")
    assert told[0]["NewsArchive-Article"] == "%2F2024%2Fferry-1"
    assert max(int(one["Content-Length"]) for one in told) < 200 < len(data("quay"))


def test_they_are_read_with_the_bytes_of_their_files(archive: Archive) -> None:
    held = captures(archive)
    assert [(row.status, row.revision) for row, _ in held] == [(200, 1), (302, 2), (200, 2)]
    read = [read_picture(archive.originals.folder, name, row.offset, archive.pictures) for row, name in held]
    assert [where for where, _ in read] == [path("quay"), path("pier"), path("pier")]
    assert [one.body for _, one in read] == [data("quay"), b"moved", data("pier")]
    assert [sha1(one.body) for _, one in read] == [row.digest for row, _ in held]
    row, name = held[0]
    with pytest.raises(StorageError, match=f"a picture's, whose payload is {path('quay')}"):
        read_exchange(archive.originals.folder, name, row.offset)
    archive.pictures.file_of(path("quay")).write_bytes(b"other")
    with pytest.raises(StorageError, match="is not the payload"):
        read_picture(archive.originals.folder, name, row.offset, archive.pictures)
    archive.pictures.remove([path("quay")])
    with pytest.raises(StorageError, match="cannot be read"):
        read_picture(archive.originals.folder, name, row.offset, archive.pictures)


def test_an_article_is_read_again_from_its_pages_alone(archive: Archive) -> None:
    (kept,) = replayable(archive.rows, since=None)
    assert [one.url for one in kept.exchanges(archive.originals.folder)] == [FIRST[1]]


def test_nothing_is_wrong_with_the_originals_and_their_index_is_made_again(archive: Archive) -> None:
    (row,) = archive.rows.where(WarcRow)
    index = index_path(archive.originals.folder, row.name)
    before = index.read_bytes()
    assert before.count(b"warc/revisit") == 2
    rebuild_index(archive.originals.folder, row.name)
    assert index.read_bytes() == before
    archive.close()
    assert [fault for fault in check(archive).faults if "originals" in str(fault)] == []


def test_where_originals_are_not_kept_none_is_of_a_picture(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        quay = replace(came(archive, "quay"), exchanges=())
        found = article(1, ("quay", "quay"), fetched=(quay,))
        write(archive, replace(found, evidence=replace(found.evidence, exchanges=())))
        assert list(archive.pictures.kept()) == [path("quay")]
    assert list(archive.originals.folder.glob("*")) == []
