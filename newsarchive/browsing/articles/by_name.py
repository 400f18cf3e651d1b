"""The page of an article that is named otherwise than by its number: by its id, its address, its post."""

from contextlib import suppress

from newsarchive.browsing.articles.found import address_of, sqlite_of
from newsarchive.browsing.held import Held, limited
from newsarchive.browsing.page import Elsewhere, NotHere
from newsarchive.discovery.addresses import canonical_address, other_forms
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.sqlite import reading
from newsarchive.store.entries import by_urls
from newsarchive.store.history import find


def by_name(held: Held, name: str) -> Elsewhere:
    """Lead from a source id, or the file name of a post, to the article's page.

    :raises NotHere: nothing has such a name
    """
    return _led(held, [name])


def by_url(held: Held, url: str) -> Elsewhere:
    """Lead from an article's address at its source, in any of its forms.

    :raises NotHere: no article has it
    """
    forms = [url]
    with suppress(ValueError):
        canonical = canonical_address(url)
        forms += [canonical, *other_forms(canonical)]
    return _led(held, forms)


def _led(held: Held, forms: list[str]) -> Elsewhere:
    with reading(held.catalog) as rows, limited(sqlite_of(rows)):
        there = by_urls(rows, forms)
        row = next((there[form] for form in forms if form in there), None)
        if row is None and (named := find(rows, held.name, forms[0])):
            row = rows.one(ArticleRow, source_id=named.source_id)
        if row:
            return Elsewhere(address=address_of(held, row.id))
    raise NotHere(f"{held.name} has no such article; it may be owed by no list, or taken down")
