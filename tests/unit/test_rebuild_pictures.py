"""Pictures of a lost catalog come back from posts, files and records, and the next run edits nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.crawling.spider import SiteSpider
from newsarchive.items import Outcome
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import RunRow
from newsarchive.store.pictures.known import owed_pictures
from newsarchive.store.submissions import Extracted, Verdict
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.upkeep.rebuild.rebuild import rebuild
from tests.unit.illustrated import SITE, article, came, crawl, digest, kinds, path, post, url, write
from tests.unit.verify_archives import told

WITHOUT = SITE.model_copy(update={"originals": False})
DECADES = 3_000_000_000


class GazetteSpider(SiteSpider):
    name = "gazette"

    def load(self, given: dict[str, str]) -> SiteProfile:
        assert not given
        return SITE


def texts(archive: Archive, *, fetched: bool = False) -> list[Extracted]:
    """The articles as their pages are now: 1 and 2 share ``ferry``, 2 has one that never came, 3 has none.

    :param fetched: all pictures are asked for, and come
    """
    brought = {name: came(archive, name) for name in ("ferry", "pier")} if fetched else {}
    return [
        article(1, ("ferry", "ferry"), words="Edited. ", fetched=tuple(brought.values())[:1]),
        article(2, ("ferry", "ferry"), ("pier", "pier"), ("owed", ""), fetched=tuple(brought.values())),
        article(3),
    ]


def stored(archive: Archive, *found: Extracted, hours: float = 0) -> list[Verdict]:
    """Store articles; where the profile wants no originals, without what came over the wire."""
    if not archive.profile.originals:
        found = tuple(map(_bare, found))
    return write(archive, *found, hours=hours)


def _bare(found: Extracted) -> Extracted:
    fetched = tuple(replace(one, exchanges=()) for one in found.evidence.fetched)
    return replace(found, evidence=replace(found.evidence, exchanges=(), fetched=fetched))


def built(archive: Archive) -> Archive:
    with crawl(archive):
        quay = came(archive, "quay", redirected=True)
        stored(archive, article(1, ("ferry", "ferry"), ("quay", "quay"),
                               fetched=(came(archive, "ferry"), quay)))  # fmt: skip
        stored(archive, *texts(archive, fetched=True)[1:])
    with crawl(archive, hours=1):
        stored(archive, texts(archive)[0], hours=1)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return built(Archive(tmp_path / "gazette", SITE))


@pytest.fixture
def without(tmp_path: Path) -> Archive:
    return built(Archive(tmp_path / "gazette", WITHOUT))


def rebuilt(archive: Archive, *, lost: bool = True) -> str:
    if lost:
        for one in archive.private.glob("catalog.sqlite*"):
            one.unlink()
    return "\n".join(rebuild(archive, GazetteSpider(), now=datetime.now(UTC)))


def rows_of(archive: Archive) -> tuple[dict[str, str | None], set[str | None]]:
    """The digest of each address, and all digests that revisions show."""
    with reading(archive.catalog) as rows:
        return (
            {row.url: row.sha256 for row in rows.where(PictureRow)},
            {row.sha256 for row in rows.where(IllustrationRow)},
        )


KNOWN = {url("ferry"): digest("ferry"), url("pier"): digest("pier"), url("owed"): None}


def test_with_originals_all_of_them_are_known_again(archive: Archive) -> None:
    assert "4 pictures taken" not in rebuilt(archive, lost=False), "what is sound is not made anew"
    said = rebuilt(archive)
    assert "3 pictures taken from posts and files" in said
    assert "unknown address" not in said
    assert told(check(archive)) == ""
    pictures, shown = rows_of(archive)
    assert pictures == KNOWN | {url("quay"): digest("quay")}
    assert shown == {digest("ferry"), digest("pier"), digest("quay"), None}
    with crawl(archive, hours=2):
        assert archive.media == "keep"
        verdicts = stored(archive, *texts(archive), hours=2)
        assert {one.outcome for one in verdicts} == {Outcome.UNCHANGED}
        assert [kinds(archive, n) for n in (1, 2, 3)] == [["rebuilt"]] * 3
        (row,) = archive.rows.where(PictureRow, url=url("pier"))
        assert (row.etag, row.failure) == ('"pier"', None)
        assert row.next_check
    assert told(check(archive)) == ""


def test_without_originals_the_next_reading_tells_their_addresses(without: Archive) -> None:
    assert "2 pictures taken from posts and files, 2 of them of unknown address" in rebuilt(without)
    faults = [str(fault) for fault in check(without).faults]
    assert [line.partition(":")[0] for line in faults] == [path("quay")], "which nothing tells of any more"
    pictures, _ = rows_of(without)
    unknown = {f"/{path(name)}": digest(name) for name in ("ferry", "pier")}
    assert pictures == unknown | {url("owed"): None}
    with crawl(without, hours=2):
        due = owed_pictures(without.rows, now=DECADES, limit=9)
        assert [one.row.url for one in due] == [url("owed")], "nobody can be asked for the others"
        verdicts = stored(without, *texts(without, fetched=True), hours=2)
        assert {one.outcome for one in verdicts} == {Outcome.UNCHANGED}
        assert [kinds(without, n) for n in (1, 2, 3)] == [["rebuilt"]] * 3
        due = owed_pictures(without.rows, now=DECADES, limit=9)
        assert {one.row.url for one in due} == KNOWN.keys()
    assert rows_of(without)[0] == KNOWN
    with crawl(without, hours=3):
        stored(without, *texts(without), hours=3)
        assert [kinds(without, n) for n in (1, 2, 3)] == [["rebuilt"]] * 3


def test_another_picture_than_before_is_an_edit(without: Archive) -> None:
    rebuilt(without)
    with crawl(without, hours=2):
        flood = came(without, "flood", at="ferry")
        (verdict,) = write(
            without, article(1, ("ferry", "flood"), words="Edited. ", fetched=(flood,)), hours=2
        )
        assert (verdict.outcome, kinds(without, 1)) == (Outcome.STORED, ["rebuilt", "crawled"])
        assert path("flood") in post(without, 1)


@pytest.mark.parametrize("profile", [SITE, WITHOUT], ids=["with originals", "without"])
def test_a_takedown_still_finds_all(profile: object, tmp_path: Path) -> None:
    archive = built(Archive(tmp_path / "gazette", profile))  # type: ignore[arg-type]
    rebuilt(archive)
    with crawl(archive, hours=2):
        for n in (1, 2):
            named = Identity(f"/2024/ferry-{n}", f"https://gazette.example/2024/ferry-{n}")
            archive.transact(lambda rows, named=named: forget(rows, "gazette", named, reason="x", now=1))
        archive.finish_forgetting()
    left = {path("quay")} if profile is WITHOUT else set()
    assert set(archive.pictures.kept()) == left, "of which a verification tells, where nothing names it"
    assert rows_of(archive) == ({}, set())


def test_sound_rows_stay(archive: Archive) -> None:
    before = rows_of(archive)
    rebuilt(archive, lost=False)
    assert rows_of(archive) == before
    assert told(check(archive)) == ""


@pytest.mark.parametrize("media", ["keep", "link"])
def test_an_archive_goes_on_as_it_began_even_without_a_picture(media: str, tmp_path: Path) -> None:
    begun = Archive(tmp_path / "gazette", SITE.model_copy(update={"media": media}))
    with crawl(begun):
        stored(begun, article(1))
    archive = Archive(tmp_path / "gazette", SITE)
    rebuilt(archive)
    with reading(archive.catalog) as rows:
        assert [row.media for row in rows.where(RunRow)] == [media]
