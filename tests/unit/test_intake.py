"""What a run asks for, in which order and how far: with a catalog, and pages that stand in the test."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import HtmlResponse, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.misc import arg_to_iter, build_from_crawler, load_object
from twisted.python.failure import Failure

from newsarchive.crawling.intake import IntakeMiddleware
from newsarchive.crawling.queue import ArticleQueue
from newsarchive.crawling.run import current_run
from newsarchive.crawling.spider import SiteSpider
from newsarchive.items import FailedListing, Lead, Outcome, Unfetched
from newsarchive.learning.learned import Newest
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.listing_rows import ListingRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.unread import Trouble

HOME = "https://a.example/"
RULES: dict[str, Any] = {
    "listings": HOME, "links": "a.article", "sections": "a.section", "next": "a.next", "automatic": False,
}  # fmt: skip
TEXT = "<p>A paragraph of an article that goes on for long enough to be taken for one.</p>" * 5
PAGE = f"<h1>A title</h1><time>2026-05-01 10:00</time><article>{TEXT}</article>"


def story(number: int) -> str:
    return PAGE.replace("A title", f"Title {number}")


def listing(*articles: int, sections: Iterable[str] = (), following: str = "") -> str:
    links = "".join(f'<a class="article" href="/{n}" title="No. {n}"></a>' for n in articles)
    links += "".join(f'<a class="section" href="/{name}"></a>' for name in sections)
    return links + (f'<a class="next" href="/{following}"></a>' if following else "")


class Crawl:
    """A run of its own, driven as Scrapy's engine drives it, one request after another."""

    def __init__(self, crawler: Crawler, pages: dict[str, str | int]) -> None:
        self.intake = IntakeMiddleware.from_crawler(crawler)
        self.ledger = self.intake.ledger
        self.processor = build_from_crawler(load_object(crawler.settings["ITEM_PROCESSOR"]), crawler)
        self.pages = {HOME + name: page for name, page in pages.items()}
        self.asked: list[str] = []
        asyncio.run(asyncio.wait_for(self._crawl(), 60))
        asyncio.run(current_run(crawler).spider_closed("finished"))

    async def _crawl(self) -> None:
        async for output in self.intake.process_start(self.intake.spider.start()):
            await self._take(output)

    async def _take(self, output: Any) -> None:
        if isinstance(output, Request):
            await self._fetch(output)
            return
        with suppress(DropItem):
            await self.processor.process_item_async(output)
        self.intake.note_progress(output)

    async def _fetch(self, request: Request) -> None:
        self.asked.append(request.url.removeprefix(HOME))
        page = self.pages[request.url]
        if isinstance(page, int) and page not in request.meta["handle_httpstatus_list"]:
            response = Response(request.url, page, request=request)
            failure = Failure(HttpError(response))  # type: ignore[no-untyped-call]
            failure.request = request  # type: ignore[attr-defined]
            assert request.errback
            for output in arg_to_iter(request.errback(failure)):
                await self._take(output)
            return
        status, body = (page, "") if isinstance(page, int) else (200, page)
        headers = {"Content-Type": "text/html", "ETag": '"1"'}
        answer = HtmlResponse(request.url, status, headers, body.encode(), request=request)
        assert request.callback
        found = _each(request.callback(answer, **request.cb_kwargs))
        async for output in self.intake.process_spider_output(answer, found):
            await self._take(output)


async def _each(found: Any) -> AsyncIterator[Any]:
    """What a callback gives, be it a generator or a coroutine, as Scrapy takes it."""
    if isinstance(found, AsyncIterator):
        async for output in found:
            yield output
    else:
        for output in arg_to_iter(await found):
            yield output


@pytest.fixture
def crawl(open_crawl: Callable[..., Crawler], tmp_path: Path) -> Callable[..., Crawl]:
    runs = count()

    def run(
        pages: dict[str, str | int],
        rules: dict[str, Any] | None = None,
        article: dict[str, str] | None = None,
        **given: str,
    ) -> Crawl:
        profile = SiteProfile.model_validate({
            "name": "a", "home": HOME, "zone": "UTC", "discovery": RULES | (rules or {}),
            "category": {"fallback": "A"},
            "article": {"title": "h1", "date": "time", "body": "article", **(article or {})},
        })  # fmt: skip
        path = tmp_path / f"profile{next(runs)}" / "a.yml"  # each is read once
        path.parent.mkdir()
        path.write_text(profile.model_dump_json(exclude_defaults=True), encoding="utf-8")
        spider = type("Spider", (SiteSpider,), {"name": "a", "profile_path": path})
        return Crawl(open_crawl(spider, **given), {str(n): story(n) for n in (1, 2, 3)} | pages)

    return run


