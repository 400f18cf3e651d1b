"""What became of a run, in one line."""

from datetime import datetime

from newsarchive.crawling.ledger import Ledger
from newsarchive.items import Outcome


def status_line(at: datetime, site: str, word: str, ledger: Ledger | None, *, seconds: float) -> str:
    """Time, site, how it ended and what it came to; what did not occur is left out.

    :param at: aware or not; as it is to be shown
    :param word: how the run ended
    :param ledger: None where it did not begin
    """
    counts = {} if ledger is None else {outcome.value: ledger.count(outcome) for outcome in Outcome}
    counts["owed"] = ledger.owed if ledger else 0
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    said = told or ("nothing new" if ledger else "")
    parts = (f"{at:%Y-%m-%d %H:%M:%S}", site, f"{word}:" if said else word, said)
    return f"{' '.join(filter(None, parts))}; {seconds:.1f} s"
