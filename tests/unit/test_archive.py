"""The archive's life with one article and with several: what is stored, kept out, mended."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.evidence import Evidence, Exchange, Validators
from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.items import Article, Doubt, Gone, Lead, Outcome, Rejected, Unchanged, Unfetched
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, QuarantineRow, RevisionRow, WarcRow
from newsarchive.store.catalog.states import State
from newsarchive.store.entries import discover
from newsarchive.store.frontier import pages_of
from newsarchive.store.history import find
from newsarchive.store.submissions import Extracted, Verdict
from newsarchive.store.takedown import forget

NOW = datetime(2022, 3, 8, tzinfo=UTC)
PROSE = "<p>田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时，翻地、施肥、播种，一片生机勃勃的景象。</p>"
Make = Callable[..., Article]


class Life:
    """An archive that is opened and closed as runs do."""

    def __init__(self, folder: Path, profile: SiteProfile) -> None:
        self.folder, self.profile = folder, profile
        self.archive = Archive(folder, profile)
        self.now = NOW

    def begin(self) -> None:
        self.archive.open(started=self.now, command="crawl", arguments={}, extraction="code")

    def next_run(self, *, hours: float = 1) -> None:
        self.archive.close(ended=self.now)
        self.now += timedelta(hours=hours)
        self.begin()

    def store(self, article: Article, **more: Any) -> Verdict:
        return self.write(replace(extracted(article, self.profile), **more))

    def write(self, *submissions: Any) -> Verdict:
        return self.archive.write(submissions, now=self.now)[-1]

    @property
    def posts(self) -> dict[str, str]:
        return {path.name: path.read_text(encoding="utf-8") for path in (self.folder / "_posts").iterdir()}

    @property
    def row(self) -> ArticleRow:
        row = self.archive.rows.one(ArticleRow)
        assert row
        return row

    @property
    def revisions(self) -> list[tuple[int, str]]:
        rows = self.archive.rows.where(RevisionRow, order=[RevisionRow.c.id])
        return [(row.number, row.kind) for row in rows]


@pytest.fixture
def life(tmp_path: Path, profile: SiteProfile) -> Iterator[Life]:
    life = Life(tmp_path / "finews", profile)
    life.begin()
    yield life
    life.archive.close()


@pytest.fixture
def one(article: Make) -> Article:
    return article(body=PROSE)


def test_an_article_is_stored_once(life: Life, one: Article) -> None:
    assert life.store(one) == Verdict(Outcome.STORED)
    life.next_run()
    assert life.store(one) == Verdict(Outcome.UNCHANGED, "same text")
    assert life.revisions == [(1, "crawled")]
    assert life.row.state == "published"
    (post,) = life.posts.values()
    assert PROSE in post
    stored = life.archive.rows.one(RevisionRow)
    assert stored
    assert zlib.decompress(stored.post).decode() == post


def test_an_edit_is_a_revision_and_the_old_text_stays(life: Life, one: Article) -> None:
    life.store(one)
    life.next_run()
    edited = replace(one, body=PROSE + "<p>更正：播种已经结束。</p>")
    assert life.store(edited) == Verdict(Outcome.STORED, "edited")
    assert life.revisions == [(1, "crawled"), (2, "crawled")]
    (post,) = life.posts.values()
    assert "更正" in post


def test_a_moved_date_renames_the_post(life: Life, one: Article) -> None:
    life.store(one)
    life.next_run()
    later = replace(one, published=one.published + timedelta(days=1))
    assert life.store(later) == Verdict(Outcome.STORED, "moved")
    assert list(life.posts) == [f"2022-03-08-{one.source_id}.md"]
    assert life.row.old_post is None


def test_a_date_that_moves_there_and_back_in_one_batch_leaves_the_post(life: Life, one: Article) -> None:
    life.store(one)
    life.next_run()
    later = replace(one, published=one.published + timedelta(days=1))
    life.write(*(extracted(text, life.profile) for text in (later, one, later, one)))
    assert list(life.posts) == [life.row.post]
    assert life.row.old_post is None


def test_a_date_that_was_reckoned_does_not_move(life: Life, one: Article) -> None:
    life.store(replace(one, doubts=(Doubt.RELATIVE_DATE,)))
    life.next_run()
    again = replace(one, doubts=(Doubt.RELATIVE_DATE,), published=one.published + timedelta(minutes=47))
    assert life.store(again) == Verdict(Outcome.UNCHANGED, "same text")
    edited = replace(again, title="别的题目")
    life.store(edited)
    (post,) = life.posts.values()
    assert "08:23:06" in post
    assert "别的题目" in post


def test_a_shrunken_body_replaces_nothing_and_is_recorded_once(life: Life, one: Article) -> None:
    life.store(one)
    for _ in range(2):
        life.next_run()
        verdict = life.store(replace(one, body="<p>田里。</p>"))
        assert verdict == Verdict(Outcome.UNCHANGED, "kept-shrunken")
    assert life.revisions == [(1, "crawled"), (2, "shrunken")]
    (post,) = life.posts.values()
    assert PROSE in post


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_texts_in_one_run_the_same_wins_whichever_came_first(
    order: int, life: Life, one: Article
) -> None:
    texts = [one, replace(one, body=PROSE + "<p>编辑又添了一段话。</p>")][::order]
    life.write(*(extracted(text, life.profile) for text in texts))
    (post,) = life.posts.values()
    assert "又添" in post
    assert len(life.revisions) == 2


def test_ids_that_differ_in_case_alone_share_no_file(life: Life, one: Article) -> None:
    life.store(replace(one, source_id="NW1", url="http://a.example/1"))
    life.store(replace(one, source_id="nw1", url="http://a.example/2"))
    assert len({name.casefold() for name in life.posts}) == 2


def test_syndicated_copies_are_linked_and_both_kept(life: Life, one: Article) -> None:
    body = PROSE * 4
    life.store(replace(one, body=body + "<p>（文章来源：上饶日报）</p>"))
    copy = replace(one, source_id="NW2", url="http://a.example/2", outlet="别报", tag="别报新闻")
    life.store(replace(copy, body=body + "<p>（文章来源：别报）</p>"))
    first, second = life.archive.rows.where(ArticleRow, order=[ArticleRow.c.id])
    assert (first.copy_of, second.copy_of) == (None, first.id)
    assert len(life.posts) == 2


def test_the_same_text_under_two_addresses_and_dates_is_not_two_articles(life: Life, one: Article) -> None:
    life.store(replace(one, body=PROSE * 4))
    address = "http://a.example/2"
    later = {
        "source_id": "NW2",
        "url": address,
        "link": address,
        "published": one.published + timedelta(days=2),
    }
    assert life.store(replace(one, body=PROSE * 4, **later)) == Verdict(
        Outcome.QUARANTINED, "same-text", new=True
    )
    assert len(life.posts) == 1
    assert life.store(replace(one, body=PROSE * 3, **later)).outcome is Outcome.STORED
    life.next_run()
    assert life.store(replace(one, body=PROSE * 4, **later)) == Verdict(Outcome.UNCHANGED, "kept-same-text")
    assert life.store(replace(one, body=PROSE * 4)).outcome is Outcome.UNCHANGED, "it is the one that has it"
    assert len(life.posts) == 2


def test_the_beginning_of_a_text_that_is_not_free_makes_no_revision(life: Life, one: Article) -> None:
    life.store(replace(one, body=PROSE * 10))
    life.next_run()
    teaser = replace(one, body=PROSE * 9, doubts=(Doubt.NOT_FREE,))
    assert life.store(teaser) == Verdict(Outcome.UNCHANGED, "kept-shrunken")
    assert len(life.revisions) == len(life.posts) == 1
    life.next_run()
    assert life.store(teaser).outcome is Outcome.UNCHANGED
    assert life.store(replace(one, body=PROSE * 9)).outcome is Outcome.STORED, "an edit is one"


def test_what_is_gone_keeps_its_post_and_is_not_asked_again(life: Life, one: Article) -> None:
    life.store(one)
    life.next_run()
    assert life.write(Gone(one.source_id, one.url)) == Verdict(Outcome.UNCHANGED, "gone")
    assert (life.row.gone, life.row.next_check) == (int(life.now.timestamp()), None)
    assert len(life.posts) == 1
    life.store(one)
    assert life.row.gone is None


def test_an_unmodified_article_is_due_later(life: Life, one: Article) -> None:
    life.store(one, evidence=Evidence((Validators("http://a.example/t", '"1"', None),)))
    due = life.row.next_check
    life.next_run()
    life.write(Unchanged(one.source_id, one.url))
    assert life.row.next_check == due + 3 * 3600


def test_what_answers_the_same_bytes_is_due_later_and_asked_by_what_came_with_them(
    life: Life, one: Article
) -> None:
    page = Validators("http://a.example/t", '"1"', None, b"digest")
    life.store(one, evidence=Evidence((page,)))
    due = life.row.next_check
    life.next_run()
    page = replace(page, etag='"2"')
    end = life.write(Unchanged(one.source_id, one.url, pages=(page,)))
    assert end == Verdict(Outcome.UNCHANGED, "same bytes")
    assert life.row.next_check == due + 3 * 3600
    assert pages_of(life.archive.rows, [life.row]) == {life.row.id: [page]}


def test_failures_are_counted_until_one_succeeds(life: Life, one: Article) -> None:
    life.archive.desk.new_row(one.source_id, one.url)
    assert life.write(Unfetched(one.source_id, one.url, "http-500")) == Verdict(Outcome.FAILED, "http-500")
    assert (life.row.attempts, life.row.failure, life.row.state) == (1, "http-500", "owed")
    life.store(one)
    assert (life.row.attempts, life.row.failure, life.row.state) == (0, None, "published")


def test_what_is_quarantined_is_kept_once_and_settled_when_it_is_stored(life: Life, one: Article) -> None:
    life.archive.desk.new_row(one.source_id, one.url)
    rejected = Rejected(one.source_id, one.url, "no-date", "…", {"title": "\ud800"})
    assert life.write(rejected) == Verdict(Outcome.QUARANTINED, "no-date", new=True)
    assert life.write(rejected) == Verdict(Outcome.QUARANTINED, "no-date")
    life.store(one)
    (held,) = life.archive.rows.where(QuarantineRow)
    assert held.settled == int(life.now.timestamp())


def test_an_archived_article_that_cannot_be_read_any_more_stays(life: Life, one: Article) -> None:
    life.store(one)
    verdict = life.write(Rejected(one.source_id, one.url, "no-text", "…", {}))
    assert verdict == Verdict(Outcome.UNCHANGED, "kept-no-text")
    assert life.row.state == "published"


def exchange(body: bytes, at: datetime) -> Exchange:
    headers = ((b"Content-Type", b"application/json"),)
    return Exchange(url="http://a.example/t", status=200, headers=headers, body=body, at=at)


def test_originals_are_kept_with_what_is_new_alone(life: Life, one: Article) -> None:
    life.store(one, evidence=Evidence((), (exchange(b"first", NOW),)))
    life.next_run()
    life.store(one, evidence=Evidence((), (exchange(b"first", NOW),)))
    assert len(life.archive.rows.where(WarcRow)) == 1, "nothing new, no new file"
    life.store(replace(one, title="别题"), evidence=Evidence((), (exchange(b"first", NOW),)))
    kinds = [(row.kind, row.revision) for row in life.archive.rows.where(CaptureRow)]
    assert kinds == [("response", 1), ("revisit", 2)]
    life.next_run()
    files = {path.suffix for path in (life.folder / "_archive" / "originals").iterdir()}
    assert files == {".gz", ".cdxj"}, "no file is left open"


def test_a_start_publishes_what_a_crash_left_pending(life: Life, one: Article) -> None:
    life.store(one)
    life.next_run()
    edited = extracted(replace(one, title="别题", published=one.published + timedelta(days=1)), life.profile)
    life.archive.posts.publish = lambda postings: (_ for _ in ()).throw(KeyboardInterrupt)  # type: ignore
    with pytest.raises(KeyboardInterrupt):
        life.archive.write([edited], now=life.now + timedelta(hours=1))
    life.archive.close()
    assert "别题" not in "".join(life.posts.values())
    life.archive = Archive(life.folder, life.profile)
    life.begin()
    assert list(life.posts) == [f"2022-03-08-{one.source_id}.md"]
    assert "别题" in "".join(life.posts.values())
    assert life.row.state == "published"


def test_a_start_drops_originals_that_no_catalog_knows(life: Life, one: Article) -> None:
    life.store(one, evidence=Evidence((), (exchange(b"first", NOW),)))
    (left,) = (life.folder / "_archive" / "originals").glob("*.open")
    committed = left.stat().st_size
    life.archive.close()  # as if killed: the run has no end
    with left.open("ab") as file:
        file.write(b"torn")
    life.begin()
    (finished,) = (life.folder / "_archive" / "originals").glob("*.warc.gz")
    assert finished.stat().st_size == committed
    (row,) = life.archive.rows.where(WarcRow)
    assert (row.name, row.length) == (finished.name, committed)


def test_one_run_at_a_time(life: Life) -> None:
    other = Archive(life.folder, life.profile)
    with pytest.raises(ArchiveBusy):
        other.open(started=NOW, command="crawl", arguments={}, extraction="code")


def test_a_catalog_of_a_newer_version_is_refused(life: Life) -> None:
    life.archive.close()
    with sqlite3.connect(life.archive.catalog) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match="version 99"):
        life.begin()


def test_posts_without_a_catalog_are_not_overwritten(life: Life, one: Article) -> None:
    life.store(one)
    life.archive.close()
    life.archive.catalog.unlink()
    with pytest.raises(StorageError, match="--rebuild"):
        life.begin()


def test_a_damaged_catalog_is_said_to_be(life: Life) -> None:
    life.archive.close()
    life.archive.catalog.write_bytes(b"no catalog at all" * 500)
    with pytest.raises(StorageError, match="verify"):
        life.begin()


def test_one_article_that_cannot_be_written_is_pending(life: Life, one: Article) -> None:
    (life.folder / "_posts" / f"2022-03-07-{one.source_id}.md").mkdir()
    other = replace(one, source_id="NW2", url="http://a.example/2")
    verdicts = life.archive.write([extracted(x, life.profile) for x in (one, other)], now=NOW)
    assert [v.outcome for v in verdicts] == [Outcome.FAILED, Outcome.STORED]
    (life.folder / "_posts" / f"2022-03-07-{one.source_id}.md").rmdir()
    life.next_run()
    assert len(life.posts) == 2


def test_a_kind_of_its_own_is_kept(life: Life, one: Article) -> None:
    life.write(Extracted(one, b"post", extracted(one, life.profile).fingerprint, kind="adopted"))
    assert life.revisions == [(1, "adopted")]


def test_an_article_at_a_further_address_of_it_is_owed_no_more(life: Life, article: Make) -> None:
    """Two addresses, one canonical: what the second gives is the first one's, and nothing stays owed."""
    life.store(article())
    found = [Lead("http://a.example/other", source_id="other")]
    life.archive.transact(lambda rows: discover(rows, "finews", found, None, now=0))
    assert life.store(article(url="http://a.example/other")).outcome is Outcome.UNCHANGED
    row, double = life.archive.rows.where(ArticleRow)
    assert (row.source_id, row.url) == (article().source_id, "http://a.example/other")
    assert (double.source_id, double.state, double.copy_of) == ("other", State.DOUBLE, row.id)


