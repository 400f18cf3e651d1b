"""What an archive learns is kept with the articles, named by revisions, verified, mended and found again."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.items import Outcome
from newsarchive.learning.learned import Learned
from newsarchive.learning.seen import Kind, Seen, Sighting, key_of
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import CountsRow, LearnedRow, RevisionRow
from newsarchive.store.learner import version_path
from newsarchive.store.submissions import Extracted
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.repair import repair
from newsarchive.upkeep.rebuild.rebuild import rebuild
from spiders.finews import FinewsSpider
from tests.unit.verify_archives import NOW, article, evidence, lines, sql, told

AD = "Harbour Bank: home loans for those who love the sea."
KEY = key_of(Kind.APART, AD)


def submission(number: int, archive: Archive, *, ad: str = AD, edition: int = 1) -> Extracted:
    own = Sighting(key_of(Kind.APART, f"own words {'x' * number}"), f"own words {number}")
    seen = Seen(f"{number:016x}", (Sighting(key_of(Kind.APART, ad), ad), own))
    proof = replace(evidence(number, edition=edition), seen=seen, learned=archive.learner.known.number)
    return extracted(article(number, edition=edition), archive.profile, proof)


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Iterator[Archive]:
    made = Archive(tmp_path / "finews", profile)
    begin(made)
    yield made
    made.close()


def begin(archive: Archive, *, hours: int = 0) -> None:
    archive.open(started=NOW + timedelta(hours=hours), command="crawl", arguments={}, extraction="code")


def store(archive: Archive, numbers: range, **more: str) -> None:
    for number in numbers:
        (verdict,) = archive.write([submission(number, archive, **more)], now=NOW)  # type: ignore[arg-type]
        assert verdict.outcome is Outcome.STORED


def texts(archive: Archive) -> list[str]:
    return [one.text for one in archive.learner.known.furniture.values()]


def versions(archive: Archive) -> list[int]:
    return [row.id for row in archive.rows.where(LearnedRow)]


def test_a_run_learns_while_it_stores_and_when_it_ends(archive: Archive) -> None:
    store(archive, range(7))
    assert versions(archive) == []
    store(archive, range(7, 9))
    assert (versions(archive), texts(archive)) == ([1], [AD])
    named = [row.learned for row in archive.rows.where(RevisionRow, order=[RevisionRow.c.id])]
    assert named == [None] * 8 + [1]
    store(archive, range(9, 15), ad="A quite other advertisement, of a shipyard")
    archive.close(ended=NOW, account={})
    begin(archive, hours=1)
    assert versions(archive) == [1, 2]
    assert lines_of(archive) == []


def lines_of(archive: Archive) -> list[str]:
    archive.close(ended=NOW, account={})
    found = lines(archive)
    begin(archive, hours=2)
    return found


def test_small_runs_teach_together(archive: Archive) -> None:
    for number in range(5):
        store(archive, range(number, number + 1))
        archive.close(ended=NOW, account={})
        assert version_path(archive.originals.folder, 1).exists() is (number == 4)
        begin(archive, hours=number + 1)
    assert texts(archive) == [AD]


def test_an_article_teaches_once(archive: Archive) -> None:
    store(archive, range(3))
    for _ in range(5):
        for number in range(3):
            archive.write([submission(number, archive)], now=NOW)
    for edition in range(2, 5):
        archive.write([submission(1, archive, edition=edition)], now=NOW)
    archive.close(ended=NOW, account={})
    begin(archive, hours=1)
    assert archive.learner.counts(archive.rows).blocks[KEY].articles == 3
    assert versions(archive) == []


def test_what_comes_to_nothing_teaches_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    store(archive, range(7))
    with monkeypatch.context() as broken:
        broken.setattr(archive.originals, "sync", lambda rows: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.write([submission(7, archive)], now=NOW)
    assert versions(archive) == []
    assert archive.learner.known.number == 0
    store(archive, range(7, 20))
    assert archive.rows.where(RevisionRow, learned=1), "it learns all the same"
    assert lines_of(archive) == []


def test_a_version_that_was_never_committed_is_removed_by_the_next_start(archive: Archive) -> None:
    store(archive, range(9))
    archive.close(ended=NOW, account={})
    stray = version_path(archive.originals.folder, 2)
    stray.write_bytes(Learned(number=2).to_json())
    (line,) = lines(archive)
    assert line.startswith(f"originals/{stray.name}: was never committed; the next run finishes it")
    begin(archive, hours=1)
    assert not stray.exists()


@pytest.mark.parametrize("damage", ["file lost", "file changed", "row changed", "row changed much"])
def test_each_copy_heals_the_other(archive: Archive, damage: str) -> None:
    store(archive, range(9))
    archive.close(ended=NOW, account={})
    path = version_path(archive.originals.folder, 1)
    before = path.read_bytes()
    match damage:
        case "file lost":
            path.unlink()
        case "file changed":
            path.write_bytes(before.replace(b"Harbour", b"Airport"))
        case "row changed":
            sql(archive, "UPDATE learned SET articles = articles + 1")
        case "row changed much":
            sql(archive, "UPDATE learned SET value = x'00'")
    assert len(lines(archive)) >= 1
    report = repair(archive)
    assert (told(report), path.read_bytes()) == ("", before), report.mended
    begin(archive, hours=1)
    assert texts(archive) == [AD]


def test_a_revision_of_a_version_that_is_nowhere_is_a_fault(archive: Archive) -> None:
    store(archive, range(10))
    archive.close(ended=NOW, account={})
    sql(archive, "PRAGMA foreign_keys = OFF", "DELETE FROM learned")
    assert [line for line in lines(archive) if "refers to no row of learned" in line]


def test_a_catalog_made_anew_knows_the_versions(archive: Archive) -> None:
    store(archive, range(12))
    known = archive.learner.known
    archive.close(ended=NOW, account={})
    for path in archive.private.glob("catalog.sqlite*"):
        path.unlink()
    done = rebuild(archive, FinewsSpider(), now=datetime.now(UTC))
    assert "1 version of what was learned taken from their files" in done
    assert told(check(archive)) == ""
    begin(archive, hours=1)
    assert archive.learner.known == known
    store(archive, range(20, 26), ad="A quite other advertisement, of a shipyard")
    archive.close(ended=NOW, account={})
    begin(archive, hours=2)
    assert versions(archive) == [1, 2]
    assert archive.learner.known.furniture.keys() > known.furniture.keys()


def test_files_that_are_no_versions_are_not_taken_up(archive: Archive) -> None:
    store(archive, range(9))
    archive.close(ended=NOW, account={})
    folder = archive.originals.folder
    version_path(folder, 2).write_bytes(b"torn")
    version_path(folder, 3).write_bytes(version_path(folder, 1).read_bytes())
    archive.catalog.unlink()
    done = rebuild(archive, FinewsSpider(), now=datetime.now(UTC))
    assert len([line for line in done if "not taken up" in line]) == 2
    begin(archive, hours=1)
    assert versions(archive) == [1]


def test_a_takedown_takes_an_articles_own_words_out_of_the_counts(archive: Archive) -> None:
    store(archive, range(9))
    archive.close(ended=NOW, account={})
    begin(archive, hours=1)
    own = key_of(Kind.APART, "own words xxx")
    assert own in archive.learner.counts(archive.rows).blocks
    named = Identity(article(3).source_id, article(3).url)
    archive.transact(lambda rows: forget(rows, "finews", named, reason="a court order", now=1))
    assert archive.finish_forgetting()
    (row,) = archive.rows.where(CountsRow)
    assert own.encode() not in zlib.decompress(row.value)
    assert KEY.encode() in zlib.decompress(row.value)
    assert own not in archive.learner.counts(archive.rows).blocks
