"""Feeds: RSS of all ages, Atom, and JSON Feed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from newsarchive.discovery.addresses import joined
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Lead
from newsarchive.pages.json_answers import read_json
from newsarchive.pages.loose_xml import FEEDS, elements_of, name_of, root_name, text_in
from newsarchive.text import cut, decoded_line, printable

_ENTRIES = frozenset({"item", "entry"})
_OF_THE_FEED = frozenset({"title", "language", "link"})
_MOST = 5_000  # entries
_FIELDS = 100  # elements of an entry that are looked at
_LONGEST = 500  # characters of a title or a summary
# Of these only what they say of the entry itself; media:title is that of a picture.
_OWN = re.compile(
    r"\{http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom|rss|dc)\b|my\.netscape|backend\.userland)|[^{:]*$|dc:"
)
_JSON_FEED = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(slots=True)
class Feed:
    """A feed, as far as it can be read.

    :param next: the address of the part with older entries (RFC 5005), if one is stated
    """

    title: str = ""
    language: str = ""
    leads: list[Lead] = field(default_factory=list)
    next: str | None = None


def is_feed(data: bytes) -> bool:
    """Whether the bytes begin as a feed does."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _JSON_FEED.search(head) is not None
    return root_name(data) in FEEDS


def read_feed(data: bytes, url: str) -> Feed:
    """The entries of a feed, the first 5,000; a malformed or cut one is read as far as it goes.

    Dates stay as they are stated: ``date`` is when an entry was published, ``changed`` when it was
    updated. Ids stand in where an entry has no link and its id is an address.

    :param url: of the feed, after redirects
    :raises ExtractionError: ``no-feed`` for what is none; ``unreadable-json`` for a cut JSON Feed
    """
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data.decode("utf-8-sig", "replace"), url)
    if root_name(data) not in FEEDS | {"channel"}:
        raise ExtractionError("no-feed", f"{printable(url)} is no feed: {printable(data[:80])}")
    feed, entries = Feed(), 0
    for element in elements_of(data, _ENTRIES, _OF_THE_FEED):
        if name_of(element) not in _ENTRIES:
            _take_up(feed, element, url)
            continue
        entries += 1
        if lead := _lead(element, url):
            feed.leads.append(lead)
        if entries >= _MOST:
            break
    if feed.next == joined(url, url):
        feed.next = None
    return feed


def _take_up(feed: Feed, element: etree._Element, url: str) -> None:
    """Take up what an element says of the feed itself."""
    parent = element.getparent()
    if parent is None or name_of(parent) not in {"channel", "feed"} or not _OWN.match(element.tag):
        return
    match name_of(element):
        case "title":
            feed.title = feed.title or _line(text_in(element))
        case "language":
            feed.language = feed.language or text_in(element)[:35]
        case "link" if element.get("rel") == "next":
            feed.next = joined(_base(element, url), element.get("href") or "")
    feed.language = feed.language or (parent.get(f"{_XML}lang") or "")[:35]


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
    if not address and said.get("id", "").startswith(("http://", "https://")):
        address = joined(url, said["id"])
    if not address:
        return None
    summary = said.get("description") or said.get("summary") or ""
    return Lead(
        address,
        "article",
        _line(said.get("title", "")),
        _first(said, "pubdate", "published", "issued", "date", "created"),
        _line(_TAG.sub(" ", summary[: 20 * _LONGEST])),
        outlet=_line(said.get("source", "")),
        changed=_first(said, "updated", "modified"),
        why="a feed",
    )


def _first(said: dict[str, str], *names: str) -> str:
    return next((said[name][:64] for name in names if said.get(name)), "")


def _base(element: etree._Element, url: str) -> str:
    stated = element.base
    return (joined(url, stated) or url) if stated else url


def _line(text: str) -> str:
    """A title or a summary as text; both may be HTML, whatever the feed says of it."""
    return cut(decoded_line(_TAG.sub("", text[: 20 * _LONGEST])), _LONGEST)


def _json_feed(text: str, url: str) -> Feed:
    feed = read_json(text)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ExtractionError("no-feed", f"{printable(url)} is no JSON Feed: {printable(text)}")
    following = joined(url, _text(feed.get("next_url")))
    leads = list(_json_leads(feed["items"], url))
    following = following if following != joined(url, url) else None
    return Feed(_line(_text(feed.get("title"))), _text(feed.get("language"))[:35], leads, following)


def _json_leads(items: list[Any], url: str) -> Iterator[Lead]:
    for item in items[:_MOST]:
        if not isinstance(item, dict):
            continue
        stated = [_text(item.get(key)) for key in ("url", "external_url", "id")]
        address = next((joined(url, one) for one in stated[:2] if one), None)
        if not address and stated[2].startswith(("http://", "https://")):
            address = joined(url, stated[2])
        if address:
            date, changed = (_text(item.get(key))[:64] for key in ("date_published", "date_modified"))
            title, summary = (_line(_text(item.get(key))) for key in ("title", "summary"))
            yield Lead(address, "article", title, date, summary, changed=changed, why="a feed")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
