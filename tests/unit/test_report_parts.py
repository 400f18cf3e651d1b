"""Months, weeks, bars and needs, of which the report's page is made."""

import re
from dataclasses import replace
from datetime import UTC, date, timedelta
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from newsarchive.items import Rejected, Unfetched
from newsarchive.profiles import SiteProfile
from newsarchive.showing.report.bars import bars, told_in_words
from newsarchive.showing.report.listings import by_listing, in_words, share_of
from newsarchive.showing.report.months import LEVELS, months_of
from newsarchive.showing.report.needs import needs_of
from newsarchive.showing.report.weeks import weekly, weeks_between
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.estimate import Estimate
from newsarchive.store.notices import Notice
from tests.unit.remembering import NOW, article, opened, remembering, source_id
from tests.unit.reporting import LATER, looked, make_listed

WEEKS = weeks_between(date(2025, 11, 28), date(2026, 11, 28))


def test_a_calendar_goes_from_the_first_day_to_the_last() -> None:
    months = months_of({date(2026, 1, 30): 3, date(2026, 3, 2): 5, date(2026, 3, 1): 1}, date(2026, 3, 3))
    assert [(f"{month.first:%b}", month.total) for month in months] == [("Jan", 3), ("Feb", 0), ("Mar", 6)]
    january, february, march = months
    counts = [[day and day.count for day in week.days] for week in january.weeks]
    assert counts == [[None] * 4 + [3, 0, None]], "the 30th was a Friday; before it the archive had none"
    assert [week.first for week in february.weeks] == [1, 2, 9, 16, 23]
    assert [[day and day.count for day in week.days] for week in march.weeks] == [
        [None] * 6 + [1], [5, 0, None, None, None, None, None],
    ]  # fmt: skip


def test_tints_are_quarters_of_the_days_that_have_anything() -> None:
    days = {date(2026, 5, number): number for number in range(1, 9)} | {date(2026, 5, 9): 0}
    (month,) = months_of(days, date(2026, 5, 9))
    levels = [day.level for week in month.weeks for day in week.days if day]
    assert levels == [1, 1, 1, 2, 2, 3, 3, 4, 0]
    assert max(levels) == LEVELS
    (alone,) = months_of({date(2026, 5, 1): 7}, date(2026, 5, 1))
    assert alone.weeks[0].days[4].level == 1  # type: ignore[union-attr]


def test_nothing_published_is_no_calendar() -> None:
    assert months_of({}, date(2026, 5, 1)) == []


def test_days_are_summed_by_week() -> None:
    assert (WEEKS[0], WEEKS[-1], len(WEEKS)) == (date(2025, 11, 24), date(2026, 11, 23), 53)
    days = {date(2026, 11, 23): 1, date(2026, 11, 29): 2, date(2026, 11, 22): 4, date(2020, 1, 1): 9}
    series = weekly(days, WEEKS, "edits")
    assert series.values[-2:] == (4, 3)
    assert sum(series.values) == 7


@pytest.mark.parametrize(
    ("amount", "unit", "label", "told"),
    [
        (0, "s", "cost, s", "0.0"), (90, "s", "cost, s", "90.0"), (7_200, "s", "cost, h", "2.0"),
        (5_000, "s", "cost, min", "83.3"), (1_900, "B", "cost, bytes", "1,900"),
        (2e6, "B", "cost, MB", "2.0"), (250e9, "B", "cost, GB", "250"), (1_234, "", "cost", "1,234"),
    ],
)  # fmt: skip
def test_a_unit_suits_the_largest_week(amount: float, unit: str, label: str, told: str) -> None:
    series = weekly({date(2026, 11, 23): amount}, WEEKS, "cost", unit)
    assert (series.label, series.told(series.values[-1])) == (label, told)


def test_bars_say_in_words_what_they_show() -> None:
    series = weekly({date(2026, 3, 4): 20, date(2026, 5, 4): 5}, WEEKS, "edits")
    svg = etree.fromstring(bars(series, WEEKS, key="x"))
    ids = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    assert svg.get("role") == "img"
    assert ids[svg.get("aria-labelledby")] == "Edits, by week"
    assert ids[svg.get("aria-describedby")] == (
        "53 weeks to 23 November 2026: 25 in all, at most 20, in the week of 02 March 2026."
    )
    assert told_in_words(weekly({}, WEEKS, "edits"), WEEKS) == "Nothing in the 53 weeks to 23 November 2026."


def test_bars_leave_colours_and_fonts_to_the_page() -> None:
    drawn = bars(weekly({date(2026, 3, 4): 20}, WEEKS, "edits"), WEEKS, key="x")
    svg = etree.fromstring(drawn)
    tags = {etree.QName(element).localname for element in svg.iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "text"}
    assert {text.text for text in svg.iter("{*}text")} >= {"Dec", "Mar", "Jun", "Sep", "0"}
    assert re.findall(r"#[0-9a-fA-F]{3,8}|font|url\(|href", drawn) == []
    assert set(re.findall(r"var\(--(\w+)\)", drawn)) == {"bar", "muted", "line"}
    assert drawn == bars(weekly({date(2026, 3, 4): 20}, WEEKS, "edits"), WEEKS, key="x"), "each time the same"


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    return remembering(tmp_path / "finews", profile)


