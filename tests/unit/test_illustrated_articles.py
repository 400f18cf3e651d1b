"""Pictures are stored with the articles that show them, and what becomes of them later is told apart."""

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from newsarchive.evidence import NO_EVIDENCE, FetchedPicture
from newsarchive.items import Outcome
from newsarchive.pipelines.submission import extracted
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.pictures.known import behind, known_pictures, owed_pictures
from newsarchive.store.replayable import restore
from newsarchive.store.submissions import Extracted, Illustrated, Verdict
from tests.unit.illustrated import (
    NOW,
    SITE,
    article,
    assert_whole,
    at,
    came,
    crawl,
    data,
    failed,
    kinds,
    path,
    post,
    url,
    write,
)

HOUR, DAY = 3600, 86_400
MOMENT = int(NOW.timestamp())


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return at(tmp_path)


def illustrated(number: int, *fetched) -> Illustrated:  # type: ignore[no-untyped-def]
    name = f"/2024/ferry-{number}"
    return Illustrated(name, f"https://gazette.example{name}", fetched)


def without_evidence(found: Extracted) -> Extracted:
    """An article as it is handed in where pictures stay with the source."""
    return replace(found, evidence=NO_EVIDENCE)


def row_of(archive: Archive, name: str) -> PictureRow:
    return known_pictures(archive.rows, [url(name)])[url(name)]


def test_a_picture_is_kept_once_however_many_show_it(archive: Archive) -> None:
    with crawl(archive):
        one = came(archive, "quay")
        twin = came(archive, "quay", at="quay-again")
        write(
            archive,
            article(1, ("quay", "quay"), fetched=(one,)),
            article(2, ("quay", "quay"), ("quay-again", "quay"), fetched=(one, twin)),
        )
        assert list(archive.pictures.kept()) == [path("quay")]
        assert archive.pictures.read(path("quay")) == data("quay")
        assert post(archive, 1).count(f'src="/{path("quay")}"') == 1
        assert post(archive, 2).count(f'src="/{path("quay")}"') == 2
        row = row_of(archive, "quay")
        assert (row.extension, row.length, row.width, row.height) == ("png", len(data("quay")), 640, 480)
        assert (row.found, row.kept, row.checked, row.etag) == (MOMENT, MOMENT, MOMENT, '"quay"')
        assert (row.next_check, row.wait) == (MOMENT + 30 * DAY, 30 * DAY)
        assert_whole(archive)


def test_an_owed_picture_is_tried_again_ever_later_and_comes(archive: Archive) -> None:
    with crawl(archive):
        write(archive, article(1, ("quay", ""), fetched=(failed("quay"),)))
        row = row_of(archive, "quay")
        assert (row.sha256, row.attempts, row.failure, row.next_check) == (None, 1, "http-503", MOMENT + 600)
        assert owed_pictures(archive.rows, now=MOMENT + 599, limit=9) == []
        (due,) = owed_pictures(archive.rows, now=MOMENT + 600, limit=9)
        assert due.article.source_id == "/2024/ferry-1"
        (verdict,) = write(archive, illustrated(1, failed("quay")), hours=1)
        assert verdict == Verdict(Outcome.UNCHANGED, "same text")
        row = row_of(archive, "quay")
        assert (row.attempts, row.next_check) == (2, MOMENT + 2 * HOUR)
        checked = archive.rows.where(ArticleRow)[0].next_check
        (verdict,) = write(archive, illustrated(1, came(archive, "quay")), hours=3)
        assert verdict == Verdict(Outcome.UNCHANGED, "illustrated")
        assert post(archive, 1).count(f'src="/{path("quay")}"') == 1
        assert url("quay").partition("?")[0] not in post(archive, 1)
        assert kinds(archive, 1) == ["crawled", "illustrated"]
        row = row_of(archive, "quay")
        assert (row.attempts, row.failure, row.kept) == (0, None, MOMENT + 3 * HOUR)
        assert archive.rows.where(ArticleRow)[0].next_check == checked
        assert_whole(archive)
        (verdict,) = write(archive, article(1, ("quay", "quay")), hours=4)
        assert verdict == Verdict(Outcome.UNCHANGED, "same text")
        assert kinds(archive, 1) == ["crawled", "illustrated"]


def test_those_that_show_the_same_address_follow_the_first(archive: Archive) -> None:
    with crawl(archive):
        owed = failed("quay")
        write(archive, *(article(n, ("quay", ""), ("pier", ""), fetched=(owed,)) for n in (1, 2, 3)))
        write(archive, illustrated(1, came(archive, "quay")), hours=1)
        late = behind(archive.rows, limit=9)
        assert [row.source_id for row in late] == ["/2024/ferry-2", "/2024/ferry-3"]
        write(archive, *(Illustrated(row.source_id, row.url) for row in late), hours=1)
        assert behind(archive.rows, limit=9) == []
        for number in (1, 2, 3):
            assert kinds(archive, number) == ["crawled", "illustrated"]
            assert f'src="/{path("quay")}"' in post(archive, number)
            assert "pier.png" in post(archive, number)
        assert_whole(archive)


