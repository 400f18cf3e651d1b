"""Reads an archive by docs/archive-format.md alone, with nothing but the standard library."""

import base64
import gzip
import hashlib
import json
import re
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PLAIN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def blake2b(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def sha1(data: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(data).digest()).decode()}"


def value_bytes(value: int | str | bytes) -> bytes:
    letter = {int: b"i", str: b"s", bytes: b"b"}[type(value)]
    data = value if isinstance(value, bytes) else str(value).encode()
    return letter + str(len(data)).encode() + b";" + data


def seal(table: str, row: dict[str, Any]) -> bytes:
    parts = (
        name.encode() + b"=" + value_bytes(row[name])
        for name in sorted(row)
        if name != "seal" and row[name] is not None
    )
    return blake2b(table.encode() + b";" + b"".join(parts))


def seal_of_version_1(table: str, row: dict[str, Any]) -> bytes:
    values = (value for name, value in row.items() if name != "seal")
    return blake2b(table.encode() + b"".join(b"n;" if one is None else value_bytes(one) for one in values))


def digits(source_id: str, count: int) -> str:
    return hashlib.sha256(source_id.encode()).hexdigest()[:count]


def hashed_stem(source_id: str) -> str:
    slug = re.sub(r"[^A-Za-z0-9]+", "-", source_id)[:60].strip("-")
    return f"{slug}-{digits(source_id, 16)}" if slug else digits(source_id, 16)


def post_names(published: str, source_id: str, stem: str = "") -> set[str]:
    """What a post may be called; of an article whose address is the id by the stem of its row."""
    stems = {hashed_stem(source_id), *PLAIN_ID.findall(source_id)[: bool(PLAIN_ID.fullmatch(source_id))]}
    names = {f"{published[:10]}-{one}.md" for one in stems}
    if not source_id.startswith(("/", "http")):
        return names
    slug = re.sub(f"-?{digits(source_id, 8)}$", "", stem[11:])
    if stem[:10] == published[:10]:
        return names | {f"{published[:10]}-{slug}.md", f"{published[:10]}-{slug}-{digits(source_id, 8)}.md"}
    return names | {f"{published[:10]}-{slug}-{digits(source_id, 16)}.md"}


def sight(text: bytes, published: str) -> bytes:
    return blake2b(text + str(datetime.fromisoformat(published).timestamp()).encode())


@dataclass(frozen=True)
class WarcRecord:
    """A record: the lines of its head by their names, and its block."""

    head: dict[str, str]
    block: bytes

    @property
    def payload(self) -> bytes:
        return self.block.partition(b"\r\n\r\n")[2]


def record_in(member: bytes) -> WarcRecord:
    head, _, rest = gzip.decompress(member).partition(b"\r\n\r\n")
    version, *lines = head.decode().split("\r\n")
    assert version == "WARC/1.1"
    named = dict(line.split(": ", 1) for line in lines)
    length = int(named["Content-Length"])
    assert rest[length:] == b"\r\n\r\n"
    assert sha1(rest[:length]) == named["WARC-Block-Digest"]
    return WarcRecord(named, rest[:length])


class ArchiveReader:
    """An archive's rows, by table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.originals = folder / "_archive" / "originals"
        self.tables: dict[str, list[dict[str, Any]]] = {}
        with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as connection:
            connection.row_factory = sqlite3.Row
            self.application = connection.execute("PRAGMA application_id").fetchone()[0]
            self.version = connection.execute("PRAGMA user_version").fetchone()[0]
            query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            for (name,) in connection.execute(query).fetchall():
                self.tables[name] = [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]

    def by_id(self, table: str) -> dict[int, dict[str, Any]]:
        return {row["id"]: row for row in self.tables[table]}

    def published(self) -> dict[str, bytes]:
        """The posts that should be there, by name."""
        number = {row["id"]: row["revision"] for row in self.tables["article"]}
        current = [row for row in self.tables["revision"] if number[row["article"]] == row["number"]]
        return {row["name"]: zlib.decompress(row["post"]) for row in current}

    def capture(self, row: dict[str, Any]) -> tuple[WarcRecord, WarcRecord, bytes]:
        """A capture's record, its request's, and the payload."""
        file = (self.originals / self.by_id("warc")[row["warc"]]["name"]).read_bytes()
        answer = record_in(file[row["offset"] : row["offset"] + row["length"]])
        asked = record_in(file[row["offset"] + row["length"] : row["end"]])
        if row["kind"] == "response" or answer.head["WARC-Type"] == "response":
            return answer, asked, answer.payload
        if row["kind"] == "file":
            return answer, asked, (self.folder / answer.head["NewsArchive-File"]).read_bytes()
        return answer, asked, self.capture(self.by_id("capture")[row["refers_to"]])[2]

    def pictures(self) -> dict[str, bytes]:
        """The files of pictures, by their paths."""
        found = (path for path in (self.folder / "media").rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def shown(self, article: int, revision: int) -> list[tuple[str, str | None]]:
        """What a revision shows: the picture's URL and the digest of its file, in their order."""
        urls = {row["id"]: row["url"] for row in self.tables["picture"]}
        held = (row for row in self.tables["illustration"] if row["article"] == article)
        ours = sorted((row for row in held if row["revision"] == revision), key=lambda row: row["position"])
        return [(urls[row["picture"]], row["sha256"]) for row in ours]

    def index(self, warc: str) -> list[tuple[str, dict[str, str]]]:
        """The times and entries of a CDXJ."""
        lines = (self.originals / f"{warc.removesuffix('.warc.gz')}.cdxj").read_bytes().splitlines()
        assert lines == sorted(lines)
        parts = [line.decode().split(" ", 2) for line in lines]
        return [(moment, json.loads(entry)) for _, moment, entry in parts]

    @staticmethod
    def second(at: str) -> str:
        return f"{datetime.fromisoformat(at).astimezone(UTC):%Y%m%d%H%M%S}"