def needs(archive: Archive, *, now: int = LATER, learns: bool = True) -> list[tuple[str, str]]:
    of = looked(archive, now=now)
    found = needs_of("finews", of.condition, of.chronicle, UTC, now=now, learns=learns)
    return [(need.words, need.command.partition(" ")[2]) for need in found]


def test_a_sound_archive_needs_nobody(archive: Archive) -> None:
    assert needs(archive) == []


def test_what_needs_a_person_comes_with_its_command(archive: Archive) -> None:
    with opened(archive, hours=2):
        bad = Rejected(source_id(70), article(70).url, "no-title", "none", {"a": "b"})
        archive.write([bad], now=NOW + timedelta(hours=2))
    next((archive.folder / "_posts").iterdir()).unlink()
    assert needs(archive) == [
        ("1 article of 12 without a post in _posts.", "verify finews --repair"),
        ("Articles were quarantined in the last seven days: no-title.", "status finews --quarantined"),
    ]
    ((silent, command), *_) = needs(archive, now=LATER + 9 * 86_400)[1:]
    assert (silent, command) == (
        "The last run began 9 d 22 h ago; does its schedule still work?",
        "archive finews",
    )


def test_notices_lists_and_what_was_learned_need_a_person_too(archive: Archive) -> None:
    of = looked(archive)
    url = "https://news.example/feed?a=1&b=2"
    condition = replace(
        of.condition, unread={url: "http-404"}, forgetting=1, known=replace(of.condition.known, left=4)
    )
    wrong = Notice(kind="fewer-found", subject="author", detail="author is found in 1 of 40", since=LATER)
    silent = Notice(kind="silent", subject=url, detail="it shows nothing new", since=LATER)
    chronicle = replace(of.chronicle, wrong=[wrong, silent])
    found = needs_of("finews", condition, chronicle, UTC, now=LATER, learns=True)
    assert [need.command.partition(" ")[2] for need in found] == [
        "status finews", f"why '{url}'", "archive finews", f"forget --listing '{url}'", "replay finews",
    ]  # fmt: skip
    assert found[0].words == "Author is found in 1 of 40 (since 2022-03-09 00:00:00+00:00)"
    assert "http-404: the server answered 404" in found[3].words
    unlearned = needs_of("finews", condition, chronicle, UTC, now=LATER, learns=False)
    assert len(unlearned) == 4, "what is not in use is not taken out"


def test_each_list_is_told_with_what_became_of_its_articles(archive: Archive) -> None:
    with opened(archive, hours=2):
        for number in (40, 41):
            one = article(number)
            archive.transact(partial(_discover, archive, one.source_id, one.url))
        failed = article(41)
        archive.write([Unfetched(failed.source_id, failed.url, "http-503")], now=NOW)
    whole, most, nothing = "https://a.example/feed", "https://a.example/list", "https://a.example/old"
    make_listed(archive, {whole: [1, 2, 3], most: [2, 3, 4, 5, 13, 14], nothing: []})
    completeness = looked(archive).completeness
    told = [(one.listing.url, one.per_cent, one.not_stored, one.alone) for one in by_listing(completeness)]
    assert told == [
        (most, 100 * 4 / 6, "1 owed, 1 failed", 4), (whole, 100.0, "", 1), (nothing, 100.0, "", 0),
    ]  # fmt: skip
    assert share_of(completeness.total) == "71.4 %"
    first, second = in_words(completeness.total, 30)
    assert first == (
        "Lists showed 7 new articles in the last 30 days, of which 71.4 % are stored; 1 owed, 1 failed."
    )
    assert second.startswith("How many no list showed is unknown: ")


def _discover(archive: Archive, named: str, url: str, rows: Rows) -> None:
    archive.desk.new_row(named, url)


def test_less_than_all_is_never_called_all(archive: Archive) -> None:
    total = replace(looked(archive).completeness.total, shown=100_000, stored=99_999, owed=1)
    assert share_of(total) == "99.9 %"
    agreed = replace(total, estimate=Estimate({"feeds": 9, "pages": 9}, 10, 8, total=12.2))
    assert list(in_words(agreed, 30))[1] == (
        "As far as the lists are independent of one another, about 2 more were shown by none."
    )
    whole = replace(agreed, estimate=Estimate({"feeds": 9, "pages": 9}, 10, 8, total=10.0))
    assert list(in_words(whole, 30))[1].endswith("no more are to be expected.")


def test_an_interrupted_run_is_told(archive: Archive) -> None:
    archive.open(started=NOW + timedelta(hours=3), command="crawl", arguments={}, extraction="code")
    assert needs(archive) == [], "it is at work"
    archive.lock.release()
    try:
        assert [command for _, command in needs(archive)] == ["archive finews"]
    finally:
        archive.close()