def test_a_listing_waits_until_the_articles_of_the_one_before_are_done(crawl: Callable[..., Crawl]) -> None:
    done = crawl({"": listing(1, 2, sections=["b"]), "b": listing(2, 3)})
    assert done.asked == ["", "1", "2", "b", "3"]
    assert (done.ledger.seen, done.ledger.owed, done.ledger.listings_unread) == (3, 0, 0)


def test_nothing_is_read_twice_in_a_run(crawl: Callable[..., Crawl]) -> None:
    done = crawl({"": listing(1, 1, sections=["b"]), "b": listing(1, sections=["", "b"])})
    assert done.asked == ["", "1", "b"]


def test_an_article_that_the_user_named_is_all_that_is_asked(crawl: Callable[..., Crawl]) -> None:
    done = crawl({"": listing(1, 2)}, urls=f"{HOME}2")
    assert (done.asked, done.ledger.taken_up) == (["2"], 1)


def test_what_the_limit_leaves_is_owed_and_comes_first_in_the_next_run(crawl: Callable[..., Crawl]) -> None:
    pages = {"": listing(1, 2, sections=["b"]), "b": listing(3)}
    first = crawl(pages, limit="1")
    assert (first.asked, first.ledger.owed) == (["", "1"], 1)
    assert crawl(pages).asked == ["2", "", "b", "3"]


def test_a_listing_that_no_run_has_read_is_asked_by_the_next_one(crawl: Callable[..., Crawl]) -> None:
    pages = {"": listing(1, sections=["b"]), "b": listing(2), "c": listing(3)}
    assert "b" not in crawl(pages, limit="1").asked
    assert "b" in crawl(pages | {"": listing(1)}).asked


def test_a_listing_that_has_not_changed_leads_where_it_led_before(crawl: Callable[..., Crawl]) -> None:
    pages: dict[str, str | int] = {"": listing(1, sections=["b"]), "b": listing(2)}
    crawl(pages)
    again = crawl({"": 304, "b": listing(2, 3)})
    assert [name for name in again.asked if name in pages] == ["", "b"]
    assert "3" in again.asked


def test_a_chain_of_pages_without_anything_new_ends(crawl: Callable[..., Crawl]) -> None:
    pages = {f"p{n}": listing(1, following=f"p{n + 1}") for n in range(9)}
    assert crawl({"": listing(1, following="p0")} | pages, {"stop_after": 2}).asked == ["", "1", "p0", "p1"]


@pytest.mark.parametrize(
    ("links", "says"),
    [
        ([("/sport-12", "A cup"), ("/local-12", "A mill")], "1 id stands for two articles, of which one"),
        ([("/a-1", "A"), ("/b-1", "B"), ("/a-2", "C"), ("/b-2", "D"), ("/c-2", "E")], "2 ids stand for two"),
        ([("/sport-12", "A cup"), ("/the-cup-12", "A cup")], ""),
        ([("/sport-12", "A cup"), ("/sport-12?utm_source=x", "The cup!")], ""),
        ([("/sport-12", "A cup"), ("/local-12", "")], ""),
    ],
)  # fmt: skip
def test_an_id_of_two_articles_is_said(
    crawl: Callable[..., Crawl], links: list[tuple[str, str]], says: str
) -> None:
    page = "".join(f'<a class="article" href="{path}" title="{title}"></a>' for path, title in links)
    pages = {path.lstrip("/"): story(n) for n, (path, _) in enumerate(links)}
    notes = crawl({"": page, **pages}, article={"id": r"-(\d+)(?:\?|$)"}).ledger.notes
    assert [note[: len(says)] for note in notes] == [says] * bool(says)


NO_ARTICLE = "<h1>Monday</h1><p>Nothing is on.</p>"


@pytest.mark.parametrize(("stop_after", "pages_read"), [(1, 1), (2, 2), (3, 3)])
def test_a_calendar_without_end_is_left(
    crawl: Callable[..., Crawl], stop_after: int, pages_read: int
) -> None:
    """Each day of it is new, and none is an article; the next run does not go on with it either."""
    days = {f"{n}": NO_ARTICLE for n in range(10, 40)}
    months = {f"m{n}": listing(n, n + 1, following=f"m{n + 2}") for n in range(10, 38, 2)}
    pages = {"": listing(1, following="m10"), **months, **days}
    run = crawl(pages, {"stop_after": stop_after})
    assert [name for name in run.asked if name.startswith("m")] == list(months)[:pages_read]
    assert (run.ledger.listings_unread, run.ledger.partial) == (0, False)
    assert "no page before it shows an article" in run.ledger.notes[0]
    again = crawl({**pages, "": 304}, {"stop_after": stop_after})
    assert not set(months) - set(list(months)[:pages_read]) & set(again.asked)
    assert not again.ledger.listings_unread


