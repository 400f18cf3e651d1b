import gzip
import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsarchive.exceptions import StorageError
from newsarchive.profiles import Identity
from newsarchive.store.originals import writer as writer_module
from newsarchive.store.originals.cdxj import index_path, rebuild_index
from newsarchive.store.originals.reading import read_exchange
from newsarchive.store.originals.writer import Earlier, payload_digest
from tests.unit.originals import NOW, exchange, read_whole, records, sound, write, writer


def test_what_is_written_is_a_valid_warc_and_reads_back_as_it_was(tmp_path: Path) -> None:
    packed = gzip.compress("<p>中文</p>".encode())
    headers = ((b"Content-Encoding", b"gzip"), (b"Transfer-Encoding", b"chunked"), (b"Set-Cookie", b"a"))
    kept = [exchange(1), exchange(2, b""), exchange(3, packed, headers=headers, status=404, ip=None)]
    to = writer(tmp_path / "originals")
    assert not (tmp_path / "originals").exists()
    where = write(to, kept)
    (finished,) = to.finish()

    path = tmp_path / "originals" / finished.name
    assert finished.length == path.stat().st_size == where[-1].end
    assert finished.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sound(path)
    assert [fields["WARC-Type"] for fields in records(path)] == ["warcinfo", *["response", "request"] * 3]
    first, asked = records(path)[1:3]
    assert first["WARC-Record-ID"] == asked["WARC-Concurrent-To"] == where[0].record_id
    assert first["WARC-Date"] == "2024-05-01T12:30:16.123456Z"
    assert {first["NewsArchive-Article"], asked["NewsArchive-Article"]} == {"A-1_b"}
    assert {first["NewsArchive-Page"], asked["NewsArchive-Page"]} == {"http://a.example/"}
    assert first["WARC-Payload-Digest"] == where[0].payload_digest == payload_digest(kept[0])

    kept[2] = replace(kept[2], headers=(headers[0], headers[2]))
    for one, record in zip(kept, where, strict=True):
        assert read_whole(path.parent, record.file, record.offset) == one
    with path.open("rb") as file:
        file.seek(where[2].offset)
        assert next(ArchiveIterator(file)).content_stream().read() == "<p>中文</p>".encode()


def test_a_known_payload_is_referred_to(tmp_path: Path) -> None:
    to = writer(tmp_path)
    old, new = exchange(1, b"same"), exchange(2, b"same", url="https://news.example/a/1?b=2&a=1")
    first = write(to, [old])[0]
    earlier = Earlier(first.record_id, old.url, old.at)
    second = to.write(new, article=Identity("x", "http://a.example/"), earlier=earlier, now=NOW)
    (finished,) = to.finish()

    assert sound(tmp_path / finished.name)
    fields = records(tmp_path / finished.name)[3]
    assert second.kind == fields["WARC-Type"] == "revisit"
    assert fields["WARC-Profile"].endswith("/warc/1.1/revisit/identical-payload-digest")
    assert fields["WARC-Refers-To"] == first.record_id
    assert fields["WARC-Refers-To-Target-URI"] == old.url
    assert fields["WARC-Refers-To-Date"] == records(tmp_path / finished.name)[1]["WARC-Date"]
    place = first.file, first.offset
    assert read_whole(tmp_path, second.file, second.offset, refers_to=place) == new
    with pytest.raises(StorageError, match="nobody says"):
        read_exchange(tmp_path, second.file, second.offset)


def test_a_full_file_is_finished_at_the_next_sync(tmp_path: Path) -> None:
    to = writer(tmp_path, max_bytes=2000)
    where = write(to, [exchange(n) for n in range(3)])
    assert [path.name for path in tmp_path.iterdir()] == [f"{where[0].file}.open"]
    assert [file.name for file in to.sync()] == [where[0].file]
    assert to.sync() == []
    (later,) = write(to, [exchange(4)])
    assert to.sync() == []
    assert read_exchange(tmp_path, later.file, later.offset).body == exchange(4).body
    assert [file.name for file in to.finish()] == [later.file] != [where[0].file]
    assert to.finish() == []
    assert [sound(path) for path in tmp_path.glob("*.warc.gz")] == [True, True]


def test_no_name_is_used_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module.secrets, "token_hex", lambda _: "0000")
    (tmp_path / "demo-20240501123015-00001-0000.warc.gz").touch()
    (tmp_path / "demo-20240501123015-00002-0000.warc.gz.open").touch()
    assert write(writer(tmp_path), [exchange(1)])[0].file == "demo-20240501123015-00003-0000.warc.gz"


def test_the_index_is_sorted_and_the_same_when_rebuilt(tmp_path: Path) -> None:
    to = writer(tmp_path)
    strange = ["https://news.example/é 中", "http://news.example:x/", "https://news.example/a\nb"]
    first = write(to, [exchange(9), exchange(2), *(exchange(n, url=url) for n, url in enumerate(strange))])[0]
    earlier = Earlier(first.record_id, exchange(9).url, exchange(9).at)
    to.write(exchange(9), article=Identity("é\n/", "http://a.example/"), earlier=earlier, now=NOW)
    name = to.finish()[0].name
    index = index_path(tmp_path, name)
    written = index.read_bytes()
    lines = written.splitlines()
    assert lines == sorted(lines)
    assert b'"mime": "warc/revisit"' in written
    assert lines[1].startswith(b'example,news)/a%0ab 20240501123017 {"url": "https://news.example/a%0Ab"')
    index.unlink()
    rebuild_index(tmp_path, name)
    assert index.read_bytes() == written
    assert sound(tmp_path / name)


def test_headers_cannot_break_the_record(tmp_path: Path) -> None:
    to = writer(tmp_path)
    hostile = exchange(1, protocol="h2", status=799, headers=((b"X", b"a\r\n\r\nWARC/1.1"), (b"Y", b"")))
    (record,) = write(to, [hostile])
    to.sync()
    back = read_exchange(tmp_path, record.file, record.offset)
    assert (back.protocol, back.status, back.body) == ("HTTP/1.1", 799, hostile.body)
    assert back.headers == ((b"X", b"a WARC/1.1"), (b"Y", b""))


def test_a_failed_write_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = writer(tmp_path)
    real, calls = os.pwrite, []

    def torn(fd: int, data: bytes, offset: int) -> int:
        calls.append(offset)
        if len(calls) in {3, 5}:
            raise OSError(28, "No space left on device")
        return real(fd, data[: len(data) // 2 or 1], offset)

    monkeypatch.setattr(os, "pwrite", torn)
    for number in (1, 2):
        with pytest.raises(StorageError, match="No space"):
            write(to, [exchange(number)])
    write(to, [exchange(3)])
    (finished,) = to.finish()
    assert sound(tmp_path / finished.name)
    assert [fields["WARC-Type"] for fields in records(tmp_path / finished.name)] == [
        "warcinfo", "response", "request",
    ]  # fmt: skip
    assert finished.sha256 == hashlib.sha256((tmp_path / finished.name).read_bytes()).hexdigest()


def test_a_failed_fsync_is_not_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = writer(tmp_path)
    write(to, [exchange(1)])
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(StorageError, match="Input/output"):
            to.sync()
    assert to.finish() == []
    assert [path.suffix for path in tmp_path.iterdir()] == [".open"]
