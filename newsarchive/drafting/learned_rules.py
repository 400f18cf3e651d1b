"""The elements of a page that an archive has learned to read, and CSS selectors that lead to them."""

from collections.abc import Mapping
from typing import Any

from lxml.html import HtmlElement

from newsarchive.extraction.body.places.signature import path_of
from newsarchive.extraction.field_places.elements import best_places
from newsarchive.extraction.field_places.values import Dating, shown_in
from newsarchive.pages.tree import Page

_PLACES = {"title": "headline"}


def learned_elements(
    name: str, page: Page, language: str, places: Mapping[str, Any]
) -> dict[HtmlElement, int]:
    """The elements in a field's learned places, and of how many articles each was learned.

    :param places: what :mod:`newsarchive.learning.places` knows of the site
    """
    field = _PLACES.get(name, name)
    known = places.get("fields", {}).get(field, {})
    if not known or page.tree.find("body") is None:
        return {}
    dating = Dating(page, language)
    found = ((shown_in(place, field, dating), known[place]) for place in best_places(known))
    return {shown.element: pages for shown, pages in found if shown}


def learned_containers(tree: HtmlElement, places: Mapping[str, Any]) -> dict[HtmlElement, int]:
    """The elements that are learned to hold the text, the innermost first, and of how many articles."""
    known = places.get("containers", {})
    tags = {path.rpartition(">")[2].partition("#")[0].partition(".")[0].partition("[")[0] for path in known}
    found = {one: known[path] for one in tree.iter(*tags) if (path := path_of(one)) in known} if tags else {}
    return dict(reversed(found.items()))
