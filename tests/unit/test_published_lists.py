"""Addresses and lists of a published site."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.profiles import SiteProfile
from newsarchive.publishing.addresses import Addresses, numbered, place_of
from newsarchive.publishing.generator import GENERATORS, HUGO, JEKYLL, Generator, Page, file_of
from newsarchive.publishing.lists import A_PAGE, Lists
from newsarchive.publishing.published_article import PublishedArticle

BEGAN = datetime(2021, 11, 1, tzinfo=UTC)


def profile_with(**category: object) -> SiteProfile:
    said = {"name": "harbour.example", "home": "https://harbour.example/", "category": category}
    return SiteProfile.model_validate(said)


def made(count: int, *, hours: int = 7, tags: int = 3) -> list[PublishedArticle]:
    addresses = Addresses(profile_with(), ["quay", "pier"], [])
    articles = []
    for number in range(count):
        published = BEGAN + timedelta(hours=hours * number)
        name, category = f"{published:%Y-%m-%d}-story-{number}", ("quay", "pier")[number % 2]
        articles.append(
            PublishedArticle(
                name=name,
                address=addresses.article(category, f"{name}.md"),
                title=f"Story {number}",
                published=published,
                outlet="Harbour",
                category=category,
                tag=category.title(),
                tags=(f"tag {number % tags}",),
                link=f"https://harbour.example/{number}",
            )
        )
    return articles


def pages_of(shown: list[PublishedArticle]) -> dict[str, Page]:
    tags = dict.fromkeys(label for one in shown for label in one.labels)
    addresses = Addresses(profile_with(), ["quay", "pier"], tags)
    pages = list(Lists(shown, addresses).pages())
    assert len({page.address.casefold() for page in pages}) == len(pages)
    return {page.address: page for page in pages}


def chain(pages: dict[str, Page], address: str) -> list[Page]:
    """The pages of a list, the newest first, as a reader goes through them."""
    found = [pages[address]]
    while older := found[-1].data["older"]:
        assert pages[older].data["newer"] == found[-1].address
        found.append(pages[older])
    return found


@pytest.mark.parametrize("count", [1, 2, 199, 200, 201, 202, 399, 400, 401, 1203])
def test_every_article_is_in_each_of_its_lists_once_and_in_order(count: int) -> None:
    shown = made(count, tags=1)
    pages = pages_of(shown)
    for address, its in {
        "/tag/tag0.html": shown,
        "/category/quay.html": shown[::2],
        "/category/pier.html": shown[1::2],
    }.items():
        if not its:
            continue
        parts = chain(pages, address)
        urls = [line["url"] for part in parts for line in part.data["articles"]]
        assert urls == [one.address for one in reversed(its)]
        assert all(0 < len(part.data["articles"]) <= 200 for part in parts)
        assert [part.data["page"] for part in parts] == list(range(len(parts), 0, -1))
        assert [part.data["pages"] for part in parts] == [len(parts), *[None] * (len(parts) - 1)]
    months = Counter(f"{one.published:%Y-%m}" for one in shown)
    counted = {
        line["month"]: line["count"] for year in pages["/archive/"].data["years"] for line in year["months"]
    }
    assert counted == months
    for month, number in months.items():
        assert sum(len(p.data["articles"]) for p in chain(pages, f"/archive/{month}.html")) == number


@given(st.integers(1, 1500), st.integers(1, 400))
@settings(max_examples=30)
def test_a_numbered_page_does_not_change_when_articles_come(before: int, more: int) -> None:
    old, new = (pages_of(made(count, tags=1)) for count in (before, before + more))
    for address, page in old.items():
        if page.layout == "list" and re.search(r"/\d+\.html$", address) and address in new:
            told, now = page.data, new[address].data
            is_last = not re.search(r"/\d+\.html$", told["newer"])
            assert told == (now | {"newer": told["newer"]} if is_last else now)


def test_one_more_article_changes_few_files() -> None:
    old, new = (pages_of(made(n, tags=40)) for n in (2000, 2001))
    files = [{a: JEKYLL.page_file(page) for a, page in pages.items()} for pages in (old, new)]
    changed = {address for address, data in files[1].items() if files[0].get(address) != data}
    assert len(changed) < 20, sorted(changed)


def test_home_feed_and_terms() -> None:
    shown = made(500)
    pages = pages_of(shown)
    home, feed = pages["/"].data, pages["/feed.xml"].data
    assert [line["title"] for line in home["articles"]] == [f"Story {n}" for n in range(499, 469, -1)]
    assert [line["url"] for line in feed["articles"]] == [line["url"] for line in home["articles"]]
    assert feed["updated"] == shown[-1].published.isoformat()
    assert [(line["name"], line["count"]) for line in home["categories"]] == [("Pier", 250), ("Quay", 250)]
    assert len(home["months"]) == 5
    assert [a["month"] > b["month"] for a, b in pairwise(home["months"])] == [True] * 4
    assert {line["name"]: line["count"] for line in pages["/tags.html"].data["terms"]} == {
        "Pier": 250, "Quay": 250, "tag 0": 167, "tag 1": 167, "tag 2": 166,
    }  # fmt: skip
    mapped = [line["url"] for line in pages["/sitemap-1.xml"].data["pages"]]
    assert len(mapped) == len(set(mapped))
    kinds = {"front", "list", "months", "terms"}
    assert set(mapped) == {one.address for one in shown} | {a for a, p in pages.items() if p.layout in kinds}
    assert pages["/sitemap.xml"].data["sitemaps"] == ["/sitemap-1.xml"]


def test_a_list_says_beside_a_title_what_its_own_title_does_not() -> None:
    shown = [replace(one, outlet="") for one in made(4, tags=1)]
    shown[2] = replace(shown[2], outlet="Ferry Times")
    beside = {
        address: [line.get("outlet") for line in page.data["articles"]]
        for address, page in pages_of(shown).items()
        if page.layout in {"list", "front"} and not address.startswith("/archive")
    }
    assert beside == {
        "/": ["Pier", "Ferry Times", "Pier", "Quay"],
        "/category/pier.html": [None, None],
        "/category/quay.html": ["Ferry Times", None],
        "/tag/Pier.html": [None, None],
        "/tag/Quay.html": ["Ferry Times", None],
        "/tag/tag0.html": ["Pier", "Ferry Times", "Pier", "Quay"],
    }


def test_an_article_names_tags_that_its_category_does_not() -> None:
    shown = made(2, tags=1)
    lists = Lists(shown, Addresses(profile_with(), ["quay", "pier"], ["Quay", "Pier", "tag 0"]))
    assert [[label["name"] for label in lists.labels(one)] for one in shown] == [["tag 0"], ["tag 0"]]


def test_a_site_without_articles_has_its_pages() -> None:
    pages = pages_of([])
    assert pages.keys() >= {"/", "/archive/", "/feed.xml", "/sitemap.xml", "/404.html", "/search.html"}
    for generator in GENERATORS.values():
        for page in pages.values():
            assert generator.page_file(page).startswith(b"---\n")


SLUGS = [
    "Quay",
    "quay",
    "QUAY",
    "_hidden",
    "..",
    "",
    "a b",
    "河",
    "x" * 200,
    "2022",
    "con",
    "a/b",
    "(x)",
    "index",
    "Index",
]


def test_no_two_addresses_are_alike_but_for_their_case_and_none_needs_encoding() -> None:
    rules = profile_with(page="https://harbour.example/category/{slug}.html")
    for profile in (profile_with(), rules):
        addresses = Addresses(profile, SLUGS, [*SLUGS, "河", "何", "***", "Quäy", "12:30"])
        lists = [addresses.category(slug) for slug in SLUGS]
        lists += [addresses.tag(name) for name in (*SLUGS, "何", "***", "Quäy")]
        names = [addresses.article(slug, "2022-03-07-NW1.md") for slug in SLUGS]
        for some in (lists, names):
            assert len({one.casefold() for one in some}) == len(some)
        for one in lists + names:
            assert re.fullmatch(r"(/[A-Za-z0-9(][A-Za-z0-9_()-]{0,99})+\.html", one), one
            assert not one.casefold().endswith("/index.html"), "Hugo takes its folder for one page"


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("https://harbour.example/category/{slug}.html", "/category/quay.html"),
        ("https://harbour.example/news/{slug}/", "/news/quay/"),
        ("https://harbour.example/news/{slug}", "/news/quay/"),
        ("https://harbour.example/{slug}.htm", "/quay.htm"),
        ("https://harbour.example/?section={slug}", "/category/quay.html"),
        ("https://elsewhere.example/news/{slug}/", "/category/quay.html"),
        ("https://harbour.example/", "/category/quay.html"),
        ("https://harbour.example/archive/{slug}/", "/category/quay.html"),
        ("https://harbour.example/tag/{slug}.html", "/category/quay.html"),
        ("https://harbour.example/index.html", "/category/quay.html"),
        ("https://harbour.example/search.html", "/category/quay.html"),
        ("https://harbour.example/posts/{slug}.html", "/category/quay.html"),
        ("https://harbour.example/../{slug}/", "/category/quay.html"),
        ("https://harbour.example/_x/{slug}/", "/category/quay.html"),
        ("https://harbour.example/a//{slug}/", "/category/quay.html"),
        ("https://harbour.example/%2e/{slug}/", "/category/quay.html"),
        ("https://harbour.example/2022/{slug}/", "/category/quay.html"),
        ("https://harbour.example/{slug}/list.html", "/category/quay.html"),
        ("https://harbour.example/category/fixed.html", "/category/quay.html"),
        ("https://harbour.example/category.html", "/category/quay.html"),
        ("https://harbour.example/category/", "/category/quay.html"),
        ("https://harbour.example/index.htm", "/category/quay.html"),
        ("https://harbour.example/{slug}/Index.html", "/category/quay.html"),
        ("https://harbour.example/{slug}/index.en.html", "/category/quay.html"),
        ("https://harbour.example/{slug}/1.html", "/category/quay.html"),
        ("https://harbour.example/{slug}~/", "/category/quay.html"),
        ("https://harbour.example/feed.xml/", "/category/quay.html"),
        ("https://harbour.example/feed.xml.html", "/category/quay.html"),
        ("https://harbour.example/robots.txt", "/category/quay.html"),
    ],
)
def test_a_category_is_where_the_source_has_it_if_it_can_be(page: str, address: str) -> None:
    addresses = Addresses(profile_with(page=page), ["quay"], [])
    assert addresses.category("quay") == address
    assert addresses.inside(page.format(slug="quay")) in {address, "/"}


def test_a_page_that_all_categories_share_is_of_the_first() -> None:
    addresses = Addresses(profile_with(page="https://harbour.example/news/"), ["quay", "pier"], [])
    assert [addresses.category(slug) for slug in ("quay", "pier")] == ["/news/", "/category/pier.html"]


def test_the_older_pages_of_two_lists_are_not_in_one_folder() -> None:
    class Rules(type(profile_with().category)):  # type: ignore[misc]
        def page_of(self, slug: str) -> str:
            return f"https://harbour.example/{slug}"

    slugs = ["news.html", "news.htm", "news/", "News"]
    rules = profile_with().model_copy(update={"category": Rules()})
    addresses = Addresses(rules, slugs, [])
    older = [numbered(addresses.category(slug), 1).casefold() for slug in slugs]
    assert addresses.category("news.html") == "/news.html"
    assert len(set(older)) == len(older)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://Harbour.example", "harbour.example/?"),
        ("https://harbour.example:443/", "harbour.example/?"),
        ("//harbour.example/a?b=1#c", "harbour.example/a?b=1"),
        ("https://user@harbour.example/", "harbour.example/?"),
        ("javascript:alert(1)", ""),
        ("ftp://harbour.example/", ""),
        ("/a", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_what_an_address_names(url: str, place: str) -> None:
    assert place_of(url) == place


def test_what_is_no_address_leads_nowhere() -> None:
    addresses = Addresses(profile_with(), ["quay"], [])
    addresses.note("javascript:alert(1)", "/x.html")
    assert [addresses.inside(url) for url in ("javascript:alert(2)", "/a", "")] == [None] * 3


def test_numbered_pages_lie_in_a_folder_of_their_list() -> None:
    assert [numbered(one, 2) for one in ("/tag/x.html", "/emnews/", "/a.htm")] == [
        "/tag/x/2.html", "/emnews/2.html", "/a/2.html",
    ]  # fmt: skip
    assert A_PAGE * 2 <= 200


ADDRESSES = [
    "/",
    "/archive/",
    "/emnews/",
    "/feed.xml",
    "/sitemap-1.xml",
    "/tag/x.html",
    "/tag/x/1.html",
    "/a.htm",
]


@pytest.mark.parametrize("generator", GENERATORS.values(), ids=GENERATORS)
def test_each_page_has_a_file_of_its_own(generator: Generator) -> None:
    paths = [generator.page_path(address) for address in ADDRESSES]
    assert len(set(paths)) == len(paths)
    assert not [path for path in paths if path.endswith("/index.html")], "Hugo takes its folder for one page"
    if generator is HUGO:
        assert all(path.startswith("content/pages/") and path.endswith(".html") for path in paths)


TEXTS = [
    'a "quoted" \\ title',
    "{{ site.title }}",
    "---",
    "a: b # c",
    "line\nend",
    "\u2028\x85\x00\x7f\ufeff",
    "&<>'",
    "null",
    "2022-03-07",
    "é河😀",
    '="/x',
]


def test_front_matter_says_what_was_meant() -> None:
    said = {
        "title": TEXTS,
        "nested": {"a b": TEXTS, "n": 1},
        "empty": "",
        "none": None,
        "no": [],
        "zero": 0,
    }
    read = yaml.safe_load(file_of(said, "<p>x</p>").decode().split("---\n")[1])
    assert read == json.loads(json.dumps({k: said[k] for k in ("title", "nested", "zero")}))
