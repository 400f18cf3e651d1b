"""What a query asks for, term by term, whichever database is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

EVERYWHERE = ("body", "title", "author", "outlet")
"""The columns in which a phrase is looked for that names none."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Signs and words that follow one another.

    :param column: in which they stand; empty for any of :data:`EVERYWHERE`
    :param begins: the last one is but the beginning of a word
    """

    tokens: tuple[str, ...]
    column: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of these must be there."""

    terms: Sequence["Term"]


@dataclass(frozen=True, slots=True)
class Either:
    """One of these must be there."""

    terms: Sequence["Term"]


@dataclass(frozen=True, slots=True)
class Without:
    """One term must be there, and another must not."""

    term: "Term"
    left_out: "Term"


@dataclass(frozen=True, slots=True)
class Bracket:
    """A term as it was typed, within brackets."""

    term: "Term"


Term = Phrase | Every | Either | Without | Bracket


def fts5(term: Term) -> str:
    """A term as FTS5 is asked for it."""
    match term:
        case Phrase(tokens, column, begins):
            where = column or f"{{{' '.join(EVERYWHERE)}}}"
            return f'{where} : "{" ".join(tokens)}"{" *" if begins else ""}'
        case Every(terms):
            return " AND ".join(map(fts5, terms))
        case Either(terms):
            return f"({' OR '.join(map(fts5, terms))})"
        case Without(wanted, left_out):
            return f"(({fts5(wanted)}) NOT ({fts5(left_out)}))"
        case Bracket(within):
            return f"({fts5(within)})"
