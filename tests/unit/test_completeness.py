"""What became of all that lists showed, day by day, and what none of them showed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from gazette import HOME, Gazette, Make

from newsarchive.evidence import Validators
from newsarchive.items import Gone, Lead, Rejected, Unfetched
from newsarchive.profiles import Identity
from newsarchive.store.catalog.access import looking_into
from newsarchive.store.completeness import Account, Completeness, completeness_of
from newsarchive.store.entries import discover
from newsarchive.store.listings import Listed
from newsarchive.store.shown_articles import kind_of, section_of
from newsarchive.store.takedown import forget
from tests.unit.listed_site import ListedSite, daily, hiding, soon, usual_plans

FRONT, FEED = f"{HOME}/", f"{HOME}/feed.xml"
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def site(tmp_path: Path, article: Make) -> Iterator[Gazette]:
    site = Gazette(tmp_path / "brindle-gazette.example", article)
    yield site
    site.archive.close()


def show(site: Gazette, listing: str, *paths: str) -> None:
    leads = [Lead(HOME + path, source_id=path, link=HOME + path) for path in paths]
    now = int(site.now.timestamp())
    site.archive.transact(
        lambda rows: discover(rows, site.profile.name, leads, Listed(Validators(listing)), now=now, zone=UTC)
    )


def seen(site: Gazette, *, hours: float = 1, days: int = 3, zone: ZoneInfo | None = None) -> Completeness:
    now = int((site.now + timedelta(hours=hours)).timestamp())
    with looking_into(site.archive.catalog) as catalog:
        return completeness_of(catalog, zone=zone or UTC, now=now, days=days)


def fates(account: Account) -> tuple[int, ...]:
    return (account.shown, account.stored, account.owed, account.failed, account.quarantined, account.gone)


def test_each_fate_is_counted_once_on_the_day_it_was_first_shown(site: Gazette) -> None:
    paths = [f"/news/{name}" for name in ("kept", "withdrawn", "owed", "failed", "refused", "doomed")]
    show(site, FRONT, *paths)
    show(site, FEED, *paths[:2])
    kept, withdrawn, _, failed, refused, doomed = (HOME + path for path in paths)
    site.write(*(site.read(path, body=f"<p>{path * 60}</p>") for path in [*paths[:2], paths[5]]))
    site.next_run()
    site.write(
        Gone(paths[1], withdrawn, "http-410", "no more"),
        Unfetched(paths[3], failed, "timeout", "no answer"),
        Rejected(paths[4], refused, "no-title", "it has none", {}),
    )
    site.archive.transact(
        lambda rows: forget(rows, site.profile.name, Identity(paths[5], doomed), reason="asked to",
                            now=int(site.now.timestamp()))
    )  # fmt: skip
    site.archive.finish_forgetting()
    site.next_run()
    site.now += timedelta(days=1)
    show(site, FRONT, paths[0], "/news/tomorrow")
    told = seen(site)
    assert [(one.day, *fates(one)) for one in told.days] == [
        ("2024-06-01", 0, 0, 0, 0, 0, 0), ("2024-06-02", 5, 2, 1, 1, 1, 1), ("2024-06-03", 1, 0, 1, 0, 0, 0),
    ]  # fmt: skip
    assert fates(told.total) == (6, 2, 2, 1, 1, 1)
    assert told.forgotten == 1
    assert told.total.share == pytest.approx(2 / 6)
    assert told.days[0].share is None
    assert kept not in {one.url for one in told.listings}


def test_days_are_the_sites(site: Gazette) -> None:
    show(site, FRONT, "/news/one")  # at 18:00 in Tokyo
    site.now += timedelta(hours=7)
    show(site, FRONT, "/news/one", "/news/two")
    assert [(one.day, one.shown) for one in seen(site, zone=TOKYO).days] == [
        ("2024-06-01", 0), ("2024-06-02", 1), ("2024-06-03", 1),
    ]  # fmt: skip


def test_what_was_shown_later_or_long_ago_does_not_count(site: Gazette) -> None:
    show(site, FRONT, "/news/long-ago")
    site.now += timedelta(days=5)
    show(site, FRONT, "/news/long-ago", "/news/now")
    assert seen(site).total.shown == 1
    assert seen(site, hours=-1).total.shown == 0
    assert seen(site, days=8).total.shown == 2


def test_an_archive_of_which_nothing_is_noted_says_so(site: Gazette) -> None:
    told = seen(site)
    assert told.total.shown == 0
    assert told.total.estimate.why_not == "no list has shown anything new since it was first read"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.example/", "page"), ("https://a.example/sport/", "page"),
        ("https://a.example/feed/", "feed"),
        ("https://a.example/rss.xml", "feed"), ("https://a.example/news.atom", "feed"),
        ("https://a.example/feedback", "page"), ("https://a.example/sitemap-2.xml.gz", "sitemap"),
        ("https://a.example/post-list.xml", "sitemap"), ("https://a.example/api/latest.json", "json"),
    ],
)  # fmt: skip
def test_a_list_is_of_the_kind_that_its_address_says(url: str, kind: str) -> None:
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    ("path", "section"),
    [("sport/cup-final", "sport"), ("2024/06/02/cup", ""), ("cup-final", ""), ("", ""), ("sport/", "")],
)
def test_a_section_is_the_first_folder(path: str, section: str) -> None:
    assert section_of(f"https://a.example/{path}") == section


def test_lists_that_each_hide_something_tell_how_much_none_showed(tmp_path: Path) -> None:
    plans = usual_plans(front=hiding(0.2), feed=hiding(0.2), sitemap=hiding(0.2))[:3]
    stories = daily(60, days=8)
    site = ListedSite(tmp_path / "x.example", stories, plans, days=8)
    told = site.at(8 * 24 - 8)
    there = sum(site.start < one.at < site.start + (8 * 24 - 14) * 3600 for one in stories)
    assert told.total.estimate.shown < there
    assert told.total.estimate.total == pytest.approx(there, rel=0.03)
    assert told.total.estimate.groups.keys() == {"pages", "feeds", "sitemaps"}
    assert sum(one.estimate.total is not None for one in told.days) >= 5


def test_lists_of_one_kind_are_compared_with_the_one_that_shows_most(tmp_path: Path) -> None:
    plans = [replace(plan, kind="page") for plan in usual_plans(feed=soon(), sitemap=soon())[:2]]
    site = ListedSite(tmp_path / "x.example", daily(30, days=4), plans, days=4)
    said = site.at(90).total.estimate
    assert set(said.groups) == {plans[0].url, "the other lists"} or set(said.groups) == {
        plans[1].url, "the other lists",
    }  # fmt: skip
    assert said.unseen == 0


def test_looking_costs_no_look_at_all_that_is_old(site: Gazette) -> None:
    """Of a large archive the articles of these days alone are read."""
    show(site, FRONT, *(f"/news/old-{number}" for number in range(300)))
    site.now += timedelta(days=40)
    show(site, FRONT, "/news/new")
    with closing(sqlite3.connect(site.archive.catalog)) as catalog:
        catalog.row_factory = sqlite3.Row
        steps: list[str] = []
        catalog.set_trace_callback(steps.append)
        now = int(datetime.timestamp(site.now)) + 60
        told = completeness_of(catalog, zone=UTC, now=now, days=3)
    assert told.total.shown == 1
    assert [step for step in steps if "article.id >= 301" in step]
