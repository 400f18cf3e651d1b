"""The closing account of a run, for the log and for the table."""

from rich.table import Table
from scrapy.statscollectors import StatsCollector

from newsarchive.crawling.ledger import Ledger
from newsarchive.items import Outcome


def summary_table(site: str, ledger: Ledger) -> Table:
    """The account as a table: the outcomes with their reasons, which add up to seen."""
    table = Table(title=site, title_justify="left")
    table.add_column("outcome", no_wrap=True, min_width=24)
    table.add_column("articles", justify="right")
    for outcome in Outcome:
        table.add_row(outcome, str(ledger.count(outcome)))
        for reason, count in ledger.reasons(outcome).items():
            if reason:
                table.add_row(f"  {reason}", str(count), style="dim")
    table.add_section()
    table.add_row("seen", str(ledger.seen))
    besides = {
        "owed": ledger.owed,
        "outside since/until": ledger.out_of_range,
        "listings unread": ledger.listings_unread,
    }
    for label, count in besides.items():
        if count:
            table.add_row(label, str(count))
    return table


def cost_line(stats: StatsCollector) -> str:
    """What the run took: seconds, requests, bytes received."""
    seconds = stats.get_value("elapsed_time_seconds") or 0.0
    requests = stats.get_value("downloader/request_count", 0)
    received = stats.get_value("downloader/response_bytes", 0)
    return f"{seconds:.1f} s, {requests:,} requests, {received:,} bytes received"


def summary_lines(ledger: Ledger, stats: StatsCollector) -> list[str]:
    """The account as log lines."""
    ends = " + ".join(f"{ledger.count(outcome)} {outcome}" for outcome in Outcome)
    lines = [f"seen {ledger.seen} = {ends}; {cost_line(stats)}"]
    for outcome in Outcome:
        lines += [f"{outcome}: {n} {why}" for why, n in ledger.reasons(outcome).items() if why]
    if ledger.owed or ledger.out_of_range or ledger.listings_unread:
        lines.append(
            f"besides: {ledger.owed} owed, {ledger.out_of_range} outside since/until,"
            f" {ledger.listings_unread} listings unread"
        )
    if ledger.shortfall:
        lines.append(ledger.shortfall)
    return lines
