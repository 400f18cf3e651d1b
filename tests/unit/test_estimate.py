"""How many articles there were, from how far lists agree."""

import random

import pytest

from newsarchive.store.estimate import chao, chapman, estimate


def test_chapmans_estimator_is_that_of_the_books() -> None:
    total, most = chapman(10, 15, 5)  # Seber's variance: 11*16*5*10 / (36*7)
    assert total == pytest.approx(11 * 16 / 6 - 1)
    assert most == pytest.approx(total + 1.96 * (8800 / 252) ** 0.5)


@pytest.mark.parametrize(
    ("captures", "once", "twice", "unseen"),
    [(3, 10, 9, 3.0), (4, 6, 0, 11.25), (3, 1, 5, 0.0), (3, 0, 0, 0.0)],
)
def test_chaos_bound_is_that_of_the_books(captures: int, once: int, twice: int, unseen: float) -> None:
    assert chao(captures, once, twice) == pytest.approx(unseen)


@pytest.mark.parametrize("share", [0.7, 0.9, 0.97])
@pytest.mark.parametrize("lists", [2, 3, 4])
def test_lists_that_know_nothing_of_one_another_tell_how_many_there_are(share: float, lists: int) -> None:
    chance = random.Random(lists)
    there = 2000
    groups = {
        str(number): [one for one in range(there) if chance.random() < share] for number in range(lists)
    }
    said = estimate(groups)
    assert said.total == pytest.approx(there, rel=0.03)
    assert said.unseen == pytest.approx(there - said.shown, abs=0.03 * there)


@pytest.mark.parametrize(
    ("groups", "why_not"),
    [
        ({}, "no list has shown anything new since it was first read"),
        ({"feeds": []}, "no list has shown anything new since it was first read"),
        (
            {"feeds": range(50), "pages": []},
            "there is one kind of list alone, and nothing to compare it with",
        ),
        ({"feeds": range(6), "pages": range(6)}, "too few articles for it (6 in several kinds of lists)"),
        ({"feeds": range(50), "pages": range(42, 90)}, "the lists show different articles"),
        ({"a": range(40), "b": range(35, 70), "c": range(65, 100)}, "the lists show different articles"),
    ],
)
def test_where_nothing_can_be_said_it_is_said_why(groups: dict[str, list[int]], why_not: str) -> None:
    said = estimate(groups)
    assert (said.total, said.unseen, said.why_not) == (None, None, why_not)


def test_the_estimate_is_never_less_than_what_was_shown() -> None:
    said = estimate({"feeds": range(100), "sitemaps": range(100)})
    assert (said.total, said.most, said.unseen) == (100, 100, 0)
