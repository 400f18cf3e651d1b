from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.evidence import Validators
from newsarchive.items import Lead
from newsarchive.posts.file_names import hashed_stem
from newsarchive.profiles import SiteProfile
from newsarchive.store import entries, frontier
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.frontier import Selection
from newsarchive.store.listings import Listed, known_listing

NOW = int(datetime(2022, 3, 8, tzinfo=UTC).timestamp())
ALL = Selection()
HOME = Listed(Validators("http://a.example/", '"1"', None), ("http://a.example/c",))


@pytest.fixture
def rows(tmp_path: Path, profile: SiteProfile) -> Iterator[Rows]:
    archive = Archive(tmp_path / "finews", profile)
    started = datetime.fromtimestamp(NOW, UTC)
    archive.open(started=started, command="crawl", arguments={}, extraction="code")
    yield archive.rows
    archive.close()


def found(*numbers: int, day: str | None = "2022-03-07", title: str = "题") -> list[Lead]:
    when = date.fromisoformat(day) if day else None
    return [
        Lead(url, title=title, source_id=f"NW{n}", link=url, day=when)
        for n in numbers
        for url in [f"http://a.example/{n}"]
    ]


def ids(rows: list[ArticleRow]) -> list[str]:
    return [row.source_id for row in rows]


def stored(rows: Rows, number: int, **changes: Any) -> None:
    row = rows.one(ArticleRow, source_id=f"NW{number}")
    assert row
    changes = {"next_check": NOW, **changes}
    post = f"2022-03-07-NW{number}.md"
    rows.replace(replace(row, state=State.PUBLISHED, revision=1, post=post, **changes))


def test_what_is_discovered_is_owed_until_it_is_stored(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1, 2), HOME, now=NOW)
    entries.discover(rows, "finews", found(2, 3), HOME, now=NOW)
    assert ids(frontier.owed(rows, ALL, after=None, now=NOW)) == ["NW1", "NW2", "NW3"]
    stored(rows, 2)
    assert ids(frontier.owed(rows, ALL, after=None, now=NOW)) == ["NW1", "NW3"]
    assert frontier.count_owed(rows, ALL, run_id=1, now=NOW) == 2


def test_what_failed_time_and_again_is_owed_when_its_time_comes(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1, 2), HOME, now=NOW)
    row = rows.where(ArticleRow)[0]
    rows.replace(replace(row, attempts=6, next_check=NOW + 3600))
    assert frontier.count_owed(rows, ALL, run_id=1, now=NOW) == 1
    assert frontier.count_owed(rows, ALL, run_id=1, now=NOW + 3600) == 2


def test_a_listing_is_known_with_its_validators_and_where_it_led(rows: Rows) -> None:
    entries.discover(rows, "finews", [], HOME, now=NOW)
    assert known_listing(rows, "http://a.example/", now=NOW) == HOME
    newer = Listed(Validators("http://a.example/", '"2"', None), ())
    entries.discover(rows, "finews", [], newer, now=NOW)
    assert known_listing(rows, "http://a.example/", now=NOW) == newer
    assert known_listing(rows, "http://a.example/c", now=NOW) is None


def test_batches_go_on_behind_the_last_one(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier, "BATCH", 2)
    entries.discover(rows, "finews", found(1, 2, 3), HOME, now=NOW)
    first = frontier.owed(rows, ALL, after=None, now=NOW)
    assert ids(first) == ["NW1", "NW2"]
    assert ids(frontier.owed(rows, ALL, after=first[-1], now=NOW)) == ["NW3"]


def test_what_failed_often_comes_last_and_waits(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1, 2, 3), HOME, now=NOW)
    first, second, _ = rows.where(ArticleRow, order=[ArticleRow.c.id])
    rows.replace(replace(first, attempts=2), replace(second, attempts=9, next_check=NOW + 1))
    assert ids(frontier.owed(rows, ALL, after=None, now=NOW)) == ["NW3", "NW1"]
    assert ids(frontier.owed(rows, ALL, after=None, now=NOW + 1)) == ["NW3", "NW1", "NW2"]


def test_a_selection_counts_and_yields_no_other(rows: Rows) -> None:
    other = Listed(Validators("http://a.example/other"), ())
    entries.discover(rows, "finews", found(1), HOME, now=NOW)
    entries.discover(rows, "finews", found(2, day="2022-03-01"), other, now=NOW)
    entries.discover(rows, "finews", found(3, day=None), other, now=NOW)
    window = Selection(first_day="2022-03-05", last_day="2022-03-09")
    assert ids(frontier.owed(rows, window, after=None, now=NOW)) == ["NW1", "NW3"]
    listed = Selection(listings=frozenset({"http://a.example/other"}))
    assert ids(frontier.owed(rows, listed, after=None, now=NOW)) == ["NW2", "NW3"]
    assert frontier.count_owed(rows, listed, run_id=1, now=NOW) == 2


def test_archived_articles_are_due_in_their_order(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1, 2, 3), HOME, now=NOW)
    stored(rows, 1, next_check=NOW)
    stored(rows, 2, next_check=NOW - 5)
    stored(rows, 3, next_check=None)
    assert ids(frontier.due(rows, ALL, after=None, now=NOW)) == ["NW2", "NW1"]
    assert ids(frontier.archived(rows, ALL, after=None)) == ["NW1", "NW2", "NW3"]


