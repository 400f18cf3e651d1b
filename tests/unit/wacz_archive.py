"""An archive with originals of every kind, and a WACZ taken apart by nobody of ours."""

import gzip
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from newsarchive.collecting.checked import Collected, Removed
from newsarchive.collecting.collect import collect
from newsarchive.collecting.wacz.kept_originals import KeptOriginals
from newsarchive.evidence import Evidence, Exchange, FetchedPicture, Picture, Validators
from newsarchive.items import Article
from newsarchive.pipelines.submission import extracted
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.choice import Choice
from newsarchive.store.published import published_posts
from newsarchive.store.submissions import Extracted
from tests.unit.illustrated import NOW, SITE, at, came, crawl, data, path, url, write

__all__ = ["NOW", "at", "came", "crawl", "data", "path", "url", "write"]

ASKED = (
    (b"Host", b"gazette.example"), (b"Accept", b"*/*"), (b"Cookie", b"reader=secret-17"),
    (b"Authorization", b"Basic c2VjcmV0LTE4"),
)  # fmt: skip
HTML = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Content-Encoding", b"gzip"))


def page(number: int) -> str:
    return f"https://gazette.example/2024/ferry-{number}"


def html(title: str, text: str) -> bytes:
    return f"<!doctype html><title>{title}</title><p>{text}</p>".encode()


def answer(address: str, body: bytes, *, hours: float = 0, **different: Any) -> Exchange:
    """A page as it came, packed by its server."""
    given = {"status": 200, "headers": HTML, "body": gzip.compress(body, mtime=0), "request_headers": ASKED}
    when = NOW + timedelta(hours=hours, microseconds=250_000)
    return Exchange(**({"url": address, "at": when, "ip": "203.0.113.7"} | given | different))


def read(
    number: int,
    text: str,
    *exchanges: Exchange,
    title: str = "",
    address: str = "",
    shows: tuple[tuple[str, str], ...] = (),
    fetched: tuple[FetchedPicture, ...] = (),
    hours: float = 0,
) -> Extracted:
    """An article as it was read.

    :param shows: of each picture the name in its address, and of the bytes that are kept
    """
    source, title = address or page(number), title or f"Ferry number {number} is late"
    pictures = tuple(Picture(url(name), path(kept)) for name, kept in shows)
    figures = "".join(f'<p><img src="/{one.path}" alt="harbour"></p>' for one in pictures)
    said = Article(
        site="gazette", source_id=f"/2024/ferry-{number}", url=source, title=title,
        published=NOW - timedelta(days=number + 1), precision="second", outlet="Gazette", category="gazette",
        tag="Gazette", standfirst="", body=f"<p>{text}</p>{figures}", link=source,
        fetched_at=NOW + timedelta(hours=hours),
    )  # fmt: skip
    came_by = exchanges or (answer(source, html(title, text), hours=hours),)
    proof = Evidence((Validators(source),), came_by, shows=pictures, fetched=fetched)
    return extracted(said, SITE, proof)


def of_file(picture: FetchedPicture, *headers: tuple[bytes, bytes]) -> FetchedPicture:
    """A picture whose last answer had these headers as well."""
    *before, last = picture.exchanges
    return replace(picture, exchanges=(*before, replace(last, headers=(*last.headers, *headers))))


@contextmanager
def originals(archive: Archive) -> Iterator[KeptOriginals]:
    with reading(archive.catalog) as rows:
        yield KeptOriginals(rows, archive.originals.folder, archive.pictures)


def collected(
    archive: Archive,
    target: Path,
    *numbers: int,
    now: datetime = NOW,
    removed: tuple[Removed, ...] = (),
    split: int | None = None,
) -> Collected:
    """Collect the articles of these numbers; all of them where none is given."""
    wanted = {f"/2024/ferry-{number}" for number in numbers}
    with originals(archive) as kept:
        posts = published_posts(kept.rows, Choice(), archive.folder)
        chosen = (one for one in posts if not wanted or one.source_id in wanted)
        return collect(chosen, removed, target, now=now, originals={"gazette": kept}, split=split)


@dataclass
class Wacz:
    """What a WACZ says, its zip, index and hashes checked on the way."""

    files: dict[str, bytes]
    package: dict[str, Any]
    pages: list[dict[str, str]]
    earlier: list[dict[str, str]]
    index: list[tuple[str, str, dict[str, str]]]
    records: dict[int, tuple[Mapping[str, str], bytes, bytes]]
    """By offset: WARC head, HTTP head and payload, as it was transferred."""

    def of(self, address: str) -> list[tuple[Mapping[str, str], bytes, bytes]]:
        """The responses of an address, the earliest first."""
        entries = [(moment, int(one["offset"])) for _, moment, one in self.index if one["url"] == address]
        return [self.records[offset] for _, offset in sorted(entries)]

    @property
    def everything(self) -> bytes:
        """All bytes, unpacked."""
        kept = [data for name, data in self.files.items() if not name.endswith(".gz")]
        records = [
            repr(dict(head)).encode() + http + payload for head, http, payload in self.records.values()
        ]
        return b"".join([*kept, *records])


