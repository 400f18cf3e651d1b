from scrapy.utils.test import get_crawler

from newsarchive.crawling.ledger import Ledger
from newsarchive.crawling.summary import summary_lines
from newsarchive.items import Outcome


def settled(ledger: Ledger) -> int:
    return sum(ledger.count(outcome) for outcome in Outcome)


def test_seen_is_the_sum_of_the_four_ends() -> None:
    ledger = Ledger()
    ends = [
        ("a", Outcome.STORED, ""), ("b", Outcome.UNCHANGED, "same"), ("c", Outcome.QUARANTINED, "no-date"),
        ("d", Outcome.QUARANTINED, "no-date"), ("e", Outcome.QUARANTINED, "no-title"),
        ("f", Outcome.FAILED, "http-404"),
    ]  # fmt: skip
    for url, outcome, reason in ends:
        ledger.take_up(url)
        ledger.settle(url, outcome, reason)
    assert ledger.seen == settled(ledger) == 6
    assert ledger.reasons(Outcome.QUARANTINED) == {"no-date": 2, "no-title": 1}
    assert list(ledger.reasons(Outcome.QUARANTINED)) == ["no-date", "no-title"]
    assert ledger.owed == 0
    assert ledger.partial


def test_the_first_end_counts() -> None:
    ledger = Ledger()
    ledger.take_up("a")
    ledger.settle("a", Outcome.STORED)
    ledger.settle("a", Outcome.QUARANTINED, "conflicting-text")
    assert ledger.count(Outcome.STORED) == ledger.seen == 1
    assert ledger.count(Outcome.QUARANTINED) == 0


def test_what_is_begun_and_not_ended_makes_the_run_partial() -> None:
    ledger = Ledger()
    ledger.take_up("a")
    assert (ledger.under_way, ledger.taken_up, ledger.seen) == (1, 1, 0)
    assert ledger.is_open("a")
    assert ledger.partial
    ledger.settle("a", Outcome.STORED)
    assert (ledger.under_way, ledger.taken_up, ledger.seen) == (0, 1, 1)
    assert not ledger.is_open("a")
    assert ledger.knows("a")
    assert not ledger.partial
    ledger.owed = 1
    assert ledger.partial
    assert ledger.account()["owed"] == 1


def test_what_is_out_of_range_is_none_of_the_runs() -> None:
    ledger = Ledger()
    ledger.take_up("a")
    ledger.dismiss("a")
    assert (ledger.seen, ledger.owed, ledger.out_of_range) == (0, 0, 1)
    assert not ledger.partial


def test_an_unread_listing_makes_the_run_partial() -> None:
    ledger = Ledger()
    assert not ledger.partial
    ledger.listings_unread += 1
    assert ledger.partial


def test_knows_what_was_begun_ended_or_dismissed() -> None:
    ledger = Ledger()
    ledger.take_up("a")
    ledger.settle("b", Outcome.UNCHANGED)
    ledger.dismiss("c")
    assert [ledger.knows(url) for url in "abcd"] == [True, True, True, False]


def test_copies_that_lag_behind_make_a_run_partial_and_are_said() -> None:
    ledger = Ledger()
    assert (ledger.partial, ledger.account()["copies_behind"]) == (False, 0)
    ledger.copies_trouble = "the copies of the originals lag behind: /mnt/second: is not there"
    assert (ledger.partial, ledger.account()["copies_behind"]) == (True, 1)
    assert ledger.copies_trouble in summary_lines(ledger, get_crawler().stats)


def test_what_makes_a_run_partial_is_named() -> None:
    ledger = Ledger(owed=2, listings_unread=1)
    ledger.take_up("a")
    ledger.settle("a", Outcome.FAILED, "http-404")
    assert ledger.missing == "1 failed, 2 owed, 1 listing unread"
    assert Ledger().missing == ""
