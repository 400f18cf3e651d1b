"""Hostile articles, published and built with layouts of our own: shown as their source wrote them, inert."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from articles import SEED_ID, Post
from browser import WATCH, assert_quiet, title_in_chromium
from builders import BUILDERS, PARAMS, Builder, Built, broken, complaints
from lxml import etree, html
from sites import needs
from tree import executable

from newsarchive.evidence import Evidence, Exchange
from newsarchive.items import Article, Gone
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.publishing.generator import GENERATORS
from newsarchive.publishing.publish import publish
from newsarchive.store.archive import Archive

STARTED = datetime(2022, 3, 8, 2, tzinfo=UTC)
LATER = STARTED + timedelta(hours=3)
ATOM = "{http://www.w3.org/2005/Atom}"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def articles(posts: list[Post]) -> list[Article]:
    """Those of the pipelines, with their hostile titles in every other text that a page shows."""
    return [
        replace(
            post.article, author=post.article.title, section=post.article.title,
            standfirst=post.article.standfirst or post.article.title, tags=(post.article.title[:80],),
        )
        for post in posts
    ]  # fmt: skip


@pytest.fixture(scope="module")
def archive(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], profile: SiteProfile
) -> Archive:
    """The seed was edited, and the next article withdrawn."""
    archive = Archive(tmp_path_factory.mktemp("output") / "finews", profile)
    proof = Evidence((), (Exchange(url="http://a.example/", status=200, body=b"SECRET", at=STARTED),))
    archive.open(started=STARTED, command="crawl", arguments={}, extraction="x")
    archive.write([extracted(one, profile, proof) for one in articles], now=STARTED)
    archive.close()
    archive.open(started=LATER, command="crawl", arguments={}, extraction="x")
    edited = replace(articles[0], body=f"{articles[0].body}<p>更正</p>")
    archive.write(
        [extracted(edited, profile, proof), Gone(articles[1].source_id, articles[1].url)], now=LATER
    )
    archive.close()
    return archive


@pytest.fixture(scope="module", params=PARAMS)
def site(
    request: pytest.FixtureRequest, archive: Archive, profile: SiteProfile,
    tmp_path_factory: pytest.TempPathFactory,
) -> Built:  # fmt: skip
    builder: Builder = request.param
    root = tmp_path_factory.mktemp(builder.name)
    publish(
        archive.folder, archive.private / "catalog.sqlite", profile, GENERATORS[builder.generator],
        root / "source", only_look=False,
    )  # fmt: skip
    return Built(root / "built", "", builder.build(root / "source", root / "built"))


@pytest.fixture(scope="module")
def pages(site: Built, articles: list[Article]) -> dict[str, str]:
    """The page of each article, by the article's id."""
    at = {Path(path).stem: path for path in site.files if path.count("/") == 5}
    return {one.source_id: site.bytes(at[one.source_id]).decode() for one in articles}


def test_it_is_built_without_a_warning_and_whole(site: Built, pages: dict[str, str]) -> None:
    assert complaints(site.said) == []
    assert len(pages) > 130
    assert broken(site) == []


def test_every_page_shows_what_its_article_says(pages: dict[str, str], articles: list[Article]) -> None:
    faults = {one.source_id: found for one in articles if (found := page_faults(pages[one.source_id], one))}
    assert faults == {}


def page_faults(page: str, article: Article) -> list[object]:
    """Where a page shows another text than the article has, and what on it could run."""
    root = html.fromstring(page)
    category, *labels = texts(root, "//footer[@class='labels']//a")
    shown = {
        "heading": (texts(root, "//h1"), [article.title]),
        "title": (root.findtext(".//title"), f"{article.title} – 金融消息"),
        "standfirst": (texts(root, "//p[@class='standfirst']"), [article.standfirst]),
        "description": (root.xpath("//meta[@name='description']/@content"), [article.standfirst]),
        "facts": (
            texts(root, "//dd[not(time)]"), [article.outlet, article.author, article.section]
        ),
        "time": (root.xpath("//dl//time/@datetime"), [article.published.isoformat(timespec="seconds")]),
        # The category is named by one of the outlets that share its slug; what is called so is said once.
        "labels": (labels, [name for name in (article.tag, *article.tags) if name != category]),
        "source": (
            [unquote(one) for one in root.xpath("//p[@class='source']/a/@href")], [unquote(article.link)]
        ),
    }  # fmt: skip
    (body,) = root.xpath("//div[@class='body']")
    wrong = [(name, *pair) for name, pair in shown.items() if pair[0] != pair[1]]
    ran = ["a template ran"] if re.search(r"EXECUTED|ZgotmplZ", page.replace(WATCH, "")) else []
    return [*wrong, *executable(html.fragment_fromstring(etree.tostring(body, encoding=str))), *ran]


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return ["".join(one.itertext()) for one in root.xpath(path)]


