"""The JSON-LD node that is this page's article, found in any number of broken or nested blocks."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import chompjs

Node = Mapping[str, Any]

ARTICLES = frozenset(
    {"newsarticle", "article", "reportagenewsarticle", "blogposting", "liveblogposting", "opinionnewsarticle",
     "analysisnewsarticle", "reviewnewsarticle", "backgroundnewsarticle", "askpublicnewsarticle", "report",
     "scholarlyarticle", "techarticle", "advertisercontentarticle", "satiricalarticle", "socialmediaposting",
     "review", "criticreview", "medicalscholarlyarticle", "claimreview", "posting"}
)  # fmt: skip
_PAGES = frozenset({"webpage", "itempage", "videoobject", "recipe", "podcastepisode", "interview", "quiz"})
_OTHERS = frozenset(
    {"itemlistelement", "comment", "hasPart", "relatedlink", "mentions", "about", "author", "publisher",
     "image", "review", "breadcrumb", "suggestedanswer", "liveblogupdate", "citation"}
)  # fmt: skip
SALVAGED = "@salvaged"
"""The key of a node that is what is left of a broken block."""
_BLOCKS = 40
_NODES = 4_000
_BROKEN = 1_000_000  # characters of a broken block that are worth mending
_DEPTH = 12
# A value ends where the next key or the end of the object follows.
_VALUE = re.compile(
    r'"(@type|headline|datePublished|dateModified|dateCreated|inLanguage|articleSection)"\s*:\s*"(.{1,400}?)"'
    r'(?=\s*(?:,\s*"[@\w]{1,40}"\s*:|[}\]]|$))'
)


def nodes_of(blocks: Sequence[str]) -> list[Node]:
    """Every object of the blocks that says what it is, the outer ones first."""
    found: list[Node] = []
    waiting: list[tuple[Any, int]] = [(parsed(block), 0) for block in blocks[:_BLOCKS]]
    for value, depth in waiting:
        if len(waiting) > _NODES or depth > _DEPTH:
            continue
        if isinstance(value, list):
            waiting.extend((item, depth + 1) for item in value[:500])
        elif isinstance(value, dict):
            if depth == 0 or types_of(value):
                found.append(value)
            waiting.extend(
                (inner, depth + 1)
                for key, inner in list(value.items())[:200]
                if isinstance(inner, dict | list) and key.lower() not in _OTHERS
            )
    return found


def article_node(nodes: Sequence[Node], url: str, title: str) -> Node | None:
    """The node that describes the page's article: of several, the one that names its address or title."""
    articles = [node for node in nodes if types_of(node) & ARTICLES]
    if any(node.get("datePublished") and SALVAGED not in node for node in nodes):
        articles = [node for node in articles if SALVAGED not in node]
    if len(articles) > 1:
        articles.sort(key=lambda node: -_fits(node, url, title))
        if len(articles) > 4 and not _fits(articles[0], url, title):
            return None  # a listing's
    if articles:
        return articles[0]
    # The form that Baidu asks for states no type beside its own context: pubDate alone tells it.
    pages = [n for n in nodes if types_of(n) & _PAGES or "pubDate" in n]
    return next((n for n in pages if n.get("datePublished") or n.get("pubDate") or n.get("headline")), None)


def types_of(node: Node) -> set[str]:
    """The node's types, in lower case, without what stands before the name."""
    stated = node.get("@type") or node.get("type") or ()
    stated = [stated] if isinstance(stated, str) else stated
    if not isinstance(stated, list):
        return set()
    return {t.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for t in stated[:10] if isinstance(t, str)}


def by_id(nodes: Sequence[Node]) -> dict[str, Node]:
    """The nodes that others refer to."""
    return {
        node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1
    }


def parsed(block: str) -> Any:
    """A block's value, however broken it is; None where nothing helps."""
    text = block.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    for reader in _readers(text):
        try:
            return reader(text)
        except (ValueError, RecursionError, TypeError, AttributeError, MemoryError):
            continue
    return None


def _readers(text: str) -> Iterator[Any]:
    yield lambda value: json.loads(value, strict=False, parse_int=_figure, parse_constant=lambda _: None)
    if len(text) < _BROKEN and text[:2_000].count("{") + text[:2_000].count("[") < 500:
        yield chompjs.parse_js_object
    if len(text) < _BROKEN:
        yield _salvaged


def _salvaged(text: str) -> Node | None:
    """The plain values of a block that a quotation mark within a text has broken, the first of each key."""
    found: Node = dict(reversed(_VALUE.findall(text)))
    return {**found, SALVAGED: True} if "@type" in found else None


def _figure(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits[:20]


def _fits(node: Node, url: str, title: str) -> int:
    address = url.partition("#")[0].partition("?")[0].rstrip("/").rpartition("://")[2]
    main = node.get("mainEntityOfPage")
    stated = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    score = sum(2 for one in stated if isinstance(one, str) and address and address in one[:2_000])
    headline = node.get("headline") or node.get("name")
    if isinstance(headline, str) and headline.strip() and headline.strip()[:60] in title:
        score += 3
    return score + bool(node.get("datePublished"))
