"""What the spider of a site asks for, and what it makes of what is answered, by the profile alone."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.misc import arg_to_iter
from twisted.python.failure import Failure

from newsarchive.crawling.spider import SiteSpider
from newsarchive.discovery.left_out import LeftOut
from newsarchive.drafting.which_profile import spider_for
from newsarchive.evidence import Validators
from newsarchive.exceptions import ArgumentError
from newsarchive.items import Draft, FailedListing, Gone, Lead, Unfetched
from newsarchive.profiles import SiteProfile

HOME = "https://a.example/"
LIST = "https://a.example/api?page={page}"
SELECTED = {"links": "a.article", "sections": "a.section", "next": "a.next"}
RULES = SELECTED | {"listings": HOME, "automatic": False}
JSON = {"json_lists": {"url": LIST, "items": "d", "fields": {"url": "u"}}}
ARTICLE = {"title": "h1", "date": "time", "body": "article"}
PAGE = "<h1>A title</h1><time>2026-05-01 10:00</time><article><p>The text of it.</p></article>"


def site(discovery: dict[str, Any] | None = None, **more: Any) -> SiteProfile:
    given = {"name": "a", "home": HOME, "zone": "UTC", "language": "en", "article": ARTICLE, **more}
    return SiteProfile.model_validate({"discovery": discovery or RULES} | given)


def spider_of(folder: Path, profile: SiteProfile, **given: str) -> SiteSpider:
    """A spider with arguments, of a profile on disk as users have it."""
    path = folder / "a.yml"
    path.write_text(profile.model_dump_json(exclude_defaults=True), encoding="utf-8")
    made: SiteSpider = type("Spider", (SiteSpider,), {"name": "a", "profile_path": path})(**given)
    return made


def failure_of(request: Request, status: int) -> Failure:
    failure = Failure(HttpError(Response(request.url, status, request=request)))  # type: ignore[no-untyped-call]
    failure.request = request  # type: ignore[attr-defined]
    return failure


def shown(spider: SiteSpider, page: str, *, status: int = 200, **place: Any) -> list[Any]:
    """What comes of a listing."""
    asked = spider.listing_request(place.pop("url", HOME), **place)
    headers = {"Content-Type": "text/html", "Date": "Fri, 01 May 2026 10:00:00 GMT"}
    response = HtmlResponse(asked.url, status, headers, page.encode(), request=asked)

    async def read() -> list[Any]:
        return [one async for one in spider.read_listing(response)]

    return asyncio.run(read())


@pytest.mark.parametrize(
    ("rules", "first"),
    [
        ({"automatic": False}, [HOME]),
        ({"depth": 3}, [HOME, f"{HOME}robots.txt"]),
        ({"feeds": f"{HOME}rss", "listings": f"{HOME}b/", "automatic": False}, [f"{HOME}rss", f"{HOME}b/"]),
        (JSON | {"automatic": False}, [LIST.format(page=1)]),
    ],
)  # fmt: skip
def test_a_run_begins_where_the_profile_says(rules: dict[str, Any], first: list[str]) -> None:
    assert [one.url for one in spider_for(site(rules)).begin()] == first


def test_the_user_may_name_articles_instead(tmp_path: Path) -> None:
    (named,) = spider_of(tmp_path, site(), urls=f"{HOME}news/1.html?utm_source=x").begin()
    assert named == Lead(f"{HOME}news/1.html", source_id="/news/1.html", again=True)


def test_what_the_user_names_must_be_the_sites(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="is not allowed"):
        spider_of(tmp_path, site(), urls="https://b.example/news/1.html")


def test_a_listing_leads_to_articles_and_to_further_listings() -> None:
    page = """<a class="article" href="/news/1.html" title="One"></a><a class="section" href="/sport/"></a>
      <a class="article" href="https://b.example/2.html"></a><a class="next" href="?p=2"></a>"""
    foreign, one, section, following = shown(spider_for(site()), page, away=1)
    assert foreign == LeftOut("other-site", "https://b.example/2.html")
    assert (one.source_id, one.link, one.title) == ("/news/1.html", f"{HOME}news/1.html", "One")
    assert (section.url, section.meta["away"], section.meta["goes_on"]) == (f"{HOME}sport/", 2, False)
    assert (following.url, following.meta["away"], following.meta["goes_on"]) == (f"{HOME}?p=2", 1, True)


def test_the_day_that_a_list_states_counts_in_the_sites_zone() -> None:
    feed = """<rss><channel><item><link>/news/1.html</link><pubDate>Thu, 30 Apr 2026 20:00:00 GMT</pubDate>
      </item><item><link>/news/2.html</link><pubDate>soon</pubDate></item></channel></rss>"""
    one, two = shown(spider_for(site(zone="Asia/Shanghai")), feed)
    assert (str(one.day), one.stated_date) == ("2026-05-01", "Thu, 30 Apr 2026 20:00:00 GMT")
    assert (two.day, two.stated_date) == (None, "soon")


@pytest.mark.parametrize(("away", "followed"), [(2, True), (3, False)])
def test_listings_are_followed_so_far_and_no_further(away: int, followed: bool) -> None:
    page = '<a class="section" href="/sport/"></a><a class="next" href="?p=2"></a>'
    found = [request.url for request in shown(spider_for(site()), page, away=away)]
    assert found == [f"{HOME}sport/"] * followed + [f"{HOME}?p=2"]


def test_indexes_of_sitemaps_are_followed_further_than_listings() -> None:
    index = "<sitemapindex><sitemap><loc>/b.xml</loc><lastmod>2026-04-30</lastmod></sitemap></sitemapindex>"
    spider = spider_for(site({"depth": 0}))
    (request,) = shown(spider, index, away=4)
    assert (request.meta["away"], str(request.meta["changed"])) == (5, "2026-04-30")
    assert shown(spider, index, away=5) == []


def test_a_listing_that_lists_nothing_is_reported() -> None:
    (failed,) = shown(spider_for(site()), "<p>Redesigned!</p>")
    assert (failed.url, failed.reason) == (HOME, "no-links")


@pytest.mark.parametrize(("goes_on", "failed"), [(False, 1), (True, 0)])
def test_an_empty_page_is_the_end_of_a_list_and_no_failure_unless_it_is_the_first(
    goes_on: bool, failed: int
) -> None:
    spider = spider_for(site(JSON))
    asked = spider.listing_request(LIST.format(page=4), goes_on=goes_on)
    output = list(spider.parse_listing(TextResponse(asked.url, body=b'{"d": []}', request=asked)))
    assert [isinstance(one, FailedListing) for one in output] == [True] * failed


def test_a_listing_that_cannot_be_read_is_reported() -> None:
    spider = spider_for(site(JSON))
    asked = spider.listing_request(LIST.format(page=1))
    (failed,) = spider.parse_listing(TextResponse(asked.url, body=b'{"d": [', request=asked))
    assert (failed.url, failed.reason) == (asked.url, "unreadable-json")
    (failed,) = spider.listing_failed(failure_of(asked, 503))
    assert (failed.url, failed.reason) == (asked.url, "http-503")


def test_what_was_only_guessed_may_be_missing() -> None:
    spider = spider_for(site())
    assert 404 in spider.listing_request(f"{HOME}robots.txt").meta["handle_httpstatus_list"]
    assert 404 not in spider.listing_request(HOME).meta["handle_httpstatus_list"]
    assert shown(spider, "Not found", status=404, url=f"{HOME}sitemap.xml") == []


def test_a_known_listing_is_asked_whether_it_has_changed() -> None:
    spider = spider_for(site())
    known = Validators(HOME, etag='"1"')
    asked = spider.listing_request(HOME, known)
    assert asked.headers["If-None-Match"] == b'"1"'
    assert shown(spider, "", status=304, known=known) == []


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        (HOME, True), ("http://sub.a.example/x", False), ("https://a.example:8443/x", False),
        ("https://b.example/", True),
        ("https://x.c.example/", True),
        ("https://c.example/", False), ("https://xc.example/", False), ("https://d.example/", False),
    ],
)  # fmt: skip
def test_which_addresses_are_the_sites(address: str, ours: bool) -> None:
    spider = spider_for(site(hosts=["a.example", "b.example", "*.c.example"]))
    assert spider.is_ours(address) is ours


def test_an_article_is_read_over_all_its_pages() -> None:
    spider = spider_for(site(article=ARTICLE | {"pages": "a.on"}))
    lead = Lead(f"{HOME}news/1.html", source_id="1")
    first = spider.article_request(lead)
    assert (first.url, first.meta["article"]) == (lead.url, lead.url)
    (second,) = answered(first, PAGE + '<a class="on" href="1_2.html"></a>')
    assert (second.url, second.meta["article"]) == (f"{HOME}news/1_2.html", lead.url)
    (draft,) = answered(second, "<article><p>The end.</p></article>")
    assert isinstance(draft, Draft)
    assert draft.body == "<p>The text of it.</p>\n<p>The end.</p>"


@pytest.mark.parametrize(
    ("status", "archived", "end"), [(404, True, Gone), (404, False, Unfetched), (503, True, Unfetched)]
)
def test_what_becomes_of_an_article_that_is_not_to_be_had(
    status: int, archived: bool, end: type[Gone | Unfetched]
) -> None:
    request = spider_for(site()).article_request(Lead(f"{HOME}1", source_id="1", archived=archived))
    assert request.errback
    (found,) = arg_to_iter(request.errback(failure_of(request, status)))
    assert type(found) is end
    assert (found.url, found.reason) == (f"{HOME}1", f"http-{status}")


def answered(request: Request, page: str) -> list[Any]:
    assert request.callback
    response = HtmlResponse(request.url, body=page, encoding="utf-8", request=request)
    return list(arg_to_iter(asyncio.run(request.callback(response, **request.cb_kwargs))))


def test_the_profiles_pace_is_kept_unless_the_command_line_says_otherwise(tmp_path: Path) -> None:
    kind = type(spider_of(tmp_path, site(politeness={"delay": 7, "concurrency": 3})))
    settings = Settings({"DOWNLOAD_DELAY": 1})
    settings.set("CONCURRENT_REQUESTS", 9, priority="cmdline")
    kind.update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == 7
    assert settings.getint("CONCURRENT_REQUESTS") == 9
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 3
