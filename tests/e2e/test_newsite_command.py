"""``scrapy try`` and ``scrapy newsite``, as users type them, against the generated site."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from newsarchive.demo.responses import Response, page
from newsarchive.demo.server import Asked, serving
from newsarchive.profiles import load_profile
from tests.e2e.crawling import ROOT, Crawl, scrapy
from tests.e2e.test_typed_list import answer
from tests.newsite.article import Article
from tests.newsite.site import NewsSite, running_site


@pytest.fixture(scope="module")
def site() -> Iterator[NewsSite]:
    with running_site(120) as site:
        yield site


def one_of(site: NewsSite, key: str, *, pages: int = 1) -> Article:
    return next(a for a in site.shelf.by_channel[key] if (len(a.pages) > 1) == (pages > 1))


def run(command: str, *arguments: str, output: Path, proxy: str | None = None, cwd: Path = ROOT) -> Crawl:
    done = scrapy(command, *arguments, proxy=proxy, output=output, cwd=cwd)
    assert "Traceback" not in done.out + done.err
    return done


def test_an_article_is_shown_field_by_field_and_as_its_post(site: NewsSite, tmp_path: Path) -> None:
    article = one_of(site, "sports")
    done = run("try", site.shelf.base + article.path(), output=tmp_path / "output")
    assert done.code == 0
    assert "kind     article (the shape of its address" in done.out
    for word in ("title", "date", "body", "runners-up", "post     _posts/", "layout: post", "categories:"):
        assert word in done.out
    assert f"<{site.shelf.base}{article.path()}>" in done.out
    assert not (tmp_path / "output").exists()


@pytest.mark.long
def test_an_article_over_pages_is_shown_whole(site: NewsSite, tmp_path: Path) -> None:
    article = one_of(site, "world", pages=2)
    done = run("try", site.shelf.base + article.path(), output=tmp_path)
    assert done.code == 0
    assert f"         {site.shelf.base}{article.path(2)}\n" in done.out


@pytest.mark.long
def test_listings_and_feeds_are_shown_as_leads(site: NewsSite, tmp_path: Path) -> None:
    listing = run("try", f"{site.shelf.base}/china/", output=tmp_path)
    assert listing.code == 0
    assert "kind     listing" in listing.out
    assert "a date in the path" in listing.out
    feed = run("try", f"{site.shelf.base}/opinion/rss.xml", output=tmp_path)
    assert feed.code == 0
    assert "kind     feed" in feed.out
    assert not list(tmp_path.iterdir())


@pytest.mark.long
def test_a_spider_written_in_python_is_asked_itself(demo_site: str, tmp_path: Path) -> None:
    address = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203072298194131"
    done = run("try", address, output=tmp_path, proxy=demo_site)
    assert done.code == 0
    assert "profile  finews (its hosts match)" in done.out
    post = (ROOT / "tests" / "sites" / "finews" / "seed" / "post.md").read_text(encoding="utf-8")
    assert (
        post.split("\n")[:8] == done.out.partition("2022-03-07-NW202203072298194131.md\n")[2].split("\n")[:8]
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 64, "give one address"),
        (["ftp://a.example/"], 64, "no http(s) address"),
        (["SITE/", "--site", "nix\x1b[31m"], 64, "no such site: nix\\x1b[31m"),
        (["SITE/nowhere"], 1, "answered 404"),
        (["SITE/login"], 1, "forbidden by the site's robots.txt"),
        (["SITE/china/2005-01/01/content_1.htm"], 3, "no post is made of it (soft-404)"),
    ],
)
def test_what_cannot_be_shown_is_said(
    site: NewsSite, arguments: list[str], code: int, words: str, tmp_path: Path
) -> None:
    done = run("try", *(one.replace("SITE", site.shelf.base) for one in arguments), output=tmp_path)
    assert done.code == code
    assert words in done.out + done.err
    assert "\x1b[31m" not in done.out + done.err


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder of its own, so that drafts do not land in ours."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "spiders", folder / "spiders", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", folder)
    (folder / "newsarchive").symlink_to(ROOT / "newsarchive")
    return folder


@pytest.fixture(scope="module")
def drafted(site: NewsSite, project: Path) -> Crawl:
    return run("newsite", f"{site.shelf.base}/", "--name", "starsea", output=project / "output", cwd=project)


def test_a_draft_is_a_profile_that_says_what_to_check(site: NewsSite, project: Path, drafted: Crawl) -> None:
    assert drafted.code == 0, drafted.out + drafted.err
    path = project / "spiders" / "profiles" / "starsea.yml"
    profile = load_profile(path)
    assert profile.zone == "Asia/Shanghai"
    assert profile.discovery.feeds == (f"{site.shelf.base}/opinion/rss.xml",)
    assert profile.discovery.sitemaps == (f"{site.shelf.base}/sitemap.xml",)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../docs/profile.schema.json\n")
    assert (ROOT / "docs" / "profile.schema.json").exists()
    assert len(yaml.safe_load(text)["article"]) > 2
    assert not (project / "output").exists()


def test_its_pattern_matches_the_articles_and_no_listing(
    site: NewsSite, project: Path, drafted: Crawl
) -> None:
    pattern = load_profile(project / "spiders" / "profiles" / "starsea.yml").article.address
    assert pattern
    paths = [article.path() for article in site.shelf.articles]
    assert sum(bool(re.search(pattern, site.shelf.base + path)) for path in paths) > 0.9 * len(paths)
    lists = [channel.listing(n) for channel in {a.channel for a in site.shelf.articles} for n in (1, 2)]
    assert not [path for path in lists if re.search(pattern, site.shelf.base + path)]


def test_its_case_waits_for_a_review(project: Path, drafted: Crawl) -> None:
    folder = project / "tests" / "sites" / "starsea" / "first-article"
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert meta["reviewed"] is False
    for saved in meta["responses"].values():
        assert (folder / saved["file"]).stat().st_size
    item = json.loads((folder / "item.json").read_text(encoding="utf-8"))
    assert item["source_id"] == meta["id"]
    assert item["fetched_at"] == meta["fetched_at"]
    assert item["title"] in (folder / "post.md").read_text(encoding="utf-8")


@pytest.mark.long
def test_its_test_fails_until_somebody_has_reviewed_it_and_then_passes(project: Path, drafted: Crawl) -> None:
    ours = ROOT / "tests"
    for name in ("__init__.py", "conftest.py", "test_sites.py", "test_sites_reviewed.py"):
        shutil.copy(ours / name, project / "tests")
    shutil.copytree(ours / "loopback_only", project / "tests" / "loopback_only")
    command = [sys.executable, "-m", "pytest", "-q", "tests", "-k", "starsea", "-p", "no:cacheprovider"]

    def tested() -> str:
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=120, check=False)
        return done.stdout

    first = tested()
    assert "nobody has reviewed" in first
    assert "1 failed, 1 passed" in first
    meta = project / "tests" / "sites" / "starsea" / "first-article" / "meta.json"
    meta.write_text(meta.read_text(encoding="utf-8").replace('"reviewed": false', '"reviewed": true'))
    assert "2 passed" in tested()
    post = meta.with_name("post.md")
    post.write_bytes(post.read_bytes() + b"more than the page says")
    assert "1 failed, 1 passed" in tested()


@pytest.mark.long
def test_nothing_is_overwritten(site: NewsSite, project: Path, drafted: Crawl) -> None:
    path = project / "spiders" / "profiles" / "starsea.yml"
    before = path.read_bytes()
    again = run("newsite", f"{site.shelf.base}/", "--name", "starsea", output=project / "output", cwd=project)
    assert again.code == 64
    assert "starsea.yml is there already" in again.err
    assert path.read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["SITE/", "--name", "../x"], 64, "is no name"),
        (["SITE/nowhere/"], 1, "answered 404"),
    ],
)
def test_what_cannot_be_drafted_is_said(
    site: NewsSite, project: Path, arguments: list[str], code: int, words: str
) -> None:
    given = [one.replace("SITE", site.shelf.base) for one in arguments]
    done = run("newsite", *given, output=project / "output", cwd=project)
    assert done.code == code, done.out + done.err
    assert words in done.out + done.err


@pytest.mark.long
def test_the_draft_archives_the_site_as_it_is(
    site: NewsSite, project: Path, drafted: Crawl, tmp_path: Path
) -> None:
    done = run("archive", "starsea", "-a", "limit=12", output=tmp_path, cwd=project)
    assert done.code in {0, 2}, done.out + done.err
    assert len(list((tmp_path / "starsea" / "_posts").iterdir())) == 12


def with_dead_feed(asked: Asked) -> Response:
    if asked.url != "http://orchard.example/":
        return answer(asked)
    feeds = "".join(
        f'<link rel=alternate type="application/rss+xml" href=/{name}/feed.xml>'
        for name in ("old", "harvest")
    )
    rows = "".join(f'<li><a href="/2024/05/row-{n}-grafted">Row {n} is grafted</a></li>' for n in range(4))
    return page(f"<html lang=en><title>Orchard</title>{feeds}<body><main><ul>{rows}</ul></main></html>")


def test_a_dead_feed_is_told_and_makes_no_later_run_partial(project: Path) -> None:
    with serving(with_dead_feed) as proxy:
        told = {"output": project / "output", "proxy": proxy, "cwd": project}
        done = run("newsite", "http://orchard.example/", "--name", "orchard", **told)
        assert done.code == 0, done.out + done.err
        assert "left out of the profile: http://orchard.example/old/feed.xml: answered 404" in done.out
        path = project / "spiders" / "profiles" / "orchard.yml"
        assert load_profile(path).discovery.feeds == ("http://orchard.example/harvest/feed.xml",)
        assert "#   http://orchard.example/old/feed.xml  # answered 404" in path.read_text(encoding="utf-8")
        run("archive", "orchard", **told)
        later = run("archive", "orchard", **told)
    assert later.code == 0, later.out + later.err
