"""Everything that was ever said, searched in all archives: as a page, as an Atom feed and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from newsarchive.browsing.held import Shelf
from newsarchive.browsing.list_values import json_of
from newsarchive.browsing.page import Asked, NotHere, Page, Raw, To
from newsarchive.exceptions import ArgumentError
from newsarchive.showing.found import hit_values, notes, plain_of
from newsarchive.store.search.found import MOST, SIZE, Found, Hit, SearchEnded, search
from newsarchive.store.search.query import SYNTAX, read_query
from newsarchive.text import one_line

FIELDS = ("q", "site", "since", "until", "section", "outlet")
"""What a search takes, as names of the query string; and ``page``."""
_WORDS_WITHIN = 2.0  # seconds an archive may take to make searchable what is not yet


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for.

    :param given: the fields that have a value
    :param page: counts from 1
    """

    given: Mapping[str, str]
    page: int

    def address(self, page: int, ending: str = "") -> str:
        """That of another page of it, or of it in another form."""
        fields = dict(self.given) | ({"page": str(page)} if page > 1 else {})
        return f"/search{ending}?{urlencode(fields, quote_via=quote)}"

    def after(self, found: Found, ending: str = "") -> str:
        """The address of the page after this one; empty where there is none, or none is shown."""
        is_there = found.has_more and (self.page + 1) * SIZE <= MOST
        return self.address(self.page + 1, ending) if is_there else ""

    def found(self, shelf: Shelf) -> Found:
        """What is found.

        :raises ArgumentError: it is no search
        :raises SearchEnded: it took too long
        """
        chosen = {name: value for name, value in self.given.items() if name not in {"q", "site"}}
        sites = (self.given["site"],) if "site" in self.given else ()
        query = read_query(self.given.get("q", ""), sites=sites, **chosen)
        folders = [held.folder for held in shelf.values()]
        return search(folders, query, page=self.page, words_within=_WORDS_WITHIN)


def search_page(shelf: Shelf, *, asked: Asked) -> Page:
    """The form, and what is found."""
    looked_for = _search(asked)
    found, wrong = None, ""
    if looked_for.given:
        try:
            found = looked_for.found(shelf)
        except (ArgumentError, SearchEnded) as error:
            wrong = str(error)
    said = looked_for.given.get("q", "")
    page = looked_for.page
    return Page(
        template="search.html",
        title=f"Search: {said}" if said else "Search everything that was ever said",
        context={
            "given": {name: looked_for.given.get(name, "") for name in FIELDS}, "sites": list(shelf),
            "is_narrowed": bool(looked_for.given.keys() - {"q"}),
            "wrong": wrong, "syntax": SYNTAX, "searched": found is not None,
            "shown": [_shown(shelf, hit) for hit in found.hits] if found else [],
            "behind": found.behind if found else {}, "unread": found.unread if found else {},
            "before": looked_for.address(page - 1) if found and page > 1 else "",
            "after": looked_for.after(found) if found else "",
        },
        trail=(("All archives", "/"),),
        feeds=(looked_for.address(1, ".atom"), looked_for.address(page, ".json")) if found else (),
        status=400 if wrong else 200,
    )  # fmt: skip


def search_feed(shelf: Shelf, *, asked: Asked) -> Page:
    """The newest articles that are found, as an Atom feed (RFC 4287)."""
    looked_for, found = _found(shelf, asked)
    name = sha256(looked_for.address(1).encode()).hexdigest()[:16]
    newest = max((hit.published for hit in found.hits), default=datetime.fromtimestamp(0, UTC))
    return Page(
        template="search.atom",
        title=f"Search: {looked_for.given.get('q', '')}",
        context={
            "shown": [_shown(shelf, hit) for hit in found.hits],
            "id": f"tag:newsarchive.invalid,2026:search/{name}",
            "updated": newest.isoformat(),
            "origin": asked.origin,
            "itself": looked_for.address(1, ".atom"),
            "as_page": looked_for.address(1),
        },
        media_type="application/atom+xml; charset=utf-8",
    )


def search_json(shelf: Shelf, *, asked: Asked) -> Raw:
    """What is found, as JSON; the same fields as ``find --json``, and the article's page."""
    looked_for, found = _found(shelf, asked)

    def values(to: To) -> dict[str, Any]:
        return {
            "query": dict(looked_for.given),
            "next": to(after) if (after := looked_for.after(found, ".json")) else None,
            "behind": found.behind,
            "unread": found.unread,
            "articles": [
                hit_values(hit, shelf[hit.site].zone) | {"page": to(_address(shelf, hit))}
                for hit in found.hits
            ],
        }

    return json_of(values)


def _search(asked: Asked) -> _Search:
    given = {name: value for name in FIELDS if (value := asked.query.get(name, "").strip())}
    page = asked.query.get("page", "1")
    is_number = page.isdecimal() and page.isascii() and len(page) < 5
    return _Search(given, max(1, int(page)) if is_number else 1)


def _found(shelf: Shelf, asked: Asked) -> tuple[_Search, Found]:
    looked_for = _search(asked)
    try:
        return looked_for, looked_for.found(shelf)
    except ArgumentError as error:
        raise NotHere(str(error)) from error


def _shown(shelf: Shelf, hit: Hit) -> dict[str, Any]:
    held = shelf[hit.site]
    address = _address(shelf, hit)
    where = hit.standing
    former = None if hit.is_published else f"{address}revisions/{hit.revision}/"
    gone = where.lacking and f"{address}revisions/{where.having}-{where.lacking}/"
    return {
        "hit": hit, "address": address, "former": former, "gone": gone or None,
        "notes": notes(hit, held.zone), "when": f"{hit.published:%Y-%m-%d %H:%M}",
        "machine": hit.published.isoformat(),
        "id": f"tag:newsarchive.invalid,2026:{quote(hit.site)}/{quote(hit.source_id, safe='')}",
        "title": plain_of(hit.title), "text": one_line(plain_of(hit.text)),
        "of": [name for name in (hit.site, hit.outlet, hit.section, hit.author) if name],
    }  # fmt: skip


def _address(shelf: Shelf, hit: Hit) -> str:
    return f"{shelf[hit.site].address}article/{hit.article}/"
