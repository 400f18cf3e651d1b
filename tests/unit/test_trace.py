"""What an archive knows of an address, be it an article's, a list's, or nobody's."""

from collections.abc import Iterator
from datetime import UTC
from io import StringIO
from pathlib import Path

import pytest
from gazette import HOME, SLUG, Gazette, Make
from rich.console import Console

from newsarchive.evidence import Validators
from newsarchive.items import Gone, Lead, Rejected, Unfetched
from newsarchive.profiles import Identity, RecheckRules
from newsarchive.showing.why import stranger_lines, trace_table
from newsarchive.store.catalog.listing_rows import ShownRow
from newsarchive.store.entries import discover
from newsarchive.store.listings import Listed
from newsarchive.store.nearest import Near, Stranger, nearest
from newsarchive.store.takedown import forget
from newsarchive.store.trace import trace_of
from newsarchive.store.unread import dismiss, note_unread

FRONT, FEED, BACK = f"{HOME}/", f"{HOME}/feed.xml", f"{HOME}/back-pages/"
URL = HOME + SLUG


@pytest.fixture
def site(tmp_path: Path, article: Make) -> Iterator[Gazette]:
    site = Gazette(tmp_path / "brindle-gazette.example", article)
    yield site
    site.archive.close()


def show(site: Gazette, listing: str, *paths: str) -> None:
    leads = [Lead(HOME + path, source_id=path, link=HOME + path) for path in paths]
    now, listed = int(site.now.timestamp()), Listed(Validators(listing), (BACK,))
    site.archive.transact(lambda rows: discover(rows, site.profile.name, leads, listed, now=now, zone=UTC))


def told(site: Gazette, given: str) -> str:
    """What is shown of it in 80 columns, its spaces and frames aside."""
    trace = trace_of(site.archive.rows, site.profile.name, [given])
    assert trace
    shown = StringIO()
    Console(width=80, file=shown).print(trace_table(site.profile.name, trace, UTC))
    text = shown.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    return " ".join(text.replace("│", " ").split())


def stored(site: Gazette) -> None:
    site.write(site.read(SLUG))


def twice_and_withdrawn(site: Gazette) -> None:
    stored(site)
    site.next_run()
    site.write(Gone(SLUG, URL, "http-410", "it is no more"))


def refused(site: Gazette) -> None:
    site.write(Rejected(SLUG, URL, "no-date", "none is stated", {}))


def failed(site: Gazette) -> None:
    site.write(Unfetched(SLUG, URL, "http-503", "it answered 503"))


def taken_down(site: Gazette) -> None:
    stored(site)
    site.next_run()
    now = int(site.now.timestamp())
    site.archive.transact(
        lambda rows: forget(rows, site.profile.name, Identity(SLUG, URL), reason="asked to", now=now)
    )
    site.archive.finish_forgetting()


def owed(site: Gazette) -> None:
    assert site.rows


def of_an_earlier_version(site: Gazette) -> None:
    site.archive.transact(lambda rows: rows.remove(ShownRow))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (owed, ["listed http://brindle-gazette.example/ first 2024-06-02 09:00:00+00:00, last 2024-06-02",
                "asked never", "next check by the next run"]),
        (stored, ["asked 2024-06-02 09:00:00+00:00: stored", "judged stored: a post was made of it",
                  "stored as _posts/2024-06-02-heron-colony-returns.md", "revision 1 (crawled)", "published",
                  "next check 2024-06-02 10:00:00+00:00"]),
        (twice_and_withdrawn, ["answered 410: unchanged (gone)", "the server said that it is no more",
                               "it is no more", "gone since 2024-06-02 12:00:00+00:00", "next check never"]),
        (refused, ["judged quarantined by no-date: the page states no date none is stated",
                   "quarantined 2024-06-02 09:00:00+00:00 (no-date): the page states no date"]),
        (failed, ["answered 503: failed (http-503)", "the server answered 503",
                  "next check by the next run"]),
        (taken_down, ["forgotten 2024-06-02 12:00:00+00:00: asked to"]),
        (of_an_earlier_version, ["listed http://brindle-gazette.example/, before it was noted when"]),
    ],
)  # fmt: skip
def test_what_became_of_an_article_is_told(site: Gazette, what: object, words: list[str]) -> None:
    show(site, FRONT, SLUG)
    what(site)  # type: ignore[operator]
    text = told(site, URL)
    assert [one for one in words if one not in text] == []
    assert told(site, SLUG) == text


def test_a_list_is_told_with_what_it_shows_and_why_it_is_unread(site: Gazette) -> None:
    show(site, FRONT, SLUG, "/2024/06/02/otter")
    assert "on 2024-06-02 asked once; 2 new articles" in told(site, FRONT)
    now, rules = int(site.now.timestamp()), RecheckRules()
    site.archive.transact(
        lambda rows: note_unread(rows, FRONT, "http-500", rules, is_first=True, now=now, zone=UTC)
    )
    site.archive.transact(lambda rows: dismiss(rows, [FRONT], now=now))
    text = told(site, FRONT)
    words = ["shows 2 articles so far", f"newest {HOME}/2024/06/02/otter", "asked 2 times, 1 in vain",
             "1 run (http-500): the server answered 500", "dismissed",
             "next asked by the next run"]  # fmt: skip
    assert [one for one in words if one not in text] == []


def test_a_list_that_others_lead_to_is_known_before_it_was_read(site: Gazette) -> None:
    show(site, FRONT)
    show(site, FEED)
    text = told(site, BACK)
    assert f"led to by {FRONT} led to by {FEED} read never to its end" in text


@pytest.mark.parametrize(
    ("url", "near"),
    [
        (f"{HOME}/news/heron-colony-returns.html", Near(URL, "the same slug, heron-colony-returns")),
        (f"{HOME}/x/7654321/otters", Near(f"{HOME}/a/7654321", "the same id, 7654321")),
        (f"{HOME}/2024/06/01/heron-colonies-return", Near(URL, "a similar address")),
        (f"{HOME}/feed.xm", Near(FEED, "a similar address")),
        ("https://elsewhere.example/", None),
    ],
)
def test_the_nearest_is_named(site: Gazette, url: str, near: Near | None) -> None:
    show(site, FEED, SLUG, "/2024/06/02/otter", "/a/7654321")
    assert trace_of(site.archive.rows, site.profile.name, [url]) is None
    assert nearest(site.archive.rows, url) == near


def test_a_stranger_is_told_with_what_speaks_against_it() -> None:
    near = Near(URL, "a similar address")
    lines = list(
        stranger_lines(f"{URL}s", Stranger("gazette", near, ("its host is none",), is_profiled=True))
    )
    assert lines == [
        f"{URL}s was never shown to gazette", f"nearest: {URL} (a similar address)",
        "excluded: its host is none",
    ]  # fmt: skip
    lone = list(stranger_lines(URL, Stranger("gazette", None, (), is_profiled=True)))
    assert lone[1].startswith("nothing in the profile speaks against it")
