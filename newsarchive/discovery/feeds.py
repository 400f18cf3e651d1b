"""Feeds: RSS of all ages, Atom, and JSON Feed."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from newsarchive.discovery.addresses import joined
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
    """Whether the bytes begin as a feed does."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _JSON_FEED.search(head) is not None
    return root_name(data) in FEEDS


def read_feed(data: bytes, url: str) -> list[Lead]:
    """The entries of a feed, the first 5,000, and the part with older ones (RFC 5005), if one is stated.

    A malformed or cut feed is read as far as it goes. Dates stay as they are stated: ``stated_date`` is when
    an entry was published, ``changed`` when it was updated. Ids stand in where an entry has no link and its
    id is an address.

    :param url: of the feed, after redirects
    :raises ExtractionError: ``no-feed`` for what is none; ``unreadable-json`` for a cut JSON Feed
    """
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return list(_json_feed(data.decode("utf-8-sig", "replace"), url))
    if root_name(data) not in FEEDS | {"channel"}:
        raise ExtractionError("no-feed", f"{printable(url)} is no feed: {printable(data[:80])}")
    leads: list[Lead] = []
    older: list[Lead] = []
    entries = 0
    for element in elements_of(data, _ENTRIES, frozenset({"link"})):
        if name_of(element) == "link":
            if element.get("rel") == "next" and _is_of_the_feed(element):
                older = _older(_base(element, url), element.get("href") or "", url)
            continue
        entries += 1
        if lead := _lead(element, url):
            leads.append(lead)
        if entries >= _MOST:
            break
    return leads + older


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


def _lead(entry: etree._Element, url: str) -> Lead | None:
    said: dict[str, str] = {}
    links: dict[str, str] = {}
    for child in islice(entry, _FIELDS):
        name = name_of(child)
        if name == "origlink":
            links["original"] = text_in(child)
        elif not name or not _OWN.match(child.tag):
            continue
        elif name == "link":
            rel = (child.get("rel") or "alternate").lower()
            address = joined(_base(child, url), child.get("href") or text_in(child))
            if address and (rel not in links or "html" in (child.get("type") or "")):
                links[rel] = address
        elif name in {"guid", "id"} and (child.get("isPermaLink") or "").lower() != "false":
            said.setdefault("id", text_in(child))
        elif name == "source":
            title = next((text_in(one) for one in child if name_of(one) == "title"), "")
            said.setdefault(name, title or text_in(child))
        else:
            said.setdefault(name, text_in(child))
    address = joined(_base(entry, url), links.get("original", "")) or links.get("alternate")
    return _entry(address, said, url)


def _entry(address: str | None, said: Mapping[str, str], url: str) -> Lead | None:
    """An entry, by what it says of itself."""
    if not address and said.get("id", "").startswith(("http://", "https://")):
        address = joined(url, said["id"])
    if not address:
        return None
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


def _json_feed(text: str, url: str) -> Iterator[Lead]:
    feed = read_json(text)
    items = value_at(feed, "items")
    if not isinstance(items, list):
        raise ExtractionError("no-feed", f"{printable(url)} is no JSON Feed: {printable(text)}")
    for item in items[:_MOST]:
        said = {name: stated for name in _OF_JSON if (stated := at_path(item, name))}
        address = joined(url, said.get("url") or said.get("external_url") or "")
        if lead := _entry(address, said, url):
            yield lead
    yield from _older(url, at_path(feed, "next_url") or "", url)
