"""Each time that an article was asked for leaves one row, with what came of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gazette import HOME, NOW, SLUG, Gazette, Make

from newsarchive.evidence import Evidence, Exchange
from newsarchive.items import Gone, Rejected, Unchanged, Unfetched
from newsarchive.store.catalog.row_kinds import ArticleRow, AskRow
from newsarchive.store.catalog.states import RevisionKind

URL = HOME + SLUG
ASKED = Exchange(url=URL, status=203, body=b"", at=NOW)


@pytest.fixture
def site(tmp_path: Path, article: Make) -> Iterator[Gazette]:
    site = Gazette(tmp_path / "brindle-gazette.example", article)
    yield site
    site.archive.close()


def asks(site: Gazette) -> list[tuple[str, str, str, int | None]]:
    rows = site.archive.rows.where(AskRow, order=[AskRow.c.id])
    assert {row.at for row in rows} <= {int(site.now.timestamp())}
    return [(row.outcome, row.reason, row.detail, row.status) for row in rows]


@pytest.mark.parametrize(
    ("submission", "told"),
    [
        (Unfetched(SLUG, URL, "http-503", "it answered 503"), ("failed", "http-503", "it answered 503", 503)),
        (Unfetched(SLUG, URL, "timeout", "no answer"), ("failed", "timeout", "no answer", None)),
        (Unfetched(SLUG, URL, "challenge", "\ud800 page"), ("failed", "challenge", "\\ud800 page", None)),
        (Gone(SLUG, URL, "http-410", "withdrawn"), ("unchanged", "gone", "withdrawn", 410)),
        (Unchanged(SLUG, URL), ("unchanged", "not modified", "", 304)),
        (Rejected(SLUG, URL, "no-title", "it has none", {}, Evidence(status=200)),
         ("quarantined", "no-title", "it has none", 200)),
        (Rejected(SLUG, URL, "no-date", "x" * 600, {}, Evidence(exchanges=(ASKED,))),
         ("quarantined", "no-date", "x" * 499 + "…", 203)),
    ],
)  # fmt: skip
def test_an_end_that_is_no_post_is_noted(site: Gazette, submission: Any, told: tuple[Any, ...]) -> None:
    site.archive.transact(lambda rows: rows.add(ArticleRow(site="x", source_id=SLUG, url=URL, discovered=0)))
    site.archive.transact(
        lambda rows: rows.replace(replace(rows.where(ArticleRow)[0], site=site.profile.name))
    )
    site.write(submission)
    assert asks(site) == [told]


def test_a_text_is_noted_each_time_that_it_was_read(site: Gazette) -> None:
    found = site.read(SLUG)
    site.write(replace(found, evidence=Evidence(status=200)))
    site.write(found)
    assert asks(site) == [("stored", "", "", 200), ("unchanged", "same text", "", None)]


@pytest.mark.parametrize("kind", [RevisionKind.ADOPTED, RevisionKind.RE_EXTRACTED])
def test_what_is_read_from_a_disk_was_not_asked_for(site: Gazette, kind: RevisionKind) -> None:
    site.write(replace(site.read(SLUG), kind=kind))
    site.archive.desk.offline = True
    site.write(Rejected(SLUG, URL, "no-date", "none", {}))
    assert asks(site) == []


def test_what_has_no_row_leaves_none(site: Gazette) -> None:
    site.write(Rejected("!", URL, "invalid-id", "no id", {}))
    assert asks(site) == []


def test_a_further_address_is_noted_with_its_article(site: Gazette) -> None:
    site.write(site.read(SLUG))
    site.write(site.read(f"{SLUG}/"))
    assert {row.article for row in site.archive.rows.where(AskRow)} == {1}
    assert asks(site)[-1][:2] == ("unchanged", "further-address")
