"""When a listing is asked again: by its changes, by what it says itself, within the profile's bounds."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.evidence import Validators
from newsarchive.items import Lead
from newsarchive.profiles import RecheckRules, ScheduleRules, SiteProfile
from newsarchive.store import entries
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.file import connect_to_read
from newsarchive.store.catalog.listing_rows import ListingRow, UnreadRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import State
from newsarchive.store.due import earliest_due, last_started
from newsarchive.store.listing_plan import Answer, next_wait, note_asked, resting, retire
from newsarchive.store.listings import Listed
from newsarchive.store.unread import note_unread, trouble_with

NOW = 1_800_000_000
MINUTE, HOUR, DAY = 60, 3600, 86400
HOME, FEED = "https://a.example/", "https://a.example/feed"
RULES = ScheduleRules()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    profile = SiteProfile.model_validate({"name": "a", "home": HOME})
    one = Archive(tmp_path / "a", profile)
    one.open(started=datetime.fromtimestamp(NOW, UTC), command="crawl", arguments={}, extraction="code")
    yield one
    one.close()


def ask(
    archive: Archive, now: int, *numbers: int, url: str = HOME, leads_to: tuple[str, ...] = (),
    rules: ScheduleRules = RULES, **said: Any,
) -> ListingRow:  # fmt: skip
    """Read a listing that shows articles; its row then."""
    leads = [Lead(f"{HOME}{n}", source_id=str(n), link=f"{HOME}{n}") for n in numbers]

    def work(rows: Any) -> ListingRow:
        before = rows.one(ListingRow, url=url)
        fresh = 0
        if said.get("kind", "page"):
            listed = Listed(Validators(url, '"1"'), leads_to)
            fresh = entries.discover(rows, "a", leads, listed, now=now)
        answer = Answer(**{"kind": "page", **said})
        note_asked(rows, url, answer, rules, before=before, fresh=fresh, now=now)
        row = rows.one(ListingRow, url=url)
        assert row
        return row

    return archive.transact(work)


@pytest.mark.parametrize(
    ("wait", "passed", "is_changed", "following"),
    [
        (None, None, True, 30 * MINUTE),
        (30 * MINUTE, 30 * MINUTE, False, 45 * MINUTE),
        (HOUR, HOUR, True, 30 * MINUTE),
        (20 * MINUTE, 20 * MINUTE, True, 15 * MINUTE),
        (20 * HOUR, 20 * HOUR, False, DAY),
        # The machine slept: that something is new after a day says nothing of an hour.
        (HOUR, DAY, True, HOUR),
        (HOUR, DAY, False, 90 * MINUTE),
        # Somebody ran it by hand, a minute later.
        (HOUR, MINUTE, False, HOUR),
        (HOUR, MINUTE, True, 30 * MINUTE),
        # The clock was set back since, or it is known since before there were waits.
        (HOUR, None, True, 30 * MINUTE),
    ],
)
def test_the_next_wait(wait: int | None, passed: int | None, is_changed: bool, following: int) -> None:
    assert next_wait(RULES, wait, passed=passed, is_changed=is_changed) == following


@pytest.mark.parametrize(
    ("rules", "every", "wait"),
    [
        ({}, 7 * DAY, DAY),
        ({"longest": "3d"}, 30 * DAY, 3 * DAY),
        ({}, 5 * HOUR, None),
        ({}, 10 * MINUTE, 15 * MINUTE),
        ({"shortest": "5m"}, 2 * MINUTE, 5 * MINUTE),
    ],
)
def test_where_waits_settle(rules: dict[str, str], every: int, wait: int | None) -> None:
    """Of a listing that shows something new at regular times; without bounds about its own pace."""
    schedule = ScheduleRules.model_validate(rules)
    now, following, waits = 0, next_wait(schedule, None, passed=None, is_changed=True), []
    for _ in range(60):
        before, now = now, now + following
        is_changed = now // every > before // every
        following = next_wait(schedule, following, passed=now - before, is_changed=is_changed)
        waits.append(following)
    if wait is not None:
        assert sorted(waits[20:])[len(waits[20:]) // 2] == wait
    else:
        assert every / 4 < sum(waits[20:]) / len(waits[20:]) < every


def test_what_is_noted_at_each_asking(archive: Archive) -> None:
    row = ask(archive, NOW, 1, kind="feed", holds=600)
    assert (row.kind, row.first, row.asked, row.changed, row.ttl) == ("feed", NOW, NOW, NOW, 600)
    assert (row.wait, row.next_ask) == (30 * MINUTE, NOW + 30 * MINUTE)
    later = NOW + 30 * MINUTE
    row = ask(archive, later, kind=None)
    assert (row.kind, row.first, row.asked, row.changed, row.ttl) == ("feed", NOW, later, NOW, 600)
    assert row.next_ask == later + 45 * MINUTE
    row = ask(archive, later + HOUR, 1, 2, kind="feed")
    assert (row.changed, row.ttl, row.wait) == (later + HOUR, None, 22 * MINUTE + 30)


def test_a_list_that_leads_to_a_new_list_has_changed(archive: Archive) -> None:
    ask(archive, NOW, 1, leads_to=(f"{HOME}s1",))
    assert ask(archive, NOW + 30 * MINUTE, 1, leads_to=(f"{HOME}s1",)).wait == 45 * MINUTE
    row = ask(archive, NOW + 75 * MINUTE, 1, leads_to=(f"{HOME}s1", f"{HOME}s2"))
    assert (row.wait, row.changed) == (22 * MINUTE + 30, NOW), "but showed no new article"


@pytest.mark.parametrize(
    ("rules", "holds", "wait"),
    [
        ({}, 2 * HOUR, 2 * HOUR), ({}, 60, 30 * MINUTE), ({}, 30 * DAY, DAY),
        ({"longest": "1h"}, 2 * HOUR, HOUR),
        # With times of its own each run asks every list that does not say that it still holds.
        ({"every": "10m"}, None, 0), ({"every": "10m"}, 2 * HOUR, 2 * HOUR), ({"cron": "0 * * * *"}, 60, 60),
        ({"every": "10m"}, 30 * DAY, DAY),
    ],
)  # fmt: skip
def test_what_it_says_itself_is_obeyed_within_bounds(
    archive: Archive, rules: dict[str, str], holds: int | None, wait: int
) -> None:
    schedule = ScheduleRules.model_validate(rules)
    assert ask(archive, NOW, 1, holds=holds, rules=schedule).next_ask == NOW + wait

    def rests(after: int) -> bool:
        return bool(archive.transact(lambda rows: resting(rows, HOME, schedule, now=NOW + after)))

    assert rests(wait // 2) is bool(wait)
    assert not rests(wait)


def test_listings_are_asked_together_a_little_early_but_never_earlier_than_they_say(archive: Archive) -> None:
    ask(archive, NOW, 1)
    ask(archive, NOW, 1, url=FEED, holds=30 * MINUTE)

    def rest(at: int) -> list[bool]:
        return [
            archive.transact(lambda rows, url=url: resting(rows, url, RULES, now=at)) is not None
            for url in (HOME, FEED)
        ]

    assert rest(NOW + 20 * MINUTE) == [True, True]
    assert rest(NOW + 27 * MINUTE) == [False, True]
    assert rest(NOW + 30 * MINUTE) == [False, False]
    assert rest(NOW - 2 * HOUR) == [False, False], "the clock was wrong when they were asked"


def test_a_further_page_has_no_time_of_its_own(archive: Archive) -> None:
    row = ask(archive, NOW, 1, url=f"{HOME}?page=2", goes_on=True)
    assert row.asked == NOW
    assert row.next_ask is None
    assert archive.transact(lambda rows: resting(rows, row.url, RULES, now=NOW)) is None


def due(archive: Archive) -> int | None:
    with closing(connect_to_read(archive.catalog)) as catalog:
        found = earliest_due(catalog)
    return None if found is None else int(found.timestamp())


def change(archive: Archive, number: int, **changes: Any) -> None:
    def work(rows: Any) -> None:
        row = rows.one(ArticleRow, source_id=str(number))
        rows.replace(replace(row, **changes))

    archive.transact(work)


def test_the_earliest_of_all_is_due(archive: Archive) -> None:
    assert due(archive) is None
    ask(archive, NOW)
    assert due(archive) == NOW + 30 * MINUTE
    ask(archive, NOW, url=FEED, holds=2 * HOUR)
    assert due(archive) == NOW + 30 * MINUTE
    ask(archive, NOW, 1, 2)
    assert due(archive) == 0, "owed articles that nobody has tried"
    change(archive, 1, next_check=NOW + 12 * MINUTE)
    change(archive, 2, state=State.PUBLISHED, next_check=NOW + 10 * MINUTE)
    assert due(archive) == NOW + 10 * MINUTE
    change(archive, 2, state=State.PUBLISHED, next_check=None)
    assert due(archive) == NOW + 12 * MINUTE, "one that is owed and failed before"
    change(archive, 1, state=State.QUARANTINED, next_check=NOW + 5 * MINUTE)
    assert due(archive) == NOW + 5 * MINUTE
    change(archive, 1, state=State.DOUBLE, next_check=NOW - DAY)
    assert due(archive) == NOW + 15 * MINUTE, "the listing that showed something new"


def test_of_a_listing_that_fails_its_next_try_counts(archive: Archive) -> None:
    def fail(url: str, **said: Any) -> None:
        rules = RecheckRules()
        archive.transact(
            lambda rows: note_unread(rows, url, "http-503", rules, is_first=True, now=NOW, **said)
        )

    ask(archive, NOW - DAY, url=FEED)
    ask(archive, NOW)
    assert due(archive) == NOW - DAY + 30 * MINUTE
    fail(FEED, asked=4 * HOUR)
    assert due(archive) == NOW + 30 * MINUTE, "what it asked for by Retry-After is later"
    trouble = archive.transact(lambda rows: trouble_with(rows, FEED, is_first=True, now=NOW + HOUR))
    assert trouble
    assert trouble.waits
    fail(f"{HOME}x")
    assert due(archive) == 0, "the next run tries it"


@pytest.mark.parametrize(("attempts", "most"), [(5, 0), (6, 3 * HOUR), (40, DAY)])
def test_what_a_run_begins_with_is_tried_every_day_at_least(
    archive: Archive, attempts: int, most: int
) -> None:
    rules = RecheckRules()
    for _ in range(attempts):
        archive.transact(lambda rows: note_unread(rows, HOME, "timeout", rules, is_first=True, now=NOW))
    assert due(archive) == (NOW + most if most else 0)


def test_retry_after_is_bounded(archive: Archive) -> None:
    rules = RecheckRules()
    archive.transact(
        lambda rows: note_unread(
            rows, HOME, "http-503", rules, is_first=True, now=NOW, longest=6 * HOUR, asked=1e12
        )
    )
    assert due(archive) == NOW + 6 * HOUR


def test_what_nobody_leads_to_any_more_calls_for_no_run(archive: Archive) -> None:
    ask(archive, NOW)
    ask(archive, NOW - DAY, url=FEED)
    rules = RecheckRules()
    archive.transact(lambda rows: note_unread(rows, f"{HOME}x", "http-404", rules, is_first=False, now=NOW))
    archive.transact(lambda rows: retire(rows, {HOME}, now=NOW))
    assert due(archive) == NOW + 30 * MINUTE
    assert archive.transact(lambda rows: rows.one(UnreadRow, url=f"{HOME}x")).next_try == NOW + DAY
    assert archive.transact(lambda rows: resting(rows, FEED, RULES, now=NOW)) is None, "but is read if met"


def test_when_the_last_run_began(archive: Archive) -> None:
    with closing(connect_to_read(archive.catalog)) as catalog:
        assert last_started(catalog) == datetime.fromtimestamp(NOW, UTC)
        assert catalog.execute("EXPLAIN QUERY PLAN SELECT min(next_check) FROM article WHERE state = 'owed'"
        ).fetchone()[3].startswith("SEARCH article USING COVERING INDEX article_due")  # fmt: skip
