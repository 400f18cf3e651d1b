"""The closing account of a run as a table."""

from rich.table import Table

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
        "lists before since": ledger.before_window,
        "listings given up": ledger.given_up,
        "listings too long": len(ledger.left_out.cut),
        "leads to other hosts": ledger.left_out.elsewhere,
        "entries without address": ledger.left_out.nowhere,
    }
    if pictures := ledger.pictures:
        besides |= {
            "pictures kept": pictures.kept,
            "pictures owed": pictures.owed,
            "pictures given up": pictures.given_up,
            "pictures left": pictures.left.total(),
        }
    for label, count in besides.items():
        if count:
            table.add_row(label, str(count))
    return table
