"""Memento over HTTP, of two archives that have one address in common."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import pytest

from newsarchive.browsing.memento.addresses import asked_address, common_form
from newsarchive.browsing.page import NotHere
from tests.browsing.capturing import NOW, answer, archive_of, story
from tests.browsing.served import Answer, Served, serving_pages

HERON, OTTER = "http://heron.example", "https://otter.example"
STORY = f"{HERON}/2024/story-1?b=2&a=%E4%B8%AD"
ENDPOINT = f"{HERON}/api/GetText.do?id=H1"
SHARE = f"{HERON}/share.html?code=H1"
MOVED = f"{HERON}/old/story-1"
GONE = f"{HERON}/2024/gone"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("mementos")
    pages = [
        answer(STORY, "<p>first</p>"), answer(STORY, "<p>second</p>", hours=10),
        answer(STORY.replace("http:", "https:"), "<p>third</p>", hours=20),
        answer(STORY, "<p>first</p>", hours=40),
    ]  # fmt: skip
    json_type = ((b"Content-Type", b"application/json"),)
    others = [
        answer(ENDPOINT, '{"t": "<b>x</b>"}', headers=json_type), answer(SHARE, "<p>shared</p>"),
        answer(MOVED, status=301, headers=((b"Location", b"/2024/story-1?b=2&a=%E4%B8%AD"),)),
        answer(f"{HERON}/nowhere", status=302, headers=((b"Location", b"https://evil.example/"),)),
        answer(GONE, "<p>gone</p>", status=410),
    ]  # fmt: skip
    held = [
        archive_of(root, "heron", HERON, [(story("heron", HERON, 1, address=STORY), [*pages, *others])]),
        archive_of(root, "otter", OTTER, [
            (story("otter", OTTER, 2), [answer(STORY, "<p>otter's</p>", hours=30)]),
            (story("otter", OTTER, 3, body="<p>No original was kept of this one, whatever it said.</p>"), []),
        ]),
    ]  # fmt: skip
    with serving_pages({one.name: one for one in held}) as served:
        yield served


def path(url: str, served: Served) -> tuple[str, bool]:
    """The path of one of our addresses, and whether it is the second origin's."""
    found = re.fullmatch(r"http://127\.0\.0\.1:([0-9]+)(/.*)", url)
    assert found, url
    return found[2], int(found[1]) == served.origins.originals_port


