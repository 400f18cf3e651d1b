"""A site that nobody wrote a profile for: found, read, stored, and every promise of the store kept."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.crawling import Crawl, scrapy, snapshot
from tests.newsite.comparing import Result, compare
from tests.newsite.posts import posts_of
from tests.newsite.site import NewsSite, running_site

pytestmark = pytest.mark.long

ARTICLES = 120


@pytest.fixture(scope="module")
def site() -> Iterator[NewsSite]:
    with running_site(ARTICLES) as site:
        yield site


def news(site: NewsSite, output: Path, *arguments: str, path: str = "/") -> Crawl:
    url = f"url={site.shelf.base}{path}"
    done = scrapy("archive", "news", "-a", url, *arguments, proxy=None, output=output)
    assert "Traceback" not in done.out + done.err
    return done


def archive_of(output: Path) -> Path:
    (folder,) = output.iterdir()
    return folder


@pytest.fixture(scope="module")
def crawled(site: NewsSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("news")
    assert news(site, output).code in {0, 2, 3}  # the home page has a dead link
    return output


@pytest.fixture(scope="module")
def result(site: NewsSite, crawled: Path) -> Result:
    return compare(site.truths(), posts_of(crawled))


def test_every_article_is_found_and_nothing_else(result: Result) -> None:
    assert sum(result.stored.values()) == sum(result.articles.values()) == ARTICLES
    assert result.foreign == []
    assert result.doubled == []


def test_articles_are_read_as_they_are(result: Result) -> None:
    told = "\n".join(result.differences)
    assert (result.share("title") or 0) >= 0.995, told
    assert (result.share("minute") or 0) >= 0.99, told
    assert (result.share("body") or 0) >= 0.98, told
    assert result.share("joined") == 1, told


def test_the_account_adds_up(site: NewsSite, tmp_path: Path) -> None:
    out = news(site, tmp_path, "-a", "limit=7").out
    rows = re.findall(r"│ (seen|stored|unchanged|quarantined|failed)\s+│\s+(\d+) │", out)
    count = {label: int(number) for label, number in rows}
    assert count["seen"] == count["stored"] + count["unchanged"] + count["quarantined"] + count["failed"] == 7


def test_a_second_run_without_news_stores_nothing(site: NewsSite, crawled: Path) -> None:
    posts = snapshot(archive_of(crawled) / "_posts")
    warcs = set((archive_of(crawled) / "_archive" / "originals").iterdir())
    news(site, crawled)
    assert snapshot(archive_of(crawled) / "_posts") == posts
    assert set((archive_of(crawled) / "_archive" / "originals").iterdir()) == warcs


def test_the_archive_is_a_site_like_any_other(crawled: Path) -> None:
    name = archive_of(crawled).name
    assert name in scrapy("list", proxy=None, output=crawled).out.split()
    for command in (["verify", name], ["status", name], ["replay", name]):
        done = scrapy(*command, proxy=None, output=crawled)
        assert done.code == 0, done.out + done.err
        assert "Traceback" not in done.err


def test_its_own_profile_is_used_from_then_on(site: NewsSite, crawled: Path, tmp_path: Path) -> None:
    shutil.copytree(archive_of(crawled), tmp_path / archive_of(crawled).name)
    own = archive_of(tmp_path) / "_archive" / "site.yml"
    own.write_text(own.read_text() + "zone: Asia/Shangai\n")
    for spider in (["news", "-a", f"url={site.shelf.base}/"], [archive_of(tmp_path).name]):
        done = scrapy("archive", *spider, proxy=None, output=tmp_path)
        assert done.code == 78
        assert "Asia/Shangai" in done.out + done.err


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (None, "url= is missing"),
        ("ftp://a.example/", "no http(s) address"),
        ("http://[", "no http(s) address"),
        ("nonsense words", "no http(s) address"),
    ],
)
def test_what_is_no_address_is_named(url: str | None, words: str, tmp_path: Path) -> None:
    given = ["-a", f"url={url}"] if url else []
    done = scrapy("archive", "news", *given, proxy=None, output=tmp_path)
    assert done.code == 64
    assert words in done.out + done.err
    assert "Traceback" not in done.out + done.err


@pytest.mark.parametrize("path", ["/china/", "/opinion/rss.xml", "/sitemap.xml"])
def test_a_section_a_feed_or_a_sitemap_stands_for_what_it_lists(
    site: NewsSite, path: str, tmp_path: Path
) -> None:
    news(site, tmp_path, path=path)
    found = compare(site.truths(), posts_of(tmp_path))
    assert 5 <= sum(found.stored.values()) < ARTICLES
    assert found.foreign == found.doubled == []


def test_what_a_window_leaves_out_is_read_later(site: NewsSite, tmp_path: Path) -> None:
    since = sorted(article.published for article in site.shelf.articles)[-20].date()
    inside = sum(article.published.date() >= since for article in site.shelf.articles)
    news(site, tmp_path, "-a", f"since={since}")
    assert len(list((archive_of(tmp_path) / "_posts").iterdir())) == inside
    news(site, tmp_path, "-a", "recheck=none")
    assert len(list((archive_of(tmp_path) / "_posts").iterdir())) == ARTICLES
