"""The report's page as its bytes are: whole, escaped, and asking for nothing."""

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import html

from newsarchive.profiles import SiteProfile
from newsarchive.showing.report.page import report_page
from newsarchive.showing.report.site import Unreadable
from newsarchive.store.archive import Archive
from newsarchive.text import one_line
from tests.unit.remembering import NOW, article, opened, remembering, submission
from tests.unit.reporting import HOSTILE, LATER, looked, make_hostile, make_listed, retitle


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    return remembering(tmp_path / "finews", profile)


def test_it_tells_of_each_site_in_a_line_and_a_section(archive: Archive) -> None:
    broken = Unreadable("broken", "catalog.sqlite: file is not a database; `scrapy verify` shows the damage")
    page = html.fromstring(report_page([looked(archive), looked(archive, site="other"), broken], now=LATER))
    rows = [row.text_content().split() for row in page.iterfind(".//table[@class='overview']/tbody/tr")]
    assert [row[0] for row in rows] == ["finews", "other", "broken"]
    assert rows[0][1:6] == ["no", "12", "–", "12", "3"]
    assert [heading.text_content() for heading in page.iter("h2")] == [
        "Overview",
        "finews",
        "other",
        "broken",
    ]
    text = page.text_content()
    assert "3 archives.\n1 needs a person:" in text
    assert "`scrapy verify` shows the damage" in text
    assert article(2, edition=2).title in text
    assert {svg.get("role") for svg in page.iter("{*}svg", "svg")} == {"img"}
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    assert {link.get("href")[1:] for link in page.iter("a") if link.get("href")[0] == "#"} <= set(ids)


def test_numbers_of_plots_stand_in_tables_too(archive: Archive) -> None:
    page = html.fromstring(report_page([looked(archive)], now=LATER))
    tables = [list(details.iter("table")) for details in page.iter("details")]
    assert len(tables) == 2
    changes = [row.text_content().split("\n") for row in tables[0][0].iterfind("tbody/tr")]
    assert changes == [["7 March 202230"]], "three edits, no withdrawals"
    assert [cell.text for cell in tables[0][0].iterfind("thead/tr/th")] == ["Week of", "Edits", "Withdrawals"]


def test_days_and_times_are_the_sites(archive: Archive) -> None:
    at_home = html.fromstring(report_page([looked(archive)], now=LATER)).text_content()
    assert "2022-03-08 09:00" in at_home
    assert str(ZoneInfo("Asia/Shanghai")) in at_home


def test_it_asks_for_nothing_and_runs_nothing(archive: Archive) -> None:
    page = report_page([looked(archive)], now=LATER).decode()
    tree = html.fromstring(page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    asking = {"script", "link", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "use"}
    assert {element.tag for element in tree.iter()} & asking == set()
    assert re.findall(r"url\(|@import|\bsrc=|\bon\w+=", page) == []


def test_completeness_is_told_by_list(archive: Archive) -> None:
    make_listed(archive, {"https://news.example/feed": [1, 2, 3]})
    text = " ".join(html.fromstring(report_page([looked(archive)], now=LATER)).text_content().split())
    assert "of which 100.0 % are stored." in text
    assert "https://news.example/feed 100.0 % stored 3 of 3 stored; 3 in no other list." in text
    assert "A feed, asked last 2022-03-09 06:00." in text


def test_an_empty_archive_has_a_page_too(tmp_path: Path, profile: SiteProfile) -> None:
    archive = Archive(tmp_path / "new", profile)
    with opened(archive):
        pass
    text = html.fromstring(report_page([looked(archive)], now=LATER)).text_content()
    assert "Nothing that was published in the last year is archived." in text


def test_hostile_words_are_words(archive: Archive) -> None:
    """All of them, in batches, since a page tells ten titles; none adds an element or an attribute."""
    with opened(archive, hours=3):
        edited = [submission(article(number, edition=3), archive.profile) for number in range(10)]
        archive.write(edited, now=NOW + timedelta(hours=3))
    expected = shape(report_page([looked(archive)], now=LATER))
    for start in range(0, len(HOSTILE), 10):
        words = HOSTILE[start : start + 10]
        retitle(archive, words)
        page = report_page([looked(archive)], now=LATER)
        assert shape(page) - {("bdi", "lang")} == expected - {("a", "rel")}, "which links to pages alone have"
        text = " ".join(html.fromstring(page.decode()).text_content().split())
        told = [one_line(word.encode("utf-8", "replace").decode())[:50] for word in words]
        assert [word for word in told if word not in text] == []


def test_hostile_reasons_details_and_addresses_are_words(archive: Archive) -> None:
    make_hostile(archive, ["plain"])
    make_listed(archive, {"plain": [1], "https://news.example/feed": [2]})
    expected = shape(report_page([looked(archive)], now=LATER))
    make_hostile(archive, HOSTILE)
    make_listed(archive, {word.encode("utf-8", "replace").decode(): [1, 2] for word in HOSTILE})
    assert shape(report_page([looked(archive)], now=LATER)) == expected


def shape(page: bytes) -> set[tuple[str, str]]:
    """The kinds of elements and their attributes."""
    tree = html.fromstring(page.decode())
    return {(str(element.tag), name) for element in tree.iter() for name in ("", *element.attrib)}
