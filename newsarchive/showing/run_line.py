"""A finished run in one line: for logs of schedulers, and for the daemon."""

from datetime import datetime

from newsarchive.crawling.ledger import Ledger
from newsarchive.items import Outcome
from newsarchive.showing.local_time import local_time
from newsarchive.text import many, printable


def run_line(
    site: str, ledger: Ledger | None, *, ended: datetime, seconds: float, word: str, error: str = ""
) -> str:
    """When a run ended, its site, how, what became of its articles, how long it took; nothing that is nought.

    :param ledger: None where the run did not begin
    :param ended: aware; told in its own zone
    :param seconds: that the run took
    :param word: how it ended: ``complete``, ``partial`` …
    :param error: what kept it from going on
    """
    counts = {} if ledger is None else {outcome.value: ledger.count(outcome) for outcome in Outcome}
    if ledger:
        counts["owed"] = ledger.owed
    told = [f"{count:,} {what}" for what, count in counts.items() if count]
    if ledger and ledger.listings_unread:
        told.append(f"{many(ledger.listings_unread, 'listing')} unread")
    if ledger and ledger.pictures and ledger.pictures.kept:
        told.append(many(ledger.pictures.kept, "picture"))
    nothing = "nothing new" if ledger and not error else ""
    said = "; ".join(filter(None, (", ".join(told) or nothing, printable(error))))
    time = local_time(int(ended.timestamp()), ended.tzinfo) if ended.tzinfo else str(ended)
    return f"{time} {printable(site)} {word}{': ' if said else ''}{said}; {seconds:.1f} s"
