"""A photo that was added, removed or swapped shows in an article's history."""

from datetime import UTC
from pathlib import Path

import pytest
from rich.console import Console

from newsarchive.evidence import NO_EVIDENCE
from newsarchive.profiles import Identity
from newsarchive.showing.history import history_lines, revisions_table
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import looking_into
from newsarchive.store.chronicle import chronicle_of
from newsarchive.store.events import events
from newsarchive.store.history import History, history_of
from newsarchive.store.pictures.changes import Come, changes_told, come_of
from newsarchive.store.pictures.shown import Shown
from newsarchive.store.submissions import Illustrated
from tests.unit.illustrated import NOW, article, at, came, crawl, failed, url, write

NAMED = Identity("/2024/ferry-1", "https://gazette.example/2024/ferry-1")


def shown(*pictures: str) -> list[Shown]:
    """Pictures, each written as its address and the bytes that are kept of it, as in ``quay:A``."""
    parts = (one.partition(":") for one in pictures)
    return [Shown(url, sha256 or None) for url, _, sha256 in parts]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["a:1", "b:2"], ["a:1", "b:2"], []),
        (["a:1"], ["a:9"], ["picture 1 replaced by another at the same address"]),
        (["a:1", "b"], ["a:1", "b:2"], ["picture 2 is kept from here on"]),
        (["a:1"], ["a"], ["picture 1 is the source's own again"]),
        (["a:1", "c:3"], ["a:1", "b:2", "c:3"], ["picture 2 added: b"]),
        (["a:1", "b:2", "c:3"], ["a:1", "c:3"], ["picture 2 removed: b"]),
        (["a:1", "b:2"], ["a:1", "x:9"], ["picture 2 replaced: x"]),
        (["a:1"], ["cdn/a:1"], ["picture 1 has another address: cdn/a"]),
        (["a", "b"], ["x"], ["picture 1 replaced: x", "picture 2 removed: b"]),
        ([], ["a", "b"], ["picture 1 added: a", "picture 2 added: b"]),
    ],
)
def test_what_happened_to_the_pictures(before: list[str], after: list[str], told: list[str]) -> None:
    assert changes_told(shown(*before), shown(*after)) == told


@pytest.mark.parametrize(
    ("before", "after", "come"),
    [
        (["a:1"], ["a:1"], Come.NOTHING),
        (["a:1"], ["a"], Come.NOTHING),
        (["a:1"], ["a:9"], Come.SWAPPED),
        (["a"], ["a:1"], Come.KEPT),
        ([], ["a:1"], Come.KEPT),
        ([], ["a"], Come.NOTHING),
        (["a:1", "b"], ["a:9", "b:2"], Come.SWAPPED),
        (["a?token=1:1"], ["a?token=2:1"], Come.NOTHING),
        (["a?id=1:1"], ["a?id=2:9"], Come.SWAPPED),
        (["a?token=1:1"], ["a?token=2"], Come.NOTHING),
        (["a:1", "b:2"], ["b:2", "a:1"], Come.NOTHING),
        (["a:1", "b:2"], ["b:2"], Come.NOTHING),
    ],
)
def test_what_is_an_edit(before: list[str], after: list[str], come: Come) -> None:
    assert come_of(shown(*before), shown(*after)) is come


@pytest.fixture
def history(tmp_path: Path) -> History:
    """An article whose pictures stay with the source, are kept, owed and come, are swapped, and go."""
    archive = at(tmp_path)
    with crawl(archive):
        linked = article(1, ("quay", ""))
        write(archive, linked.__class__(linked.article, linked.post, linked.fingerprint, NO_EVIDENCE))
    steps = (
        [article(1, ("quay", "quay"), fetched=(came(archive, "quay"),))],
        [article(1, ("quay", "quay"), ("pier", ""), fetched=(failed("pier"),))],
        [Illustrated(NAMED.source_id, NAMED.url, (came(archive, "pier"),))],
        [article(1, ("quay", "night"), ("pier", "pier"), fetched=(came(archive, "night", at="quay"),))],
        [article(1, ("pier", "pier"))],
    )
    for hours, found in enumerate(steps, 1):
        with crawl(archive, hours=hours):
            for one in found:
                restage(archive, one)
            write(archive, *found, hours=hours)
    with crawl(archive, hours=9):
        return history_of(archive.rows, archive.name, NAMED)


def restage(archive: Archive, found) -> None:  # type: ignore[no-untyped-def]
    """A start has dropped what nobody knew."""
    asked = found.fetched if isinstance(found, Illustrated) else found.evidence.fetched
    for one in asked:
        if one.page:
            came(archive, str(one.page.etag).strip('"'))


def test_a_history_tells_of_each_revision_what_is_new(history: History) -> None:
    console = Console(width=200, record=True)
    console.print(revisions_table(NAMED, history, UTC))
    table = console.export_text()
    for told in (
        "its pictures are kept from here on",
        f"picture 2 added: {url('pier')}",
        "picture 2 is kept from here on",
        "picture 1 replaced by another at the same address",
        f"picture 1 removed: {url('quay')}",
    ):
        assert table.count(told) == 1, table
    assert [str(one.kind) for one in history.revisions] == [
        "crawled", "illustrated", "crawled", "illustrated", "crawled", "crawled",
    ]  # fmt: skip
    lines = list(history_lines(NAMED, history, UTC))
    assert sum("(200, a picture)" in line for line in lines) == 3


def test_what_came_later_is_no_change_of_an_article(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, article(1, ("quay", ""), fetched=(failed("quay"),)))
        write(archive, Illustrated(NAMED.source_id, NAMED.url, (came(archive, "quay"),)), hours=1)
    assert edits(archive) == []
    with crawl(archive, hours=2):
        write(archive, Illustrated(NAMED.source_id, NAMED.url, (came(archive, "night", at="quay"),)), hours=2)
    assert edits(archive) == ["revision 3"]


def edits(archive: Archive) -> list[str]:
    """What ``status --changed`` tells, and the report counts."""
    with looking_into(archive.catalog) as catalog:
        told = [one.detail for one in events(catalog, "changed")]
        counted = chronicle_of(catalog, zone=UTC, now=int(NOW.timestamp()) + 86_400).edited.total()
    assert counted == len(told)
    return told
