"""A list that says that an article has changed makes it due; what changes by itself does not."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from scrapy.http import Request, TextResponse

from newsarchive.crawling.listing_reader import read_listing
from newsarchive.discovery.listing import read_leads
from newsarchive.evidence import Validators
from newsarchive.items import Lead
from newsarchive.profiles import SiteProfile
from newsarchive.store import frontier
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, PageRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.entries import discover
from newsarchive.store.frontier import Selection
from newsarchive.store.listings import Listed

HOME = "https://harbour.example/"
DAY_0 = datetime(2026, 3, 2, 8, tzinfo=UTC)
PROFILE = SiteProfile.model_validate({
    "name": "harbour", "home": HOME, "zone": "Europe/Oslo", "language": "en",
    "discovery": {"json_lists": [{
        "url": HOME + "list.json", "items": "items",
        "fields": {"url": "u", "title": "t", "date": "d", "modified": "m", "digest": "s"},
    }]},
})  # fmt: skip


def hour(number: float) -> datetime:
    return DAY_0 + timedelta(hours=number)


class Entry:
    """An article as a list is to show it."""

    def __init__(
        self, number: int, changed: datetime | None = None, *, teaser: str = "", pub: str = ""
    ) -> None:
        self.url, self.title = (
            f"{HOME}2026/03/02/story-{number}-of-the-harbour",
            f"Story {number} of the harbour",
        )
        self.changed = hour(-number) if changed is None else changed
        self.teaser = teaser or "What happened."
        self.published = pub or hour(-number).isoformat()
        self.pubdate = pub or format_datetime(hour(-number))


def sitemap(entries: list[Entry]) -> str:
    rows = (f"<url><loc>{one.url}</loc><lastmod>{one.changed.isoformat()}</lastmod></url>" for one in entries)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>'


def news_sitemap(entries: list[Entry]) -> str:
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    spaces += ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    rows = (
        f"<url><loc>{one.url}</loc><lastmod>{one.changed:%Y-%m-%dT%H:%M:%SZ}</lastmod><n:news><n:title>{one.title}"
        f"</n:title><n:publication_date>{one.published}</n:publication_date></n:news></url>"
        for one in entries
    )
    return f"<urlset {spaces}>{''.join(rows)}</urlset>"


def atom(entries: list[Entry]) -> str:
    rows = (
        f'<entry><link href="{one.url}"/><title>{one.title}</title><published>{one.published}</published>'
        f"<updated>{one.changed.isoformat()}</updated><summary>{one.teaser}</summary></entry>"
        for one in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{"".join(rows)}</feed>'


def rss(
    entries: list[Entry], modified: str = "a:updated", form: Callable[[datetime], str] = datetime.isoformat
) -> str:
    rows = (
        f"<item><link>{one.url}</link><title>{one.title}</title><pubDate>{one.pubdate}</pubDate>"
        f"<{modified}>{form(one.changed)}</{modified}><description>{one.teaser}</description></item>"
        for one in entries
    )
    spaces = 'xmlns:a="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/"'
    return f'<rss version="2.0" {spaces}><channel><title>H</title>{"".join(rows)}</channel></rss>'


def json_feed(entries: list[Entry]) -> str:
    items = [
        {"url": one.url, "title": one.title, "date_published": one.published, "summary": one.teaser,
         "date_modified": one.changed.isoformat()}
        for one in entries
    ]  # fmt: skip
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})


def json_list(entries: list[Entry]) -> str:
    items = [
        {"u": one.url, "t": one.title, "d": one.published, "s": one.teaser, "m": int(one.changed.timestamp())}
        for one in entries
    ]
    return json.dumps({"items": items})


Form = Callable[[list[Entry]], str]
FORMS: dict[str, Form] = {
    "sitemap": sitemap, "news sitemap": news_sitemap, "Atom": atom, "RSS with Atom": rss,
    "RSS with DC": lambda entries: rss(entries, "dc:modified"),
    "RSS in its own words": lambda entries: rss(entries, "updated", format_datetime),
    "JSON Feed": json_feed, "list.json": json_list,
}  # fmt: skip


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    archive = Archive(tmp_path / "harbour", PROFILE)
    archive.open(started=DAY_0, command="crawl", arguments={}, extraction="code")
    yield archive.rows
    archive.close()


def leads(text: str, address: str, at: datetime) -> list[Lead]:
    response = TextResponse(
        address, body=text.encode(), headers={"Date": format_datetime(at)},
        request=Request(address, meta={"listing": address}),
    )  # fmt: skip
    found = read_listing(response, lambda one: read_leads(one, PROFILE), PROFILE)
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, Lead)]


def show(rows: Rows, form: Form, entries: list[Entry], at: datetime, name: str = "") -> None:
    """A run reads a list."""
    name = name or ("list.json" if form is json_list else "list")
    found = leads(form(entries), HOME + name, at)
    assert len(found) == len(entries)
    discover(rows, "harbour", found, Listed(Validators(HOME + name)), now=int(at.timestamp()))


def store_all(rows: Rows, at: datetime) -> None:
    """All that is owed is stored; nothing is due any more."""
    for row in rows.where(ArticleRow):
        if row.state is State.OWED:
            post = f"2026-03-02-{row.id}.md"
            row = replace(row, state=State.PUBLISHED, revision=1, post=post, stored=int(at.timestamp()))  # noqa: PLW2901
            rows.add(PageRow(article=row.id, position=0, url=row.url, etag='"1"', digest=b"d"))
        rows.replace(replace(row, checked=int(at.timestamp()), next_check=None))


def due(rows: Rows, at: datetime) -> list[str]:
    """The numbers of the articles that are due."""
    found = frontier.due(rows, Selection(), after=None, now=int(at.timestamp()))
    return [row.url.split("-")[1] for row in found]


def kept_up(number: int = 3) -> list[Entry]:
    return [Entry(n) for n in range(1, number + 1)]


@pytest.mark.parametrize("form", FORMS)
def test_a_later_time_of_change_makes_an_article_due_at_once_and_once(rows: Rows, form: str) -> None:
    show(rows, FORMS[form], kept_up(), hour(0))
    store_all(rows, hour(0))
    show(rows, FORMS[form], kept_up(), hour(1))
    assert due(rows, hour(1)) == []
    edited = [Entry(1), Entry(2, hour(1.2)), Entry(3)]
    show(rows, FORMS[form], edited, hour(1.5))
    assert due(rows, hour(1.5)) == ["2"]
    (page,) = (one for one in rows.where(PageRow) if one.etag is None)
    assert page.digest == b"d", "it is asked without condition, and compared"
    store_all(rows, hour(1.5))
    show(rows, FORMS[form], edited, hour(2))
    assert due(rows, hour(2)) == []


@pytest.mark.parametrize("form", ["Atom", "RSS with Atom", "JSON Feed", "list.json"])
def test_a_teaser_or_a_time_of_publication_that_is_always_now_does_not(rows: Rows, form: str) -> None:
    for at in (0.0, 1.0, 2.0, 30.0):
        now = hour(at).isoformat() if form != "RSS with Atom" else format_datetime(hour(at))
        entries = [Entry(n, teaser=f"{at} comments, read {n} times", pub=now) for n in range(1, 5)]
        show(rows, FORMS[form], entries, hour(at))
        assert due(rows, hour(at)) == []
        store_all(rows, hour(at))


@pytest.mark.parametrize("entries", [2, 3, 4, 12, 40])
@pytest.mark.parametrize("form", ["sitemap", "Atom", "JSON Feed"])
def test_times_of_the_lists_own_making_say_nothing(rows: Rows, form: str, entries: int) -> None:
    for at in (0.0, 0.5, 1.0, 26.0):
        made = [Entry(n, hour(at) + timedelta(seconds=n)) for n in range(1, entries + 1)]
        show(rows, FORMS[form], made, hour(at))
        assert due(rows, hour(at)) == []
        store_all(rows, hour(at))


def test_nor_do_times_that_all_change_to_anything(rows: Rows) -> None:
    for at in (0, 24, 48):
        show(rows, sitemap, [Entry(n, hour(at - n)) for n in range(1, 13)], hour(at))
        assert due(rows, hour(at)) == []
        store_all(rows, hour(at))
    show(rows, sitemap, [Entry(n, hour(48 - n + 2.5 * (n == 7))) for n in range(1, 13)], hour(49))
    assert due(rows, hour(49)) == ["7"], "one of them alone has changed since"


def test_a_list_that_is_mended_is_believed(rows: Rows) -> None:
    for at in (0.0, 0.5):
        show(rows, sitemap, [Entry(n, hour(at)) for n in range(1, 13)], hour(at))
        store_all(rows, hour(at))
    show(rows, sitemap, [Entry(n, hour(1)) for n in range(1, 13)], hour(2))
    show(rows, sitemap, [Entry(n, hour(1) + timedelta(seconds=n * n)) for n in range(1, 13)], hour(3))
    assert due(rows, hour(3)) == []
    edited = [Entry(n, hour(3.2 if n == 5 else 1) + timedelta(seconds=n * n)) for n in range(1, 13)]
    show(rows, sitemap, edited, hour(4))
    assert due(rows, hour(4)) == ["5"]


def test_another_list_is_believed_where_it_states_a_change_that_nobody_has_read(rows: Rows) -> None:
    show(rows, rss, kept_up(), hour(0), "feed")
    store_all(rows, hour(0))
    show(rows, sitemap, [Entry(1, hour(0.5)), Entry(2), Entry(3)], hour(1), "sitemap.xml")
    assert due(rows, hour(1)) == ["1"]
    store_all(rows, hour(1))
    show(rows, rss, [Entry(1, hour(0.5)), Entry(2), Entry(3)], hour(2), "feed")
    assert due(rows, hour(2)) == [], "the same change"


def test_what_is_asked_no_more_is_asked_where_its_list_says_so(rows: Rows) -> None:
    show(rows, sitemap, kept_up(), hour(0))
    store_all(rows, hour(0))
    late = hour(24 * 400)
    show(rows, sitemap, [Entry(1), Entry(2), Entry(3, late)], late)
    assert due(rows, late) == ["3"]


def test_a_list_that_cries_wolf_is_believed_three_times(rows: Rows) -> None:
    asked = 0
    for at in range(10):
        show(rows, sitemap, [Entry(1, hour(at)), Entry(2)], hour(at))
        asked += len(due(rows, hour(at)))
        store_all(rows, hour(at))
    assert asked == 3


@pytest.mark.parametrize("stated", [hour(24 * 900), hour(-9999)])
def test_a_time_of_the_future_or_long_past_says_nothing(rows: Rows, stated: datetime) -> None:
    show(rows, sitemap, kept_up(), hour(0))
    store_all(rows, hour(0))
    show(rows, sitemap, [Entry(1, stated), Entry(2), Entry(3)], hour(1))
    assert due(rows, hour(1)) == []
    show(rows, sitemap, [Entry(1, hour(1.5)), Entry(2), Entry(3)], hour(2))
    assert due(rows, hour(2)) == ["1"]


def test_what_is_quarantined_is_asked_again_too(rows: Rows) -> None:
    show(rows, sitemap, kept_up(), hour(0))
    for row in rows.where(ArticleRow):
        rows.replace(replace(row, state=State.QUARANTINED, checked=int(hour(0).timestamp())))
    show(rows, sitemap, [Entry(1, hour(0.5)), Entry(2), Entry(3)], hour(1))
    assert due(rows, hour(1)) == ["1"]
