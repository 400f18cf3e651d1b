"""Originals are inflated and judged by the rules of the wire."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from scrapy.crawler import Crawler

from newsarchive.evidence import Exchange
from newsarchive.items import Unfetched
from newsarchive.store.submissions import Extracted
from newsarchive.upkeep.replay import Replayer
from spiders.finews import FinewsSpider

SEED = Path(__file__).parents[1] / "sites" / "finews" / "seed"
ID = "NW202203072298194131"


def replayed(
    open_crawl: Callable[..., Crawler], body: bytes, encoding: bytes = b"", *, moved: bool = False
) -> Extracted | Unfetched:
    replayer = Replayer(open_crawl(FinewsSpider))
    known = replayer.spider.lead_at(f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={ID}")
    url = f"http://finews.zning.xyz/NewsData/GetNewsText.do?id={ID}"
    headers = ((b"Content-Type", b"text/html"), *(((b"Content-Encoding", encoding),) if encoding else ()))
    at = datetime(2022, 3, 7, 1, tzinfo=UTC)
    exchanges = [Exchange(url=url + "&x" * moved, status=200, headers=headers, body=body, at=at)]
    if moved:
        exchanges.append(
            Exchange(url=url, status=302, headers=((b"Location", url.encode() + b"&x"),), body=b"", at=at)
        )
    submission = replayer.read(known, exchanges)
    assert isinstance(submission, Extracted | Unfetched)
    return submission


@pytest.mark.parametrize(
    ("pack", "encoding"), [(bytes, b""), (gzip.compress, b"gzip"), (brotli.compress, b"br")]
)
@pytest.mark.parametrize("moved", [False, True])
def test_an_original_gives_the_same_post_however_it_came(
    open_crawl: Callable[..., Crawler], pack: Callable[[bytes], bytes], encoding: bytes, *, moved: bool
) -> None:
    made = replayed(open_crawl, pack((SEED / "text.json").read_bytes()), encoding, moved=moved)
    assert isinstance(made, Extracted)
    assert made.post == (SEED / "post.md").read_bytes()


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(bytes(99999))[:-9], b"gzip", "cut-short"), (b"{}", b"gzip", "bad-encoding"),
        (gzip.compress(bytes(9 << 20)), b"gzip", "too-large"), (bytes(99), b"", "not-text"),
    ],
)  # fmt: skip
def test_an_original_that_is_not_whole_fails(
    open_crawl: Callable[..., Crawler], body: bytes, encoding: bytes, reason: str
) -> None:
    made = replayed(open_crawl, body, encoding)
    assert isinstance(made, Unfetched)
    assert made.reason == reason
