"""The account of a run in lines."""

from scrapy.statscollectors import StatsCollector

from newsarchive.crawling.ledger import Ledger
from newsarchive.items import Outcome
from newsarchive.text import many


def cost_line(stats: StatsCollector) -> str:
    """What the run took: seconds, requests, bytes received."""
    seconds = stats.get_value("elapsed_time_seconds") or 0.0
    requests = stats.get_value("downloader/request_count", 0)
    received = stats.get_value("downloader/response_bytes", 0)
    return f"{seconds:.1f} s, {many(requests, 'request')}, {many(received, 'byte')} received"


def summary_lines(ledger: Ledger, stats: StatsCollector) -> list[str]:
    """The account as log lines."""
    ends = " + ".join(f"{ledger.count(outcome)} {outcome}" for outcome in Outcome)
    lines = [f"seen {ledger.seen} = {ends}; {cost_line(stats)}"]
    for outcome in Outcome:
        lines += [f"{outcome}: {n} {why}" for why, n in ledger.reasons(outcome).items() if why]
    if ledger.owed or ledger.out_of_range or ledger.listings_unread:
        lines.append(
            f"besides: {ledger.owed} owed, {ledger.out_of_range} outside since/until,"
            f" {many(ledger.listings_unread, 'listing')} unread"
        )
    return [*lines, *besides_lines(ledger)]


def besides_lines(ledger: Ledger) -> list[str]:
    """What else there is to say of a run, in sentences."""
    said = [ledger.skipped, ledger.unread, ledger.shortfall, ledger.copies_trouble, *ledger.failed_readers]
    pictures = ledger.pictures.told() if ledger.pictures else []
    return [*ledger.left_out.told(), *filter(None, said), *pictures, *ledger.notes]
