"""Hostile articles and the seed through the pipelines, real generators and a real browser."""

from pathlib import Path

import pytest
from articles import SEED, SEED_ID, Post
from browser import assert_quiet, title_in_chromium
from hostile import BODIES
from lines import DATES, DIGESTS, ENTITY_LINKS, LINKS, OUTLETS, TITLES
from seen import page_faults, sign_faults
from sites import needs

jekyll = [pytest.mark.jekyll, needs("jekyll")]
hugo = [pytest.mark.hugo, needs("hugo")]
SITES = [
    pytest.param("jekyll_pages", marks=jekyll, id="jekyll"),
    pytest.param("hugo_pages", marks=hugo, id="hugo"),
]


@pytest.fixture(params=SITES)
def built(request: pytest.FixtureRequest) -> dict[str, str]:
    return request.getfixturevalue(request.param)


def test_every_hostile_value_is_in_some_post(posts: list[Post]) -> None:
    assert len(posts) == len(BODIES) + 1 > 130
    assert max(map(len, (TITLES, OUTLETS, DIGESTS, LINKS, DATES))) <= len(BODIES)


def test_the_seed_comes_out_as_it_was(posts: list[Post]) -> None:
    (seed,) = [post for post in posts if post.article.source_id == SEED_ID]
    assert seed.content == SEED.read_bytes()
    assert seed.name == f"2022-03-07-{SEED_ID}.md"


def test_every_page_shows_what_its_article_says(
    built: dict[str, str], posts: list[Post], signs: dict[str, Post]
) -> None:
    assert sorted(built) == sorted(post.code for post in [*posts, *signs.values()])
    faults = {post.code: page_faults(built[post.code], post) for post in posts}
    assert {code: found for code, found in faults.items() if found} == {}


@pytest.mark.parametrize("text", ENTITY_LINKS)
def test_links_lead_where_they_say(text: str, built: dict[str, str], signs: dict[str, Post]) -> None:
    assert sign_faults(built[signs[text].code], signs[text]) == []


@pytest.mark.chromium
@needs("chromium")
def test_nothing_runs_on_the_site(tmp_path: Path, built: dict[str, str]) -> None:
    assert_quiet(tmp_path, list(built.values()))


@pytest.mark.chromium
@needs("chromium")
@pytest.mark.parametrize("body", ["<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>"])
@pytest.mark.parametrize(
    "page", ["<html><head></head><body><article id=post>%s</article></body></html>", "%s"]
)
def test_the_browser_would_notice(tmp_path: Path, page: str, body: str) -> None:
    assert title_in_chromium(tmp_path, [page % body] * 2) == "EXECUTED"