def test_two_addresses_of_one_article_in_one_batch(life: Life, article: Make) -> None:
    addresses = ["http://a.example/one", "http://a.example/two"]
    found = [Lead(url, source_id=f"id{number}") for number, url in enumerate(addresses)]
    life.archive.transact(lambda rows: discover(rows, "finews", found, None, now=0))
    both = [extracted(article(url=url), life.profile) for url in addresses]
    verdicts = life.archive.write(both, now=life.now)
    assert [one.outcome for one in verdicts] == [Outcome.STORED, Outcome.UNCHANGED]
    row, double = life.archive.rows.where(ArticleRow, order=[ArticleRow.c.id])
    assert (row.source_id, row.state) == (article().source_id, State.PUBLISHED)
    assert (double.state, double.copy_of) == (State.DOUBLE, row.id)


@pytest.mark.parametrize("end", ["stored", "rejected", "unfetched", "gone"])
def test_of_many_addresses_of_one_article_none_is_discovered_twice(
    life: Life, article: Make, end: str
) -> None:
    """Each names the article's own id once it is read, whatever comes of it."""
    one = article()
    life.store(one)
    leads = [Lead(f"http://a.example/form{n}", source_id=f"/form{n}") for n in range(4)]
    life.archive.transact(lambda rows: discover(rows, "finews", leads, None, now=0))
    for lead in leads:
        whose = {"source_id": one.source_id, "url": lead.url, "reason": "x"}
        ends = {
            "stored": extracted(replace(one, url=lead.url), life.profile),
            "rejected": Rejected(**whose), "unfetched": Unfetched(**whose), "gone": Gone(**whose),
        }  # fmt: skip
        life.write(ends[end])
    found = life.archive.transact(lambda rows: discover(rows, "finews", leads, None, now=0))
    assert found == 0
    assert [row.state for row in life.archive.rows.where(ArticleRow)] == [State.PUBLISHED] + [
        State.DOUBLE
    ] * 4
    assert len(life.posts) == 1


