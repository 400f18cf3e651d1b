"""Pages of entries of the quarantine."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from newsarchive.items import Rejected
from tests.browsing.capturing import answer, archive_of, story
from tests.browsing.served import Served, serving_pages

HOME = "https://heron.example"
RECORDS = [
    {"title": "北京的春天", "date": "2024年13月1日", "outlet": "江南日报", "language": "zh-CN"},
    {"title": "طائر عند النهر", "tags": ["نهر", "طائر"], "body": "<p onclick=run()>نص</p>" * 40},
    {"title": "นกกระสา", "author": None, "section": "", "extra": {"a": [1, 2]}},
    {"title": "川辺\u202eの鷺\ud800", "record": "{\"x\": \"</script><script>run()</script>\"}"},
    {},
]  # fmt: skip


def rejected(number: int) -> Rejected:
    one = story("heron", HOME, number)
    return Rejected(one.source_id, one.url, "impossible-date", f"month {number}: <b>13</b>", RECORDS[number])


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("quarantine")
    refused = [rejected(number) for number in range(len(RECORDS))]
    held = archive_of(root, "heron", HOME, [(story("heron", HOME, 9), [answer(HOME, "x")])], rejected=refused)
    with serving_pages({"heron": held}) as served:
        yield served


@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_a_record_is_shown_field_by_field(asked: Served, number: int) -> None:
    told = asked.get(f"/heron/quarantine/{number + 1}/")
    assert told.status == 200
    assert "The page&#39;s date is none of the calendar." in told.text
    assert "Open: no post was made of it." in told.text
    assert f"month {number}: &lt;b&gt;13&lt;/b&gt;" in told.text
    assert "2024-06-02 10:00 BST" in told.text
    names = re.findall(r"<dl class=\"said\".*</dl>", told.text, re.DOTALL)
    shown = re.findall(r"<dt>(.*?)</dt>", names[0]) if names else []
    assert sorted(shown) == sorted(RECORDS[number])
    text = unescape(told.text)
    for value in RECORDS[number].values():
        if isinstance(value, str) and value.isprintable():
            assert value in text
    assert "\u202e" not in told.text
    assert "<script>" not in told.text
    assert "onclick=run()>نص<" in text if number == 1 else "run 1 (crawl)" in told.text


def test_the_language_of_what_was_said_is_told(asked: Served) -> None:
    assert 'lang="zh-CN" dir="auto">北京的春天</bdi></h1>' in asked.get("/heron/quarantine/1/").text


def test_what_is_not_there_is_not_found(asked: Served) -> None:
    assert asked.get("/heron/quarantine/99/").status == 404
    assert asked.get("/heron/quarantine/0/").status == 404


def test_a_settled_entry_leads_to_its_article_and_its_originals(served: Served) -> None:
    told = served.get("/finews/quarantine/1/").text
    assert "Settled: it was stored after all." in told
    assert 'href="/finews/article/2/"' in told
    assert 'href="/finews/capture/1/"' in told
    assert 'href="/finews/runs/1/"' in told
