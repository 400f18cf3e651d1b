"""The search page: in all archives, without JavaScript, and as Atom and JSON."""

import json
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree

from newsarchive.browsing import search as pages
from newsarchive.browsing.held import Held, Shelf
from tests.browsing.served import Served, serving_pages

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def search(served: Served, query: str, path: str = "/search", **further: str) -> str:
    fields = {"q": query, **further}
    address = f"{path}?{'&'.join(f'{name}={quote(value)}' for name, value in fields.items())}"
    answer = served.get(address)
    assert answer.status == 200, answer.text
    return answer.text


def test_words_are_found_and_marked(served: Served) -> None:
    page = search(served, "拖拉机")
    assert page.count("<mark>拖拉机</mark>") >= 12
    assert "Reeds" not in page
    page = search(served, "reeds gravel")
    assert page.count("<mark>Reeds</mark>") >= 8
    assert "Herons &amp; &lt;b&gt;barges&lt;/b&gt;" in page, "a title is text"


def test_a_sentence_that_went_is_found_with_when_it_went(served: Served) -> None:
    page = search(served, '"the lock was shut" site:brindle-gazette.example until:2024-06-01')
    assert "Stood in revision 1, gone between 2024-06-0" in page
    assert "What is published now" in page
    assert '/revisions/1/">' in page
    assert "What changed when they went" in page
    led_to = page.partition("What changed when they went")[0].rpartition('href="')[2].partition('"')[0]
    assert served.get(led_to).status == 200
    assert "Stood in" not in search(served, '"the lock was open"')


def test_it_is_narrowed_by_its_fields(served: Served) -> None:
    assert search(served, "reeds", section="River").count("<li>") < search(served, "reeds").count("<li>")
    assert "Nothing was found" in search(served, "reeds", site="finews")
    assert "Nothing was found" in search(served, "reeds", until="2024-05")


def test_no_page_leads_past_the_last_one_that_is_shown(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "search", partial(pages.search, size=5))
    monkeypatch.setattr(pages, "SIZE", 5)
    monkeypatch.setattr(pages, "MOST", 10)
    told = [json.loads(search(served, "拖拉机", "/search.json", page=str(number))) for number in (0, 1, 2)]
    assert [len(one["articles"]) for one in told] == [5, 5, 5]
    assert [one["next"] and one["next"][-7:] for one in told] == ["&page=2", "&page=2", None]
    assert "page=3" not in search(served, "拖拉机", page="2")


@pytest.mark.parametrize("query", ['"reeds', "titel:reeds", "reeds site:nowhere", "？"])
def test_what_cannot_be_searched_is_said_on_the_page(served: Served, query: str) -> None:
    answer = served.get(f"/search?q={quote(query)}")
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_hostile_queries_are_text(served: Served) -> None:
    for query in (
        '"><script>alert(1)</script>',
        "{{ 7*7 }}",
        "'; DROP TABLE card; --",
        "\0\x07",
        "* OR *",
        "NEAR(a b)",
    ):
        answer = served.get(f"/search?q={quote(query)}")
        assert answer.status in {200, 400}
        assert "<script" not in answer.text
        assert "49" not in answer.text.partition("</form>")[0]
    assert served.get("/search?q=" + "%FF%FE").status in {200, 400}
    assert served.get("/search?q=a&page=99999999999999999999").status == 200


def test_the_empty_form_says_what_can_be_typed(served: Served) -> None:
    page = served.get("/search").text
    assert "-without" in page
    assert 'role="alert"' not in page


def test_links_of_the_feed_are_whole_behind_a_proxy(shelf: Shelf) -> None:
    origin = "https://archive.example.org"
    with serving_pages(shelf, names=(origin,), root="/old") as behind:
        told = behind.get("/search.atom?q=%E6%8B%96", headers={"Host": "archive.example.org"})
    links = etree.fromstring(told.body).xpath("//a:link/@href", namespaces=ATOM)
    assert len(links) == 14
    assert {link.partition("/finews/")[0].partition("/search")[0] for link in links} == {f"{origin}/old"}


@pytest.mark.parametrize("wrong", ["damaged", "missing", "later"])
def test_an_archive_that_cannot_be_read_hides_no_other(shelf: Shelf, tmp_path: Path, wrong: str) -> None:
    folder = tmp_path / "bad"
    shutil.copytree(shelf["finews"].folder, folder)
    catalog = folder / "_archive" / "catalog.sqlite"
    if wrong == "damaged":
        catalog.write_bytes(b"no database " * 1000)
    elif wrong == "missing":
        catalog.unlink()
    else:
        with closing(sqlite3.connect(catalog)) as later:
            later.execute("PRAGMA user_version = 99")
    with serving_pages({**shelf, "bad": Held("bad", folder)}) as served:
        page = search(served, "拖拉机")
        told = json.loads(search(served, "拖拉机", "/search.json"))
        assert served.get("/search?q=a&site=bad").status == 500, "where nothing else is looked into"
    assert page.count("<mark>拖拉机</mark>") >= 12
    assert "bad</bdi> cannot be searched" in page
    assert list(told["unread"]) == ["bad"]


def test_it_is_a_feed_and_json_too(served: Served) -> None:
    feed = etree.fromstring(search(served, "拖拉机", "/search.atom").encode())
    titles = feed.xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert len(titles) == 12
    assert "春耕备耕正当时" in titles[0]
    told = json.loads(search(served, "拖拉机", "/search.json"))
    assert len(told["articles"]) == 12
    assert told["articles"][0]["page"].startswith("/finews/article/")
    assert "[[拖拉机]]" in told["articles"][0]["text"]
    assert served.get("/search.atom?q=").status == 404
