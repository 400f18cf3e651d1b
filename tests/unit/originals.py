"""Exchanges to keep, and what a foreign tool says of the files."""

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newsarchive.evidence import Exchange
from newsarchive.profiles import Identity
from newsarchive.store.originals.member import record_at
from newsarchive.store.originals.reading import http_head, read_exchange
from newsarchive.store.originals.writer import OriginalsWriter, Record

NOW = datetime(2024, 5, 1, 12, 30, 15, tzinfo=UTC)


def exchange(number: int, body: bytes | None = None, **fields: Any) -> Exchange:
    given = {
        "url": f"https://news.example/a/{number}?b=2&a=1",
        "request_headers": ((b"Host", b"news.example"), (b"Accept", b"*/*")),
        "status": 200,
        "headers": ((b"Content-Type", b"text/html; charset=utf-8"), (b"X-Raw", b"caf\xe9 \xe4\xb8\xad")),
        "body": f"<p>article {number}</p>".encode() if body is None else body,
        "at": NOW + timedelta(seconds=number, microseconds=123456),
        "ip": "203.0.113.7",
    }
    return Exchange(**(given | fields))


def writer(folder: Path, **options: Any) -> OriginalsWriter:
    return OriginalsWriter(folder, site="demo", software="newsarchive/test", **options)


def write(to: OriginalsWriter, exchanges: Iterable[Exchange]) -> list[Record]:
    return [
        to.write(one, article=Identity("A-1_b", "http://a.example/"), earlier=None, now=NOW)
        for one in exchanges
    ]


def read_whole(folder: Path, name: str, offset: int, *, refers_to: tuple[str, int] | None = None) -> Exchange:
    """An exchange with its request, which follows the response."""
    with (folder / name).open("rb") as file:
        answer = record_at(file.fileno(), name, offset)
        asked = record_at(file.fileno(), name, answer.end)
    assert asked.kind == "request"
    assert asked.field("WARC-Concurrent-To") == answer.field("WARC-Record-ID")
    first, headers = http_head(asked)
    found = read_exchange(folder, name, offset, refers_to=refers_to)
    return replace(found, method=first.decode().partition(" ")[0], request_headers=headers)


def records(path: Path) -> list[Any]:
    """Each record's fields, as warcio reads them."""
    with path.open("rb") as file:
        return [dict(record.rec_headers.headers) for record in ArchiveIterator(file)]


def sound(path: Path) -> bool:
    """Whether warcio's own check passes."""
    return Checker(Namespace(inputs=[str(path)], verbose=False)).process_all() == 0
