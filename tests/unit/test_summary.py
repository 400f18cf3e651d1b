from rich.console import Console
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newsarchive.crawling.ledger import Ledger
from newsarchive.crawling.summary import cost_line, summary_lines
from newsarchive.items import Outcome
from newsarchive.showing.summary import summary_table
from spiders.finews import FinewsSpider


def stats() -> StatsCollector:
    collected = StatsCollector(Crawler(FinewsSpider))
    collected.set_value("elapsed_time_seconds", 3.14159)
    collected.set_value("downloader/request_count", 1234)
    collected.set_value("downloader/response_bytes", 5678901)
    return collected


def ledger() -> Ledger:
    accounts = Ledger()
    accounts.settle("a", Outcome.STORED)
    accounts.settle("b", Outcome.QUARANTINED, "no-date")
    accounts.settle("c", Outcome.FAILED, "http-404")
    accounts.settle("d", Outcome.FAILED, "http-404")
    return accounts


def shown(accounts: Ledger) -> list[str]:
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(summary_table("finews", accounts))
    return [" ".join(line.strip("│┃ ").replace("│", " ").split()) for line in capture.get().splitlines()]


def test_the_table_adds_up() -> None:
    lines = shown(ledger())
    for line in ("stored 1", "unchanged 0", "quarantined 1", "no-date 1", "failed 2", "http-404 2", "seen 4"):
        assert line in lines
    assert not [line for line in lines if line.startswith(("owed", "outside", "listings"))]


def test_what_stands_besides_is_shown_where_there_is_any() -> None:
    accounts = ledger()
    accounts.owed = 1
    accounts.dismiss("f")
    accounts.listings_unread = 3
    lines = shown(accounts)
    assert all(line in lines for line in ("owed 1", "outside since/until 1", "listings unread 3"))
    assert summary_lines(accounts, stats())[-1] == "besides: 1 owed, 1 outside since/until, 3 listings unread"


def test_the_lines_for_the_log() -> None:
    assert summary_lines(ledger(), stats()) == [
        "seen 4 = 1 stored + 0 unchanged + 1 quarantined + 2 failed;"
        " 3.1 s, 1,234 requests, 5,678,901 bytes received",
        "quarantined: 1 no-date",
        "failed: 2 http-404",
    ]


def test_a_run_without_any_request_has_a_cost_too() -> None:
    assert cost_line(StatsCollector(Crawler(FinewsSpider))) == "0.0 s, 0 requests, 0 bytes received"
