"""One article that is read at several addresses: which of them are one, and what is stored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from gazette import HOME, NOW, SLUG, Gazette, Make, body, words

from newsarchive.items import Doubt, Lead, Outcome, Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import QuarantineRow, RevisionRow
from newsarchive.store.catalog.states import State
from newsarchive.store.doubles import original
from newsarchive.store.entries import by_urls, discover
from newsarchive.store.submissions import Verdict

FURTHER = Verdict(Outcome.UNCHANGED, "further-address")
RECKONED = {"doubts": (Doubt.RELATIVE_DATE,)}


@pytest.fixture
def site(tmp_path: Path, article: Make) -> Iterator[Gazette]:
    site = Gazette(tmp_path / "brindle-gazette.example", article)
    yield site
    site.archive.close()


@pytest.mark.parametrize("again", [False, True], ids=["one-run", "next-run"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (SLUG, f"{SLUG}/"),
        (SLUG, f"{SLUG}/index.html"),
        (SLUG, "/?p=4711"),
        (SLUG, "/2024/06/01/Heron-Colony-Returns"),
        (SLUG, f"http://m.brindle-gazette.example{SLUG}"),
        (SLUG, f"http://news.brindle-gazette.example{SLUG}"),
        (SLUG, f"{SLUG}/amp/"),
        (SLUG, f"{SLUG}?sid=8a2f01"),
        (f"{SLUG}?sid=8a2f01", f"{SLUG}?sid=11c0de"),
        (f"/nature{SLUG}", f"/local{SLUG}"),
        ("/story-70931.html", SLUG),
    ],
)
def test_the_same_text_with_its_title_and_time_is_one_article(
    site: Gazette, first: str, second: str, *, again: bool
) -> None:
    assert site.write(site.read(first)).outcome is Outcome.STORED
    if again:
        site.next_run()
    assert site.write(site.read(second)).outcome in {Outcome.UNCHANGED, Outcome.STORED}
    one, other = site.rows
    assert (one.state, other.state, other.copy_of) == (State.PUBLISHED, State.DOUBLE, one.id)
    assert site.posts == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/news/100/lock", "/news/101/lock"), ("/lock-70931.html", "/lock-70932.html"),
        ("/a/4711", "/a/4712"),
        ("/news/lock-70931.html", "/news/weir-70931.html"), ("/de.html", "/fr.html"),
    ],
)  # fmt: skip
def test_addresses_that_a_site_tells_apart_are_two_articles(site: Gazette, first: str, second: str) -> None:
    for address in (first, second):
        assert site.write(site.read(address)).outcome is Outcome.STORED
    assert [row.state for row in site.rows] == [State.PUBLISHED, State.PUBLISHED]
    assert site.rows[1].copy_of == site.rows[0].id
    assert site.posts == 2


def test_both_in_one_batch(site: Gazette) -> None:
    forms = [SLUG, f"{SLUG}?ref=home", f"{SLUG}?ref=box", f"{SLUG}/amp"]
    assert site.write(*(site.read(form) for form in forms)) == FURTHER
    assert site.posts == 1


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Otters at the weir"},
        {"published": NOW + timedelta(hours=2), "title": "Herons again"},
        {"source": "Wharf Wire"},
        {"body": body("another")},
    ],
    ids=["title", "title-and-time", "source", "text"],
)
def test_what_differs_in_title_source_or_text_is_another_article(
    site: Gazette, other: dict[str, Any]
) -> None:
    site.write(site.read(SLUG, source="Brindle Gazette"))
    assert site.write(site.read("/b", **{"source": "Brindle Gazette", **other})).outcome is Outcome.STORED
    assert site.posts == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RECKONED, {**RECKONED, "published": NOW + timedelta(minutes=9)}),
        ({}, {"precision": "day", "published": NOW.replace(hour=0)}),
    ],
    ids=["two hours ago", "a day"],
)  # fmt: skip
def test_a_time_is_the_same_as_far_as_it_is_stated(
    site: Gazette, one: dict[str, Any], other: dict[str, Any]
) -> None:
    site.write(site.read(SLUG, **one))
    assert site.write(site.read(f"{SLUG}?x=1", **other)) == FURTHER


@pytest.mark.parametrize("canonical", [SLUG, f"{SLUG}/", f"http://www.brindle-gazette.example{SLUG}"])
@pytest.mark.parametrize("text", [body(), body(more="and " + words("more", 30)), f"<p>{words('heron')}</p>"])
def test_a_view_that_names_the_article_is_no_other(site: Gazette, canonical: str, text: str) -> None:
    """Its text may be cut or have more; it makes no revision, and is not asked again."""
    site.write(site.read(SLUG))
    site.next_run()
    found = site.read("/print/70", canonical=canonical, body=text, published=NOW + timedelta(hours=1))
    assert site.write(found) == FURTHER
    one, _ = site.rows
    assert (one.url, site.posts) == (HOME + SLUG, 1)
    assert len(site.archive.rows.where(RevisionRow)) == 1


@pytest.mark.parametrize("canonical", ["/", SLUG, "/news/", "http://elsewhere.example/", "no address at all"])
def test_a_wrong_canonical_address_makes_nothing_one(site: Gazette, canonical: str) -> None:
    """Be it the front page or the first article, which a template gives to all pages."""
    stories = {SLUG: "heron", "/2024/06/01/lock": "lock", "/2024/06/01/mill": "mill"}
    for path, seed in stories.items():
        stated = canonical if canonical.startswith(("/", "http")) else f"{HOME}:{canonical}"
        found = site.read(path, canonical=stated, title=f"On the {seed}", body=body(seed))
        assert site.write(found).outcome is Outcome.STORED
    assert site.posts == 3


def test_a_column_of_each_day_stays_one_of_each_day(site: Gazette) -> None:
    """All of them name the first one, and have half of a text in common."""
    for day in range(3):
        text = f"<p>{words('of each day')}</p><p>{words(f'day {day}', 140)}</p>"
        said = {"title": f"Tides, day {day}", "published": NOW + timedelta(days=day), "body": text}
        assert site.write(site.read(f"/tides/{day}", canonical="/tides/0", **said)).outcome is Outcome.STORED
    assert site.posts == 3


@pytest.mark.parametrize("canonical", ["", "itself"])
@pytest.mark.parametrize("new_title", ["春耕备耕正当时", "Herons are back at the weir"])
def test_an_edited_headline_takes_the_address_along(site: Gazette, canonical: str, new_title: str) -> None:
    """The number in both addresses is the article's id; the post says where it stands now."""
    before, after = "/council-votes-on-weir-70931", "/council-approves-weir-70931"
    site.write(site.read(before))
    site.next_run()
    found = site.read(
        after, title=new_title, canonical=after if canonical else "",
        body=body(more="as the council has decided."),
    )  # fmt: skip
    assert site.write(found) == Verdict(Outcome.STORED, "edited")
    one, other = site.rows
    assert (one.source_id, one.url, other.copy_of) == (before, HOME + after, one.id)
    assert site.posts == 1
    leads = [Lead(HOME + path, source_id=path) for path in (before, after)]
    assert site.archive.transact(lambda rows: discover(rows, site.profile.name, leads, None, now=0)) == 0
    assert site.archive.transact(
        lambda rows: set(map(len, by_urls(rows, [HOME + before, HOME + after])))
    ) == {len(HOME + after)}


