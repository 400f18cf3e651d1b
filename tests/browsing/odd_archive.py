"""An archive of odd articles: of far future and past, unnamed, hostile, written from right to left."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from newsarchive.browsing.held import Held, Shelf
from newsarchive.items import Article, Gone, Rejected, Unfetched
from newsarchive.profiles import SiteProfile
from newsarchive.sites import OWN_PROFILE, Site
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.rows import Rows
from tests.unit.remembering import NOW, opened, submission

NAME = "odd-times.example"
HOME = f"http://{NAME}/"
ZONE = ZoneInfo("Asia/Shanghai")
HOSTILE = '"><script>alert(1)</script>'
NAMES = [
    "",
    HOSTILE,
    "../../etc/passwd",
    "A/B?c=d#e%2F",
    "{{ 7*7 }}{% raw %}",
    "\U0001f980\u200d 蟹",
    "صفحة",
    "x" * 900,
]
"""Sections and authors, one an article."""
ODD: dict[str, dict[str, Any]] = {
    "future": {"published": datetime(2098, 5, 6, 7, 8, tzinfo=ZONE), "title": "From the future"},
    "past": {"published": datetime(1890, 1, 2, 3, 4, tzinfo=ZONE), "title": "Before there were zones"},
    "first": {"published": datetime(1000, 1, 1, tzinfo=ZONE), "title": "The first day of all"},
    "last": {"published": datetime(9999, 12, 31, 23, 59, tzinfo=ZONE), "title": "The last day of all"},
    "day": {"precision": "day", "published": datetime(2022, 3, 6, tzinfo=ZONE), "title": "Of a day"},
    "arabic": {"title": "أخبار \u202eالميناء (٣)", "language": "ar"},
    "thai": {"title": "ข่าวท่าเรือ", "language": "th"},
    "hostile": {"title": HOSTILE, "language": '"><b>'},
}


def odd_article(slug: str, number: int, **more: Any) -> Article:
    address = f"{HOME}2022/03/{slug}"
    name = NAMES[number % len(NAMES)]
    stated: dict[str, Any] = {
        "title": f"Article {number}", "published": NOW.astimezone(ZONE) - timedelta(hours=number),
        "body": f"<p>{number}. {'The tide came in and went out again. ' * 8}</p>", "precision": "second",
        "section": name or None, "author": name or None, "outlet": "Odd Times",
    }  # fmt: skip
    return Article(
        site=NAME, source_id=address, url=address, link=address, category="news", tag="news", standfirst="",
        fetched_at=NOW,
        **(stated | more),
    )  # fmt: skip


def archive_of(root: Path, name: str = NAME, *, zone: str = "Asia/Shanghai") -> tuple[Archive, Held]:
    """A new archive without a run, whose profile is its own."""
    told = {"name": name, "home": f"http://{name}/", "zone": zone, "category": {"fallback": "news"}}
    archive = Archive(root / name, SiteProfile.model_validate(told))
    path = archive.folder / "_archive" / OWN_PROFILE
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(told), encoding="utf-8")
    return archive, Held(name, archive.folder, Site(name, archive.folder, path))


def discovered(archive: Archive, articles: Iterable[Article]) -> None:
    """Let the catalog know of articles that a list has shown."""
    for one in articles:
        archive.transact(partial(_new, archive, one))


def _new(archive: Archive, one: Article, rows: Rows) -> None:
    del rows
    archive.desk.new_row(one.source_id, one.url)


def odd_shelf(root: Path) -> Shelf:
    """One archive with every oddity, an edit, a withdrawal, and what is owed, failed and quarantined."""
    archive, held = archive_of(root)
    articles = [odd_article(slug, number, **more) for number, (slug, more) in enumerate(ODD.items())]
    owed, failed, bad, early = (
        odd_article(slug, 20 + n) for n, slug in enumerate(("owed", "failed", "bad", "early"))
    )
    with opened(archive):
        discovered(archive, [*articles, owed, failed, bad, early])
        archive.write([submission(one, archive.profile) for one in articles], now=NOW)
        archive.write([
            Unfetched(failed.source_id, failed.url, "http-500"),
            Rejected(bad.source_id, bad.url, "no-date", f"no date {HOSTILE}", {"title": HOSTILE}),
            Rejected("no id at all", "javascript:alert(1)", "invalid-id", "no id", {"title": "Nameless"}),
            Gone(early.source_id, early.url),
        ], now=NOW)  # fmt: skip
    with opened(archive, hours=20):
        later = NOW + timedelta(hours=20)
        body = f"<p>Mended. {'The tide came in and went out again. ' * 9}</p>"
        edited = odd_article("thai", 6, **ODD["thai"] | {"title": "ข่าวท่าเรือ แก้ไข", "body": body})
        archive.write([submission(edited, archive.profile)], now=later)
        archive.write([Gone(articles[5].source_id, articles[5].url)], now=later)
    return {held.name: held}
