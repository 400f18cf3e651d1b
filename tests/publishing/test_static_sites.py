"""Hostile bodies and the seed post, built by real generators and opened in a real browser."""

import shutil
from pathlib import Path

import pytest
from hostile import BODIES
from sites import article, build_hugo, build_jekyll, pages, title_in_chromium, write_post
from tree import events, executable, parse

from newsarchive.safe_html import safe_body

SEED = Path(__file__).parents[1] / "sites" / "finews" / "seed" / "post.md"
SEED_NAME = "2022-03-07-NW202203072298194131"


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"{program} is not installed on this machine"
    )


@pytest.fixture(scope="module")
def bodies() -> dict[str, str]:
    assert len(BODIES) >= 130
    return {f"NW{index:018}": safe_body(body) for index, body in enumerate(BODIES)}


def write_posts(folder: Path, bodies: dict[str, str]) -> None:
    for code, body in bodies.items():
        write_post(folder, f"2022-03-07-{code}", "标题", "上饶日报新闻", "shangraoribao", body)
    shutil.copy(SEED, folder / f"{SEED_NAME}.md")


@pytest.fixture(scope="module")
def jekyll_pages(tmp_path_factory, bodies) -> dict[str, str]:
    root = tmp_path_factory.mktemp("jekyll")
    write_posts(root / "source" / "_posts", bodies)
    build_jekyll(root / "source", root / "site")
    return pages(root / "site")


@pytest.fixture(scope="module")
def hugo_pages(tmp_path_factory, bodies) -> dict[str, str]:
    root = tmp_path_factory.mktemp("hugo")
    write_posts(root / "source" / "content" / "posts", bodies)
    build_hugo(root / "source", root / "site")
    return pages(root / "site")


def assert_published(built: dict[str, str], bodies: dict[str, str]) -> None:
    assert sorted(built) == sorted([SEED_NAME[11:].lower(), *(code.lower() for code in bodies)])
    seed = SEED.read_bytes().decode().split("---\n", 2)[2].split("\n\n<http")[0]
    wrong = []
    for code, body in {**bodies, SEED_NAME[11:]: seed}.items():
        post = article(built[code.lower()])
        assert executable(post) == [], (code, body)
        share = f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={code}"
        shown, expected = events(post), events(parse(body))
        link = [("p", {}), ("a", {"href": share}), share, ("end", "a"), ("end", "p")]
        if shown[: len(expected)] != expected or shown[len(expected) :][:5] != link:
            wrong.append((body[:300], shown[:20]))
    assert wrong == []


def assert_quiet(folder: Path, built: dict[str, str]) -> None:
    assert title_in_chromium(folder, list(built.values())) == "quiet"


@pytest.mark.jekyll
@needs("jekyll")
def test_jekyll_shows_every_body_as_it_is(jekyll_pages, bodies):
    assert_published(jekyll_pages, bodies)


@pytest.mark.hugo
@needs("hugo")
def test_hugo_shows_every_body_as_it_is(hugo_pages, bodies):
    assert_published(hugo_pages, bodies)


@pytest.mark.jekyll
@pytest.mark.chromium
@needs("jekyll")
@needs("chromium")
def test_nothing_runs_on_the_jekyll_site(tmp_path, jekyll_pages):
    assert_quiet(tmp_path, jekyll_pages)


@pytest.mark.hugo
@pytest.mark.chromium
@needs("hugo")
@needs("chromium")
def test_nothing_runs_on_the_hugo_site(tmp_path, hugo_pages):
    assert_quiet(tmp_path, hugo_pages)


@pytest.mark.chromium
@needs("chromium")
@pytest.mark.parametrize("body", ["<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>"])
def test_the_browser_would_notice(tmp_path, body):
    page = f"<html><head></head><body><article id=post>{body}</article></body></html>"
    assert title_in_chromium(tmp_path, [page, page]) == "EXECUTED"