def test_edits_and_withdrawals_are_told_with_their_times(
    pages: dict[str, str], articles: list[Article]
) -> None:
    edited, withdrawn, plain = (html.fromstring(pages[one.source_id]) for one in articles[:3])
    assert articles[0].source_id == SEED_ID
    notices = [" ".join(text.split()) for text in texts(edited, "//p[contains(@class, 'notice')]")]
    assert notices == ["来源修改于 2022-03-08 13:00 +08:00"]
    notices = [" ".join(text.split()) for text in texts(withdrawn, "//p[contains(@class, 'notice')]")]
    assert notices == ["来源撤稿于 2022-03-08 13:00 +08:00"]
    assert texts(plain, "//p[contains(@class, 'notice')]") == []


def test_articles_lead_to_their_neighbours(site: Built, articles: list[Article]) -> None:
    address = f"/shangraoribao/2022/03/07/{SEED_ID}.html"
    ways = {rel: site.pages[address].xpath(f"//a[@rel='{rel}']") for rel in ("prev", "next")}
    for rel, other in (("prev", "next"), ("next", "prev")):
        for way in ways[rel]:
            there = site.pages[unquote(way.get("href"))]
            assert "".join(way.find("b").itertext()) == there.xpath("//h1")[0].text_content()
            assert there.xpath(f"//a[@rel='{other}']/@href") == [address]
    assert any(ways.values())


def test_the_feed_shows_every_text_as_it_is(site: Built, articles: list[Article]) -> None:
    feed = etree.fromstring(site.bytes("/feed.xml"))
    known = {one.source_id: one for one in articles}
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 30
    for entry in entries:
        article = known[Path(entry.find(f"{ATOM}link").get("href")).stem]
        assert entry.findtext(f"{ATOM}title") == article.title
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == article.author
        assert entry.findtext(f"{ATOM}summary") == article.standfirst
        assert len(entry.find(f"{ATOM}title")) == len(entry.find(f"{ATOM}summary")) == 0


def test_lists_show_every_title_as_it_is(site: Built, articles: list[Article]) -> None:
    titles = [text for path in site.files if path.startswith("/archive/") for text in listed(site, path)]
    assert sorted(titles) == sorted(one.title for one in articles)
    assert set(listed(site, "/index.html")) <= {one.title for one in articles}


def listed(site: Built, path: str) -> list[str]:
    return texts(site.pages[path], "//section[@class='day']//li/a")


@pytest.mark.chromium
@needs("chromium")
def test_nothing_runs_even_without_the_policy(tmp_path: Path, pages: dict[str, str], site: Built) -> None:
    if site.folder.parent.name.startswith("hugo") and BUILDERS[2].program:
        pytest.skip("the newest Hugo makes the same pages")
    everything = [
        *pages.values(),
        *(site.bytes(path).decode() for path in site.files if path.count("/") < 3 and path.endswith(".html")),
    ]
    policies = {found for page in everything for found in POLICY.findall(page)}
    (policy,) = policies
    assert policy.startswith("default-src 'none'; img-src 'self'; style-src 'self';")
    assert "script-src 'self';" in policy
    assert_quiet(tmp_path, [POLICY.sub("", page) for page in everything])


@pytest.mark.chromium
@needs("chromium")
def test_the_browser_would_notice(tmp_path: Path, pages: dict[str, str]) -> None:
    page = POLICY.sub("", pages[SEED_ID]).replace("</h1>", "<img src=x onerror=alert(1)></h1>")
    assert title_in_chromium(tmp_path, [page]) == "EXECUTED"
