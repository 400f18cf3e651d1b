"""What lists ask SQLite is answered by indexes, however many articles there are."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

import pytest

from newsarchive.browsing import looking
from newsarchive.browsing.held import Held
from newsarchive.browsing.page import Asked
from newsarchive.browsing.routes import PAGES, answer
from newsarchive.store.looking.kept import forget_kept
from newsarchive.store.search.index import searching
from tests.browsing.odd_archive import NAME, odd_shelf

EACH_LINE = (
    "day/2022-03-08/", "day/2022-03-08/published/", "day/2022-03-08/captured/", "state/owed/",
    "by/section/{key}/", "by/outlet/{key}/", "by/author/{key}/",
)  # fmt: skip
ALL = "by/section/", "by/outlet/", "by/author/", "", "year/2022/", "week/", "state/missed/"
_ONCE = re.compile(r"revision WHERE number > 1|gone IS NOT NULL|FROM run|quarantine WHERE settled")
"""What is read whole: the small index of numbers and articles' rows, once as long as nothing changes; the
runs; and the quarantine, whose every open record may be the newest."""

_KEPT = re.compile(r"FROM revision WHERE number > 1\)|gone IS NOT NULL")


@contextmanager
def asked_of_sqlite(held: Held, told: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Note what a page asks."""

    @contextmanager
    def noting(folder: Path) -> Iterator[Connection]:
        with searching(folder) as both:
            both.set_trace_callback(told.append)
            yield both
            both.set_trace_callback(None)

    with monkeypatch.context() as patched:
        patched.setattr(looking, "searching", noting)
        yield


def plans(held: Held, path: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Each query that a page asks, with the steps of SQLite's plan for it."""
    told: list[str] = []
    with asked_of_sqlite(held, told, monkeypatch):
        answer(PAGES, {held.name: held}, f"{held.address}{path}", "", Asked())
    with searching(held.folder) as both:
        queries = [query for query in told if query.lstrip().startswith(("SELECT", "WITH"))]
        return {
            query: [row["detail"] for row in both.execute(f"EXPLAIN QUERY PLAN {query}")] for query in queries
        }


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Held:
    return odd_shelf(tmp_path_factory.mktemp("odd"))[NAME]


def keyed(held: Held, path: str) -> str:
    """The path with the key of a term that is there."""
    if "{key}" not in path:
        return path
    with searching(held.folder) as both:
        look = looking.Look(both, held.zone, {})
        column = {"by/section": "section", "by/outlet": "source", "by/author": "author"}[
            path.rpartition("/{")[0]
        ]
        return path.format(key=look.terms(column)[0].key)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [*EACH_LINE, *ALL])
def test_no_list_reads_all_cards_or_articles(held: Held, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forget_kept()
    found = plans(held, keyed(held, path), monkeypatch)
    assert found
    for query, steps in found.items():
        for step in steps:
            if path in EACH_LINE and " GROUP BY " not in query:
                assert not re.match(r"SCAN (card|revision|shown|ask)\b", step) or _ONCE.search(query), (
                    query,
                    step,
                )
            assert not re.match(r"SCAN card(?! USING COVERING INDEX)", step), (query, step)
            assert not re.match(r"SCAN (catalog\.)?article", step) or _ONCE.search(query), (query, step)
            assert "AUTOMATIC" not in step, (query, step)


def test_the_plans_would_show_a_scan(held: Held) -> None:
    with searching(held.folder) as both:
        steps = [
            row["detail"] for row in both.execute("EXPLAIN QUERY PLAN SELECT title FROM card WHERE last > 3")
        ]
    assert re.match(r"SCAN card(?! USING COVERING INDEX)", steps[0])


def test_what_is_kept_is_asked_for_once(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    plans(held, "state/missed/", monkeypatch)
    again = plans(held, "day/2022-03-08/", monkeypatch)
    assert again
    assert not [query for query in again if _KEPT.search(query)]
