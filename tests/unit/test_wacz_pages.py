"""Which captures are the pages of an article, whatever its revisions came of."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.evidence import Evidence
from newsarchive.items import Lead, Rejected
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.doubles import merge
from newsarchive.store.entries import discover
from newsarchive.store.replayable import restore
from tests.unit.wacz_archive import Wacz, answer, at, collected, crawl, html, opened, page, read, write

TEXTS = ["The ferry was late. " * 30, "The ferry was cancelled. " * 30, "The ferry came after all. " * 30]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An article that was edited once."""
    made = at(tmp_path)
    for hours, text in enumerate(TEXTS[:2]):
        with crawl(made, hours=hours):
            write(made, read(1, text, hours=hours), hours=hours)
    return made


def wacz_of(archive: Archive, *numbers: int) -> Wacz:
    target = archive.folder.parent / "s.wacz"
    assert collected(archive, target, *numbers).damaged == ()
    return opened(target)


def told(pages: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(one["ts"][11:13], one["text"] + " ") for one in pages]


def number_of(archive: Archive, number: int) -> int:
    (row,) = archive.rows.where(ArticleRow, url=page(number))
    return row.id


def test_what_replay_makes_of_a_capture_is_told_of_that_capture(archive: Archive) -> None:
    with crawl(archive, hours=5):
        again = replace(read(1, TEXTS[2], hours=5), kind=RevisionKind.RE_EXTRACTED)
        archive.desk.offline = True
        write(archive, replace(again, evidence=replace(again.evidence, exchanges=())), hours=5)
    wacz = wacz_of(archive)
    assert told(wacz.pages) == [("07", TEXTS[2])]
    assert told(wacz.earlier) == [("06", TEXTS[0])]


def test_a_restored_text_is_the_capture_of_its_first_time(archive: Archive) -> None:
    with crawl(archive, hours=5):
        archive.transact(lambda _: restore(archive.desk, archive.rows.where(ArticleRow)[0], 1))
        archive.publish_pending()
    wacz = wacz_of(archive)
    assert told(wacz.pages) == [("06", TEXTS[0])]
    assert told(wacz.earlier) == [("07", TEXTS[1])]


def test_a_capture_that_gave_no_text_is_kept_and_is_no_page(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        listed = [Lead(page(1), source_id="/2024/ferry-1", link=page(1))]
        archive.transact(lambda rows: discover(rows, "gazette", listed, None, now=0))
        notice = Evidence(exchanges=(answer(page(1), b"<p>Come back later.</p>"),))
        write(archive, Rejected("/2024/ferry-1", page(1), "no-date", "none", {}, notice))
    with crawl(archive, hours=1):
        write(archive, read(1, TEXTS[0], hours=1), hours=1)
    wacz = wacz_of(archive)
    assert told(wacz.pages) == [("07", TEXTS[0])]
    assert (len(wacz.earlier), len(wacz.of(page(1)))) == (0, 2)


def test_the_page_that_a_reader_sees_is_the_article(tmp_path: Path) -> None:
    """Not its further parts, nor data, nor the redirect that led to it."""
    archive = at(tmp_path)
    moved = answer(page(1), b"", status=301, headers=((b"Location", b"/2024/ferry-1-again"),))
    data = answer("https://gazette.example/api/1", b"{}", headers=((b"Content-Type", b"application/json"),))
    parts = [answer(page(1) + suffix, html("Ferry", suffix)) for suffix in ("?page=2", "-again")]
    with crawl(archive):
        write(archive, read(1, TEXTS[0], moved, data, *parts))
        write(archive, read(2, TEXTS[1], data, parts[0], answer(page(2), html("Ferry", "2"))))
    wacz = wacz_of(archive)
    assert [one["url"] for one in wacz.pages] == [f"{page(1)}?page=2", page(2)]
    assert len(wacz.records) == 7


def test_captures_at_a_further_address_come_along(archive: Archive) -> None:
    with crawl(archive, hours=5):
        write(archive, read(2, TEXTS[1] + "And so on. ", hours=5), hours=5)
        one, two = (number_of(archive, number) for number in (1, 2))
        archive.transact(lambda rows: merge(rows, one, two, address=page(2), now=0))
    wacz = wacz_of(archive)
    assert len(wacz.of(page(2))) == 1
    assert {one["url"] for one in wacz.pages + wacz.earlier} <= {page(1), page(2)}
    assert len(wacz.pages) == 1
