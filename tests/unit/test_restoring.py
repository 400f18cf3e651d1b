"""A restored revision is published at once, and stays until the source shows something new."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.items import Gone, Outcome
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.replayable import restore
from tests.unit.remembering import NOW, article, opened, remembering, submission

POST = "2022-03-07-NW202203070000000001.md"


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    return remembering(tmp_path / "finews", profile, count=3)


def put_back(archive: Archive, number: int, *, hours: float = 2) -> int:
    with opened(archive, hours=hours, command="history"):
        new = archive.transact(lambda _: restore(archive.desk, row_of(archive), number))
        assert not archive.publish_pending()
    return new


def row_of(archive: Archive) -> ArticleRow:
    row = archive.rows.one(ArticleRow, source_id=article(1).source_id)
    assert row
    return row


def post(archive: Archive) -> str:
    (only,) = archive.posts.folder.glob("*-NW202203070000000001.md")
    return only.read_text(encoding="utf-8")


def test_the_post_is_as_it_was(archive: Archive) -> None:
    assert "第2版" in post(archive)
    assert put_back(archive, 1) == 3
    assert "第1版" in post(archive)
    with opened(archive, hours=3):
        row = row_of(archive)
        revisions = archive.rows.where(RevisionRow, article=row.id)
        first, _, third = revisions
        assert (row.revision, row.state) == (3, "published")
        assert third.kind == "restored"
        changed = {one.name for one in fields(first) if getattr(first, one.name) != getattr(third, one.name)}
        assert changed == {"id", "number", "kind", "run", "stored"}


def test_the_next_crawl_does_not_undo_it(archive: Archive, profile: SiteProfile) -> None:
    put_back(archive, 1)
    with opened(archive, hours=3):
        (verdict,) = archive.write([submission(article(1, edition=2), profile)], now=NOW)
        assert (verdict.outcome, verdict.reason) == (Outcome.UNCHANGED, "same text")
    assert "第1版" in post(archive)
    with opened(archive, hours=4):
        (verdict,) = archive.write([submission(article(1, edition=3), profile)], now=NOW)
        assert verdict.outcome is Outcome.STORED
    assert "第3版" in post(archive)


def test_it_asks_nobody_and_moves_no_check(archive: Archive) -> None:
    one = article(1)
    with opened(archive, hours=1.5):
        archive.write([Gone(one.source_id, one.url)], now=NOW)
        before = row_of(archive)
    put_back(archive, 1)
    with opened(archive, hours=3):
        after = row_of(archive)
    same = ("checked", "next_check", "wait", "gone", "tried_in", "stored", "seen")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]


def test_a_date_that_moved_moves_back(archive: Archive, profile: SiteProfile) -> None:
    one = article(1, edition=2)
    moved = submission(one, profile)
    later = replace(one, published=NOW)
    with opened(archive, hours=2):
        archive.write([submission(later, profile)], now=NOW)
    assert [path.name for path in archive.posts.folder.glob("*0001.md")] == [POST.replace("03-07", "03-08")]
    put_back(archive, 2, hours=3)
    assert (archive.posts.folder / POST).read_bytes() == moved.post
    assert [path.name for path in archive.posts.folder.glob("*0001.md")] == [POST]


def test_what_was_kept_out_can_be_published(archive: Archive, profile: SiteProfile) -> None:
    with opened(archive, hours=2):
        archive.write([submission(article(1, text="短。"), profile)], now=NOW)
    assert "第2版" in post(archive)
    put_back(archive, 3, hours=3)
    assert "短。" in post(archive)


def test_what_cannot_be_restored_is_said(archive: Archive) -> None:
    with pytest.raises(ArgumentError, match="has no revision 7; it has 1, 2"):
        put_back(archive, 7)
    with pytest.raises(ArgumentError, match="nothing to do"):
        put_back(archive, 2)
    put_back(archive, 1)
    with pytest.raises(ArgumentError, match="nothing to do"):
        put_back(archive, 1)


def test_what_is_kept_as_another_tool_wrote_it_is_not_published(
    archive: Archive, profile: SiteProfile
) -> None:
    one = article(40)
    ours = submission(one, profile)
    foreign = type(ours)(one, b"<script>", ours.fingerprint, kind=RevisionKind.ADOPTED)
    safe = type(ours)(one, ours.post, ours.fingerprint, kind=RevisionKind.ADOPTED)
    with opened(archive, hours=2, command="adopt"):
        archive.desk.offline = True
        archive.write([foreign, safe], now=NOW)
    with opened(archive, hours=3, command="history"):
        row = archive.rows.one(ArticleRow, source_id=one.source_id)
        assert row
        assert row.revision == 2
        with pytest.raises(ArgumentError, match="revision 2 is the same made safe"):
            archive.transact(lambda _: restore(archive.desk, row, 1))
