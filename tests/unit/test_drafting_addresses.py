import re

import pytest

from newsarchive.drafting.address_pattern import address_form, sampled

SITE = "https://www.example.org"


def addresses(*paths: str) -> list[str]:
    return [f"{SITE}{path}" for path in paths]


def test_numbered_pages_have_an_id_and_a_page() -> None:
    form = address_form(addresses("/news/123.html", "/news/4567.html", "/news/89.html"), addresses("/news/"))
    assert form
    assert form.page == "https://www.example.org/news/{id}.html"
    assert form.id
    assert form.covered == 3
    found = re.search(form.id, "http://example.org/news/55555.html")
    assert found
    assert found[1] == "55555"


def test_dates_have_their_length_and_no_id() -> None:
    paths = (
        "/2024/05/11/big-dog-bites-man",
        "/2024/05/12/some-title-of-words",
        "/2024/05/13/what-a-day-it-was",
    )
    form = address_form(addresses(*paths), [])
    assert form
    assert form.id is form.page is None
    assert re.search(form.address, f"{SITE}/2025/11/30/never-seen-so-far")
    assert not re.search(form.address, f"{SITE}/2025/11/30/")
    assert not re.search(form.address, f"{SITE}/2025/11/never-seen-so-far")


def test_channels_of_one_template_become_one_form() -> None:
    paths = [f"/{name}/2024{month}/t2024{month}0{n}_{serial}.htm" for name, month, n, serial in (
        ("china", "01", 1, 11), ("china", "02", 2, 222), ("world", "03", 3, 3333), ("world", "04", 4, 44),
    )]  # fmt: skip
    form = address_form(addresses(*paths), addresses("/china/"))
    assert form
    assert form.covered == 4
    assert "(?:china|world)" in form.address
    assert not re.search(form.address, f"{SITE}/about/202401/t20240101_1.htm")


def test_a_second_page_of_an_article_has_not_its_form() -> None:
    form = address_form(addresses("/a/2024010112.html", "/a/2024010213.html"), [])
    assert form
    assert not re.search(form.address, f"{SITE}/a/2024010112_2.html")


def test_a_form_that_lists_have_too_is_none() -> None:
    articles = addresses("/show-12-101-1.html", "/show-12-102-1.html")
    assert address_form(articles, [])
    assert address_form(articles, addresses("/show-12-7-1.html")) is None


@pytest.mark.parametrize("paths", [(), ("/one.html",), ("/a", "/b.html", "/c/d")])
def test_where_nothing_is_alike_there_is_no_form(paths: tuple[str, ...]) -> None:
    assert address_form(addresses(*paths), []) is None


def test_signs_of_regular_expressions_are_meant_as_they_stand() -> None:
    form = address_form(addresses(*(f"/a+(b).php?id={n}&x=1" for n in range(1, 7))), [])
    assert form
    assert re.search(form.address, f"{SITE}/a+(b).php?id=77&x=1")
    assert not re.search(form.address, f"{SITE}/aa(b).php?id=77&x=1")


def test_of_every_form_one_is_looked_at_and_of_the_most_frequent_more() -> None:
    given = addresses("/a/1.html", "/a/2.html", "/a/3.html", "/b/x/2024-01-01.html", "/c?id=1", "/c?id=2")
    chosen = sampled(given, 4)
    assert chosen == addresses("/a/1.html", "/a/2.html", "/c?id=1", "/b/x/2024-01-01.html")
    assert sorted(sampled(given, 100)) == sorted(given)
    assert sampled([], 3) == []