@pytest.mark.parametrize("by_page", [True, False])
def test_other_bytes_at_the_same_address_are_an_edit(archive: Archive, by_page: bool) -> None:
    with crawl(archive):
        write(archive, article(1, ("quay", "quay"), fetched=(came(archive, "quay"),)))
    with crawl(archive, hours=800):
        other = came(archive, "night", at="quay")
        found = article(1, ("quay", "night"), fetched=(other,)) if by_page else illustrated(1, other)
        assert write(archive, found, hours=800) == [Verdict(Outcome.STORED, "edited")]
        assert kinds(archive, 1) == ["crawled", "crawled"]
        assert f'src="/{path("night")}"' in post(archive, 1)
        assert row_of(archive, "quay").sha256 == path("night")[9:73]
        assert set(archive.pictures.kept()) == {path("quay"), path("night")}
        assert_whole(archive)


def test_a_picture_that_its_source_lost_stays_while_the_page_shows_it(archive: Archive) -> None:
    with crawl(archive):
        write(archive, article(1, ("quay", "quay"), fetched=(came(archive, "quay"),)))
        lost = failed("quay", "http-404")
        (verdict,) = write(archive, article(1, ("quay", "quay"), fetched=(lost,)), hours=800)
        assert verdict == Verdict(Outcome.UNCHANGED, "same text")
        row = row_of(archive, "quay")
        assert (row.sha256, row.failure) == (path("quay")[9:73], "http-404")
        assert row.next_check == MOMENT + 800 * HOUR + 60 * DAY
        (verdict,) = write(archive, article(1, ("quay", "")), hours=900)
        assert verdict == Verdict(Outcome.UNCHANGED, "same text")
        assert f'src="/{path("quay")}"' in post(archive, 1)
        assert_whole(archive)


def test_pictures_that_are_kept_from_now_on_are_no_edit(archive: Archive) -> None:
    with crawl(archive):
        linked = article(1, ("quay", ""), ("pier", ""))
        write(archive, without_evidence(linked))
        both = (came(archive, "quay"), came(archive, "pier"))
        (verdict,) = write(archive, article(1, ("quay", "quay"), ("pier", "pier"), fetched=both), hours=1)
        assert verdict == Verdict(Outcome.UNCHANGED, "illustrated")
        assert kinds(archive, 1) == ["crawled", "illustrated"]
        (verdict,) = write(
            archive, linked.__class__(linked.article, linked.post, linked.fingerprint), hours=2
        )
        assert verdict == Verdict(Outcome.UNCHANGED, "same text")
        assert_whole(archive)


def test_nor_where_the_largest_of_a_picture_is_at_another_address(archive: Archive) -> None:
    small = article(1, ("quay-small", ""))
    with crawl(archive):
        write(archive, without_evidence(small))
    with crawl(archive, hours=1):
        large = article(1, ("quay-large", "quay"), fetched=(came(archive, "quay", at="quay-large"),))
        assert large.fingerprint.text != small.fingerprint.text
        assert write(archive, large, hours=1) == [Verdict(Outcome.UNCHANGED, "illustrated")]
    with crawl(archive, hours=2):
        other = article(1, ("quay-large", "quay"), ("pier", ""))
        assert write(archive, other, hours=2) == [Verdict(Outcome.STORED, "edited")]
        assert_whole(archive)


LINKED = {
    "a set of sizes": '<img src="{small}" srcset="{small} 400w, {large} 1200w" alt="harbour">',
    "a picture element": '<picture><source srcset="{large}"><img src="{small}" alt="harbour"></picture>',
    "a late one": '<img src="/blank.gif" data-src="{large}" alt="harbour">',
    "a relative one": '<img src="../../{name}.png?w=7" alt="harbour">',
    "a small one": '<img src="{small}" alt="harbour">',
}


