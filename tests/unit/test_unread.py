"""Listings that cannot be read: asked again ever less often, and partial runs because of them end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.crawling.ledger import Ledger
from newsarchive.evidence import Validators
from newsarchive.profiles import RecheckRules, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.listing_rows import UnreadRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.listings import Listed, note_listing
from newsarchive.store.unread import dismiss, note_answer, note_unread, trouble_with

NOW = int(datetime(2022, 3, 8, tzinfo=UTC).timestamp())
HOUR = 3600
URL = "http://a.example/local/"
RULES = RecheckRules()


@pytest.fixture
def rows(tmp_path: Path, profile: SiteProfile) -> Iterator[Rows]:
    archive = Archive(tmp_path / "finews", profile)
    archive.open(started=datetime.fromtimestamp(NOW, UTC), command="crawl", arguments={}, extraction="code")
    yield archive.rows
    archive.close()


def failing(rows: Rows, reason: str, *, is_first: bool = False, times: int = 8) -> list[bool]:
    """Whether each of the runs that fail at a listing is partial because of it."""
    return [
        note_unread(rows, URL, reason, RULES, is_first=is_first, now=NOW + n * HOUR).counts
        for n in range(times)
    ]


@pytest.mark.parametrize(
    "reason", ["http-404", "http-410", "http-401", "robots", "redirect-refused", "not-text"]
)
def test_what_is_no_list_makes_one_run_partial(rows: Rows, reason: str) -> None:
    assert failing(rows, reason) == [True] + [False] * 7


@pytest.mark.parametrize(
    "reason", ["http-503", "timeout", "connection-lost", "unreadable-json", "no-such-host"]
)
def test_what_never_answered_makes_five_runs_partial(rows: Rows, reason: str) -> None:
    assert failing(rows, reason) == [True] * 5 + [False] * 3


@pytest.mark.parametrize("reason", ["http-404", "http-503"])
def test_what_was_read_once_or_is_asked_for_by_name_counts_until_it_answers(rows: Rows, reason: str) -> None:
    assert failing(rows, reason, is_first=True) == [True] * 8
    note_listing(rows, Listed(Validators(URL)), now=NOW)
    assert trouble_with(rows, URL, is_first=True, now=NOW) is None
    assert failing(rows, reason) == [True] * 8
    note_answer(rows, URL)
    assert rows.where(UnreadRow) == []


def test_what_is_dismissed_counts_no_more_until_it_has_answered(rows: Rows) -> None:
    note_listing(rows, Listed(Validators(URL)), now=NOW)
    failing(rows, "http-404", times=1)
    assert dismiss(rows, [URL, "http://a.example/other/"], now=NOW) == [URL]
    assert failing(rows, "http-404", times=2) == [False, False]
    note_answer(rows, URL)
    assert failing(rows, "http-404", times=1) == [True]


def test_it_is_told_of_once_and_asked_again_ever_less_often(rows: Rows) -> None:
    news = [note_unread(rows, URL, "http-404", RULES, is_first=False, now=NOW).is_news for _ in range(6)]
    assert news == [True, False, False, False, False, False]
    soon = trouble_with(rows, URL, is_first=False, now=NOW + HOUR)
    later = trouble_with(rows, URL, is_first=False, now=NOW + 3 * HOUR)
    assert soon
    assert later
    assert (soon.waits, later.waits) == (True, False)
    wrong_clock = trouble_with(rows, URL, is_first=False, now=NOW - HOUR)
    assert wrong_clock
    assert not wrong_clock.waits


def test_a_list_that_no_longer_counts_is_given_up_and_one_that_does_is_named(rows: Rows) -> None:
    ledger = Ledger(listings_unread=2)
    ledger.note_unread_listing(URL, note_unread(rows, URL, "http-404", RULES, is_first=False, now=NOW))
    assert ledger.partial
    assert ledger.unread.startswith(f"listings that could not be read: {URL} (http-404);")
    ledger = Ledger(listings_unread=1)
    ledger.note_unread_listing(URL, note_unread(rows, URL, "http-404", RULES, is_first=False, now=NOW))
    assert not ledger.partial
    assert (ledger.unread, ledger.account()["listings_given_up"]) == ("", 1)
