"""What a profile expects: of every article, and of what a run's listings show."""

from collections.abc import Callable
from typing import Any

import pytest

from newsarchive.crawling.ledger import Ledger, expected_articles
from newsarchive.exceptions import ExtractionError
from newsarchive.pipelines.expectations import ExpectationsPipeline
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.run_arguments import parse_arguments


def site(**expectations: Any) -> SiteProfile:
    return SiteProfile(name="a.example", home="http://a.example/", expectations=expectations)


@pytest.mark.parametrize("field", ["author", "source", "section", "image", "digest"])
def test_a_field_that_all_articles_have_is_missed(field: str, draft: Callable[..., Any]) -> None:
    pipeline = ExpectationsPipeline(site(fields=[field]))
    assert pipeline.process_item(draft(**{field: "有"}))
    for nothing in (None, "", "  ", "&nbsp;"):
        with pytest.raises(ExtractionError) as caught:
            pipeline.process_item(draft(**{field: nothing}))
        assert caught.value.reason == f"missing-{field}"


def test_a_category_that_nobody_knows_is_held_back(draft: Callable[..., Any]) -> None:
    pipeline = ExpectationsPipeline(site(categories=["yaowen", "caijing"]))
    assert pipeline.process_item(draft(category="caijing"))
    with pytest.raises(ExtractionError, match=r"'guanggao' .* is none of yaowen, caijing") as caught:
        pipeline.process_item(draft(category="guanggao"))
    assert caught.value.reason == "unexpected-category"


def test_without_expectations_everything_passes(draft: Callable[..., Any]) -> None:
    assert ExpectationsPipeline(site()).process_item(draft(category="whatever"))


def listed(expected: int, **given: str) -> Ledger:
    profile = site(articles=expected)
    return Ledger(expected=expected_articles(profile, parse_arguments(given, profile)))


def test_too_few_articles_are_told() -> None:
    articles = listed(3)
    articles.note_shown(["a", "b"])
    articles.note_shown(["b"])
    assert articles.shortfall.startswith("the listings show 2 articles, and the profile expects 3")
    articles.note_shown(["c"])
    assert articles.shortfall == ""


def test_a_listing_that_has_not_changed_shows_what_it_showed() -> None:
    articles = listed(3)
    articles.note_unchanged_listing()
    assert articles.shortfall == ""


@pytest.mark.parametrize("given", [{"limit": "1"}, {"urls": "http://a.example/2024/01/05/a.html"}])
def test_a_part_of_the_site_may_show_less(given: dict[str, str]) -> None:
    assert listed(3, **given).shortfall == ""