def test_another_title_in_the_same_listing_makes_an_article_due(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1, 2), HOME, now=NOW)
    for number in (1, 2):
        stored(rows, number, next_check=None)
    entries.discover(rows, "finews", found(1) + found(2, title="改了"), HOME, now=NOW)
    assert ids(frontier.due(rows, ALL, after=None, now=NOW)) == ["NW2"]


def test_what_a_list_counts_beside_a_title_makes_no_article_due(rows: Rows) -> None:
    before, now = (
        [
            replace(one, title=f"题 {n}条评论", summary=f"{n}分钟前", stated_date=f"{n}分钟前")
            for one in found(1)
        ]
        for n in (3, 5)
    )
    entries.discover(rows, "finews", before, HOME, now=NOW)
    stored(rows, 1, next_check=None)
    kept = rows.one(ArticleRow, source_id="NW1")
    entries.discover(rows, "finews", now, HOME, now=NOW)
    assert ids(frontier.due(rows, ALL, after=None, now=NOW)) == []
    assert rows.one(ArticleRow, source_id="NW1") == kept


def test_plans_of_a_wrong_clock_mean_nothing(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1, 2), HOME, now=NOW)
    years = 5 * 365 * 86400
    stored(rows, 1, checked=NOW + years, next_check=NOW + years + 3600)
    stored(rows, 2, checked=NOW, next_check=NOW + 3600)
    assert ids(frontier.due(rows, ALL, after=None, now=NOW)) == []
    note = rows.one(RunRow)
    assert note
    rows.add(replace(note, started=NOW + years))
    assert ids(frontier.due(rows, ALL, after=None, now=NOW)) == ["NW1"]


def test_the_same_page_under_another_id_is_the_same_article(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1), HOME, now=NOW)
    entries.discover(rows, "finews", [Lead("http://a.example/1", source_id="1")], None, now=NOW)
    assert len(rows.where(ArticleRow)) == 1


def test_what_was_known_by_its_posts_stem_gets_its_id_from_a_listing(rows: Rows) -> None:
    """A rebuilt article whose post links elsewhere than where it was found is no new one."""
    stem = hashed_stem("/go/17")
    entries.discover(rows, "finews", [Lead("http://a.example/bridge", source_id=stem)], None, now=NOW)
    row = rows.where(ArticleRow)[0]
    rows.replace(replace(row, state=State.PUBLISHED, revision=1, stem=stem, post=f"2022-03-07-{stem}.md"))
    new = entries.discover(
        rows, "finews", [Lead("http://a.example/go/17", source_id="/go/17")], HOME, now=NOW
    )
    (now,) = rows.where(ArticleRow)
    assert new == 0
    assert (now.source_id, now.url, now.stem) == ("/go/17", "http://a.example/go/17", stem)


def test_what_a_listing_says_is_kept_where_nothing_was_known_of_it(rows: Rows) -> None:
    entries.discover(rows, "finews", [Lead("http://a.example/1", source_id="NW1")], None, now=NOW)
    stored(rows, 1, next_check=None)
    entries.discover(rows, "finews", found(1), HOME, now=NOW)
    (row,) = rows.where(ArticleRow)
    assert row.entry
    assert (row.day, row.next_check) == ("2022-03-07", None), "it says nothing new of it"


def test_a_listing_is_read_whole_once_a_day(rows: Rows) -> None:
    entries.discover(rows, "finews", [], HOME, now=NOW)
    whole = replace(HOME, page=Validators(HOME.page.url))
    told = {hours: known_listing(rows, HOME.page.url, now=NOW + 3600 * hours) for hours in (1, 12, 23, -5)}
    assert told == {1: HOME, 12: HOME, 23: whole, -5: whole}
    entries.discover(rows, "finews", [], HOME, now=NOW + 3600 * 23)
    assert known_listing(rows, HOME.page.url, now=NOW + 3600 * 24) == HOME


def test_validators_that_change_while_nothing_else_does_are_not_repeated(rows: Rows) -> None:
    entries.discover(rows, "finews", found(1), HOME, now=NOW)
    other = replace(HOME, page=replace(HOME.page, etag='"2"'))
    entries.discover(rows, "finews", found(1), other, now=NOW + 60)
    known = known_listing(rows, HOME.page.url, now=NOW + 60)
    assert known == replace(HOME, page=Validators(HOME.page.url))
    entries.discover(rows, "finews", found(1, 2), other, now=NOW + 120)
    assert known_listing(rows, HOME.page.url, now=NOW + 120) == other


@pytest.mark.parametrize(
    ("checked", "hours", "is_asked_by"),
    [(NOW, 1, True), (NOW, 80, False), (NOW - 86400 * 40, 0, False), (None, 0, False)],
)
def test_an_article_is_read_whole_now_and_then(checked: int | None, hours: int, is_asked_by: bool) -> None:
    row = ArticleRow(site="a", source_id="1", url="http://a.example/1", discovered=NOW, checked=checked)
    pages = [Validators(row.url, '"1"', "x"), Validators("http://a.example/2", '"2"')]
    bare = tuple(Validators(page.url) for page in pages)
    assert frontier.asked_by(row, pages, now=NOW + 3600 * hours) == (tuple(pages) if is_asked_by else bare)
