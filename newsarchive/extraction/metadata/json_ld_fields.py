"""What the JSON-LD of a page's article states."""

import html
from collections.abc import Iterator, Mapping
from typing import Any

from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.json_ld import (
    ARTICLES,
    SALVAGED,
    Node,
    article_node,
    by_id,
    types_of,
)
from newsarchive.extraction.metadata.stated import Stated

_STRATEGY = "json-ld"
_LONGEST = 5_000
_LIST = 40
_PUBLISHERS = {"organization", "newsmediaorganization", "corporation"}


def json_ld(document: Document) -> Iterator[Stated]:
    """Every field of the node that describes the article; the site's name from its publisher."""
    nodes = document.nodes
    title = " ".join(document.titles[:1]) + " " + document.first_meta("og:title")
    node = article_node(nodes, document.page.url or "", title)
    known = by_id(nodes)
    if node is None:
        yield from _site(nodes)
        return
    sure = 0.95 if types_of(node) & ARTICLES and SALVAGED not in node else 0.8
    yield from _plain(node, sure)
    for key in ("author", "creator"):
        for name, person in _names(node.get(key), known):
            yield Stated("author", name, _STRATEGY, sure if person else 0.82)
        if node.get(key):
            break
    for value in _texts(node.get("articleSection")):
        yield Stated("section", value, _STRATEGY, sure - 0.05)
    for value in _texts(node.get("keywords")):
        yield Stated("tags", value, _STRATEGY, sure - 0.15)
    for value in _addresses(node.get("image") or node.get("images") or node.get("thumbnailUrl"), known):
        yield Stated("image", value, _STRATEGY, 0.92)
    for name, _ in _names(node.get("publisher"), known):
        yield Stated("site_name", name, _STRATEGY, 0.8)
    yield from _site(nodes)


def _plain(node: Node, sure: float) -> Iterator[Stated]:
    for field, keys, confidence in (
        ("title", ("headline", "name", "title"), sure),
        ("date", ("datePublished", "pubDate", "uploadDate"), sure),
        ("date", ("dateCreated",), 0.6),
        ("modified", ("dateModified", "upDate"), sure),
        ("description", ("description", "abstract"), 0.85),
        ("canonical", ("url",), 0.6),
        ("language", ("inLanguage",), 0.7),
    ):
        for key in keys:
            if value := next(_texts(node.get(key)), ""):
                yield Stated(field, value, _STRATEGY, confidence)
                break
    main = node.get("mainEntityOfPage")
    address = main.get("@id") if isinstance(main, Mapping) else main
    if isinstance(address, str):
        yield Stated("canonical", address[:_LONGEST], _STRATEGY, 0.6)


def _site(nodes: list[Node]) -> Iterator[Stated]:
    for node in nodes:
        if types_of(node) & {"website", *_PUBLISHERS}:
            for value in _texts(node.get("name")):
                yield Stated("site_name", value, _STRATEGY, 0.6)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value or a list of values; an object's is its name."""
    for item in (value if isinstance(value, list) else [value])[:_LIST]:
        text = item.get("name") or item.get("@value") if isinstance(item, Mapping) else item
        if isinstance(text, list) and isinstance(item, Mapping):
            yield from (one[:_LONGEST] for one in text[:_LIST] if isinstance(one, str))
        if isinstance(text, int | float) and not isinstance(text, bool):
            text = str(text)
        if isinstance(text, str) and text.strip():
            yield text[:_LONGEST]


def _names(value: Any, known: Mapping[str, Node]) -> Iterator[tuple[str, bool]]:
    """Names, and whether each is a person's; what is only referred to is looked up."""
    for item in (value if isinstance(value, list) else [value])[:_LIST]:
        node = item
        if isinstance(item, Mapping) and "name" not in item and isinstance(item.get("@id"), str):
            node = known.get(item["@id"], item)
        kinds = types_of(node) if isinstance(node, Mapping) else set()
        if isinstance(node, Mapping) and not node.get("name"):
            given = (next(_texts(node.get(part)), "") for part in ("givenName", "familyName"))
            node = " ".join(filter(None, given)) or node
        for name in _texts(node):
            yield html.unescape(name), not kinds & _PUBLISHERS


def _addresses(value: Any, known: Mapping[str, Node]) -> Iterator[str]:
    for item in (value if isinstance(value, list) else [value])[:_LIST]:
        node = item
        if isinstance(item, Mapping) and "url" not in item and isinstance(item.get("@id"), str):
            node = known.get(item["@id"], item)
        if isinstance(node, Mapping):
            node = node.get("url") or node.get("contentUrl") or node.get("@id")
        if isinstance(node, list):
            node = next(iter(node), None)
        if isinstance(node, str) and node.strip():
            yield node.strip()[:_LONGEST]
