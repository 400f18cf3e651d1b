"""What changed in how articles are read is named; what is as on any other day is not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from math import comb
from pathlib import Path

import pytest

from newsarchive.items import Article, Lead, Rejected
from newsarchive.operations.finding import Finding
from newsarchive.operations.health import judge, judge_run
from newsarchive.operations.proportions import fewer
from newsarchive.operations.titles import agree, differing, repeated
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.entries import discover
from newsarchive.store.health import STATED, ArticleRead
from newsarchive.store.notices import Notice, advanced
from tests.unit.quiet_site import CHANGES, HALF_HOUR, START, QuietSite, changed
from tests.unit.remembering import NOW, opened, submission
from tests.unit.remembering import article as made

DAY = 86_400
KIND_OF = {
    "half a body": "other-length", "twice the body": "other-length", "site's name": "titles-repeated",
    "listing's date": "dates-from-listing", "day alone": "fewer-found", "unsure bodies": "more-doubtful",
    "other titles": "titles-differ", "no-text": "more-quarantined",
}  # fmt: skip


def alarms(site: QuietSite, days: float) -> Iterator[Finding]:
    """What is newly found in each half-hourly run of so many days."""
    there: list[Notice] = []
    for now in site.runs(days):
        noticed = {(one.kind, one.subject): one.since for one in there}
        found = judge(site.readings(now), noticed, now=now)
        yield from (one for one in found if (one.kind, one.subject) not in noticed)
        told = [(one.kind, one.subject, one.detail) for one in found]
        ends = advanced(there, told, now=now, is_judged=lambda _: True, waits=lambda _: False)
        there = [one for one, _ in ends if not one.mended]


@pytest.mark.parametrize(
    ("seed", "daily"),
    [(1, 8), pytest.param(2, 30, marks=pytest.mark.long), pytest.param(3, 12, marks=pytest.mark.long)],
)
def test_thirty_quiet_days_raise_no_alarm(seed: int, daily: float) -> None:
    assert list(alarms(QuietSite(seed, daily), 30)) == []


def steady(seed: int = 7) -> QuietSite:
    """A site ten days after its first run, of which most articles state everything."""
    site = QuietSite(seed, daily=40)
    site.sections = [dict.fromkeys(STATED, 0.97)]
    site.agency, site.lists_date, site.spread = dict.fromkeys(STATED, 0.9), True, 0.5
    assert len(list(site.runs(10))) == 480
    return site


@pytest.mark.parametrize("what", [*STATED, *CHANGES, "no-text"])
def test_a_change_is_named_in_the_first_run_after_it_and_no_more_when_it_is_mended(what: str) -> None:
    site, now = steady(), START + 10 * DAY
    assert judge(site.readings(now), {}, now=now) == []
    as_before, refused = site.article, site.refused
    changed(site, what)
    for _ in range(30):
        site.take(now, 481, is_weekend=False)
    found = judge(site.readings(now), {}, now=now)
    named = next(one for one in found if one.kind == KIND_OF.get(what, "fewer-found"))
    assert named.subject == (
        what if what in STATED else "time of day" if what == "day alone" else named.subject
    )
    with_it = {"titles-differ"} if what == "site's name" else set()
    assert {one.kind for one in found} - {named.kind} <= with_it
    noticed = {(named.kind, named.subject): now}
    for _ in range(4):
        now += 10 * DAY // 4
        site.take(now, 482, is_weekend=False)
        assert named.kind in [one.kind for one in judge(site.readings(now), noticed, now=now)], "still so"
    site.article, site.refused = as_before, refused  # type: ignore[method-assign]
    for _ in range(30):
        site.take(now, 483, is_weekend=False)
    assert judge(site.readings(now), noticed, now=now) == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_runs_of_a_few_articles_add_up(count: int) -> None:
    site, now, runs = steady(), START + 10 * DAY, 0
    changed(site, "section")
    while not judge(site.readings(now), {}, now=now):
        now, runs = now + HALF_HOUR, runs + 1
        for _ in range(count):
            site.take(now, 500 + runs, is_weekend=False)
        assert runs * count <= 9
    assert runs * count >= 3


def test_what_a_first_run_finds_years_later_is_no_measure_of_todays_news() -> None:
    site = steady()
    now = START + 10 * DAY
    site.read += [
        replace(one, stated=frozenset(), is_fresh=False)
        for one in site.read
        for _ in range(3)
        if one.is_fresh
    ]
    site.read += [site.article(now, 481) for _ in range(30)]
    assert judge(site.readings(now), {}, now=now) == []


def test_the_chance_is_fishers() -> None:
    assert fewer(0, 3, 3, 3) == pytest.approx(1 / 20)
    assert fewer(1, 4, 4, 4) == pytest.approx((comb(5, 1) * comb(3, 3)) / comb(8, 4))
    assert fewer(2, 3, 2, 3) == pytest.approx(1 - comb(4, 3) / comb(6, 3))


def read(title: str, listed: str = "") -> ArticleRead:
    return replace(QuietSite(1, 1).article(START, 1), title=title, listed=listed)


@pytest.mark.parametrize(
    ("count", "among", "is_said"), [(5, 12, True), (4, 4, False), (5, 40, False), (40, 100, True)]
)
def test_one_title_on_many_articles_is_said_without_any_past(
    count: int, among: int, *, is_said: bool
) -> None:
    articles = [read("The Harbour Herald" if n < count else f"story {n}") for n in range(among)]
    assert bool(repeated(articles, is_open=False)) is is_said


@pytest.mark.parametrize(
    ("title", "listed", "same"),
    [
        ("Council opens the new bridge", "Council opens new bridge after a year", True),
        ("市议会批准新桥预算", "市议会批准新桥预算案", True),
        ("Council opens the new bridge", "Council opens the new…", True),
        ("The Harbour Herald", "Council opens the new bridge", False),
        ("江畔日报", "市议会批准新桥预算", False),
        ("Wirtschaft", "Brücke über die Leine wird teurer", False),
    ],
)
def test_titles_agree_where_one_is_the_other_edited_or_cut(title: str, listed: str, *, same: bool) -> None:
    assert agree(title, listed) is same


def test_lists_that_call_most_articles_otherwise_are_said_until_that_is_rare() -> None:
    def articles(other: int) -> list[ArticleRead]:
        return [read("Sport" if n < other else f"story number {n}", f"story number {n}") for n in range(20)]

    assert "11 of the newest 20" in differing(articles(11), is_open=False)
    assert not differing(articles(10), is_open=False)
    assert differing(articles(9), is_open=True)
    assert not differing(articles(8), is_open=True)
    assert not differing([read("Sport") for _ in range(20)], is_open=False), "no list says anything"


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    """Forty articles by a named author, with their lists' titles and dates, stored a day ago."""
    archive = Archive(tmp_path / "finews", profile)
    with opened(archive):
        store(archive, range(40), hours=0, author="王明")
    return archive


