"""The sections, outlets and authors of a site, and the articles of each."""

from functools import partial
from typing import Any, Literal

from newsarchive.browsing.article_list import A_PAGE, ArticleList
from newsarchive.browsing.held import Held
from newsarchive.browsing.list_values import json_of
from newsarchive.browsing.looking import Look, looking
from newsarchive.browsing.page import NotHere, Page, Raw, To
from newsarchive.store.looking.lines import Line, stored_lines
from newsarchive.store.looking.terms import Column, Term, articles_of, term_of

Facet = Literal["section", "outlet", "author"]
MANY: dict[Facet, str] = {"section": "sections", "outlet": "outlets", "author": "authors"}


def column_of(held: Held, facet: Facet) -> Column:
    """Where the cards of an archive have it.

    :raises ProfileError: the profile cannot be read
    """
    profile = held.profile if facet == "outlet" else None
    return "source" if profile and profile.category.by == "section" else facet


def terms_page(held: Held, facet: Facet, number: int = 1) -> Page:
    """A page of them, those with most articles first."""
    address, column = f"{held.address}by/{facet}/", column_of(held, facet)

    def see(look: Look) -> Page:
        terms = look.terms(column)
        pages = max(1, -(-len(terms) // A_PAGE))
        if number > pages:
            raise NotHere(
                f"there is no page {number} of {MANY[facet]}; the first one says how many there are"
            )
        return Page(
            template="terms.html", title=MANY[facet].capitalize(), trail=((held.name, held.address),),
            feeds=(f"{address}list.json",),
            context={
                "terms": terms[(number - 1) * A_PAGE : number * A_PAGE], "facet": facet, "many": MANY[facet],
                "total": len(terms), "number": number, "pages": pages, "address": address,
            },
        )  # fmt: skip

    return looking(held, see)


def terms_json(held: Held, facet: Facet) -> Raw:
    """All of them."""
    column = column_of(held, facet)
    terms = looking(held, lambda look: look.terms(column))

    def values(to: To) -> dict[str, Any]:
        return {
            "site": held.name,
            "title": MANY[facet].capitalize(),
            "total": len(terms),
            "terms": [
                {
                    "name": one.name or None,
                    "articles": one.articles,
                    "page": to(f"{held.address}by/{facet}/{one.key}/"),
                }
                for one in terms
            ],
        }

    return json_of(values)


def term_list(look: Look, held: Held, facet: Facet, key: str) -> ArticleList:
    """The articles of one of them."""
    column = column_of(held, facet)
    term = term_of(look.terms(column), key)
    if term is None:
        raise NotHere(f"no {facet} has that key; the list of {MANY[facet]} has all")
    address = f"{held.address}by/{facet}/"
    return ArticleList(
        address=f"{address}{key}/", title=term.name or f"Without {'an' if facet[0] in 'ao' else 'a'} {facet}",
        language="" if term.name else "en", about=f"Articles of this {facet}, the newest first.",
        trail=((held.name, held.address), (MANY[facet].capitalize(), address)),
        read=partial(_read, column, term),
    )  # fmt: skip


def _read(column: Column, term: Term, look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    articles = articles_of(look.both, column, term, start, limit)
    return term.articles, stored_lines(look.both, articles, "published")
