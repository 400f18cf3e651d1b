"""Archives of every kind of site with a few invented articles, for tests of what hands articles on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.items import Article, Doubt, Gone, Lead, Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.outlets import outlet_slug, outlet_tag
from newsarchive.profiles import Identity, SiteProfile, load_profile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.store.archive import Archive
from newsarchive.store.entries import discover
from newsarchive.store.posts import keep_own_profile
from newsarchive.store.takedown import forget
from tests.every_site import BUNDLED, ROOT
from tests.unit.remembering import evidence

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
AUTOMATIC = "quay-gazette.example"
SITES = [*BUNDLED, AUTOMATIC]
EDITED, GONE, HOSTILE, TAKEN_DOWN, QUARANTINED, OWED = range(1, 7)
KEPT = (EDITED, GONE, HOSTILE)
TITLES = {
    EDITED: "港口渡轮恢复通航", GONE: "عبّارة الميناء تعود إلى العمل", HOSTILE: '=HYPERLINK("http://evil.example","click")',
    TAKEN_DOWN: "ท่าเรือเปิดอีกครั้ง", QUARANTINED: "渡し船が再開", OWED: "The ferry sails again",
}  # fmt: skip
NAMES = {EDITED: "东港日报", GONE: "أخبار الميناء", HOSTILE: "Quay, Tide & Mill", TAKEN_DOWN: "ข่าวท่าเรือ"}
"""What each article's outlet or section is called."""
_PATHS = {
    "finews": "NW20240505{:010}", "eastmoney": "20240505{:010}", "n-tv": "2500000{}",
    "guardian": "/world/2024/may/05/ferry-number-{}", AUTOMATIC: "/2024/05/05/ferry-number-{}",
}  # fmt: skip


def profile_of(site: str) -> SiteProfile:
    if site == AUTOMATIC:
        return automatic_profile(f"https://{site}/", Path("nowhere"))
    return load_profile(ROOT / "spiders" / "profiles" / f"{site}.yml")


def identity(profile: SiteProfile, number: int) -> Identity:
    source_id = _PATHS[profile.name].format(number)
    if (profile.name, number) == (AUTOMATIC, HOSTILE):
        source_id = "/2024/05/05/quay,tide,mill"
    if profile.article.page:
        return Identity(source_id, profile.article.page.format(id=source_id))
    path = source_id if source_id.startswith("/") else f"/politik/ferry-article{source_id}.html"
    return Identity(source_id, profile.home.rstrip("/") + path)


def article(profile: SiteProfile, number: int, *, edition: int = 1) -> Article:
    its, name = identity(profile, number), NAMES.get(number, "Quay")
    by_outlet = profile.category.by == "outlet"
    text = f"渡轮{number}号今晨离港，第{edition}版。" + "Ferry crews spent the winter painting the hull. " * 9
    return Article(
        site=profile.name, source_id=its.source_id, url=its.url, link=its.url, title=TITLES[number],
        published=datetime(2024, 5, number, 23, 30, tzinfo=profile.tzinfo), precision="minute",
        outlet=name, category=outlet_slug(name), tag=outlet_tag(name, profile.category.suffix),
        standfirst="@SUM(A1:A9)", author="-2+3|cmd", source="" if by_outlet else f"{name} Agency",
        section=f"要闻{number}" if by_outlet else name, tags=("=1+1", "渡轮", "مرفأ"), language="mul",
        modified=NOW, canonical=its.url, stated_date=f"2024年5月{number}日 23:30",
        doubts=(Doubt.ASSUMED_ZONE,), more={"rating": 5, "day": NOW.date()},
        body=f"<p>{text}</p>\r\n<p>又一段。\u2028 “{edition}”</p>", fetched_at=NOW,
    )  # fmt: skip


def archive_of(output: Path, site: str) -> Archive:
    """After three runs: an article was edited twice, one is gone, one was taken down, two have no post."""
    profile = profile_of(site)
    archive = Archive(output / site, profile)
    if site == AUTOMATIC:
        (archive.private / "staging").mkdir(parents=True)
        keep_own_profile(archive.private, profile)
    numbers = (*KEPT, TAKEN_DOWN)
    leads = [
        Lead(its.url, source_id=its.source_id, link=its.url) for n in TITLES if (its := identity(profile, n))
    ]
    held, bad = identity(profile, GONE), identity(profile, QUARANTINED)
    later = {
        0: lambda: [
            *(extracted(one, profile, evidence(one)) for one in (article(profile, n) for n in numbers)),
            Rejected(bad.source_id, bad.url, "no-date", "no page says when", {"title": TITLES[QUARANTINED]}),
        ],
        1: lambda: [extracted(article(profile, EDITED, edition=2), profile)],
        5: lambda: [
            extracted(article(profile, EDITED, edition=3), profile),
            Gone(held.source_id, held.url, "http-410", "withdrawn"),
        ],
    }  # fmt: skip
    for hours, found in later.items():
        now = NOW + timedelta(hours=hours)
        archive.open(started=now, command="crawl", arguments={}, extraction="code")
        if not hours:
            archive.transact(lambda rows: discover(rows, site, leads, None, now=int(NOW.timestamp()) - 60))
        archive.write(found(), now=now)
        archive.close(ended=now)
    archive.open(started=now, command="forget", arguments={}, extraction="code")
    named = identity(profile, TAKEN_DOWN)
    archive.transact(
        lambda rows: [forget(rows, site, named, reason="a court said so", now=int(now.timestamp()))]
    )
    archive.finish_forgetting()
    archive.close(ended=now)
    return archive


def other_copy(one: Article, number: int) -> Article:
    """The same text at another address."""
    return replace(one, source_id=f"{one.source_id}-{number}")
