import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response, XmlResponse
from scrapy.settings import Settings
from scrapy.spidermiddlewares.httperror import HttpError

from newsarchive.crawling.asking import Answer, Ask, answer_of, follow, request_for
from newsarchive.drafting.draft_case import draft_case
from newsarchive.drafting.draft_profile import draft_profile
from newsarchive.drafting.looking import NotFetched
from newsarchive.drafting.surveying import Survey, survey
from newsarchive.drafting.trying import try_address
from newsarchive.drafting.which_profile import spider_for
from newsarchive.exceptions import ArgumentError
from newsarchive.items import Article, Draft, Lead
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.posts.post import post_bytes
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.automatic import automatic_profile

HOME = "https://news.example.cn/"
PROSE = "<p>" + "据当地主管部门统计，今年前五个月，全县累计完成投资三十二亿元，同比增长。" * 6 + "</p>"
TITLES = ("东江大桥今天正式通车", "春耕备耕正当时", "校园足球联赛在省城开幕", "新的地铁线路开工建设")


def article(number: int) -> str:
    title = TITLES[number]
    head = f"<h1 class=bt>{title}</h1><p class=time>2024-03-0{number + 1} 08:30</p>"
    body = f"<div class=text>{PROSE}<p>第{number}次。</p></div>"
    return f"<html lang=zh-CN><head><title>{title}_某网</title></head><body>{head}{body}</body></html>"


def site(**more: str) -> dict[str, str]:
    links = "".join(
        f"<li><a href=/a/10{n}00.html>{title}</a> 03-0{n + 1}</li>" for n, title in enumerate(TITLES)
    )
    pages = {f"{HOME}a/10{n}00.html": article(n) for n in range(len(TITLES))}
    return {
        HOME: f"<html lang=zh-CN><body><a href=/guonei/>国内</a><ul>{links}</ul></body></html>",
        **pages,
        **more,
    }