@pytest.mark.parametrize("markup", LINKED.values(), ids=LINKED)
@pytest.mark.parametrize(
    ("more", "words", "outcome"),
    [
        ("", "", Verdict(Outcome.UNCHANGED, "same text")),
        ('<p><img src="/pier.png" alt="pier"></p>', "", Verdict(Outcome.STORED, "edited")),
        ("", "At last it came. ", Verdict(Outcome.STORED, "edited")),
    ],
    ids=["as it was", "one more", "other words"],
)
@pytest.mark.parametrize("restored", [False, True])
def test_that_pictures_are_left_with_their_source_from_now_on_is_no_edit(
    tmp_path: Path, markup: str, more: str, words: str, outcome: Verdict, restored: bool
) -> None:
    with crawl(at(tmp_path)) as archive:
        if restored:
            write(archive, article(1, words="A first text. "), hours=-1)
    with crawl(archive, hours=1):
        kept = article(1, ("quay", "quay"), fetched=(came(archive, "quay"),))
        write(archive, kept, hours=1)
        if restored:
            (row,) = archive.rows.where(ArticleRow)
            archive.transact(lambda _: restore(archive.desk, row, 1))
            archive.publish_pending()
            archive.desk.offline = False
        before = post(archive, 1)
    linking = Archive(archive.folder, SITE.model_copy(update={"media": "link"}))

    def read(name: str, hours: int) -> Verdict:
        shown = markup.format(large=escape(url(name)), small=f"/small/{name}.png", name=name)
        said = article(1, words=words).article
        body = f"{said.body}<p>{shown}</p>{more}"
        found = extracted(replace(said, body=body), SITE, replace(kept.evidence, shows=(), fetched=()))
        with crawl(linking, hours=hours):
            (verdict,) = write(linking, found, hours=hours)
            assert (post(linking, 1) == before) == (verdict.outcome is Outcome.UNCHANGED)
        return verdict

    assert read("quay", 2) == outcome
    if outcome.outcome is Outcome.UNCHANGED:
        assert read("quay", 3) == outcome
        night, dusk = read("night", 4), read("dusk", 5)
        assert dusk == Verdict(Outcome.STORED, "edited")
        # Of a late one the address is that of the kept one, so that nothing tells when it was read first.
        assert night == (outcome if "data-src" in markup else dusk)


def test_a_picture_that_is_gone_is_an_edit_wherever_pictures_are_left(tmp_path: Path) -> None:
    for media in ("keep", "link"):
        with crawl(at(tmp_path / media)) as archive:
            write(archive, article(1, ("quay", "quay"), fetched=(came(archive, "quay"),)))
        later = Archive(archive.folder, SITE.model_copy(update={"media": media}))
        with crawl(later, hours=1):
            assert write(later, article(1), hours=1) == [Verdict(Outcome.STORED, "edited")]


def test_a_restored_post_keeps_the_pictures_that_it_was_restored_with(archive: Archive) -> None:
    with crawl(archive):
        write(archive, article(1, ("quay", "quay"), fetched=(came(archive, "quay"),)))
        write(archive, article(1, ("quay", "night"), fetched=(came(archive, "night", at="quay"),)), hours=1)
        (row,) = archive.rows.where(ArticleRow)
        archive.transact(lambda _: restore(archive.desk, row, 1))
        archive.publish_pending()
        assert behind(archive.rows, limit=9) == []
        assert owed_pictures(archive.rows, now=MOMENT + 999 * DAY, limit=9) == []
        archive.desk.offline = False
        write(archive, illustrated(1), article(1, ("quay", "night")), hours=2)
        assert kinds(archive, 1) == ["crawled", "crawled", "restored"]
        assert f'src="/{path("quay")}"' in post(archive, 1)
        assert_whole(archive)


def test_bytes_that_no_post_shows_are_not_kept(archive: Archive) -> None:
    with crawl(archive):
        write(archive, article(1, ("quay", "")))
        write(archive, illustrated(2, came(archive, "quay")), hours=1)
        assert list(archive.pictures.kept()) == []
        assert row_of(archive, "quay").failure == "not-shown"
    with crawl(archive, hours=2):
        assert_whole(archive)


def test_two_addresses_with_the_same_bytes_part_again(archive: Archive) -> None:
    with crawl(archive):
        both = (came(archive, "blank", at="quay"), came(archive, "blank", at="pier"))
        write(archive, article(1, ("quay", "blank"), ("pier", "blank"), fetched=both))
        write(archive, illustrated(1, came(archive, "pier")), hours=1)
        shown = [one for one in post(archive, 1).split('"') if one.startswith("/media")]
        assert shown == [f"/{path('blank')}", f"/{path('pier')}"]
        assert_whole(archive)


def test_that_a_picture_is_as_it_was_is_believed_only_of_one_that_is_kept(archive: Archive) -> None:
    same = [FetchedPicture(url=url(name)) for name in ("quay", "pier")]
    with crawl(archive):
        write(archive, article(1, ("quay", "quay"), ("pier", ""), fetched=(came(archive, "quay"),)))
        write(archive, illustrated(1, *same), hours=30 * 24)
        quay, pier = row_of(archive, "quay"), row_of(archive, "pier")
        assert (quay.attempts, quay.wait, quay.next_check) == (0, 60 * DAY, MOMENT + 90 * DAY)
        assert (pier.attempts, pier.failure, pier.wait) == (1, "not-shown", 600)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_all_else_of_a_post_stays_byte_for_byte(archive: Archive, ends: str) -> None:
    found = article(1, ("quay", ""), fetched=(failed("quay"),))
    text = found.post.decode().replace("\n", ends).replace("is late", f"is <img src='{url('quay')}'> late", 1)
    with crawl(archive):
        write(archive, replace(found, post=text.encode(), remade=None))
        write(archive, illustrated(1, came(archive, "quay")), hours=1)
        (row,) = archive.rows.where(ArticleRow)
        now = (archive.posts.folder / str(row.post)).read_bytes().decode()
        assert now == text.replace(f'src="{escape(url("quay"))}"', f'src="/{path("quay")}"')
        assert now != text
