"""A fleet is searched as folders are: each query finds the same, said in the same words."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.sites import add_site
from newsarchive.items import Article
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into, writing
from newsarchive.store.catalog.postgresql import FleetCatalog
from newsarchive.store.keepers import kept
from newsarchive.store.search import in_fleet
from newsarchive.store.search.asked import SearchEnded, words_of_archive
from newsarchive.store.search.found import articles_in, search
from newsarchive.store.search.in_fleet import enter_words
from newsarchive.store.search.query import read_query
from newsarchive.store.takedown import forget
from tests.fleet.fleets import fleet_on
from tests.unit.remembering import NOW, SHARE, article, opened, remembering, source_id, submission
from tests.unit.test_search_words import OTHERS, WRITTEN, said

FIELD = "田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时。" * 6
QUERIES = [
    "拖拉机", "春耕 OR reeds", '"副县长在现场"', "副县长 -第二天", "title:错字", "author:林晚舟",
    "outlet:上饶", "section:财经", "body:天晴", "(天晴 OR 有更正) since:2022-03-07",
    "until:2022-03-06 春耕", "ferr*", "title:ferr* harbour", "Café", "zeppelin", "题", "的", "更正 更正",
]  # fmt: skip


def edited(number: int, hours: float, text: str, **fields: str) -> Article:
    told = replace(article(number, text=text), title="水库蓄水过半", **fields)
    return replace(told, fetched_at=NOW + timedelta(hours=hours))


def write_editions(archive: Archive) -> None:
    """Over three runs of an hour each: sentences, a title, an author come and go."""
    editions = {
        0: [edited(0, 0, f"{FIELD}副县长在现场讲话。"), edited(1, 0, FIELD, author="林晚舟", section="财经"),
            edited(2, 0, FIELD), edited(3, 0, "The ferry left the harbour at Café Nord. " * 9)],
        1: [edited(0, 1, f"{FIELD}副县长在现场讲话。第二天又有雨。"),
            edited(1, 1, f"{FIELD}天晴。", author="周明", section="财经"),
            replace(edited(2, 1, f"{FIELD}有更正。"), title="错字连篇的标题")],
        2: [edited(0, 2, f"{FIELD}第二天又有雨。"), edited(2, 2, f"{FIELD}有更正。"), edited(3, 2, "短。")],
    }  # fmt: skip
    for hours, found in editions.items():
        with opened(archive, hours=hours):
            now = NOW + timedelta(hours=hours)
            archive.write([submission(one, archive.profile) for one in found], now=now)


@contextmanager
def on_fleet(url: str, root: Path, *names: str) -> Iterator[Fleet]:
    fleet = fleet_on(url, root)
    with fleet.engine.begin() as connection:
        for name in names:
            add_site(connection, name, "home: https://finews.example/\n")
    with kept(fleet.root, fleet):
        yield fleet
    fleet.close()


@pytest.fixture
def both(fleet_database: str, tmp_path: Path, profile: SiteProfile) -> Iterator[tuple[Archive, Archive]]:
    """The same archive in a folder and on a fleet."""
    with on_fleet(fleet_database, tmp_path / "scratch", "finews", "other") as fleet:
        pair = Archive(tmp_path / "finews", profile), Archive(fleet.root / "finews", profile)
        for one in pair:
            write_editions(one)
        yield pair


def test_each_query_finds_the_same(both: tuple[Archive, Archive]) -> None:
    in_folder, there = both
    for typed in QUERIES:
        query = read_query(typed)
        expected, found = (search([one.folder], query, size=3) for one in (in_folder, there))
        assert [asdict(hit) for hit in found.hits] == [asdict(hit) for hit in expected.hits], typed
        assert (found.has_more, found.behind) == (expected.has_more, {})
        for current in (False, True):
            numbers = [articles_in(one.folder, query, current=current) for one in both]
            assert numbers[0] == numbers[1], typed
    assert len(search([there.folder], read_query("拖拉机")).hits) == 3


def test_pages_are_made_of_pieces(both: tuple[Archive, Archive], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_fleet, "FIRST", 1)
    monkeypatch.setattr(in_fleet, "MOST", 2)
    found = [articles_in(one.folder, read_query("拖拉机")) for one in both]
    assert found[0] == found[1]
    assert len(found[0]) == 3


def test_any_part_of_a_text_is_found(fleet_database: str, tmp_path: Path, profile: SiteProfile) -> None:
    """In twelve languages, at one to four characters; in a site that shares its tables with another."""
    with on_fleet(fleet_database, tmp_path / "scratch", "finews", "other") as fleet:
        for name in ("finews", "other"):
            archive = Archive(fleet.root / name, profile.model_copy(update={"name": name}))
            with opened(archive):
                texts = [*said(), " ".join(WRITTEN)] if name == "finews" else ["别的站点。" + "".join(said())]
                told = [submission(article(n, text=text), profile) for n, text in enumerate(texts)]
                archive.write(told, now=NOW)
        folder = fleet.root / "finews"
        for length in (1, 2, 3, 4):
            rng = random.Random(length)
            for text in [*rng.sample(said(), 6), *OTHERS]:
                run = max(text.split("，"), key=len)
                start = rng.randrange(len(run) - length)
                part = run[start : start + length]
                expected = {number + 1 for number, one in enumerate(said()) if part in one}
                assert set(articles_in(folder, read_query(f'"{part}"'))) >= expected, part
        for query in " ".join(WRITTEN.values()).split():
            assert len(articles_in(folder, read_query(query))) == 1, query
        assert articles_in(folder, read_query("tracte")) == []
        assert articles_in(folder, read_query("别的站点")) == []


def test_a_forgotten_articles_words_are_gone(
    fleet_database: str, tmp_path: Path, profile: SiteProfile
) -> None:
    with on_fleet(fleet_database, tmp_path / "scratch", "finews") as fleet:
        archive = remembering(fleet.root / "finews", profile)
        assert articles_in(archive.folder, read_query("隐私标题"))
        named = Identity(source_id(1), SHARE.format(source_id(1)))
        with opened(archive, hours=3, command="forget"):
            archive.transact(
                lambda rows: forget(rows, "finews", named, reason="order 7", now=archive.desk.now)
            )
            assert archive.finish_forgetting()
        assert articles_in(archive.folder, read_query("隐私标题")) == []
        assert len(articles_in(archive.folder, read_query("拖拉机"))) == 11
        with looking_into(archive.catalog) as look:
            assert look.execute("SELECT count(*) FROM said WHERE title LIKE '%隐 私%'").fetchone()[0] == 0
            assert look.execute("SELECT count(*) FROM said").fetchone()[0] == 13


def test_what_a_killed_run_left_the_next_one_enters(
    fleet_database: str, tmp_path: Path, profile: SiteProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    with on_fleet(fleet_database, tmp_path / "scratch", "finews") as fleet:
        archive = Archive(fleet.root / "finews", profile)
        archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
        archive.write([submission(article(n), profile) for n in range(7)], now=NOW)
        archive.close()  # as one that was cut off: it has no end
        found = search([archive.folder], read_query("拖拉机"))
        assert (found.hits, found.behind) == ([], {"finews": 7})
        monkeypatch.setattr(in_fleet, "AT_ONCE", 3)
        with opened(Archive(archive.folder, profile), hours=1):
            pass
        found = search([archive.folder], read_query("拖拉机"))
        assert (len(found.hits), found.behind) == (7, {})


def test_a_search_that_takes_too_long_is_ended(both: tuple[Archive, Archive]) -> None:
    with pytest.raises(SearchEnded, match="was ended after 0 seconds"):
        search([both[1].folder], read_query("拖拉机"), within=0)


def test_a_search_holds_no_connection_of_each_site(both: tuple[Archive, Archive]) -> None:
    catalog = both[1].catalog
    assert isinstance(catalog, FleetCatalog)
    root = both[1].folder.parent
    query = read_query("拖拉机")
    with ExitStack() as opened_ones:
        opened_words = [opened_ones.enter_context(words_of_archive(root / "finews")) for _ in range(150)]
        assert {len(list(one.articles(query))) for one in opened_words} == {3}
        assert catalog.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_nobody_without_the_lease_enters_words(both: tuple[Archive, Archive]) -> None:
    catalog = both[1].catalog
    assert isinstance(catalog, FleetCatalog)
    with pytest.raises(Exception, match="lease"), writing(catalog) as rows:
        rows.connection.exec_driver_sql("UPDATE said SET title = ''")
    assert enter_words(catalog, within=5) == 0