def links(header: str) -> dict[str, tuple[str, str]]:
    """By relation the target, and the time where one is told; RFC 8288."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"((?:; \w+="[^"]*")*)', header)
    parts = {}
    for target, relation, more in found:
        time = re.search(r'datetime="([^"]*)"', more)
        for name in relation.split():
            parts.setdefault(name, (target, time[1] if time else ""))
    return parts


def negotiated(served: Served, url: str, hours: float | None = None) -> Answer:
    when = (
        {}
        if hours is None
        else {"Accept-Datetime": format_datetime(NOW + timedelta(hours=hours), usegmt=True)}
    )
    return served.get(f"/timegate/{url}", headers=when)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(-9999, "first"), (4, "first"), (6, "second"), (16, "third"), (29, "otter"), (9999, "first"),
     (None, "first")],
)  # fmt: skip
def test_a_timegate_leads_to_the_nearest_memento(asked: Served, hours: float | None, words: str) -> None:
    told = negotiated(asked, STORY, hours)
    assert (told.status, told.headers["vary"].lower()) == (302, "accept-datetime")
    target, is_second = path(told.headers["location"], asked)
    assert is_second
    memento = asked.get(target, originals=True)
    assert memento.status == 200
    assert words in memento.text
    assert "sandbox" in memento.headers["content-security-policy"]
    for headers in (told.headers, memento.headers):
        found = links(headers["link"])
        assert {"original", "timegate", "timemap", "first", "last", "memento"} <= found.keys()
        assert found["original"][0] == STORY
        assert found["first"][1] == format_datetime(NOW, usegmt=True)
        assert found["last"][1] == format_datetime(NOW + timedelta(hours=40), usegmt=True)
    told_time = parsedate_to_datetime(memento.headers["memento-datetime"])
    assert f"/memento/{told_time:%Y%m%d%H%M%S}/" in target
    assert ("prev" in links(memento.headers["link"])) == (told_time > NOW)


def test_a_program_comes_from_any_answer_to_all_others(asked: Served) -> None:
    """A client of its own that knows the RFC alone."""
    told = negotiated(asked, STORY, 11)
    target, _ = path(told.headers["location"], asked)
    memento = asked.get(target, originals=True, method="HEAD")
    found = links(memento.headers["link"])
    timemap, _ = path(found["timemap"][0], asked)
    listed = asked.get(timemap)
    assert listed.headers["content-type"] == "application/link-format"
    every = re.findall(r'<([^>]*)>; rel="(?:first |last )?memento"; datetime="([^"]*)"', listed.text)
    assert len(every) == 5
    for address, time in every:
        where, is_second = path(address, asked)
        assert is_second
        assert asked.get(where, originals=True).headers["memento-datetime"] == time
    assert [parsedate_to_datetime(time) for _, time in every] == sorted(
        parsedate_to_datetime(time) for _, time in every
    )
    again, _ = path(found["timegate"][0], asked)
    assert asked.get(again).status == 302


def test_a_timemap_is_json_too(asked: Served) -> None:
    told = json.loads(asked.get(f"/timemap/json/{STORY}").body)
    assert told["original_uri"] == STORY
    assert told["mementos"]["first"]["datetime"] == "2024-06-02T09:00:00Z"
    assert len(told["mementos"]["list"]) == 5
    assert told["mementos"]["last"] == told["mementos"]["list"][-1]


WAYS = [
    STORY, STORY.replace("http:", "https:"), STORY.replace("heron.example", "HERON.Example"),
    STORY.replace("heron.example", "heron.example:80"), STORY.replace("%E4%B8%AD", "%e4%b8%ad"),
    STORY.replace("story", "%73tor%79"), STORY.replace("http://", ""), STORY.replace("http://", "http:/"),
    STORY.replace("http://", "http://www."), f"{STORY}&utm_source=feed", STORY.replace("/2024", "/x/../2024"),
    "http%3A%2F%2Fheron.example%2F2024%2Fstory-1%3Fb%3D2%26a%3D%25E4%25B8%25AD%23top",
    STORY.replace("http:", "HTTP:"),
]  # fmt: skip


@pytest.mark.parametrize("written", WAYS)
def test_an_address_is_known_however_it_is_written(asked: Served, written: str) -> None:
    assert len(json.loads(asked.get(f"/timemap/json/{written}").body)["mementos"]["list"]) == 5


@pytest.mark.parametrize(
    "written",
    [STORY.replace("b=2", "b=3"), STORY.partition("?")[0], STORY.replace("story", "Story"), f"{HERON}/", "x",
     f"{OTTER}/2024/story-3", "ftp://heron.example/", "javascript:alert(1)", "http://", "http:///x", "%00",
     "http://a%0d%0aSet-Cookie:x/"],
)  # fmt: skip
def test_an_address_that_nobody_captured_is_not_found(asked: Served, written: str) -> None:
    for what in ("timegate", "timemap/link", "timemap/json"):
        assert asked.get(f"/{what}/{written}").status == 404
    assert asked.get(f"/memento/20240602090000/{written}", originals=True).status == 404


@pytest.mark.parametrize(
    "time",
    ["yesterday", "2024-06-02T09:00:00Z", "Sunday, 02-Jun-24 09:00:00 GMT", "Sun Jun  2 09:00:00 2024",
     "Sun, 31 Feb 2024 09:00:00 GMT", "Sun, 02 Jun 2024 25:00:00 GMT", "Sun, 02 Jun 2024 09:00:00 +0000",
     "Sun, 2 Jun 2024 09:00:00 GMT", "Sun, 02 Jun 2024 09:00:00", "Sun, 02 Jun 0000 09:00:00 GMT",
     "1717318800"],
)  # fmt: skip
def test_a_time_of_another_form_is_refused(asked: Served, time: str) -> None:
    told = asked.get(f"/timegate/{STORY}", headers={"Accept-Datetime": time})
    assert told.status == 400
    assert "Thu, 31 May 2007 20:35:00 GMT" in told.text


def test_every_captured_address_has_its_own(asked: Served) -> None:
    for url, words in ((ENDPOINT, '{"t": "<b>x</b>"}'), (SHARE, "shared")):
        target, _ = path(negotiated(asked, url).headers["location"], asked)
        memento = asked.get(target, originals=True)
        assert words in memento.text
        assert "memento-datetime" in memento.headers


def test_a_memento_has_the_status_of_its_original(asked: Served) -> None:
    gone = asked.get(f"/memento/20240602090000/{GONE}", originals=True)
    assert (gone.status, gone.headers["memento-datetime"]) == (410, "Sun, 02 Jun 2024 09:00:00 GMT")
    moved = asked.get(f"/memento/20240602090000/{MOVED}", originals=True)
    assert (moved.status, moved.headers["memento-datetime"]) == (302, "Sun, 02 Jun 2024 09:00:00 GMT")
    target, _ = path(moved.headers["location"], asked)
    assert "first" in asked.get(target, originals=True).text
    nowhere = asked.get(f"/memento/20240602090000/{HERON}/nowhere", originals=True)
    assert nowhere.status == 200
    assert "location" not in nowhere.headers
    assert nowhere.text == "The server answered 302 and led on to https://evil.example/\n"


def test_another_second_leads_to_the_nearest_memento(asked: Served) -> None:
    told = asked.get(f"/memento/20240602130000/{STORY}", originals=True)
    assert told.status == 302
    assert "/memento/20240602090000/" in told.headers["location"]
    assert "memento-datetime" not in told.headers
    assert asked.get(f"/memento/20241332000000/{STORY}", originals=True).status == 404


def test_forms_of_addresses() -> None:
    assert asked_address("example.com:8080/x") == "http://example.com:8080/x"
    assert common_form("HTTPS://WWW.Example.com:443/%7euser#x") == common_form("http://example.com/~user")
    assert common_form("http://example.com/A") != common_form("http://example.com/a")
    with pytest.raises(NotHere):
        asked_address("mailto:a@example.com")


def test_an_archive_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    held = archive_of(tmp_path, "heron", HERON, [(story("heron", HERON, 1), [answer(STORY, "<p>x</p>")])])
    bad = archive_of(tmp_path, "bad", OTTER, [])
    bad.catalog.write_bytes(b"no catalog")
    with serving_pages({"bad": bad, "heron": held}) as served:
        assert served.get(f"/timegate/{STORY}").status == 302
        assert served.get(f"/timegate/{ENDPOINT}").status == 500


def test_behind_a_proxy_all_addresses_are_its_own(tmp_path: Path) -> None:
    held = archive_of(tmp_path, "heron", HERON, [(story("heron", HERON, 1), [answer(STORY, "<p>x</p>")])])
    public = {"names": ("https://archive.example.org",), "originals_at": "https://originals.example.org"}
    with serving_pages({"heron": held}, **public, root="/old") as served:
        told = served.get(f"/timegate/{STORY}", headers={"Host": "archive.example.org"})
        assert told.headers["location"] == f"https://originals.example.org/memento/20240602090000/{STORY}"
        found = links(told.headers["link"])
        assert found["timegate"][0] == f"https://archive.example.org/old/timegate/{STORY}"
        memento = served.get(
            f"/memento/20240602090000/{STORY}", originals=True, headers={"Host": "originals.example.org"}
        )
        assert links(memento.headers["link"]) == found
        assert "frame-ancestors" in memento.headers["content-security-policy"]
        assert "https://archive.example.org" in memento.headers["content-security-policy"]
