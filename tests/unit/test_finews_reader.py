"""What the pages of a finews article state, and which of it counts."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.crawling.asking import Answer
from newsarchive.evidence import Validators
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Lead
from newsarchive.profiles import SiteProfile
from spiders.finews.reader import FinewsReader

SERVED = datetime(2022, 3, 7, 1, tzinfo=UTC)
LATER = SERVED + timedelta(hours=5)
URL, ID = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW1", "NW202203072298194131"
REQUIRED = ["title", "date", "outlet", "body"]


POST = """<small>(GMT+8) 2022-03-08</small><h1>从帖子</h1><blockquote>摘要</blockquote><p>副本</p>
<p><a href="http://a.example/">http://a.example/</a></p><p>返回 首页</p>
<small>tags: <em>别家新闻</em></small>"""


def answer(text: str) -> Answer:
    return Answer(URL, 200, text.encode(), "text/html", is_text=True, served=SERVED, page=Validators(URL))


@pytest.fixture
def reader(profile: SiteProfile) -> FinewsReader:
    return FinewsReader(Lead(URL, source_id=ID), profile)


@pytest.mark.parametrize(
    ("name", "invalid", "valid"),
    [
        ("title", [" ", "&nbsp;", "\u202e"], "题"),
        ("date", ["soon", "2022-13-45", "1970-01-01", "2099-01-01", "0000-00-00"], "2022-03-07 08:23"),
        ("outlet", ["——", "😀", "&nbsp;"], "上饶日报"),
        ("body", [" ", "<p>　　</p>", "<p><br/></p>", "<script>x</script>"], "<p>一</p>"),
        ("link", ["javascript:alert(1)", "//x", "ftp://a/"], "http://a.example/"),
        ("digest", [" "], "摘要"),
    ],
)
def test_the_first_valid_value_wins(name: str, invalid: list[str], valid: str, reader: FinewsReader) -> None:
    reader.state("a page", SERVED, {name: invalid})
    assert not reader.reading.valid(name)
    assert reader.reading.value(name) == invalid[0], "for the quarantine to show"
    reader.state("a page", SERVED, {name: [valid, "another"]})
    assert reader.reading.valid(name)
    assert reader.reading.value(name) == valid


@pytest.mark.parametrize("text", ["", "null", "[]", '"x"', "1", '{"a": "cut', "<html></html>", '{"a": NaN}'])
def test_a_record_is_a_json_object(text: str, reader: FinewsReader) -> None:
    with pytest.raises(ExtractionError) as caught:
        reader.take("text", answer(text))
    assert caught.value.reason == "unreadable-json"
    assert caught.value.detail.isprintable()


def test_missing_names_what_no_page_has_said(reader: FinewsReader) -> None:
    assert reader.missing() == REQUIRED
    assert reader.reading.value("title") is None
    reader.state("a page", SERVED, {"title": ["题"], "body": ["", "<p>一</p>"]})
    assert reader.missing() == ["date", "outlet"]
    assert [one.value for one in reader.reading.fields["body"]] == ["<p>一</p>"]


def test_where_nobody_knows_when_it_was_served_no_date_is_valid(reader: FinewsReader) -> None:
    reader.state("a listing", None, {"date": ["2022-03-07"]})
    assert "date" in reader.missing()


def test_pages_add_to_what_was_said_before(reader: FinewsReader) -> None:
    reader.state("text endpoint", SERVED, {"title": ["从端点"], "date": ["soon"]})
    shown = {"title": ["从分享页"], "date": ["2022-03-07"], "outlet": ["上饶日报"], "body": []}
    reader.add_shown(shown, SERVED)
    reader.fault = "unreadable-json", "so that a later run may get the original text"
    reader.take("entry", answer(POST))
    assert reader.missing() == ["body"]
    assert [reader.reading.value(name) for name in ("title", "date", "outlet", "digest", "link")] == [
        "从端点", "2022-03-07", "上饶日报", "摘要", "http://a.example/",
    ]  # fmt: skip
    reader.fault = None
    reader.take("entry", answer(POST))
    assert reader.reading.value("body") == "<p>副本</p>"


def test_a_page_that_nothing_vouches_for_states_nothing(reader: FinewsReader) -> None:
    reader.add_shown({"title": ["下载APP"], "body": ["<p>看行情</p>"]}, SERVED)
    assert reader.missing() == REQUIRED
    reader.state("text endpoint", SERVED, {"title": ["&ldquo;春耕&rdquo;"]})
    reader.add_shown({"title": ["下载APP"], "body": ["<p>看行情</p>"]}, SERVED)
    assert reader.reading.value("body") is None


@pytest.mark.parametrize(("record", "listed"), [("&ldquo;春耕&rdquo;", ""), ("", "“春耕”")])
def test_a_heading_that_is_the_known_title_vouches_for_its_page(
    record: str, listed: str, profile: SiteProfile
) -> None:
    reader = FinewsReader(Lead(URL, title=listed, source_id=ID, link="http://a.example/1"), profile)
    reader.state("text endpoint", SERVED, {"title": [record]})
    reader.add_shown({"title": ["“春耕”"], "body": ["<p>一</p>"]}, SERVED)
    assert reader.reading.value("body") == "<p>一</p>"


def test_a_relative_date_counts_from_the_page_that_states_it(reader: FinewsReader) -> None:
    reader.state("text endpoint", SERVED, {"date": ["soon", "3小时前"]})
    reader.state("share page", LATER, {"date": ["1小时前"]})
    draft = reader.draft()
    assert (draft.date, draft.fetched_at) == ("3小时前", SERVED)


def test_without_a_date_the_latest_page_counts(reader: FinewsReader) -> None:
    reader.served = LATER
    assert reader.draft().fetched_at == LATER


def test_a_date_is_judged_by_when_its_own_page_was_served(reader: FinewsReader) -> None:
    reader.state("text endpoint", SERVED, {"date": ["2022-03-20 08:00"]})
    reader.state("share page", SERVED + timedelta(days=30), {"title": ["题"]})
    assert "date" in reader.missing()
