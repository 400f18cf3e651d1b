"""How complete an archive is, as people and programs are told."""

import json
from pathlib import Path

import pytest

from newsarchive.showing.completeness import completeness_lines, completeness_values
from newsarchive.store.completeness import Account, Completeness
from newsarchive.store.estimate import Estimate, estimate
from tests.unit.listed_site import ListedSite, daily, hiding, usual_plans

NOTHING = Account("2024-06-01", 0, 0, 0, 0, 0, 0, estimate({}))
TWO = estimate({"feeds": range(90), "pages": range(10, 95)})


def told(total: Account, *days: Account, forgotten: int = 0) -> dict[str, str]:
    return dict(completeness_lines(Completeness(0, [], [], days, total, forgotten)))


def test_what_was_shown_and_what_became_of_it_is_told() -> None:
    day = Account("2024-06-02", 95, 90, 2, 1, 2, 3, TWO)
    total = Account("", 95, 90, 2, 1, 2, 3, TWO)
    assert told(total, NOTHING, day, forgotten=4) == {
        "shown in 2 days": "95 articles, 94.7 % of them stored",
        "  gone at the source": "3", "  owed": "2", "  failed": "1", "  quarantined": "2", "  forgotten": "4",
        "  by no list": "about 1, 2 at most, as far as lists are independent (feeds 90, pages 85)",
        "  2024-06-02": "95: 90 stored, 3 gone at the source, 2 owed, 1 failed, 2 quarantined"
                        "; about 1 by no list",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "share"), [(2000, "100 %"), (1999, "99.9 %"), (1000, "50.0 %"), (0, "0.0 %")]
)
def test_less_than_all_is_never_called_all(stored: int, share: str) -> None:
    total = Account("", 2000, stored, 2000 - stored, 0, 0, 0, TWO)
    assert told(total)["shown in 0 days"] == f"2,000 articles, {share} of them stored"


def test_what_cannot_be_said_is_called_unknown() -> None:
    lone = estimate({"feeds": range(50)})
    assert told(Account("", 50, 50, 0, 0, 0, 0, lone))["  by no list"] == (
        "unknown: there is one kind of list alone, and nothing to compare it with"
    )


def test_where_nothing_was_shown_nothing_is_told() -> None:
    assert told(NOTHING, NOTHING) == {}


def test_a_program_is_told_the_same(tmp_path: Path) -> None:
    plans = usual_plans(feed=hiding(0.2))[:2]
    site = ListedSite(tmp_path / "x.example", daily(30, days=3), plans, days=3)
    told = site.at(60, days=3)
    values = json.loads(json.dumps(completeness_values(told)))
    assert [day["day"] for day in values["days"]] == ["2025-05-05", "2025-05-06", "2025-05-07"]
    assert (
        values["total"]["stored"] == values["total"]["shown"] == sum(day["shown"] for day in values["days"])
    )
    assert values["total"]["share"] == 1
    assert values["total"]["estimate"]["unseen"] == told.total.estimate.unseen == 0
    assert isinstance(told.total.estimate, Estimate)
