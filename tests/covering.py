"""Which combinations CI tries; the others are marked ``soak`` and run by ``make soak``."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import pytest

THOROUGHLY = frozenset({"finews", "no-profile"})
"""Sites of which all is tried: the first source, and one without a profile."""


def name_of(kind: Any) -> str:
    """The kind of site, of an entry of ``EVERY_SITE``."""
    return str(getattr(kind, "values", (kind,))[0])


def covering(
    kinds: Iterable[Any], others: Collection[str], once: Mapping[str, str], quick: tuple[str, str]
) -> list[Any]:
    """Every pair, to parametrise a test with.

    :param kinds: of sites, with their marks
    :param others: what is tried with each site, such as losses
    :param once: which one CI tries of a site that is not tried thoroughly; the last one of those not named
    :param quick: the one pair that ``make test`` tries
    """
    pairs = []
    for kind in kinds:
        name = name_of(kind)
        for other in others:
            marks = list(getattr(kind, "marks", ()))
            if (name, other) != quick:
                marks.append(pytest.mark.long)
            if name not in THOROUGHLY and other != once.get(name, list(others)[-1]):
                marks.append(pytest.mark.soak)
            pairs.append(pytest.param(name, other, marks=marks))
    return pairs


def some_of(kinds: Iterable[Any], tried: Collection[str]) -> list[Any]:
    """Each kind, to parametrise a test with that CI tries with some of them.

    :param kinds: of sites or archives, with their marks
    :param tried: the names of those that CI tries
    """
    named = ((name_of(kind), list(getattr(kind, "marks", ()))) for kind in kinds)
    return [
        pytest.param(name, marks=[*marks, *([] if name in tried else [pytest.mark.soak])])
        for name, marks in named
    ]


def without_browser(kinds: Iterable[Any]) -> list[Any]:
    """Each kind of site, to parametrise a test with for which it hardly matters who builds the pages."""
    every = list(kinds)
    return some_of(every, {name_of(kind) for kind in every} - {"rendered"})


def left_out(parameter: Any) -> bool:
    """Whether CI leaves these out."""
    return "soak" in {mark.name for mark in getattr(parameter, "marks", ())}