def test_an_article_among_a_calendars_days_keeps_it_going(crawl: Callable[..., Crawl]) -> None:
    days = {f"{n}": NO_ARTICLE for n in range(10, 30)}
    for n in (13, 17, 21, 25):  # every other page has one
        days[str(n)] = story(n)
    months = {f"m{n}": listing(n, n + 1, following=f"m{n + 2}") for n in range(10, 26, 2)}
    run = crawl({"": listing(1, following="m10"), **months, "m26": listing(26), **days}, {"stop_after": 2})
    assert [name for name in run.asked if name.startswith("m")] == [*months, "m26"]
    assert not run.ledger.notes


def test_a_chain_ends_before_the_window(crawl: Callable[..., Crawl]) -> None:
    feed = "<rss><channel>{}<link rel='next' href='/p2'/></channel></rss>"
    old = "<item><link>/1</link><pubDate>2026-04-01</pubDate></item>"
    pages = {"": feed.format(old.replace("04-01", "05-02") + old.replace("/1", "/2")), "p2": listing(3)}
    assert "p2" in crawl(pages, since="2026-05-01").asked
    pages |= {"": feed.format(old)}
    assert "p2" not in crawl(pages, {"depth": 1}, since="2026-05-01").asked


def test_a_run_reads_as_many_listings_as_it_may(
    crawl: Callable[..., Crawl], caplog: pytest.LogCaptureFixture
) -> None:
    done = crawl({"": listing(1, sections=["b", "c"]), "b": listing(2), "c": listing(3)}, {"budget": 2})
    assert done.asked == ["", "1", "b", "2"]
    assert "2 listings are a run's budget" in caplog.text


@pytest.mark.parametrize("page", [503, "<p>Redesigned!</p>", "\0"])
def test_a_listing_that_cannot_be_read_is_unread_and_holds_nothing_up(
    page: str | int, crawl: Callable[..., Crawl]
) -> None:
    done = crawl({"": page, "b": listing(1)}, {"listings": [HOME, f"{HOME}b"]})
    assert done.asked == ["", "b", "1"]
    assert done.ledger.listings_unread == 1
    assert done.ledger.partial


@pytest.mark.parametrize(("page", "partial"), [(404, 1), (410, 1), (503, 5)])
def test_a_dead_link_among_lists_does_not_make_every_run_partial(
    page: int, partial: int, crawl: Callable[..., Crawl]
) -> None:
    pages: dict[str, str | int] = {"": listing(1, sections=["b"]), "b": page}
    runs = [crawl(pages, recheck="none") for _ in range(7)]
    assert [run.ledger.partial for run in runs] == [True] * partial + [False] * (7 - partial)
    assert "b" in runs[5].asked
    assert "b" not in runs[6].asked, "it waits"


