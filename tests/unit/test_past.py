"""What of an archive's past says when its next run is due."""

from pathlib import Path

import pytest

from newsarchive.store.catalog.row_kinds import ArticleRow, ListingRow, RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.sqlite import open_catalog
from newsarchive.store.catalog.states import State
from newsarchive.store.past import past_of


def article(state: State, next_check: int | None) -> ArticleRow:
    name = f"{state}-{next_check}"
    return ArticleRow(
        site="harbour", source_id=name, url=f"http://harbour.example/{name}", state=state, discovered=1,
        next_check=next_check,
    )  # fmt: skip


def run(started: int, command: str = "crawl") -> RunRow:
    return RunRow(command=command, arguments="{}", version="1", extraction="0", started=started)


LISTING = ListingRow(url="http://harbour.example/", read=1, leads_to="[]", next_ask=40)


@pytest.mark.parametrize(
    ("rows", "past"),
    [
        ([], (None, None)),
        ([run(5), run(9), run(11, "replay")], (9, None)),
        ([article(State.PUBLISHED, 70), article(State.PUBLISHED, None)], (None, 70)),
        ([article(State.PUBLISHED, 70), article(State.QUARANTINED, 50)], (None, 50)),
        ([article(State.PUBLISHED, 70), article(State.OWED, 60)], (None, 60)),
        ([article(State.OWED, 60), article(State.OWED, None)], (None, 0)),
        ([article(State.PUBLISHED, 70), LISTING], (None, 40)),
    ],
)
def test_the_last_crawl_and_what_is_due_first(
    rows: list[ArticleRow | ListingRow | RunRow], past: tuple[int | None, int | None], tmp_path: Path
) -> None:
    (tmp_path / "_archive").mkdir()
    catalog = open_catalog(tmp_path / "_archive" / "catalog.sqlite")
    for row in rows:
        Rows(catalog).add(row)
    catalog.commit()
    catalog.close()
    assert past_of(tmp_path) == past


def test_of_what_is_no_archive_nothing_is_known(tmp_path: Path) -> None:
    assert past_of(tmp_path) == (None, None)
    (tmp_path / "_archive").mkdir()
    (tmp_path / "_archive" / "catalog.sqlite").write_bytes(b"damaged" * 999)
    assert past_of(tmp_path) == (None, None)
