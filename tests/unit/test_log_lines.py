import ast
import asyncio
import gc
import inspect
import logging
from collections.abc import Callable

import pytest
from scrapy.http import Response

from newsarchive import settings
from newsarchive.crawling.log_lines import LineLogFormatter, tell_why_it_ends
from newsarchive.exceptions import ArchiveBusy, Failed, OutOfRange, Quarantined
from newsarchive.items import Draft, Unfetched
from spiders.finews import FinewsSpider

FORMATTER = LineLogFormatter()
ANSWER = Response("http://a.example/")


@pytest.mark.parametrize(
    ("error", "level", "words"),
    [
        (Quarantined("no-date", "states no date"), logging.INFO, "quarantined (no-date): states no date"),
        (Failed("http-404", "gone"), logging.INFO, "failed (http-404): gone"),
        (OutOfRange("x"), logging.DEBUG, "outside since/until: x"),
    ],
)
def test_dropped(error: Exception, level: int, words: str, draft: Callable[..., Draft]) -> None:
    line = FORMATTER.dropped(draft(body="text" * 1000), error, ANSWER, FinewsSpider())
    assert line["level"] == level
    assert line["msg"] % line["args"] == f"NW202203072298194131: {words}"  # type: ignore[operator]


def test_controls_of_a_hostile_id_are_escaped(draft: Callable[..., Draft]) -> None:
    for line in (
        FORMATTER.scraped(draft(source_id="a\nb\x1b[2J"), ANSWER, FinewsSpider()),
        FORMATTER.item_error(draft(source_id="a\nb"), ValueError("x\r\ny"), ANSWER, FinewsSpider()),
        FORMATTER.dropped(Unfetched("a\n", "http://a\n", "r", "d"), Failed("r", "d\n"), None, FinewsSpider()),
    ):
        assert (line["msg"] % line["args"]).isprintable()  # type: ignore[operator]


def test_why_a_crawl_ends_is_told_once_and_in_words(caplog: pytest.LogCaptureFixture) -> None:
    async def crawl(error: Exception, *, told: bool) -> None:
        if told:
            tell_why_it_ends("finews", ArchiveBusy("busy"))
        raise error

    async def crawls() -> None:
        tasks = [
            asyncio.create_task(crawl(ArchiveBusy("busy"), told=True)),
            asyncio.create_task(crawl(ValueError("x"), told=False)),
        ]
        await asyncio.wait(tasks)

    asyncio.run(crawls())
    gc.collect()
    ours, unknown = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert ours.message == "finews: busy"
    assert unknown.exc_info
    assert isinstance(unknown.exc_info[1], ValueError)


def test_settings_do_nothing_but_state() -> None:
    """Importing them changes nothing of the process."""
    tree = ast.parse(inspect.getsource(settings))
    assert not [
        node for node in tree.body if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (("rule %s of robots.txt", "/\x1b[2J"), "rule /\\x1b[2J of robots.txt"),
        (("a\x9b31m\u202eb",), "a\\x9b31m\\u202eb"),
        (("{'A': 1,\n 'B': 2}",), "{'A': 1,\n 'B': 2}"),
        (("标题 %d", 1), "标题 1"),
    ],
)
def test_no_librarys_line_steers_a_terminal(
    said: tuple[object, ...], shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    LineLogFormatter()
    with caplog.at_level(logging.DEBUG, logger="protego"):
        logging.getLogger("protego").debug(*said)  # type: ignore[arg-type]
    assert caplog.messages == [shown]
