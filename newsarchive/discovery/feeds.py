"""Feeds: RSS of all ages, Atom, and JSON Feed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.addresses import joined
from newsarchive.discovery.entry_address import Entry, Source
from newsarchive.discovery.left_out import LeftOut
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Lead
from newsarchive.pages.json_answers import at_path, read_json, value_at
from newsarchive.pages.loose_xml import FEEDS, elements_of, name_of, root_name, text_in
from newsarchive.text import cut, decoded_line, printable

_ENTRIES = frozenset({"item", "entry"})
_MOST = 5_000  # entries
_FIELDS = 100  # elements of an entry that are looked at
_LONGEST = 500  # characters of a title or a summary
# Of these only what they say of the entry itself; media:title is that of a picture.
_OWN = re.compile(
    r"\{http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom|rss|dc)\b|my\.netscape|backend\.userland)|[^{:]*$|dc:"
)
_OF_JSON = ("url", "external_url", "id", "title", "summary", "date_published", "date_modified")
_JSON_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")


def is_feed(data: bytes) -> bool:
    """Whether the bytes begin as a feed does; a JSON Feed may state its version last."""
    if _is_json(data):
        return _JSON_FEED.search(data) is not None
    return root_name(data) in FEEDS


def read_feed(data: bytes, url: str) -> list[Lead | LeftOut]:
    """The entries of a feed, the first 5,000, and the part with older ones (RFC 5005), if one is stated.

    A malformed or cut feed is read as far as it goes. Dates stay as they are stated: ``stated_date`` is when
    an entry was published, ``changed`` when it was updated. An entry's address is its link, unless that leads
    to the front page, or to another site where the entry's id is an address of this one.

    :param url: of the feed, after redirects
    :raises ExtractionError: ``no-feed`` for what is none; ``unreadable-json`` for a cut JSON Feed
    """
    if _is_json(data):
        return list(_json_feed(data.decode("utf-8-sig", "replace"), url))
    if root_name(data) not in FEEDS | {"channel"}:
        raise ExtractionError("no-feed", f"{printable(url)} is no feed: {printable(data[:80])}")
    entries: list[Entry] = []
    older: list[Lead] = []
    home = ""
    for element in elements_of(data, _ENTRIES, frozenset({"link"})):
        if name_of(element) == "link":
            if _is_of_the_feed(element):
                rel, stated = (element.get("rel") or "").lower(), element.get("href") or text_in(element)
                if rel == "next":
                    older = _older(_base(element, url), stated, url)
                elif rel in {"", "alternate"}:
                    home = home or joined(_base(element, url), stated) or ""
            continue
        if len(entries) == _MOST:
            left_out = LeftOut("too-many", url, _MOST)
            return [*_leads(entries, Source(url, home)), left_out, *older]
        entries.append(_entry(element))
    return [*_leads(entries, Source(url, home)), *older]


def _is_json(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _is_of_the_feed(element: etree._Element) -> bool:
    """Whether an element says something of the feed itself."""
    parent = element.getparent()
    return parent is not None and name_of(parent) in {"channel", "feed"} and bool(_OWN.match(element.tag))


def _older(base: str, stated: str, url: str) -> list[Lead]:
    """Where the feed goes on, if it is not the feed itself."""
    following = joined(base, stated)
    if not following or following == joined(url, url):
        return []
    return [Lead(following, "next", why="the feed says so")]


def _entry(element: etree._Element) -> Entry:
    """What an entry says of itself."""
    said: dict[str, str] = {}
    links: dict[str, tuple[str, str]] = {}
    for child in islice(element, _FIELDS):
        name = name_of(child)
        if name == "origlink":
            links["original"] = text_in(child), child.base or ""
        elif not name or not _OWN.match(child.tag):
            continue
        elif name == "link":
            rel = (child.get("rel") or "alternate").lower()
            stated = child.get("href") or text_in(child)
            if stated and (rel not in links or "html" in (child.get("type") or "")):
                links[rel] = stated, child.base or ""
        elif name in {"guid", "id"}:
            is_link = (child.get("isPermaLink") or "").lower() != "false"
            said.setdefault("id" if is_link else "name", text_in(child))
        elif name == "source":
            title = next((text_in(one) for one in child if name_of(one) == "title"), "")
            said.setdefault(name, title or text_in(child))
        else:
            said.setdefault(name, text_in(child))
    return Entry(said, [links[rel] for rel in ("original", "alternate") if rel in links])


def _leads(entries: Iterable[Entry], source: Source) -> Iterator[Lead | LeftOut]:
    """The entries' articles."""
    for entry in entries:
        address = source.address_of(entry)
        yield _lead(address, entry.said) if address else LeftOut("no-address", source.url)


def _lead(address: str, said: Mapping[str, str]) -> Lead:
    """An entry, by what it says of itself."""
    summary = said.get("description") or said.get("summary") or ""
    return Lead(
        address,
        "article",
        _line(said.get("title", "")),
        _first(said, "pubdate", "published", "issued", "date", "created", "date_published"),
        _line(_TAG.sub(" ", summary[: 20 * _LONGEST])),
        outlet=_line(said.get("source", "")),
        changed=_first(said, "updated", "modified", "date_modified"),
        why="a feed",
    )


def _first(said: Mapping[str, str], *names: str) -> str:
    return next((said[name][:64] for name in names if said.get(name)), "")


def _base(element: etree._Element, url: str) -> str:
    stated = element.base
    return (joined(url, stated) or url) if stated else url


def _line(text: str) -> str:
    """A title or a summary as text; both may be HTML, whatever the feed says of it."""
    return cut(decoded_line(_TAG.sub("", text[: 20 * _LONGEST])), _LONGEST)


def _json_feed(text: str, url: str) -> Iterator[Lead | LeftOut]:
    feed = read_json(text, with_holes=True)
    items = value_at(feed, "items")
    if not isinstance(items, list):
        raise ExtractionError("no-feed", f"{printable(url)} is no JSON Feed: {printable(text)}")
    source = Source(url, joined(url, at_path(feed, "home_page_url") or "") or "")
    yield from _leads(map(_json_entry, items[:_MOST]), source)
    if len(items) > _MOST:
        yield LeftOut("too-many", url, _MOST)
    yield from _older(url, at_path(feed, "next_url") or "", url)


def _json_entry(item: Any) -> Entry:
    said = {name: stated for name in _OF_JSON if (stated := at_path(item, name))}
    return Entry(said, [(said[name], "") for name in ("url", "external_url") if name in said][:1])
