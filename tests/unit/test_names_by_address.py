"""Posts of a site without ids: which names they get."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from newsarchive.profiles import Identity
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.history import find
from newsarchive.store.replayable import restore
from newsarchive.store.takedown import forget
from newsarchive.store.verifying.check import check
from tests.unit.ferry import HOME, Ferry, Make, digits


@pytest.fixture
def ferry(tmp_path: Path, article: Make) -> Ferry:
    return Ferry(tmp_path, article)


SIBLINGS: dict[str, Sequence[tuple[str, int, str]]] = {
    "alone": [("/harbour/2025/03/05/sails-again.htm", 0, "2025-03-05-sails-again.md")],
    "on one day": [
        ("/harbour/sails", 0, "2025-03-05-sails.md"),
        ("/county/sails", 0, f"2025-03-05-sails-{digits('/county/sails')}.md"),
        ("/world/sails", 0, f"2025-03-05-sails-{digits('/world/sails')}.md"),
    ],
    "on two days": [
        ("/harbour/sails", 0, "2025-03-05-sails.md"),
        ("/county/sails", 1, "2025-03-06-sails.md"),
    ],
    "by case": [
        ("/Sails", 0, "2025-03-05-sails.md"),
        ("/sails", 0, f"2025-03-05-sails-{digits('/sails')}.md"),
    ],
    "by what is cut off": [
        ("/" + "ferry-" * 12 + "one", 0, f"2025-03-05-{'-'.join(['ferry'] * 10)}.md"),
        (
            "/" + "ferry-" * 12 + "two", 0,
            f"2025-03-05-{'-'.join(['ferry'] * 10)}-{digits('/' + 'ferry-' * 12 + 'two')}.md",
        ),
    ],
    "a number": [
        ("/?p=123", 0, "2025-03-05-123.md"),
        ("/a/123.html", 0, f"2025-03-05-123-{digits('/a/123.html')}.md"),
    ],
    "nothing tells": [
        ("/2025/03/05/", 0, f"2025-03-05-{digits('/2025/03/05/')}.md"),
        ("/", 0, f"2025-03-05-{digits('/')}.md"),
    ],
    "like a long hash": [
        ("/x/sails-0123456789abcdef", 0,
         f"2025-03-05-sails-0123456789abcdef-{digits('/x/sails-0123456789abcdef')}.md"),
    ],
    "like another's short hash": [
        (f"/x/sails-{digits('/county/sails')}", 0, f"2025-03-05-sails-{digits('/county/sails')}.md"),
        ("/harbour/sails", 0, "2025-03-05-sails.md"),
        ("/county/sails", 0, f"2025-03-05-sails-{digits('/county/sails', 16)}.md"),
    ],
    "another host": [
        ("/sails", 0, "2025-03-05-sails.md"),
        ("http://live.ferry.example/sails", 0, f"2025-03-05-sails-{digits('http://live.ferry.example/sails')}.md"),
    ],
    "scripts": [
        ("/%E6%B8%A1%E8%BD%AE", 0, "2025-03-05-dulun.md"),
        ("/dulun", 0, f"2025-03-05-dulun-{digits('/dulun')}.md"),
        ("/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC", 0, "2025-03-05-parom.md"),
        ("/%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9", 0, "2025-03-05-brh.md"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "in a run each"])
@pytest.mark.parametrize("siblings", SIBLINGS.values(), ids=SIBLINGS)
def test_names_by_what_meets(ferry: Ferry, siblings: Sequence[tuple[str, int, str]], at_once: bool) -> None:
    articles = [ferry.article(source_id, days=days) for source_id, days, _ in siblings]
    for batch in [articles] if at_once else [[one] for one in articles]:
        names = ferry.store(*batch)
    assert names == {source_id: name for source_id, _, name in siblings}


@pytest.mark.parametrize("at_once", [True, False], ids=["in one batch", "in a run each"])
def test_a_last_slash_makes_no_other_article(ferry: Ferry, at_once: bool) -> None:
    articles = [ferry.article("/sails/"), ferry.article("/sails")]
    for batch in [articles] if at_once else [[one] for one in articles]:
        names = ferry.store(*batch)
    assert names == {"/sails/": "2025-03-05-sails.md"}


def test_what_is_added_depends_on_the_id_alone(ferry: Ferry) -> None:
    """The first keeps its name; the other has the same hash, whatever came before it."""
    ferry.store(ferry.article("/county/sails"), ferry.article("/world/sails"))
    names = ferry.store(ferry.article("/harbour/sails"))
    assert names["/county/sails"] == "2025-03-05-sails.md"
    assert names["/world/sails"] == f"2025-03-05-sails-{digits('/world/sails')}.md"
    assert names["/harbour/sails"] == f"2025-03-05-sails-{digits('/harbour/sails')}.md"


def test_a_date_that_moves_takes_nobodys_name_and_gives_none_away(ferry: Ferry) -> None:
    ferry.store(ferry.article("/harbour/sails"), ferry.article("/county/sails", days=1))
    names = ferry.store(ferry.article("/harbour/sails", days=1), ferry.article("/world/sails"))
    assert names == {
        "/harbour/sails": f"2025-03-06-sails-{digits('/harbour/sails', 16)}.md",
        "/county/sails": "2025-03-06-sails.md",
        "/world/sails": f"2025-03-05-sails-{digits('/world/sails')}.md",
    }
    assert ferry.store(ferry.article("/harbour/sails"))["/harbour/sails"] == "2025-03-05-sails.md"


@pytest.mark.parametrize("given", ["2025-03-05-sails.md", f"2025-03-06-sails-{digits('/sails', 16)}.md"])
def test_an_article_is_found_by_every_name_that_it_had(ferry: Ferry, given: str) -> None:
    for days in (0, 1):
        ferry.store(ferry.article("/sails", days=days))
    ferry.archive.open(started=ferry.now, command="look", arguments={}, extraction="x")
    found = find(ferry.archive.rows, "ferry", f"_posts/{given}")
    ferry.archive.close(ended=ferry.now)
    assert found == Identity("/sails", f"{HOME}/sails")


def test_an_earlier_revision_comes_back_under_its_name(ferry: Ferry) -> None:
    for days in (0, 1):
        ferry.store(ferry.article("/sails", days=days))
    ferry.store(ferry.article("/county/sails"))
    ferry.archive.open(started=ferry.now, command="history", arguments={}, extraction="x")
    row = ferry.archive.rows.one(ArticleRow, source_id="/sails")
    assert row
    ferry.archive.transact(lambda _: restore(ferry.archive.desk, row, 1))
    ferry.archive.publish_pending()
    names = ferry.names()
    ferry.archive.close(ended=ferry.now)
    assert names["/sails"] == "2025-03-05-sails.md"
    assert check(ferry.archive).faults == []


def test_a_name_is_free_again_when_its_article_was_taken_down(ferry: Ferry) -> None:
    ferry.store(ferry.article("/sails"))
    ferry.archive.open(started=ferry.now, command="forget", arguments={}, extraction="x")
    named = Identity("/sails", f"{HOME}/sails")
    ferry.archive.transact(lambda rows: forget(rows, "ferry", named, reason="asked", now=0))
    ferry.archive.finish_forgetting()
    ferry.archive.close(ended=ferry.now)
    assert ferry.store(ferry.article("/county/sails")) == {"/county/sails": "2025-03-05-sails.md"}
    ferry.lose()
    ferry.rebuild()
    assert ferry.store() == {"/county/sails": "2025-03-05-sails.md"}
