"""What an article states is one table of fields: stored, counted, shown, handed on."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from newsarchive.items import Article, Doubt, Outcome, fields_of
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.showing.history import revisions_table
from newsarchive.showing.status import status_table
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.condition import condition_of
from newsarchive.store.history import history_of
from newsarchive.store.published import Choice, published_posts

NOW = datetime(2022, 3, 8, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Iterator[Archive]:
    archive = Archive(tmp_path / "finews", profile)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="code")
    yield archive
    archive.close()


def test_what_an_article_states_is_kept_and_handed_on(
    archive: Archive, article: Callable[..., Article], profile: SiteProfile
) -> None:
    one = article()
    stated = replace(
        one, author="甲", source="乙社", section="要闻", image="http://a.example/1.jpg", language="zh-CN",
        modified=one.published + timedelta(hours=1), canonical="http://a.example/1", stated_date="3小时前",
        doubts=(Doubt.RELATIVE_DATE, Doubt.REPLACED_CHARACTERS), more={"rating": 5, "day": NOW.date()},
    )  # fmt: skip
    archive.write([extracted(stated, profile)], now=NOW)
    (post,) = published_posts(archive.rows, Choice(), archive.folder)
    (row,) = archive.rows.where(RevisionRow)
    assert fields_of(post) == fields_of(row) == fields_of(stated)
    with looking_into(archive.catalog) as catalog:
        condition = condition_of(catalog, archive.folder, now=0)
    assert condition.doubts == {"relative-date": 1, "replaced-characters": 1}
    history = history_of(archive.rows, "finews", Identity(one.source_id, one.url))
    console = Console(width=200, record=True, file=StringIO())
    console.print(revisions_table(Identity(one.source_id, one.url), history, UTC))
    console.print(status_table("finews", condition, UTC, now=0))
    told = console.export_text()
    assert "current, relative-date, replaced-characters" in told
    assert re.search(r"doubtful.*relative-date +│ 1", told, re.DOTALL)


def test_what_an_article_does_not_state_is_null(
    archive: Archive, article: Callable[..., Article], profile: SiteProfile
) -> None:
    archive.write([extracted(article(), profile)], now=NOW)
    with closing(sqlite3.connect(archive.catalog)) as connection:
        names = "author, source, section, image, language, modified, canonical, standfirst, doubts, more"
        assert connection.execute(f"SELECT {names} FROM revision").fetchone() == (None,) * 10


def test_what_is_stated_and_was_not_known_is_noted_without_a_revision(
    archive: Archive, article: Callable[..., Article], profile: SiteProfile
) -> None:
    archive.write([extracted(article(section="要闻"), profile)], now=NOW)
    more = article(author="甲", section="别栏", doubts=(Doubt.REPLACED_CHARACTERS,))
    (verdict,) = archive.write([extracted(more, profile)], now=NOW)
    (row,) = archive.rows.where(RevisionRow)
    assert verdict.outcome is Outcome.UNCHANGED
    assert (row.author, row.section, row.doubts) == ("甲", "要闻", (Doubt.REPLACED_CHARACTERS,))


def test_replay_completes_what_was_rebuilt_from_a_post(
    archive: Archive, article: Callable[..., Article], profile: SiteProfile
) -> None:
    archive.desk.offline = True
    archive.write([extracted(article(), profile, kind=RevisionKind.REBUILT)], now=NOW)
    whole = article(author="甲", precision="minute", stated_date="2022年3月7日 8:23")
    archive.write([extracted(whole, profile, kind=RevisionKind.RE_EXTRACTED)], now=NOW)
    (row,) = archive.rows.where(RevisionRow)
    assert row.kind is RevisionKind.REBUILT
    assert fields_of(row) == fields_of(whole)