class Site:
    """A site that is asked without a network; counts what it is asked for."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def fetch(self, request: Request) -> Response:
        self.asked.append(request.url)
        text = self.pages.get(request.url)
        if text is None:
            raise NotFetched(request, IgnoreRequest("Forbidden by robots.txt"))
        kind = XmlResponse if text.startswith("<?xml") else HtmlResponse
        date = {"Date": "Fri, 01 May 2026 10:00:00 GMT"}
        return kind(request.url, body=text.encode(), encoding="utf-8", headers=date, request=request)


def done(look: Awaitable[Any]) -> Any:
    async def run() -> Any:
        return await look

    return asyncio.run(run())


def surveyed(pages: dict[str, str]) -> tuple[Survey, Site]:
    asked = Site(pages)
    return done(survey(asked.fetch, automatic_profile(HOME, Path("nowhere")), HOME)), asked


def test_a_handful_of_requests_shows_a_site() -> None:
    seen, asked = surveyed(site())
    assert len(seen.samples) == len(TITLES)
    assert len(asked.asked) <= 12
    assert len(asked.asked) == len(set(asked.asked))
    assert seen.feeds == seen.sitemaps == []
    assert seen.listing.address == HOME
    assert any("guonei" in trouble for trouble in seen.troubles)


def test_a_sitemap_is_named_only_if_it_is_there() -> None:
    sitemap = f'<?xml version="1.0"?><urlset><url><loc>{HOME}a/10000.html</loc></url></urlset>'
    seen, _ = surveyed(site(**{f"{HOME}sitemap.xml": sitemap}))
    assert seen.sitemaps == [f"{HOME}sitemap.xml"]
    robots = "User-agent: *\nSitemap: /news-map.xml\n"
    seen, _ = surveyed(site(**{f"{HOME}robots.txt": robots, f"{HOME}news-map.xml": sitemap}))
    assert seen.sitemaps == [f"{HOME}news-map.xml"]


FEED = '<?xml version="1.0"?><rss version="2.0"><channel>{}</channel></rss>'
ITEM = f"<item><title>{TITLES[0]}</title><link>{HOME}a/10000.html</link></item>"
MAP = f'<?xml version="1.0"?><urlset><url><loc>{HOME}a/10000.html</loc></url></urlset>'
GOOD = FEED.format(ITEM)
NO_LISTS = {
    "absent": None,
    "page": site()[HOME],
    "empty": FEED.format(""),
    "foreign": GOOD.replace(HOME, "https://elsewhere.example/"),
}


class Statuses(Site):
    """A site that answers 404 or 410 to what it has not."""

    status = 404

    async def fetch(self, request: Request) -> Response:
        if request.url in self.pages:
            return await super().fetch(request)
        raise NotFetched(request, HttpError(HtmlResponse(request.url, status=self.status, request=request)))


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("kind", NO_LISTS)
def test_a_list_that_no_run_could_read_is_left_out_with_the_reason(
    kind: str, order: int, status: int
) -> None:
    feeds = [f"{HOME}dead.xml", f"{HOME}good.xml", f"{HOME}better.xml"][::order]
    maps = [f"{HOME}old-map.xml", f"{HOME}map.xml"][::order]
    advertised = "".join(f'<link rel=alternate type="application/rss+xml" href={url}>' for url in feeds)
    pages = site() | {f"{HOME}good.xml": GOOD, f"{HOME}better.xml": GOOD, f"{HOME}map.xml": MAP}
    pages[HOME] = pages[HOME].replace("<body>", f"<head>{advertised}</head><body>")
    pages[f"{HOME}robots.txt"] = "".join(f"Sitemap: {url}\n" for url in maps)
    for url in (f"{HOME}dead.xml", f"{HOME}old-map.xml"):
        if text := NO_LISTS[kind]:
            pages[url] = text
    asked = Statuses(pages)
    asked.status = status
    seen = done(survey(asked.fetch, automatic_profile(HOME, Path("nowhere")), HOME))
    assert seen.feeds == [url for url in feeds if "dead" not in url]
    assert seen.sitemaps == [f"{HOME}map.xml"]
    assert set(seen.left_out) == {f"{HOME}dead.xml", f"{HOME}old-map.xml"}
    assert all(seen.left_out.values())
    assert len(asked.asked) == len(set(asked.asked))
    text = draft_profile(automatic_profile(HOME, Path("nowhere")), seen)
    drafted = SiteProfile.model_validate(yaml.safe_load(text)).discovery
    assert (list(drafted.feeds), list(drafted.sitemaps)) == (seen.feeds, seen.sitemaps)
    for url, why in seen.left_out.items():
        assert f"#   {url}  # {why[:40]}" in text
    if kind == "absent":
        assert all(str(status) in why for why in seen.left_out.values())


def test_a_sitemap_that_nobody_names_is_not_missed() -> None:
    seen = done(survey(Statuses(site()).fetch, automatic_profile(HOME, Path("nowhere")), HOME))
    assert seen.left_out == {}


def test_a_home_page_out_of_reach_ends_it() -> None:
    with pytest.raises(NotFetched, match=r"robots\.txt"):
        surveyed({})


def test_a_site_without_articles_is_said_to_have_none() -> None:
    with pytest.raises(ArgumentError, match="leads to no article that can be read: it links to none"):
        surveyed({HOME: "<p>nothing</p>"})
    with pytest.raises(ArgumentError, match="forbidden by"):
        surveyed({HOME: site()[HOME]})


def test_a_draft_is_read_back_as_it_was_meant() -> None:
    seen, _ = surveyed(site())
    text = draft_profile(automatic_profile(HOME, Path("nowhere")), seen)
    profile = SiteProfile.model_validate(yaml.safe_load(text))
    assert profile.name == "news.example.cn"
    assert profile.zone == "Asia/Shanghai"
    assert profile.article.page == "https://news.example.cn/a/{id}.html"
    assert [rule.css for rule in profile.article.title] == [".bt"]
    assert [rule.css for rule in profile.article.date] == [".time"]
    assert "4 of the 4" in text
    assert profile.category.fallback


def test_what_sites_say_of_themselves_cannot_break_the_draft() -> None:
    nasty = "a: b # \x1b[31m\n- {x}\u2028'\""
    home = site()[HOME].replace("国内", nasty)
    articles = {url: text.replace("_某网", f"_{nasty}") for url, text in site().items() if "/a/" in url}
    seen, _ = surveyed({HOME: home, **articles})
    seen.sections = {f"{HOME}x": nasty}
    text = draft_profile(automatic_profile(HOME, Path("nowhere")), seen)
    assert SiteProfile.model_validate(yaml.safe_load(text)).home == HOME
    assert "\x1b" not in text


def test_a_case_holds_what_was_answered_and_what_comes_of_it() -> None:
    seen, _ = surveyed(site())
    profile = SiteProfile.model_validate(
        yaml.safe_load(draft_profile(automatic_profile(HOME, Path("nowhere")), seen))
    )
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    case = draft_case(profile, seen, offline_pipelines(settings, profile))
    assert case
    assert set(case.files) == {"article.html.txt", "listing.html.txt", "meta.json", "item.json", "post.md"}
    assert case.files["article.html.txt"] == site()[case.address].encode()
    meta = json.loads(case.files["meta.json"])
    assert meta["fetched_at"] == datetime(2026, 5, 1, 10, tzinfo=UTC).isoformat()
    assert meta["listing"] == {"url": HOME}
    assert case.files["post.md"] == replayed(profile, case.files, offline_pipelines(settings, profile))


def replayed(profile: SiteProfile, files: dict[str, bytes], pipelines: Callable[[Draft], Article]) -> bytes:
    """The post out of the case's files alone, as the golden tests make it."""
    meta = json.loads(files["meta.json"])
    spider = spider_for(profile)
    article = Lead(meta["url"], source_id=meta["id"])

    def answer(ask: Ask) -> Answer:
        saved = meta["responses"][ask.url]
        headers = {
            "Content-Type": saved["content_type"],
            "Date": format_datetime(datetime.fromisoformat(meta["fetched_at"])),
        }
        request = request_for(ask, article.url)
        return answer_of(HtmlResponse(ask.url, body=files[saved["file"]], headers=headers, request=request))

    item = follow(spider.reader_of(article).read(), answer)
    assert isinstance(item, Draft)
    return post_bytes(pipelines(item), profile)


