"""What counts as an edit by the source is the same wherever edits are counted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.browsing.articles.found import find_article
from newsarchive.browsing.held import Held
from newsarchive.profiles import SiteProfile
from newsarchive.publishing.reading import read_articles
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into, reading
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.choice import Choice
from newsarchive.store.chronicle import chronicle_of
from newsarchive.store.doubles import merge
from newsarchive.store.looking.happenings import happenings_of
from newsarchive.store.looking.lines import article_rows
from newsarchive.store.looking.runs import made_by, runs_of
from newsarchive.store.published import published_posts
from newsarchive.store.replayable import restore
from newsarchive.store.search.index import searching
from tests.unit.remembering import NOW, article, opened, source_id, submission

UNTOUCHED, EDITED, TWICE_IN_A_RUN, RESTORED, REPLAYED, MOVED, ONE_OF_TWO, OTHER_OF_TWO, GREW = range(1, 10)
EDITS = {
    UNTOUCHED: 0, EDITED: 2, TWICE_IN_A_RUN: 0, RESTORED: 2, REPLAYED: 1, MOVED: 1, ONE_OF_TWO: 1, GREW: 0,
}  # fmt: skip
"""How often the source edited each; what turned out to be a further address has no count of its own."""


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    archive = Archive(tmp_path / "finews", profile)

    def write(hours: float, *found: tuple[int, int], kind: RevisionKind = RevisionKind.CRAWLED) -> None:
        with opened(archive, hours=hours):
            for number, edition in found:
                one = replace(submission(article(number, edition=edition), profile), kind=kind)
                archive.write([one], now=NOW + timedelta(hours=hours))

    def change(hours: float, what: object) -> None:
        with opened(archive, hours=hours, command="history"):
            archive.transact(what)  # type: ignore[arg-type]
            archive.publish_pending()

    def row_of(number: int) -> ArticleRow:
        row = archive.rows.one(ArticleRow, source_id=source_id(number))
        assert row
        return row

    write(0, *((number, 1) for number in range(1, 10)), (TWICE_IN_A_RUN, 22))
    write(1, (EDITED, 2), (RESTORED, 2), (REPLAYED, 2), (OTHER_OF_TWO, 2))
    write(2, (REPLAYED, 3), kind=RevisionKind.RE_EXTRACTED)
    change(3, lambda _: restore(archive.desk, row_of(RESTORED), 1))
    write(4, (EDITED, 3), (RESTORED, 3))
    change(
        5,
        lambda rows: merge(
            rows, row_of(ONE_OF_TWO).id, row_of(OTHER_OF_TWO).id, address=row_of(ONE_OF_TWO).url,
            now=archive.desk.now,
        ),
    )  # fmt: skip
    write(6, (ONE_OF_TWO, 5))
    moved = replace(article(MOVED), published=article(MOVED).published + timedelta(days=2))
    with opened(archive, hours=7):
        archive.write([submission(moved, profile)], now=NOW + timedelta(hours=7))
    write(8, (GREW, 1), kind=RevisionKind.ILLUSTRATED)
    return archive


EXPECTED = {source_id(number): edits for number, edits in EDITS.items()}


def test_edits_are_counted_alike_where_they_are_handed_on(archive: Archive, profile: SiteProfile) -> None:
    with reading(archive.catalog) as rows:
        records = {
            one.source_id: len(one.told.edited)
            for one in published_posts(rows, Choice(), archive.folder, zone="") if one.told
        }  # fmt: skip
        published = {one.name[11:]: len(one.edits) for one in read_articles(rows, profile).shown}
    assert records == EXPECTED
    assert published == EXPECTED | {source_id(MOVED): 0}, "no edit is told where a page has moved alone"


def test_edits_are_counted_alike_where_a_folder_is_looked_into(
    archive: Archive, profile: SiteProfile
) -> None:
    held = Held("finews", archive.folder, None)
    with reading(archive.catalog) as rows:
        number_of = {row.source_id: row.id for row in rows.where(ArticleRow)}
    assert {its: len(find_article(held, number_of[its]).edits) for its in EXPECTED} == EXPECTED
    with looking_into(archive.catalog) as catalog:
        rows_of_lines = article_rows(catalog, number_of.values())
        assert {its: rows_of_lines[number_of[its]]["edits"] for its in EXPECTED} == EXPECTED
        happened = [one.article for one in happenings_of(catalog).edited]
        assert {its: happened.count(number_of[its]) for its in EXPECTED} == EXPECTED
        told = chronicle_of(catalog, zone=profile.tzinfo, now=int(NOW.timestamp()) + 86_400)
        assert told.edited.total() == len(happened) == sum(EDITS.values())
        made = [made_by(catalog, run, limit=99) for run in runs_of(catalog, 0, 99)[1]]
        assert sum(len(one.edited) for one in made) == sum(EDITS.values())
        further = catalog.execute("SELECT count(*) FROM revision WHERE number > 1").fetchone()[0]
        assert sum(sum(one.otherwise.values()) for one in made) == further - sum(EDITS.values())
    with searching(archive.folder) as cards:
        counted = {
            its: cards.execute("SELECT edits FROM card WHERE article = ?", (number_of[its],)).fetchone()[0]
            for its in EXPECTED
        }
    assert counted == EXPECTED
