"""A line a site: what is archived, how the last run ended, what is owed, and whether somebody is needed."""

from datetime import tzinfo

from rich.table import Table

from newsarchive.showing.local_time import local_minute
from newsarchive.store.condition import Condition, LastRun
from newsarchive.text import printable


def overview_table() -> Table:
    """The table without a line; :func:`overview_line` gives them."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("site", overflow="fold")
    table.add_column("articles", justify="right", no_wrap=True)
    table.add_column("last run", no_wrap=True)
    table.add_column("owed", justify="right", no_wrap=True)
    table.add_column("quarantined", justify="right", no_wrap=True)
    table.add_column("needs you")
    return table


def overview_line(site: str, condition: Condition, zone: tzinfo) -> tuple[str, ...]:
    """The cells of one site's line; times in the site's zone, to the minute."""
    crawl = condition.last_crawl
    at_work = condition.holder is not None and crawl == condition.last_run
    return (
        printable(site),
        f"{condition.articles:,}",
        f"{local_minute(crawl.started, zone)} {how_it_ended(crawl, at_work=at_work)}" if crawl else "never",
        f"{condition.owed:,}",
        f"{sum(condition.quarantined.values()):,}",
        needs(condition),
    )


def how_it_ended(run: LastRun, *, at_work: bool) -> str:
    """In a word: complete, partial, interrupted, or at work."""
    if run.ended is None:
        return "at work" if at_work else "interrupted"
    missing = ("failed", "owed", "listings_unread", "listings_cut", "copies_behind")
    return "partial" if any(run.account.get(what) for what in missing) else "complete"


def needs(condition: Condition) -> str:
    """What a person is to look at, in few words; nothing where the next run sees to all there is to do."""
    counts = {
        "wrong": condition.notices,
        "unread lists": len(condition.unread),
        "failing": condition.failing,
    }
    said = [f"{what}: {count:,}" for what, count in counts.items() if count]
    if condition.forgetting:
        said.append("takedown under way")
    if condition.last_crawl and condition.last_crawl.account.get("copies_behind"):
        said.append("copies behind")
    return ", ".join(said)
