"""The page of an article that is named otherwise than by its number: by its id, its address, its post."""

import re
from contextlib import suppress

from newsarchive.browsing.articles.found import address_of, sqlite_of
from newsarchive.browsing.held import Held, limited
from newsarchive.browsing.page import Elsewhere, NotHere
from newsarchive.discovery.addresses import canonical_address, other_forms
from newsarchive.profiles import identity_at
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.entries import by_urls
from newsarchive.store.history import find

_SCHEME = re.compile("^http(s?)(?=:)")


def by_name(held: Held, name: str) -> Elsewhere:
    """Lead from a source id, or the file name of a post, to the article's page.

    :raises NotHere: nothing has such a name
    """
    return _led(held, [], name)


def by_url(held: Held, url: str) -> Elsewhere:
    """Lead from an article's address at its source, in any of its forms.

    :raises NotHere: no article has it
    """
    forms, name = [url], url
    with suppress(ValueError):
        canonical = canonical_address(url)
        forms += [canonical, *other_forms(canonical)]
        named = identity_at(canonical, held.profile) if held.profile else None
        name = named.source_id if named else url
    forms += [_SCHEME.sub(lambda found: "http" if found[1] else "https", form) for form in forms]
    return _led(held, forms, name)


def _led(held: Held, urls: list[str], name: str) -> Elsewhere:
    """Lead to the article at one of these addresses, or else to the one of this name."""
    with reading(held.catalog) as rows, limited(sqlite_of(rows)):
        there = by_urls(rows, urls)
        row = next((there[url] for url in urls if url in there), None)
        if row is None and (named := find(rows, held.name, name)):
            row = rows.one(ArticleRow, source_id=named.source_id)
        if row:
            return Elsewhere(address=address_of(held, row.id))
    raise NotHere(f"{held.name} has no such article; it may be owed by no list, or taken down")
