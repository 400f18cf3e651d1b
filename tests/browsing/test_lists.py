"""Lists of an archive, whatever stands in it."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from newsarchive.browsing.held import Shelf
from newsarchive.browsing.page import NotHere, Page
from tests.browsing.odd_archive import HOSTILE, NAME, NAMES, ODD, odd_shelf
from tests.browsing.walked import ORIGIN, Found, asked, walked

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d)*:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+")


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return odd_shelf(tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module")
def everything(odd: Shelf) -> dict[str, Found]:
    return walked(odd, f"/{NAME}/")


def page(odd: Shelf, path: str) -> Found:
    return asked(odd, f"/{NAME}/{path}")


def titles(odd: Shelf, path: str) -> list[str]:
    return [one["title"] for one in json.loads(page(odd, f"{path}list.json").content)["articles"]]


def test_every_list_is_reached_by_links(everything: dict[str, Found]) -> None:
    for path in (
        "week/", "state/edited/", "state/gone/", "state/missed/", "state/owed/", "state/quarantined/",
        "by/section/", "by/outlet/", "by/author/", "runs/", "runs/1/", "runs/2/", "year/2098/", "year/1890/",
        "year/1000/", "year/9999/", "day/1000-01-01/", "day/9999-12-31/", "day/2022-03-08/missed/",
        "day/2022-03-08/feed.atom", "state/edited/feed.atom", "by/section/list.json",
    ):  # fmt: skip
        assert f"/{NAME}/{path}" in everything, path


def test_nothing_that_others_wrote_is_markup(everything: dict[str, Found]) -> None:
    for address, found in everything.items():
        if isinstance(found.page, Page):
            assert "<script" not in found.text, address
            assert 'style="' not in found.text, address
            assert "<b>" not in re.sub(r"<b( aria-current=.page.)?>[\w ]+</b>", "", found.text), address
            assert not re.search(r'href="(?!/|https?:|#)', found.text), address
    assert sum(HOSTILE.replace('"', "&#34;").replace(">", "&gt;").replace("<", "&lt;") in found.text
               for found in everything.values()) > 3  # fmt: skip


def test_all_feeds_are_atom(everything: dict[str, Found]) -> None:
    feeds = {address: found for address, found in everything.items() if address.endswith(".atom")}
    assert len(feeds) > 20
    ids = set()
    for address, found in feeds.items():
        feed = etree.fromstring(found.content)
        assert feed.tag == f"{ATOM}feed"
        assert feed.findtext(f"{ATOM}title")
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == NAME
        assert feed.find(f"{ATOM}link[@rel='self']").get("href") == ORIGIN + address
        entries = feed.findall(f"{ATOM}entry")
        own = [one.findtext(f"{ATOM}id") for one in (feed, *entries)]
        assert len(own) == len(set(own)), address
        assert all(TAG.fullmatch(str(one)) for one in own), own
        ids.add(own[0])
        for one in (feed, *entries):
            assert RFC_3339.fullmatch(str(one.findtext(f"{ATOM}updated"))), address
        for entry in entries:
            assert len(entry.findall(f"{ATOM}link[@rel='alternate']")) == 1
            assert entry.findtext(f"{ATOM}title")
            assert entry.findtext(f"{ATOM}summary")
            for name in entry.iterfind(f"{ATOM}author/{ATOM}name"):
                assert name.text
            if stated := entry.findtext(f"{ATOM}published"):
                assert RFC_3339.fullmatch(stated), stated
    assert len(ids) == len(feeds)


def test_times_in_json_have_offsets(everything: dict[str, Found]) -> None:
    lists = [json.loads(one.content) for path, one in everything.items() if path.endswith("list.json")]
    found = [line for one in lists for line in one.get("articles", ())]
    assert len(found) > 40
    for line in found:
        for name in ("time", "published", "withdrawn", "tried"):
            assert line[name] is None or RFC_3339.fullmatch(line[name]), line
        assert line["time"]


@pytest.mark.parametrize(
    ("slug", "path", "time"),
    [
        ("future", "day/2098-05-06/published/", "2098-05-06T07:08:00+08:00"),
        ("past", "day/1890-01-02/published/", "1890-01-02T03:04:17+08:06"),
        ("first", "day/1000-01-01/published/", "1000-01-01T00:00:17+08:06"),
        ("last", "day/9999-12-31/published/", "9999-12-31T23:59:00+08:00"),
        ("day", "day/2022-03-06/published/", "2022-03-06T00:00:00+08:00"),
    ],
)
def test_a_day_is_the_sites_own_however_far_away(odd: Shelf, slug: str, path: str, time: str) -> None:
    (found,) = json.loads(page(odd, f"{path}list.json").content)["articles"]
    assert (found["title"], found["time"]) == (ODD[slug]["title"], time)


def test_what_is_stated_to_the_day_is_shown_to_the_day(odd: Shelf) -> None:
    assert '<time datetime="2022-03-06T00:00:00+08:00">2022-03-06</time>' in page(odd, "day/2022-03-06/").text


def test_the_first_year_shown_is_none_of_the_future(odd: Shelf) -> None:
    shown = page(odd, "").text
    assert '<h2 id="calendar">2022, day by day</h2>' in shown
    assert f'href="/{NAME}/year/2098/"' in shown


def test_a_calendar_has_the_months_in_which_anything_happened(odd: Shelf) -> None:
    shown = page(odd, "year/2022/").text
    assert re.findall(r"<caption>(\w+) 2022</caption>", shown) == ["March"]
    assert "Nothing happened in January and February." in shown  # of what follows the last run nobody knows
    assert page(odd, "year/2098/").text.count("<caption>") == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2022-03-09", "from 3 to 9 March 2022"),
        ("2022-03-02", "from 24 February to 2 March 2022"),
        ("2022-01-03", "from 28 December 2021 to 3 January 2022"),
    ],
)
def test_a_week_says_month_and_year_once_where_that_will_do(odd: Shelf, day: str, words: str) -> None:
    assert f'<h1 lang="en" dir="auto">Edited or withdrawn {words}</h1>' in page(odd, f"week/{day}/").text


def test_a_calendar_says_all_in_words(odd: Shelf) -> None:
    shown = page(odd, "year/2022/").text
    day = "2022-03-08: 3 published, 8 stored first, 1 withdrawn, 5 missed"
    assert f'<td class="some"><a href="/{NAME}/day/2022-03-08/"><span class="unseen">{day}</span>' in shown
    assert f'<th scope="row"><a href="/{NAME}/day/2022-03-09/">2022-03-09</a></th>' in shown
    assert f"/{NAME}/day/2022-03-10/" not in shown


def test_titles_say_their_language_and_direction(odd: Shelf) -> None:
    shown = page(odd, "state/gone/").text + page(odd, "state/edited/").text
    assert '<bdi dir="auto" lang="ar">' in shown
    assert '<bdi dir="auto" lang="th">' in shown
    assert "\u202e" not in shown
    assert 'lang="&#34;' not in page(odd, "day/2022-03-08/captured/").text


def test_what_changed_is_told_and_leads_to_both_texts(odd: Shelf) -> None:
    found = page(odd, "state/edited/")
    assert "Changed: title, text; its text is" in found.text
    assert re.search(r"/article/\d+/revisions/1-2/\"", found.text)
    (line,) = json.loads(page(odd, "state/edited/list.json").content)["articles"]
    assert (line["revision"], line["before"], line["changed"]) == (2, 1, ["title", "text"])
    assert line["grown"] > 0


def test_why_something_is_missed_is_told(odd: Shelf) -> None:
    found = json.loads(page(odd, "state/missed/list.json").content)["articles"]
    told = {one["id"].rpartition("/")[2]: one["told"] for one in found}
    assert told == {
        "owed": "no run has asked for it yet",
        "failed": "http-500: the server answered 500; asked for once in vain",
        "bad": f"no-date: the page states no date; no date {HOSTILE}",
        "early": "its source withdrew it before it was stored",
        "no id at all": "invalid-id: its id has not the form of the profile's article.id; no id",
    }
    on_day = page(odd, "day/2022-03-08/missed/").text
    assert "javascript:" not in on_day
    assert f'href="/{NAME}/quarantine/' in on_day
    assert "no date &#34;&gt;&lt;script&gt;" in on_day


def test_owed_ones_say_since_when_and_how_often(odd: Shelf) -> None:
    found = json.loads(page(odd, "state/owed/list.json").content)["articles"]
    assert [(one["kind"], one["attempts"]) for one in found] == [("failed", 1), ("owed", 0), ("owed", 0)]
    assert {one["time"] for one in found} == {"2022-03-08T08:00:00+08:00"}
    assert "asked for once in vain</bdi>. Asked last on <time" in page(odd, "state/owed/").text


@pytest.mark.parametrize("facet", ["section", "author"])
def test_terms_are_whatever_they_are_called(odd: Shelf, facet: str) -> None:
    found = json.loads(page(odd, f"by/{facet}/list.json").content)["terms"]
    assert {one["name"] for one in found} == {name or None for name in NAMES}
    assert found[-1]["name"] is None
    for term in found:
        articles = json.loads(asked(odd, f"{term['page']}list.json").content)
        assert articles["total"] == term["articles"] == 1
        assert articles["articles"][0][facet] == term["name"]


def test_the_last_seven_days_end_with_the_last_run(odd: Shelf) -> None:
    found = page(odd, "week/")
    assert found.page.title == "Edited or withdrawn from 3 to 9 March 2022"  # type: ignore[union-attr]
    assert titles(odd, "week/") == ["ข่าวท่าเรือ แก้ไข", ODD["arabic"]["title"], None]
    assert ">http://odd-times.example/2022/03/early</a>" in found.text, "of which nobody knows a title"
    assert f"/{NAME}/week/" in asked(odd, "/").links


@pytest.mark.parametrize(
    "path",
    [
        "day/2022-02-30/", "day/2022-13-01/", "day/0000-01-01/", "year/2021/", "year/0000/",
        "by/section/0123456789abcdef/",
        "state/edited/page/2/", "state/edited/page/999999/", "by/section/page/2/", "runs/3/",
        "runs/page/2/", "week/0001-01-03/", "week/2022-02-31/", "day/2022-02-30/missed/list.json",
    ],
)  # fmt: skip
def test_what_is_not_there_says_so(odd: Shelf, path: str) -> None:
    with pytest.raises(NotHere, match=r"; .* (how many|has all|calendar)|calendar"):
        page(odd, path)


def test_a_run_tells_what_it_did(odd: Shelf) -> None:
    first, second = page(odd, "runs/1/").text, page(odd, "runs/2/").text
    assert "<h2>Stored: 8</h2>" in first
    assert "<h2>Quarantined: 2</h2>" in first
    assert "<h2>Edited: 1</h2>" in second
    assert "<h2>Quarantined: 0</h2>" in second


def test_runs_are_plotted_with_the_same_numbers_in_a_table(odd: Shelf) -> None:
    shown = page(odd, "runs/").text
    assert shown.count("<svg") == 6
    assert shown.count("<path") == 6
    assert shown.count('<th scope="row">') == 2
    assert "2 runs from 2022-03-08 to 2022-03-09" in shown or "2 runs on 2022-03-08" in shown


def test_fields_of_json_are_the_documented_ones(odd: Shelf) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "browsing.md").read_text(encoding="utf-8")
    values = json.loads(page(odd, "state/missed/list.json").content)
    for name in [*values, *values["articles"][0]]:
        assert f"| `{name}` |" in docs, name
    datetime.fromisoformat(values["articles"][0]["time"])
