"""What a strategy found, before it is cleaned and weighed."""

from collections.abc import Iterable
from typing import NamedTuple

from newsarchive.extraction.candidates import Candidate
from newsarchive.text import letters_of


class Stated(NamedTuple):
    """One statement about one field.

    :param field: such as ``title`` or ``modified``
    :param value: as the page says it; one name, tag or date each
    :param strategy: who says so
    :param confidence: from 0 to 1
    """

    field: str
    value: str
    strategy: str
    confidence: float


def best_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates by confidence; of those of one value the surest."""
    found: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda candidate: -candidate.confidence):
        found.setdefault(candidate.value, candidate)
    return list(found.values())


_READ = 5_000


def key_of(text: str) -> str:
    """The letters and figures of a text, small and in their plain form."""
    return letters_of(text[:_READ])


def spaceless(text: str) -> str:
    """The text without its white space."""
    return "".join(text[:_READ].split())
