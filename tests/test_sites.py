"""Golden cases: saved responses in, item and post out, byte for byte.

A case is a folder ``sites/SITE/CASE/``: the saved responses, ``meta.json``, and what must come of it:
``item.json`` and ``post.md``, or ``error.json``, which change only with ``--update-golden``.
``meta.json`` has the article's ``id`` and ``url``, ``fetched_at``, ``responses`` (what is saved of which
address; any other answers 404), ``pages`` (what is asked for the article, in this order), and ``listing``
with the ``url`` of the listing that shows it, where one does.

The first source's cases say less: its addresses follow from the id, and its listing is one link, of which
``listing`` has path and title.
"""

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exporters import PythonItemExporter
from scrapy.http import Headers, HtmlResponse, Request
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.utils.misc import build_from_crawler, load_object

from newsarchive.crawling.asking import Answer, Ask, Unanswered, answer_of, follow, request_for
from newsarchive.crawling.run import current_run
from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.spider_loader import SiteLoader
from newsarchive.exceptions import Failed, Quarantined
from newsarchive.items import Draft, End, Lead, Outcome

SITES = Path(__file__).parent / "sites"
CASES = sorted(path.parent for path in SITES.glob("*/*/meta.json"))
FINEWS = {"GetNewsText.do": "text.json", "NewsShare.html": "share.html", "withounder.com/": "post.html"}
EXPECTED = ("item.json", "post.md", "error.json")
LOADER = SiteLoader.from_settings(
    Settings({"SPIDER_MODULES": ["spiders"], "OUTPUT_DIR": str(SITES)})  # no archive's own profile
)


class Case:
    """One saved article and its way through the real spider and the real pipelines."""

    def __init__(self, folder: Path, crawler: Crawler) -> None:
        self.folder = folder
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self.crawler = crawler
        self.run = current_run(crawler)
        self.asked: list[str] = []
        assert isinstance(crawler.spider, SiteSpider)
        self.spider = crawler.spider

    def outcome(self) -> dict[str, bytes]:
        """What came of it, by the names of the files that expect it."""
        first = self.discovered()
        self.run.ledger.take_up(first.url)
        output = self.read(first) if isinstance(first, Lead) else first
        processor = build_from_crawler(load_object(self.crawler.settings["ITEM_PROCESSOR"]), self.crawler)
        try:
            article = asyncio.run(processor.process_item_async(output))
        except (Quarantined, Failed) as error:
            end = "quarantined" if isinstance(error, Quarantined) else "failed"
            return {"error.json": pretty({"outcome": end, "reason": error.reason, "detail": error.detail})}
        (post,) = self.run.archive.posts.folder.iterdir()
        item = {**PythonItemExporter().export_item(article), "post": post.name}
        return {"item.json": pretty(item), "post.md": post.read_bytes()}

    def discovered(self) -> Any:
        """The article, as a listing page or the ``ids=`` and ``urls=`` arguments give it to the run."""
        listing = self.meta.get("listing")
        if not listing and "url" in self.meta:
            return self.spider.lead_at(self.meta["url"])
        if not listing:
            known = self.spider.identify(self.meta["id"])
            assert known
            return Lead(known.url, source_id=known.source_id)
        if "url" not in listing:
            page = f'<ul><li><a href="{listing["path"]}">{listing["title"]}</a></li></ul>'
            found = self.listed(self.spider.profile.home, page.encode(), "text/html; charset=utf-8")
            return found[0]
        found = self.listed(listing["url"], *self.saved(listing["url"]))
        return next(one for one in found if one.url == self.meta["url"])

    def listed(self, url: str, body: bytes, content_type: str) -> list[Any]:
        """What the spider takes for articles on a listing."""
        headers = self.headers | {"Content-Type": content_type}
        asked = self.spider.listing_request(url)
        listing = HtmlResponse(url, body=body, headers=headers, request=asked)
        return [one for one in self.spider.parse_listing(listing) if not isinstance(one, Request)]

    def saved(self, url: str) -> tuple[bytes, str]:
        """The saved body of an address, and its content type; none where none was saved."""
        if "responses" in self.meta:
            page = self.meta["responses"].get(url)
            name, content_type = (page["file"], page["content_type"]) if page else ("absent", "")
        else:
            name, content_type = next(name for part, name in FINEWS.items() if part in url), ""
        self.last = name
        there = self.folder / name
        return (there.read_bytes() if there.exists() else b""), content_type

    def read(self, article: Lead) -> Draft | End:
        """What the site's reader makes of the saved pages."""
        return follow(self.spider.reader_of(article).read(), lambda ask: self.answer(ask, article.url))

    def answer(self, ask: Ask, article: str) -> Answer | Unanswered:
        """The saved page, or its absence."""
        body, content_type = self.saved(ask.url)
        self.asked.append(self.last)
        if not body:
            return Unanswered("http-404", f"{ask.url} answered 404")
        headers = self.headers | ({"Content-Type": content_type} if content_type else {})
        kind = responsetypes.from_args(headers=Headers(headers), url=ask.url, body=body)
        return answer_of(kind(ask.url, headers=headers, body=body, request=request_for(ask, article)))

    @property
    def headers(self) -> dict[str, str]:
        return {"Date": format_datetime(datetime.fromisoformat(self.meta["fetched_at"]))}


def pretty(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: str(folder.relative_to(SITES)))
def test_case(folder: Path, open_crawl: Callable[..., Crawler], request: pytest.FixtureRequest) -> None:
    case = Case(folder, open_crawl(LOADER.load(folder.parent.name)))
    got = case.outcome()
    if request.config.getoption("--update-golden"):
        for name in EXPECTED:
            (folder / name).unlink(missing_ok=True)
        for name, data in got.items():
            (folder / name).write_bytes(data)
    expected = {name: (folder / name).read_bytes() for name in EXPECTED if (folder / name).exists()}
    for name in sorted(expected.keys() | got.keys()):
        assert got.get(name, b"absent").decode() == expected.get(name, b"absent").decode(), name
    ledger = case.run.ledger
    assert ledger.seen == 1 == sum(map(ledger.count, Outcome))
    assert case.asked == case.meta["pages"], "a further page is fetched only for what is still missing"


def test_the_seed_is_the_formats_definition(open_crawl: Callable[..., Crawler]) -> None:
    folder = SITES / "finews" / "seed"
    saved = json.loads((folder / "text.json").read_text(encoding="utf-8"))
    demo = Path(__file__).parents[1] / "newsarchive" / "demo" / "seed.json"
    assert saved == json.loads(demo.read_text(encoding="utf-8"))
    assert Case(folder, open_crawl()).outcome()["post.md"] == (folder / "post.md").read_bytes()


def test_every_folder_is_a_case_with_one_expectation() -> None:
    folders = {path for path in SITES.glob("*/*") if path.is_dir()}
    assert folders == set(CASES)
    for folder in folders:
        there = {name for name in EXPECTED if (folder / name).exists()}
        assert there in ({"item.json", "post.md"}, {"error.json"}), folder