def test_two_ids_of_one_address_are_one_article(life: Life, article: Make) -> None:
    leads = [Lead("http://a.example/a/b", source_id=name) for name in ("a/b", "a\\b", "a%2Fb")]
    assert life.archive.transact(lambda rows: discover(rows, "finews", leads, None, now=0)) == 1
    life.store(article(source_id="a/b", url="http://a.example/a/b"))
    assert life.archive.transact(lambda rows: discover(rows, "finews", leads, None, now=0)) == 0
    assert life.row.state is State.PUBLISHED


@pytest.mark.parametrize("was_read", [False, True])
def test_a_further_address_of_what_was_forgotten_is_forgotten_too(
    life: Life, article: Make, *, was_read: bool
) -> None:
    life.store(article())
    named = Identity(article().source_id, article().url)
    life.archive.transact(lambda rows: forget(rows, "finews", named, reason="asked for", now=1))
    life.next_run()
    lead = Lead("http://a.example/other", source_id="/other")
    life.archive.transact(lambda rows: discover(rows, "finews", [lead], None, now=0))
    if was_read:
        life.write(Rejected("/other", lead.url, "no-body"))
    assert life.store(article(url=lead.url)) == Verdict(Outcome.UNCHANGED, "forgotten")
    life.next_run()
    assert not life.archive.rows.where(ArticleRow)
    assert not life.archive.rows.where(QuarantineRow)
    assert life.archive.transact(lambda rows: discover(rows, "finews", [lead], None, now=0)) == 0


def test_all_addresses_of_an_article_are_forgotten_with_it(life: Life, article: Make) -> None:
    life.store(article())
    lead = Lead("http://a.example/other", source_id="/other")
    life.archive.transact(lambda rows: discover(rows, "finews", [lead], None, now=0))
    life.store(article(url=lead.url))
    named = life.archive.transact(lambda rows: find(rows, "finews", "/other"))
    assert named
    assert named.source_id == article().source_id
    life.archive.transact(lambda rows: forget(rows, "finews", named, reason="asked for", now=1))
    life.next_run()
    assert not life.archive.rows.where(ArticleRow)
    assert life.archive.transact(lambda rows: discover(rows, "finews", [lead], None, now=0)) == 0
