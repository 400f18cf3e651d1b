"""A finished run in one line."""

from datetime import UTC, datetime, timedelta, timezone

from newsarchive.crawling.ledger import Ledger
from newsarchive.items import Outcome
from newsarchive.showing.run_line import run_line

ENDED = datetime(2026, 5, 6, 12, 0, 7, 900_000, tzinfo=timezone(timedelta(hours=2)))


def test_what_did_not_occur_is_left_out() -> None:
    ledger = Ledger(owed=1_200, listings_unread=1)
    for number, outcome in enumerate([Outcome.STORED, Outcome.STORED, Outcome.FAILED]):
        ledger.take_up(f"https://a.example/{number}")
        ledger.settle(f"https://a.example/{number}", outcome)
    line = run_line("a.example", ledger, ended=ENDED, seconds=3.14, word="partial")
    told = "2 stored, 1 failed, 1,200 owed, 1 listing unread"
    assert line == f"2026-05-06 12:00:07+02:00 a.example partial: {told}; 3.1 s"


def test_a_run_without_news_is_no_row_of_noughts() -> None:
    line = run_line("a", Ledger(), ended=ENDED.astimezone(UTC), seconds=0.04, word="complete")
    assert line == "2026-05-06 10:00:07+00:00 a complete: nothing new; 0.0 s"