def opened(file: Path) -> Wacz:
    """Take a WACZ apart with zipfile and warcio, and check whatever it says of itself."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        files = {one.filename: archive.read(one) for one in archive.infolist()}
        for one in archive.infolist():
            if one.filename.endswith(".gz"):
                assert one.compress_type == zipfile.ZIP_STORED
            offset = one.header_offset  # a reader seeks to it, and finds a whole head
            assert file.read_bytes()[offset : offset + 4] == b"PK\x03\x04"
    package = json.loads(files["datapackage.json"])
    digest = json.loads(files["datapackage-digest.json"])
    assert digest == {"path": "datapackage.json", "hash": _sha256(files["datapackage.json"])}
    described = {one["path"]: one for one in package["resources"]}
    assert described.keys() == files.keys() - {"datapackage.json", "datapackage-digest.json"}
    for name, one in described.items():
        assert (one["hash"], one["bytes"]) == (_sha256(files[name]), len(files[name]))
        assert re.fullmatch(r"[-a-z0-9._]+", one["name"])
    index = _index(files)
    records = _records(files["archive/data.warc.gz"], index)
    lists = [_pages(files, name, index) for name in ("pages/pages.jsonl", "pages/extraPages.jsonl")]
    return Wacz(files, package, *lists, index, records)


def _index(files: Mapping[str, bytes]) -> list[tuple[str, str, dict[str, str]]]:
    packed = files["indexes/index.cdx.gz"]
    lines = gzip.decompress(packed).splitlines() if packed else []
    assert lines == sorted(lines)
    meta, *blocks = files["indexes/index.idx"].splitlines()
    assert json.loads(meta.removeprefix(b"!meta 0 ")) == {
        "format": "cdxj-gzip-1.0",
        "filename": "index.cdx.gz",
    }
    found: list[bytes] = []
    for one in blocks:
        key, moment, said = one.split(b" ", 2)
        place = json.loads(said)
        block = packed[place["offset"] : place["offset"] + place["length"]]
        of_block = zlib.decompress(block, wbits=31).splitlines()
        assert of_block[0].startswith(key + b" " + moment + b" ")
        found += of_block
    assert found == lines
    parts = [line.decode("ascii").split(" ", 2) for line in lines]
    return [(key, moment, json.loads(said)) for key, moment, said in parts]


def _records(
    warc: bytes, index: list[tuple[str, str, dict[str, str]]]
) -> dict[int, tuple[Mapping[str, str], bytes, bytes]]:
    stream = BytesIO(warc)
    records: dict[int, tuple[Mapping[str, str], bytes, bytes]] = {}
    answers, asked, names = set(), set(), set()
    iterator = ArchiveIterator(stream, check_digests="raise")
    for record in iterator:
        head = dict(record.rec_headers.headers)
        content = record.raw_stream.read()
        offset, name = iterator.get_record_offset(), head["WARC-Record-ID"]
        assert name not in names
        names.add(name)
        assert record.rec_type in {"warcinfo", "response", "request"}
        if record.rec_type == "response":
            records[offset] = head, str(record.http_headers).encode(), content
            answers.add(name)
            member = zlib.decompressobj(wbits=31)
            member.decompress(warc[offset:])
            (entry,) = [one for _, _, one in index if int(one["offset"]) == offset]
            assert int(entry["length"]) == len(warc) - offset - len(member.unused_data)
            assert (entry["url"], entry["filename"]) == (head["WARC-Target-URI"], "data.warc.gz")
            assert entry["digest"] == head["WARC-Payload-Digest"]
            assert entry["status"] == record.http_headers.get_statuscode()
        elif record.rec_type == "request":
            asked.add(head["WARC-Concurrent-To"])
    assert len(index) == len(records)
    assert asked == answers
    return records


def _pages(
    files: Mapping[str, bytes], name: str, index: list[tuple[str, str, dict[str, str]]]
) -> list[dict[str, str]]:
    if name not in files:
        return []
    head, *pages = map(json.loads, files[name].decode("utf-8").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert head["hasText"] is True
    there = {(one["url"], moment) for _, moment, one in index}
    for one in pages:
        assert (one["url"], re.sub(r"\D", "", one["ts"])) in there, "a page that nobody can open"
    assert len({one["id"] for one in pages}) == len(pages)
    return pages


def _sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
