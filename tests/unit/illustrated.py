"""Articles with pictures as a run hands them in, for the tests of the store."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

from newsarchive.evidence import Evidence, Exchange, FetchedPicture, Picture, Validators
from newsarchive.items import Article
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.pictures.folder import parts_of, path_of
from newsarchive.store.submissions import Extracted, Verdict

NOW = datetime(2024, 5, 2, 6, tzinfo=UTC)
SITE = SiteProfile(name="gazette", home="https://gazette.example/")
PROSE = "The ferry was late again on Tuesday, and the harbour master said why. "


def url(name: str) -> str:
    return f"https://pictures.gazette.example/{name}.png?w=1200&q=80"


def data(name: str) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + name.encode() * 300


def digest(name: str) -> str:
    return hashlib.sha256(data(name)).hexdigest()


def path(name: str) -> str:
    return path_of(digest(name), "png")


def came(archive: Archive, name: str, *, at: str = "", redirected: bool = False) -> FetchedPicture:
    """A picture that was fetched; its bytes are staged.

    :param at: the name in its address, where that is another one
    """
    archive.pictures.stage(digest(name), "png", data(name))
    here = url(at or name)
    headers = ((b"Content-Type", b"image/png"), (b"ETag", f'"{name}"'.encode()))
    last = Exchange(url=here, status=200, headers=headers, body=b"", at=NOW)
    exchanges = (last,)
    if redirected:
        last = replace(last, url=here.replace("pictures", "cdn"))
        moved = ((b"Location", last.url.encode()),)
        exchanges = (Exchange(url=here, status=302, headers=moved, body=b"moved", at=NOW), last)
    return FetchedPicture(
        url=here, sha256=digest(name), extension="png", length=len(data(name)), width=640, height=480,
        page=Validators(here, f'"{name}"'), exchanges=exchanges,
    )  # fmt: skip


def failed(name: str, reason: str = "http-503") -> FetchedPicture:
    return FetchedPicture(url=url(name), reason=reason)


def article(
    number: int,
    *shows: tuple[str, str],
    fetched: tuple[FetchedPicture, ...] = (),
    words: str = "",
    site: SiteProfile = SITE,
) -> Extracted:
    """An article as it was read.

    :param shows: of each picture the name in its address, and of the bytes that are kept; empty for none
    """
    pictures = tuple(Picture(url(name), path(kept) if kept else "") for name, kept in shows)
    sources = (f"/{one.path}" if one.path else one.url for one in pictures)
    figures = "".join(f'<p><img src="{escape(one)}" alt="harbour"></p>' for one in sources)
    page = f"https://gazette.example/2024/ferry-{number}"
    said = Article(
        site="gazette", source_id=f"/2024/ferry-{number}", url=page, title=f"Ferry number {number} is late",
        published=NOW - timedelta(days=number + 1), precision="second", outlet="Gazette", category="gazette",
        tag="Gazette", standfirst="", body=f"<p>{number} {words}{PROSE * 6}</p>{figures}", link=page,
        fetched_at=NOW,
    )  # fmt: skip
    exchange = Exchange(url=page, status=200, body=f"{number} {words} {shows}".encode(), at=NOW)
    proof = Evidence((Validators(page),), (exchange,), shows=pictures, fetched=fetched)
    return extracted(said, site, proof)


@contextmanager
def crawl(archive: Archive, *, hours: float = 0) -> Iterator[Archive]:
    now = NOW + timedelta(hours=hours)
    archive.open(started=now, command="crawl", arguments={}, extraction="code")
    archive.desk.now = int(now.timestamp())
    try:
        yield archive
        archive.close(ended=now)
    finally:
        archive.close()


def write(archive: Archive, *submissions, hours: float = 0) -> list[Verdict]:  # type: ignore[no-untyped-def]
    return archive.write(submissions, now=NOW + timedelta(hours=hours))


def at(folder: Path) -> Archive:
    return Archive(folder / "gazette", SITE)


def post(archive: Archive, number: int) -> str:
    (row,) = archive.rows.where(ArticleRow, source_id=f"/2024/ferry-{number}")
    return (archive.posts.folder / str(row.post)).read_text()


def kinds(archive: Archive, number: int) -> list[str]:
    (row,) = archive.rows.where(ArticleRow, source_id=f"/2024/ferry-{number}")
    return [
        str(one.kind) for one in archive.rows.where(RevisionRow, article=row.id, order=[RevisionRow.c.number])
    ]


def assert_whole(archive: Archive) -> None:
    """No picture is lost, torn or orphaned: neither a file, nor a row, nor what a post shows."""
    found = list(archive.pictures.kept())
    kept = {}
    for one in found:
        parts = parts_of(one)
        assert parts, f"{one} is no name of a picture"
        assert hashlib.sha256(archive.pictures.read(one)).hexdigest() == parts[0], f"{one} is torn"
        kept[parts[0]] = one
    pictures, shown = archive.rows.where(PictureRow), archive.rows.where(IllustrationRow)
    known = {row.sha256 for row in (*pictures, *shown) if row.sha256}
    assert kept.keys() == known, "files without a row, or rows without a file"
    assert {path_of(row.sha256, row.extension or "") for row in pictures if row.sha256} <= set(found)
    posts = "".join(one.read_text() for one in archive.posts.folder.iterdir())
    assert {one for one in posts.split('"') if one.startswith("/media/")} <= {f"/{one}" for one in found}
    assert archive.pictures.staged() == []
