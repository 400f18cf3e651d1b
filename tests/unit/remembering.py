"""An archive with one article to be forgotten among others, and a search through every byte of it."""

import gzip
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.evidence import Evidence, Exchange, Validators
from newsarchive.items import Article, Lead, Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.entries import discover
from newsarchive.store.listings import Listed
from newsarchive.store.submissions import Extracted

NOW = datetime(2022, 3, 8, tzinfo=UTC)
SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode={}"
SECRET = "隐私标题绝不外传"


def source_id(number: int) -> str:
    return f"NW20220307{number:010}"


def article(number: int, *, edition: int = 1, text: str = "") -> Article:
    title = SECRET if number == 1 else "春耕备耕正当时"
    link = SHARE.format(source_id(number))
    body = text or f"第{number}条，第{edition}版。" + "田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时。" * 6
    return Article(
        site="finews", source_id=source_id(number), url=link, title=f"{title} {number}-{edition}",
        published=datetime(2022, 3, 7, 8, 23, number % 60, tzinfo=ZoneInfo("Asia/Shanghai")),
        precision="second", outlet="上饶日报", category="shangraoribao", tag="上饶日报新闻", standfirst="",
        body=f"<p>{body}</p>", link=link, fetched_at=NOW,
    )  # fmt: skip


def evidence(of: Article, *, url: str | None = None, body: str | None = None) -> Evidence:
    url = url or f"http://finews.zning.xyz/NewsData/GetNewsText.do?id={of.source_id}"
    payload = gzip.compress((body or f'{{"title": "{of.title}", "body": "{of.body}"}}').encode())
    headers = ((b"Content-Type", b"application/json"), (b"Content-Encoding", b"gzip"))
    exchange = Exchange(url=url, status=200, headers=headers, body=payload, at=NOW)
    return Evidence((Validators(url, '"1"', None),), (exchange,))


def submission(of: Article, profile: SiteProfile, proof: Evidence | None = None) -> Extracted:
    return extracted(of, profile, proof or evidence(of))


@contextmanager
def opened(archive: Archive, *, hours: float = 0, command: str = "crawl") -> Iterator[Archive]:
    now = NOW + timedelta(hours=hours)
    archive.open(started=now, command=command, arguments={}, extraction="code")
    try:
        yield archive
        archive.close(ended=now, account={"stored": 0})
    finally:
        archive.close()


def remembering(folder: Path, profile: SiteProfile, *, count: int = 12) -> Archive:
    """After two runs: article 1, the one to forget, was listed, quarantined, stored and edited."""
    archive = Archive(folder, profile)
    listed = map(article, range(count))
    found = [Lead(one.url, title=one.title, source_id=one.source_id, link=one.url) for one in listed]
    one = article(1)
    bad = Rejected(one.source_id, one.url, "no-date", one.title, {"title": one.title}, evidence(one))
    with opened(archive):
        discover(archive.rows, "finews", found, Listed(Validators(profile.home), ()), now=0)
        archive.write([bad], now=NOW)
        archive.write([submission(article(n), profile) for n in range(count)], now=NOW)
    with opened(archive, hours=1):
        edited = [submission(article(n, edition=2), profile) for n in range(3)]
        archive.write(edited, now=NOW + timedelta(hours=1))
    return archive


def everything(folder: Path) -> dict[str, bytes]:
    """Every byte below a folder, by where it is: files, inflated WARC members, inflated blobs."""
    found = {}
    for path in filter(Path.is_file, folder.rglob("*")):
        data = path.read_bytes()
        name = str(path.relative_to(folder))
        found[name] = data
        if path.name.endswith(".warc.gz"):
            found[f"{name} inflated"] = _deep(gzip.decompress(data))
        if path.name == "catalog.sqlite":
            for where, blob in _blobs(path):
                found[f"{name} {where}"] = found.get(f"{name} {where}", b"") + blob
    return found


def mentions(folder: Path, text: str = SECRET) -> list[str]:
    """Where a text is, as UTF-8, as JSON escapes, or compressed."""
    forms = text.encode(), text.encode("unicode_escape")
    return [where for where, data in everything(folder).items() if any(form in data for form in forms)]


def _deep(warc: bytes) -> bytes:
    """The records, their gzipped payloads inflated too."""
    pieces = [b"\x1f\x8b" + piece for piece in warc.split(b"\x1f\x8b")[1:]]
    inflated = [zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(piece) for piece in pieces]
    return b"\n".join([warc, *inflated])


def _blobs(path: Path) -> Iterator[tuple[str, bytes]]:
    connection = sqlite3.connect(path)
    for table, column in (("revision", "post"), ("quarantine", "record")):
        for (blob,) in connection.execute(f"SELECT {column} FROM {table}"):
            yield f"{table}.{column}", zlib.decompress(blob)
    connection.close()
