import logging
from collections.abc import Callable

import pytest
from scrapy.http import Response

from newsarchive.exceptions import ArchiveBusy, Failed, OutOfRange, Quarantined
from newsarchive.items import DraftArticle, FailedArticle
from newsarchive.log_lines import LineLogFormatter, hide_known_tracebacks
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
def test_dropped(error: Exception, level: int, words: str, draft: Callable[..., DraftArticle]) -> None:
    line = FORMATTER.dropped(draft(body="text" * 1000), error, ANSWER, FinewsSpider())
    assert line["level"] == level
    assert line["msg"] % line["args"] == f"NW202203072298194131: {words}"  # type: ignore[operator]


def test_controls_of_a_hostile_id_are_escaped(draft: Callable[..., DraftArticle]) -> None:
    for line in (
        FORMATTER.scraped(draft(source_id="a\nb\x1b[2J"), ANSWER, FinewsSpider()),
        FORMATTER.item_error(draft(source_id="a\nb"), ValueError("x\r\ny"), ANSWER, FinewsSpider()),
        FORMATTER.dropped(
            FailedArticle("a\n", "http://a\n", "r", "d"), Failed("r", "d\n"), None, FinewsSpider()
        ),
    ):
        assert (line["msg"] % line["args"]).isprintable()  # type: ignore[operator]


def test_an_error_of_ours_has_no_traceback_from_asyncio(caplog: pytest.LogCaptureFixture) -> None:
    hide_known_tracebacks()
    hide_known_tracebacks()
    logger = logging.getLogger("asyncio")
    logger.error("told already", exc_info=ArchiveBusy("busy"))
    logger.error("news", exc_info=ValueError("x"))
    assert [record.message for record in caplog.records] == ["news"]
