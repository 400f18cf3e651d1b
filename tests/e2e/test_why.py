"""``why`` says of any address what an archive knows of it, for every kind of site alike."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.listing_rows import ListingRow, ShownRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import State
from tests.covering import without_browser
from tests.e2e.crawling import scrapy
from tests.every_site import EVERY_SITE, serving

pytestmark = pytest.mark.long


@dataclass
class Archived:
    """An archive after one run, and an article of it that a list showed."""

    output: Path
    name: str
    article: ArticleRow
    listing: str


@pytest.fixture(scope="module", params=without_browser(EVERY_SITE))
def archived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    folder = tmp_path_factory.mktemp("site")
    with serving(request.param, folder) as site:
        output = folder / "output"
        site.archive(output)
    with reading(output / site.name / "_archive" / "catalog.sqlite") as rows:
        shown = rows.where(ShownRow)
        lists = {row.id: row.url for row in rows.where(ListingRow)}
        stored = {row.id: row for row in rows.where(ArticleRow, state=State.PUBLISHED)}
    one = next(row for row in shown if row.article in stored)
    return Archived(output, site.name, stored[one.article], lists[one.listing])


def why(archived: Archived, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    done = scrapy("why", *arguments, "--json", proxy=None, output=archived.output)
    assert done.code == code, done.out + done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_an_archived_article_is_explained(archived: Archived) -> None:
    (told,) = why(archived, archived.article.url)
    article = told["article"]
    assert (told["site"], article["id"]) == (archived.name, archived.article.source_id)
    assert archived.listing in [one["list"] for one in article["listed"]]
    assert [(one["outcome"], one["status"]) for one in article["asked"]] == [("stored", 200)]
    assert article["post"] == archived.article.post
    assert [one["number"] for one in article["revisions"]] == [1]


def test_by_its_id_its_post_and_a_further_form_of_its_address_it_is_the_same(archived: Archived) -> None:
    expected = why(archived, archived.article.url)
    for form in (archived.article.source_id, archived.article.post or "", archived.article.url + "#top"):
        assert why(archived, form, "--site", archived.name) == expected


def test_a_list_is_explained(archived: Archived) -> None:
    (told,) = why(archived, archived.listing)
    assert told["list"]["shown"] >= 1
    assert told["list"]["newest"]
    assert [(day["asked"], day["failed"]) for day in told["list"]["days"]] == [(1, 0)]


def test_what_was_never_shown_has_a_nearest(archived: Archived) -> None:
    head, _, tail = archived.article.url.rstrip("/").rpartition("/")
    other = tail.translate(str.maketrans("0123456789", "9876543210"))
    (told,) = why(archived, f"{head}/x{other}", code=1)
    assert told["found"] is False
    assert told["nearest"]["url"]


def test_it_fits_eighty_columns(archived: Archived) -> None:
    done = scrapy("why", archived.article.url, proxy=None, output=archived.output, more={"COLUMNS": "80"})
    assert done.code == 0
    assert {word for line in done.out.splitlines() for word in line.split()} >= {"listed", "asked", "judged"}
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "give one address"),
        (["https://a.example/1"], "there is no archive"),
        (["https://a.example/1", "--site", "finews"], "there is no archive of finews"),
    ],
)
def test_wrong_usage_is_one_line(tmp_path: Path, arguments: list[str], words: str) -> None:
    done = scrapy("why", *arguments, proxy=None, output=tmp_path)
    assert done.code == 64
    assert words in done.err
    assert len(done.err.splitlines()) == 1