def store(archive: Archive, numbers: range, *, hours: float, **stated: object) -> None:
    now = NOW + timedelta(hours=hours)
    articles = [replace(told(n), **stated) for n in numbers]  # type: ignore[arg-type]
    leads = [
        Lead(one.url, title=told(n).title, stated_date="3月7日", source_id=one.source_id, link=one.url)
        for n, one in zip(numbers, articles, strict=True)
    ]
    archive.transact(lambda rows: discover(rows, "finews", leads, None, now=int(now.timestamp())))
    archive.write([submission(one, archive.profile) for one in articles], now=now)


def told(number: int) -> Article:
    return replace(made(number), title=f"第{number}条：{number * 7919}户", stated_date="2022-03-07 08:23")


def judged(archive: Archive, *, hours: float) -> list[tuple[str, str]]:
    now = int((NOW + timedelta(hours=hours)).timestamp())
    return [(one.kind, one.subject) for one in judge_run(archive.folder, archive.profile, now=now)]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"author": "王明"}, []),
        ({"author": ""}, [("fewer-found", "author")]),
        ({"author": "王明", "title": "江畔日报"}, [("titles-repeated", ""), ("titles-differ", "")]),
        ({"author": "王明", "stated_date": "3月7日"}, [("dates-from-listing", "")]),
        ({"author": "王明", "precision": "day"}, [("fewer-found", "time of day")]),
        ({"author": "王明", "doubts": ("unsure-body",)}, [("more-doubtful", "unsure-body")]),
        ({"author": "王明", "body": "<p>短讯。</p>"}, [("other-length", "")]),
    ],
)
def test_the_catalog_says_what_a_run_read_otherwise(
    archive: Archive, change: dict[str, object], found: list[tuple[str, str]]
) -> None:
    assert judged(archive, hours=23) == []
    with opened(archive, hours=24):
        store(archive, range(100, 112), hours=24, **change)
    assert judged(archive, hours=24) == found


def test_quarantines_of_a_run_are_named_with_their_reason(archive: Archive) -> None:
    bad = map(told, range(200, 212))
    rejected = [Rejected(one.source_id, one.url, "no-text", "none", {"title": one.title}) for one in bad]
    with opened(archive, hours=24):
        archive.write(rejected, now=NOW + timedelta(hours=24))
    now = int((NOW + timedelta(hours=24)).timestamp())
    (one,) = judge_run(archive.folder, archive.profile, now=now)
    assert one.kind == "more-quarantined"
    assert one.detail.startswith("a post could be made (where not, mostly no-text) in ")


@pytest.mark.parametrize(("hours", "kinds"), [(1, []), (23, []), (24, ["more-quarantined"])])
def test_what_a_first_crawl_quarantines_late_is_no_change(
    archive: Archive, hours: int, kinds: list[str]
) -> None:
    bad = map(told, range(200, 212))
    rejected = [Rejected(one.source_id, one.url, "no-text", "none", {"title": one.title}) for one in bad]
    with opened(archive, hours=hours):
        archive.write(rejected, now=NOW + timedelta(hours=hours))
    now = int((NOW + timedelta(hours=hours)).timestamp())
    assert [one.kind for one in judge_run(archive.folder, archive.profile, now=now)] == kinds


def test_what_replay_reads_again_counts_instead_of_the_first_text(archive: Archive) -> None:
    with opened(archive, hours=24):
        store(archive, range(100, 112), hours=24)
    assert judged(archive, hours=24) == [("fewer-found", "author")]
    with opened(archive, hours=25, command="replay"):
        read = [submission(replace(told(n), author="王明"), archive.profile) for n in range(100, 112)]
        again = [replace(one, kind=RevisionKind.RE_EXTRACTED) for one in read]
        archive.write(again, now=NOW + timedelta(hours=25))
    assert judged(archive, hours=25) == []
