"""What became of a run, in one line without zeros."""

from datetime import datetime

import pytest

from newsarchive.crawling.ledger import Ledger
from newsarchive.items import Outcome
from newsarchive.showing.status_line import status_line

AT = datetime(2026, 3, 7, 8, 30, 2)


def ledger(stored: int = 0, failed: int = 0, owed: int = 0) -> Ledger:
    made = Ledger(owed=owed)
    for number in range(stored):
        made.settle(f"stored {number}", Outcome.STORED)
    for number in range(failed):
        made.settle(f"failed {number}", Outcome.FAILED, "http-500")
    return made


@pytest.mark.parametrize(
    ("account", "word", "line"),
    [
        (ledger(), "complete", "2026-03-07 08:30:02 harbour complete: nothing new; 4.2 s"),
        (ledger(2), "complete", "2026-03-07 08:30:02 harbour complete: 2 stored; 4.2 s"),
        (
            ledger(1200, failed=3, owed=7),
            "partial",
            "2026-03-07 08:30:02 harbour partial: 1,200 stored, 3 failed, 7 owed; 4.2 s",
        ),
        (None, "busy", "2026-03-07 08:30:02 harbour busy; 4.2 s"),
    ],
)
def test_a_line_says_what_occurred_and_nothing_else(account: Ledger | None, word: str, line: str) -> None:
    assert status_line(AT, "harbour", word, account, seconds=4.2) == line
