"""The sections, outlets and authors of a site, and the articles of each."""

from functools import partial
from typing import Any

from newsarchive.browsing.article_list import A_PAGE, ArticleList
from newsarchive.browsing.held import Held
from newsarchive.browsing.list_values import json_of
from newsarchive.browsing.looking import Look, looking
from newsarchive.browsing.page import NotHere, Page, Raw, To
from newsarchive.store.looking.lines import Line, stored_lines
from newsarchive.store.looking.terms import Facet, Term, articles_of, term_of

MANY = {"section": "sections", "outlet": "outlets", "author": "authors"}


def terms_page(held: Held, facet: Facet, number: int = 1) -> Page:
    """A page of them, those with most articles first."""
    address = f"/{held.name}/by/{facet}/"

    def see(look: Look) -> Page:
        terms = look.terms(facet)
        pages = max(1, -(-len(terms) // A_PAGE))
        if number > pages:
            raise NotHere(
                f"there is no page {number} of {MANY[facet]}; the first one says how many there are"
            )
        return Page(
            template="terms.html", title=MANY[facet].capitalize(), trail=((held.name, f"/{held.name}/"),),
            feeds=(f"{address}list.json",),
            context={
                "terms": terms[(number - 1) * A_PAGE : number * A_PAGE], "facet": facet, "many": MANY[facet],
                "total": len(terms), "number": number, "pages": pages, "address": address,
            },
        )  # fmt: skip

    return looking(held, see)


def terms_json(held: Held, facet: Facet) -> Raw:
    """All of them."""
    terms = looking(held, lambda look: look.terms(facet))

    def values(to: To) -> dict[str, Any]:
        return {
            "site": held.name,
            "title": MANY[facet].capitalize(),
            "total": len(terms),
            "terms": [
                {
                    "name": one.name or None,
                    "articles": one.articles,
                    "page": to(f"/{held.name}/by/{facet}/{one.key}/"),
                }
                for one in terms
            ],
        }

    return json_of(values)


def term_list(look: Look, held: Held, facet: Facet, key: str) -> ArticleList:
    """The articles of one of them."""
    term = term_of(look.terms(facet), key)
    if term is None:
        raise NotHere(f"no {facet} has that key; the list of {MANY[facet]} has all")
    address = f"/{held.name}/by/{facet}/"
    return ArticleList(
        address=f"{address}{key}/", title=term.name or f"Without {'an' if facet[0] in 'ao' else 'a'} {facet}",
        language="" if term.name else "en", about=f"Articles of this {facet}, the newest first.",
        trail=((held.name, f"/{held.name}/"), (MANY[facet].capitalize(), address)),
        read=partial(_read, facet, term),
    )  # fmt: skip


def _read(facet: Facet, term: Term, look: Look, start: int, limit: int) -> tuple[int, list[Line]]:
    articles = articles_of(look.both, facet, term, start, limit)
    return term.articles, stored_lines(look.both, articles, "published")