@pytest.mark.parametrize("path", ["/2024/06/01/12-lock", "/archive/20240601/lock", "/lock-70932"])
def test_a_date_or_a_short_number_is_no_id(site: Gazette, path: str) -> None:
    site.write(site.read("/2024/06/01/12-weir-70931"))
    site.next_run()
    found = site.read(
        path, title="Lock closed", body=body(more="Indeed."), published=NOW + timedelta(hours=1)
    )
    assert site.write(found).outcome is Outcome.STORED
    assert site.posts == 2


def test_the_address_that_the_page_calls_its_own_is_asked_from_then_on(site: Gazette) -> None:
    for path in (f"{SLUG}?ref=home", SLUG):
        site.write(site.read(path, canonical=SLUG))
    one, _ = site.rows
    assert (one.source_id, one.url) == (f"{SLUG}?ref=home", HOME + SLUG)


def test_what_was_owed_or_quarantined_there_is_settled(site: Gazette) -> None:
    site.write(site.read(SLUG))
    forms = ["/x?view=plain", "/x?view=card"]
    leads = [Lead(HOME + form, source_id=form) for form in forms]
    site.archive.transact(lambda rows: discover(rows, site.profile.name, leads, None, now=0))
    site.write(Rejected(forms[0], HOME + forms[0], "no-body"))
    site.next_run()
    for form in forms:
        assert site.write(site.read(form, canonical=SLUG)) == FURTHER
    assert {row.state for row in site.rows} == {State.PUBLISHED, State.DOUBLE}
    assert all(entry.settled for entry in site.archive.rows.where(QuarantineRow))
    assert all(original(site.archive.rows, row).source_id == SLUG for row in site.rows)


def test_what_a_site_gives_ids_is_told_apart_by_them(
    tmp_path: Path, article: Make, profile: SiteProfile
) -> None:
    """Unless the page of one says that it is another."""
    archive = Archive(tmp_path / "finews", profile)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    one = article(body=body())
    number = one.source_id[:-1] + ("1" if one.source_id[-1] != "1" else "2")
    other = replace(one, source_id=number, url=one.url.replace(one.source_id, number))
    third = replace(other, source_id=number[:-2] + "99", url=other.url.replace(number, number[:-2] + "99"),
                    canonical=one.url)  # fmt: skip
    verdicts = archive.write([extracted(each, profile) for each in (one, other, third)], now=NOW)
    archive.close()
    assert [each.outcome for each in verdicts] == [Outcome.STORED, Outcome.STORED, Outcome.UNCHANGED]