STORIES = ("The old bath closes in autumn", "No ferry before the spring", "A bridge for the upper town")


def old_fashioned(*, dated: bool) -> dict[str, str]:
    """A site of tables and ``font`` elements, whose articles state no date."""
    rows = "".join(
        f"<tr><td><font><a href=/s/{n}00.htm>{title}</a></font></td><td>{n} May 2024</td></tr>"
        if dated
        else f"<tr><td><font><a href=/s/{n}00.htm>{title}</a></font></td></tr>"
        for n, title in enumerate(STORIES, 1)
    )
    texts = [
        "<br><br>".join(
            f"{title}, the council said, and part {part} of the plan follows." for part in range(6)
        )
        for title in STORIES
    ]
    return {HOME: f"<html lang=en-US><body><table>{rows}</table></body></html>"} | {
        f"{HOME}s/{n}00.htm": f"<html lang=en-US><title>{title}</title><table><tr><td><font size=5>"
        f"<b>{title}</b></font><br><font>{text}</font></table></html>"
        for n, (title, text) in enumerate(zip(STORIES, texts, strict=True), 1)
    }


def test_articles_whose_listing_states_their_dates_are_read() -> None:
    seen = done(survey(Site(old_fashioned(dated=True)).fetch, automatic_profile(HOME, Path("nowhere")), HOME))
    assert len(seen.samples) == len(STORIES)
    drafted = draft_profile(automatic_profile(HOME, Path("nowhere")), seen)
    assert "Europe/Berlin" not in drafted


@pytest.mark.parametrize(("dated", "reason"), [(True, None), (False, "not-an-article")])
def test_try_judges_an_article_by_what_the_first_page_says(dated: bool, reason: str | None) -> None:
    spider = spider_for(automatic_profile(HOME, Path("nowhere")))
    settings = Settings()
    settings.setmodule("newsarchive.settings")
    pipelines = offline_pipelines(settings, spider.profile)
    look = Site(old_fashioned(dated=dated)).fetch
    tried = done(try_address(look, spider, pipelines, f"{HOME}s/100.htm", "article"))
    assert (tried.refused and tried.refused[0]) == reason
    assert bool(tried.post) == dated
    assert not tried.post or tried.post[0][10:] == "-100.md"
    assert dated or "listing" in tried.refused[1]
