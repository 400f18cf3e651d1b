from newsarchive.ledger import Ledger, Outcome


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


def test_what_is_taken_up_or_left_is_owed_until_settled() -> None:
    ledger = Ledger()
    ledger.take_up("a")
    ledger.leave("b")
    ledger.leave("b")
    assert (ledger.owed, ledger.taken_up, ledger.seen) == (2, 1, 0)
    assert ledger.partial
    ledger.take_up("b")
    ledger.settle("a", Outcome.STORED)
    ledger.settle("b", Outcome.STORED)
    assert (ledger.owed, ledger.taken_up, ledger.seen) == (0, 2, 2)
    assert not ledger.partial


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


def test_knows_what_was_begun_or_ended_but_not_what_was_left() -> None:
    ledger = Ledger()
    ledger.take_up("a")
    ledger.settle("b", Outcome.UNCHANGED)
    ledger.leave("c")
    assert [ledger.knows(url) for url in "abc"] == [True, True, False]