def test_what_is_due_comes_although_a_list_is_not_asked_yet(
    crawl: Callable[..., Crawl], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def waiting(_: ArticleQueue, url: str) -> Trouble | None:
        return Trouble("http-503", counts=True, is_news=False, waits=True) if url.endswith("/b") else None

    pages: dict[str, str | int] = {"": listing(1, sections=["b"]), "b": listing(2)}
    crawl(pages)
    monkeypatch.setattr(ArticleQueue, "waiting", waiting)
    done = crawl(pages, recheck="all")
    assert done.asked == ["", "1", "2"]
    assert done.ledger.listings_unread == 1


def test_a_list_that_died_counts_until_it_answers(crawl: Callable[..., Crawl]) -> None:
    pages: dict[str, str | int] = {"": listing(1, sections=["b"]), "b": listing(2)}
    assert not crawl(pages).ledger.partial
    runs = [crawl(pages | {"b": 404}, recheck="none") for _ in range(7)]
    assert [run.ledger.partial for run in runs] == [True] * 7
    assert not crawl(pages, recheck="all").ledger.partial


def test_the_page_behind_the_last_one_may_be_missing(crawl: Callable[..., Crawl]) -> None:
    pages: dict[str, str | int] = {"": listing(1, following="b"), "b": listing(2, following="c"), "c": 404}
    done = crawl(pages)
    assert done.asked == ["", "1", "b", "2", "c"]
    assert not done.ledger.partial


def test_an_article_that_fails_holds_nothing_up(crawl: Callable[..., Crawl]) -> None:
    done = crawl({"": listing(1, 2), "1": 503})
    assert done.asked == ["", "1", "2"]
    assert (done.ledger.count(Outcome.FAILED), done.ledger.count(Outcome.STORED)) == (1, 1)


def test_an_address_that_no_request_can_have_fails_and_holds_nothing_up(
    crawl: Callable[..., Crawl], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = SiteSpider.article_request

    def refusing(spider: SiteSpider, article: Lead, newest: Newest) -> Request:
        refused = replace(article, url="no address") if article.url.endswith("/1") else article
        return ask(spider, refused, newest)

    monkeypatch.setattr(SiteSpider, "article_request", refusing)
    done = crawl({"": listing(1, 2)})
    assert done.asked == ["", "2"]
    assert done.ledger.reasons(Outcome.FAILED) == {"bad-address": 1}


def test_a_page_that_makes_the_reader_stumble_is_accounted_for(open_crawl: Callable[..., Crawler]) -> None:
    intake = IntakeMiddleware.from_crawler(open_crawl())
    intake.ledger.take_up(HOME)
    page = HtmlResponse(f"{HOME}2", request=Request(f"{HOME}2", meta={"article": HOME}))
    intake.process_spider_exception(page, HttpError(page))
    assert intake.ledger.is_open(HOME), "its errback is told of that"
    intake.process_spider_exception(page, RecursionError())
    assert intake.ledger.reasons(Outcome.FAILED) == {"internal-RecursionError": 1}


def test_what_a_listing_rejects_by_itself_is_counted_once(open_crawl: Callable[..., Crawler]) -> None:
    intake = IntakeMiddleware.from_crawler(open_crawl())
    rejected = Unfetched("x", f"{HOME}x", "no-id")
    assert intake.admits(rejected)
    intake.ledger.settle(rejected.url, Outcome.FAILED)
    assert not intake.admits(rejected)
    assert intake.admits(FailedListing(HOME, "http-404", "gone"))


FINEWS = "http://finews.withounder.com/"
SHOWN = Lead(
    "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW1", source_id="NW202203072298194131"
)


def test_a_listing_that_ends_while_the_catalog_is_asked_is_not_forgotten(
    open_crawl: Callable[..., Crawler],
) -> None:
    intake = IntakeMiddleware.from_crawler(open_crawl())
    fetched: list[HtmlResponse] = []
    ask = intake.queue.next

    async def start() -> AsyncIterator[Request]:
        yield intake.spider.listing_request(FINEWS)

    async def shown() -> AsyncIterator[Lead]:
        yield SHOWN

    async def next_articles(*, more_to_come: bool) -> list[Lead]:
        found = await ask(more_to_come=more_to_come)
        if fetched:  # the listing's articles are noted after the catalog was read
            assert [one async for one in intake.process_spider_output(fetched.pop(), shown())] == []
        return found

    async def asked() -> list[str]:
        urls: list[str] = []
        async for request in intake.process_start(start()):
            urls.append(request.url)
            if "listing" in request.meta:
                fetched.append(HtmlResponse(request.url, request=request))
            else:
                intake.ledger.settle(request.meta["article"], Outcome.FAILED, "not asked")
                intake.note_progress()
        return urls

    intake.queue.next = next_articles  # type: ignore[method-assign]
    listing, article = asyncio.run(asyncio.wait_for(asked(), 10))
    assert listing == FINEWS
    assert SHOWN.source_id in article


def test_what_a_budget_leaves_unread_is_said_and_makes_the_run_partial(crawl: Callable[..., Crawl]) -> None:
    pages = {"": listing(1, sections="bcd"), "b": listing(2), "c": listing(3), "d": listing(3)}
    done = crawl(pages, {"budget": 2})
    assert done.asked == ["", "1", "b", "2"]
    assert (done.ledger.listings_unread, done.ledger.partial) == (2, True)


def test_a_run_that_recognises_no_article_says_so(crawl: Callable[..., Crawl]) -> None:
    nothing = crawl({"": listing(sections=["b"]), "b": listing(sections=["c"]), "c": "<p>Nothing</p>"})
    assert nothing.ledger.partial
    assert "nothing that the listings show is recognised as an article" in nothing.ledger.shortfall
    assert not crawl({"": listing(1, sections=["b"]), "b": listing(2)}).ledger.partial


def test_all_that_is_asked_again_at_a_persons_wish_is_asked_without_condition(
    crawl: Callable[..., Crawl],
) -> None:
    crawl({"": listing(1, 2), "1": story(1).replace("2026-05-01", "2099-05-01")})
    later = crawl({"": listing(1, 2), "1": 304, "2": 304}, recheck="all")
    assert later.ledger.reasons(Outcome.FAILED) == {"http-304": 2}, "no condition was asked by"
    last = crawl({"": listing(1, 2)}, recheck="all")
    assert last.ledger.reasons(Outcome.STORED) == {"": 1}


INDEX = "<sitemapindex>{}</sitemapindex>"


def index(*stated: tuple[str, str]) -> str:
    entries = (
        f"<sitemap><loc>{HOME}{name}</loc><lastmod>{date}</lastmod></sitemap>" for name, date in stated
    )
    return INDEX.format("".join(entries))


@pytest.mark.parametrize(
    ("stated", "read", "skipped"),
    [
        ([("a.xml", "2019-01-01"), ("b.xml", "2026-05-02")], ["b.xml"], 1),
        ([("a.xml", "2019-01-01"), ("b.xml", "2019-02-01")], ["b.xml"], 1),
        ([("a.xml", "2019-01-01"), ("b.xml", "2019-01-01")], ["a.xml", "b.xml"], 0),
        ([("a.xml", "2019-01-01")], ["a.xml"], 0),
    ],
)
def test_lists_skipped_by_their_own_date_are_said_and_read_where_none_is_kept_up(
    stated: list[tuple[str, str]], read: list[str], skipped: int, crawl: Callable[..., Crawl]
) -> None:
    rules = {"listings": [], "sitemaps": f"{HOME}index.xml"}
    found = {name: f"<urlset><url><loc>{HOME}1</loc></url></urlset>" for name, _ in stated}
    done = crawl({"index.xml": index(*stated)} | found, rules, since="2026-04-01")
    assert [name for name in done.asked if name in found] == read
    assert done.ledger.before_window == skipped
    assert bool(skipped) == ("last changed before since=" in done.ledger.skipped)


def test_a_scheduled_run_asks_the_listings_whose_time_has_come(crawl: Callable[..., Crawl]) -> None:
    pages = {"": listing(1, sections=["b"]), "b": listing(2)}
    assert crawl(pages, listings="due").asked == ["", "1", "b", "2"]
    quiet = crawl(pages, listings="due")
    assert quiet.asked == []
    assert (quiet.ledger.partial, quiet.ledger.listings_unread, quiet.ledger.shortfall) == (False, 0, "")
    assert crawl(pages).asked == ["", "b"], "what a person types asks them all"


def test_what_a_listing_leads_to_has_a_time_of_its_own(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    pages: dict[str, str | int] = {"": listing(1, sections=["b", "c"]), "b": listing(2), "c": listing(3)}
    crawl(pages)
    make_due(tmp_path, "b")
    assert crawl(pages, listings="due").asked == ["b"], "though the one that leads there rests"


def test_a_further_page_is_asked_where_the_one_before_shows_something_new(
    crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    pages: dict[str, str | int] = {"": listing(1, following="more"), "more": listing(2)}
    crawl(pages)
    assert crawl(pages, listings="due").asked == []
    make_due(tmp_path, "")
    pages[""] = listing(3, 1, following="more")
    assert crawl(pages, listings="due").asked == ["", "3", "more"]


def test_a_list_that_nobody_leads_to_any_more_calls_for_no_run(
    crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    pages: dict[str, str | int] = {"": listing(1, sections=["b"]), "b": listing(2)}
    crawl(pages)
    make_due(tmp_path, "", "b")
    pages[""] = listing(1)
    assert crawl(pages, listings="due").asked == [""]
    with closing(sqlite3.connect(tmp_path / "a" / "_archive" / "catalog.sqlite")) as catalog:
        rows = dict(catalog.execute("SELECT url, next_ask IS NULL FROM listing").fetchall())
    assert rows == {HOME: 0, HOME + "b": 1}


def test_a_first_listing_that_fails_time_and_again_is_left_alone_by_scheduled_runs(
    crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    crawl({"": listing(1)})
    make_due(tmp_path, "")
    pages: dict[str, str | int] = {"": 500}
    assert [crawl(pages, listings="due").asked for _ in range(8)] == [[""]] * 6 + [[]] * 2
    assert crawl(pages, listings="due").ledger.partial, "its articles are missing all the same"
    assert crawl(pages).asked == [""]


def make_due(folder: Path, *names: str) -> None:
    """Let the time of these listings have come."""
    archive = Archive(folder / "a", SiteProfile.model_validate({"name": "a", "home": HOME}))
    archive.open(started=datetime.now(UTC), command="test", arguments={}, extraction="")

    def work(rows: Rows) -> None:
        for name in names:
            row = rows.one(ListingRow, url=HOME + name)
            assert row
            rows.replace(replace(row, next_ask=row.asked))

    archive.transact(work)
    archive.close()
