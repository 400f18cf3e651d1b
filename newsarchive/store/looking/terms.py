"""The sections, outlets and authors of an archive, and the articles of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from sqlite3 import Connection
from typing import Literal

from newsarchive.store.looking.cards import Articles

Facet = Literal["section", "outlet", "author"]
FACETS: tuple[Facet, ...] = ("section", "outlet", "author")
_KEY = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Term:
    """A section, an outlet or an author.

    :param name: empty for the articles that state none
    :param articles: how many have it
    """

    name: str
    articles: int

    @property
    def key(self) -> str:
        """What stands for it in addresses: the first digits of SHA-256 of the name in UTF-8."""
        return sha256(self.name.encode("utf-8", "surrogatepass")).hexdigest()[:_KEY]


def terms_of(cards: Connection, facet: Facet) -> list[Term]:
    """All of them, those with most articles first; what states none stands last."""
    terms = [Term(*row) for row in cards.execute(f"SELECT {facet}, count(*) FROM card GROUP BY {facet}")]  # noqa: S608
    return sorted(terms, key=lambda term: (not term.name, -term.articles, term.name))


def term_of(terms: Sequence[Term], key: str) -> Term | None:
    """The one that a key stands for."""
    return next((term for term in terms if term.key == key), None)


def articles_of(cards: Connection, facet: Facet, term: Term, start: int, limit: int) -> Articles:
    """A page of the articles of a term with the time of their publication, the newest first."""
    page = (
        f"SELECT article, published FROM card WHERE {facet} = ?"  # noqa: S608  a constant
        " ORDER BY day DESC, published DESC, article DESC LIMIT ? OFFSET ?"
    )
    return [(article, at) for article, at in cards.execute(page, (term.name, limit, start))]
