"""What lists show is noted with what they show, at little cost, and follows its articles wherever they go."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from gazette import HOME, NOW, SLUG, Gazette, Make
from sqlalchemy import event

from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import Validators
from newsarchive.items import Lead, Rejected, Unchanged, Unfetched
from newsarchive.profiles import Identity, RecheckRules
from newsarchive.store.catalog.access import reading, writing
from newsarchive.store.catalog.listing_rows import ListingDayRow, ListingRow, ShownRow
from newsarchive.store.catalog.row_kinds import ArticleRow, AskRow
from newsarchive.store.doubles import merge
from newsarchive.store.entries import discover
from newsarchive.store.listings import Listed
from newsarchive.store.sightings import note_answer_at
from newsarchive.store.takedown import forget
from newsarchive.store.unread import note_unread
from newsarchive.store.verifying.check import check
from newsarchive.upkeep.rebuild.rebuild import rebuild

FRONT, FEED = f"{HOME}/", f"{HOME}/feed.xml"
OTHER = "/2024/06/02/lock-closed"
START = int(NOW.timestamp())
HOUR = 3600


@pytest.fixture
def site(tmp_path: Path, article: Make) -> Iterator[Gazette]:
    site = Gazette(tmp_path / "brindle-gazette.example", article)
    yield site
    site.archive.close()


def show(site: Gazette, listing: str, *paths: str, hours: float = 0, zone: ZoneInfo | None = None) -> None:
    leads = [Lead(HOME + path, source_id=path, link=HOME + path) for path in paths]
    now = START + round(hours * HOUR)
    site.archive.transact(
        lambda rows: discover(
            rows, site.profile.name, leads, Listed(Validators(listing)), now=now, zone=zone or UTC
        )
    )


def shown(site: Gazette) -> dict[tuple[str, str], tuple[float, float]]:
    """When each list showed each article first and last, in hours since the start."""
    with reading(site.archive.catalog) as rows:
        lists = {row.id: row.url for row in rows.where(ListingRow)}
        names = {row.id: row.source_id for row in rows.where(ArticleRow)}
        return {
            (lists[row.listing], names[row.article]): ((row.first - START) / HOUR, (row.last - START) / HOUR)
            for row in rows.where(ShownRow)
        }


def days(site: Gazette) -> list[tuple[str, str, int, int, int, int]]:
    with reading(site.archive.catalog) as rows:
        lists = {row.id: row.url for row in rows.where(ListingRow)}
        return [
            (lists[row.listing], row.day, row.asked, row.failed, row.shown, row.fresh)
            for row in rows.where(ListingDayRow, order=[ListingDayRow.c.listing, ListingDayRow.c.day])
        ]


def test_each_list_has_its_own_first_and_last(site: Gazette) -> None:
    show(site, FRONT, SLUG, OTHER)
    show(site, FEED, SLUG, hours=1)
    show(site, FRONT, OTHER, hours=7)
    assert shown(site) == {
        (FRONT, SLUG): (0, 0), (FRONT, OTHER): (0, 7), (FEED, SLUG): (1, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("askings", "last"),
    [
        pytest.param([0, 1, 5.9], 0, id="within six hours"),
        pytest.param([0, 1, 6, 11], 6, id="six hours"),
        pytest.param([0, 71, 78], 71, id="three days later, seven hours"),
        pytest.param([0, 71, 95], 95, id="three days later, a day"),
    ],
)  # fmt: skip
def test_when_it_was_last_seen_is_not_written_at_each_asking(
    site: Gazette, askings: list[float], last: float
) -> None:
    for hours in askings:
        show(site, FRONT, SLUG, hours=hours)
    assert shown(site) == {(FRONT, SLUG): (0, last)}


def test_a_list_that_shows_what_it_showed_writes_none_of_its_articles(site: Gazette) -> None:
    paths = [f"/2024/06/01/story-{number}" for number in range(700)]
    show(site, FRONT, *paths)
    written: list[str] = []
    engine = site.archive.rows.connection.engine

    def note(_: object, __: object, statement: str, *more: object) -> None:
        if not statement.startswith(("SELECT", "PRAGMA")):
            written.append(statement.partition(" SET")[0])

    event.listen(engine, "before_cursor_execute", note)
    show(site, FRONT, *paths, hours=3)
    site.archive.transact(lambda rows: note_answer_at(rows, FRONT, now=START + 4 * HOUR, zone=UTC))
    event.remove(engine, "before_cursor_execute", note)
    assert set(written) == {"UPDATE listing_day"}
    assert len(written) == 2


def test_a_day_is_the_sites_and_counts_what_was_answered(site: Gazette) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")  # where it is 18:00 at the start
    show(site, FRONT, SLUG, OTHER, zone=tokyo)
    show(site, FRONT, SLUG, hours=1, zone=tokyo)
    show(site, FRONT, SLUG, "/2024/06/03/otter", hours=6, zone=tokyo)
    rules = RecheckRules()
    for url, hours in ((FRONT, 7), (FEED, 7)):
        now = START + hours * HOUR
        site.archive.transact(
            lambda rows, url=url, now=now: note_unread(
                rows, url, "http-500", rules, is_first=True, now=now, zone=tokyo
            )
        )
    assert days(site) == [(FRONT, "2024-06-02", 2, 0, 2, 2), (FRONT, "2024-06-03", 2, 1, 2, 1)]


def test_what_is_shown_at_a_further_address_is_the_article(site: Gazette) -> None:
    show(site, FRONT, SLUG)
    site.write(site.read(SLUG))
    site.next_run()
    show(site, FEED, f"{SLUG}/", hours=3)
    site.write(site.read(f"{SLUG}/"))
    show(site, FEED, f"{SLUG}/", hours=12)
    assert shown(site) == {(FRONT, SLUG): (0, 0), (FEED, SLUG): (3, 12)}


def of_two(site: Gazette, *, is_read: bool = True) -> tuple[ArticleRow, ArticleRow]:
    """Two articles, both of which one list showed, and the second another; each asked twice.

    :param is_read: the second one could be
    """
    show(site, FRONT, SLUG, OTHER)
    show(site, FEED, OTHER, hours=1)
    first, second = site.read(SLUG), site.read(OTHER, title="Lock closed", body="<p>" + "wet " * 90 + "</p>")
    site.write(first, second if is_read else Unfetched(OTHER, HOME + OTHER, "timeout", "no answer"))
    site.next_run()
    site.write(*(Unchanged(one.source_id, one.url) for one in (first, second)))
    with reading(site.archive.catalog) as rows:
        one, two = (rows.one(ArticleRow, source_id=path) for path in (SLUG, OTHER))
    assert one
    assert two
    return one, two


def merge_them(site: Gazette, one: ArticleRow, two: ArticleRow) -> None:
    site.archive.transact(lambda rows: merge(rows, one.id, two.id, address=one.url, now=START))
    site.archive.posts.remove_doubles(site.archive.rows)


def absorb(site: Gazette, one: ArticleRow, two: ArticleRow) -> None:
    site.archive.transact(lambda _: site.archive.desk.absorbed(one, two))


@pytest.mark.parametrize("how", [merge_them, absorb])
def test_two_that_become_one_have_been_shown_and_asked_together(
    site: Gazette, how: Callable[[Gazette, ArticleRow, ArticleRow], None]
) -> None:
    one, two = of_two(site, is_read=how is merge_them)
    show(site, FRONT, OTHER, hours=8)
    how(site, one, two)
    assert shown(site) == {(FRONT, SLUG): (0, 8), (FEED, SLUG): (1, 1)}
    with reading(site.archive.catalog) as rows:
        assert [row.article for row in rows.where(AskRow)] == [one.id] * 4


def test_a_takedown_takes_what_was_shown_and_asked_along(site: Gazette) -> None:
    one, two = of_two(site)
    naming = Rejected(OTHER, two.url, "same-text", f"its title and text are those of {one.url}")
    site.write(naming)
    site.next_run()
    named = Identity(SLUG, one.url)
    site.archive.transact(lambda rows: forget(rows, site.profile.name, named, reason="asked to", now=START))
    assert site.archive.finish_forgetting()
    assert shown(site) == {(FRONT, OTHER): (0, 0), (FEED, OTHER): (1, 1)}
    with reading(site.archive.catalog) as rows:
        asked = rows.where(AskRow)
    assert {row.article for row in asked} == {two.id}
    assert [row.detail for row in asked if row.detail] == ["it named an article that was taken down"]
    site.archive.close()
    held = b"".join(path.read_bytes() for path in site.archive.private.rglob("*") if path.is_file())
    assert held.count(SLUG.encode()) == 3  # id and address in the tombstone, and the id in its index
    assert check(site.archive).faults == []


def test_a_further_address_of_what_was_taken_down_goes_with_what_showed_it(site: Gazette) -> None:
    """Its row goes at once, where nothing else is held of it."""
    show(site, FRONT, SLUG)
    forgotten = Identity("77", HOME + OTHER)
    site.archive.transact(
        lambda rows: forget(rows, site.profile.name, forgotten, reason="asked to", now=START)
    )
    site.archive.finish_forgetting()
    site.write(Unchanged("77", HOME + SLUG))
    assert shown(site) == {}
    assert site.rows == []
    assert {row.listing for row in site.archive.rows.where(ListingDayRow)} == {1}


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        pytest.param("nothing", {(FRONT, SLUG), (FRONT, OTHER), (FEED, OTHER)}, id="nothing"),
        pytest.param("listing", {(FRONT, SLUG), (FRONT, OTHER)}, id="a list"),
        pytest.param("shown", {(FRONT, SLUG), (FRONT, OTHER)}, id="a sighting"),
    ],
)
def test_a_rebuilt_catalog_has_what_is_sound(
    site: Gazette, tmp_path: Path, lost: str, left: set[tuple[str, str]]
) -> None:
    of_two(site)
    site.archive.close()
    if lost != "nothing":
        with writing(site.archive.catalog) as rows:
            column = "url" if lost == "listing" else "last"
            where = "id = 2" if lost == "listing" else "listing = 2"
            rows.connection.exec_driver_sql(f"UPDATE {lost} SET {column} = {column} || '12' WHERE {where}")
    path = tmp_path / f"{site.profile.name}.yml"
    path.write_text(f"name: {site.profile.name}\nhome: {HOME}/\ncategory: {{fallback: news}}\n")
    spider = type("Spider", (SiteSpider,), {"name": site.profile.name, "profile_path": path})()
    rebuild(site.archive, spider, now=datetime.now(UTC) + timedelta(days=1))
    assert check(site.archive).faults == []
    assert shown(site).keys() == left
    with reading(site.archive.catalog) as rows:
        assert len(rows.where(AskRow)) == 4
