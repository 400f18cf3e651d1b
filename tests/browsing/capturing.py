"""Archives whose originals are made up: one article an answer, so that a test says what a server said."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.browsing.held import Held
from newsarchive.evidence import Evidence, Exchange, FetchedPicture, Picture, Validators
from newsarchive.items import Article, Rejected
from newsarchive.profiles import SiteProfile
from newsarchive.sites import OWN_PROFILE, Site
from newsarchive.store.archive import Archive
from tests.unit.remembering import submission

NOW = datetime(2024, 6, 2, 9, tzinfo=UTC)
HTML = ((b"Content-Type", b"text/html; charset=utf-8"),)


def answer(
    url: str, body: bytes | str = b"", *, hours: float = 0, status: int = 200,
    headers: Sequence[tuple[bytes, bytes]] = HTML,
) -> Exchange:  # fmt: skip
    """What a server answered some hours after ``NOW``."""
    data = body.encode() if isinstance(body, str) else body
    asked = ((b"Host", b"a.example"), (b"User-Agent", b"newsarchive"))
    at = NOW + timedelta(hours=hours)
    return Exchange(url=url, status=status, headers=tuple(headers), body=data, at=at, request_headers=asked)


def story(
    name: str, home: str, number: int, *, title: str = "", body: str = "", address: str = ""
) -> Article:
    page = address or f"{home}/2024/story-{number}"
    return Article(
        site=name, source_id=page.removeprefix(home), url=page, link=page, title=title or f"Story {number}",
        published=NOW - timedelta(hours=number), precision="second", outlet="Gazette", category="news",
        tag="news", body=body or f"<p>{f'The story number {number} is told here. ' * 8}</p>", fetched_at=NOW,
    )  # fmt: skip


def profile_of(name: str, home: str) -> SiteProfile:
    told = {"name": name, "home": f"{home}/", "zone": "Europe/London", "category": {"fallback": "news"}}
    return SiteProfile.model_validate(told)


def archive_of(
    root: Path, name: str, home: str, articles: Iterable[tuple[Article, Sequence[Exchange]]],
    *, rejected: Iterable[Rejected] = (), pictures: Sequence[tuple[FetchedPicture, bytes]] = (),
) -> Held:  # fmt: skip
    """An archive with these articles, each with what it was read from; the pictures are of the first one."""
    profile = profile_of(name, home)
    archive = Archive(root / name, profile)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    try:
        for one, data in pictures:
            archive.pictures.stage(one.sha256, one.extension, data)
        fetched = tuple(one for one, _ in pictures)
        shows = tuple(
            Picture(one.url, archive.pictures.path_of(one.sha256, one.extension)) for one in fetched
        )
        made = []
        for number, (article, exchanges) in enumerate(articles):
            own = {"shows": shows, "fetched": fetched} if number == 0 else {}
            proof = Evidence((Validators(article.url),), tuple(exchanges), **own)
            made.append(submission(article, profile, proof))
        archive.write([*rejected, *made], now=NOW)
        archive.close(ended=NOW, account={"stored": len(made)})
    finally:
        archive.close()
    kept = archive.folder / "_archive" / OWN_PROFILE
    kept.write_text(f"name: {name}\nhome: {home}/\nzone: Europe/London\ncategory: {{fallback: news}}\n")
    return Held(name, archive.folder, Site(name, archive.folder, kept))
