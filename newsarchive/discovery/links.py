"""The links of a listing page: which lead to articles, which to further listings, feeds and pages."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.addresses import below_home, canonical_address, in_site, joined
from newsarchive.discovery.anchors import MOST, Anchor, anchors_of, base_of, holds_more
from newsarchive.discovery.left_out import LeftOut
from newsarchive.discovery.link_words import HEADLINE, NAME, says_page
from newsarchive.discovery.page_marks import pages_beside
from newsarchive.discovery.pagination import next_pages
from newsarchive.items import Lead, LeadKind
from newsarchive.profiles.hosts import covers

_FEED_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
})  # fmt: skip
_FEW = 3  # links that make a list
_MOST_FEEDS = 50


@dataclass(slots=True)
class _Company:
    """Links that belong together: addresses of one pattern, or one place on the page."""

    links: int = 0
    headlines: int = 0
    dated: int = 0
    articles: int = 0
    heaviest: int = 0

    def add(self, anchor: Anchor) -> None:
        self.links += 1
        self.headlines += anchor.is_headline
        self.dated += anchor.date is not None
        self.articles += anchor.shape.kind == "article"
        self.heaviest = max(self.heaviest, anchor.weight)

    def is_list(self) -> bool:
        """Whether most have headlines, or dates beside them."""
        return self.links >= _FEW and 2 * max(self.headlines, self.dated) >= self.links

    def is_of_articles(self) -> bool:
        """Whether most are articles by their shape, and have headlines or dates."""
        return self.is_list() and 2 * self.articles > self.links

    def is_surely_list(self) -> bool:
        """Whether nearly all have both."""
        return self.links >= _FEW and 5 * min(self.headlines, self.dated) >= 4 * self.links


def links_of(tree: HtmlElement, url: str, home: str, hosts: tuple[str, ...] = ()) -> list[Lead | LeftOut]:
    """The leads of a listing page: feeds, then articles and listings in its order, then the next page.

    What has the address and the headline of an article, and leads to another site, is left out by name.

    An address's own shape decides where it can. Where it cannot, the company that it keeps does: links
    whose addresses have one pattern, or that stand in the rows of one list, are articles where most have
    headlines or dates, or are articles by their shape. Navigation and foot show no articles.

    Only the first 10,000 links count. Articles may be anywhere on the site (:func:`in_site`), listings
    at the home page's host and below it; both also at further hosts that the profile names.

    :param url: of the page, after redirects
    :param home: the site's home page
    :param hosts: of the site, as its profile names them
    :raises ValueError: ``url`` or ``home`` is no address
    """
    own = canonical_address(url)
    pages = next_pages(tree, own)
    further = {lead.url for lead in pages}
    every, refused = anchors_of(tree, own)
    found_links, elsewhere = _within(every, home, hosts)
    anchors = [
        anchor
        for anchor in found_links
        if anchor.url not in further and not (says_page(anchor.title) and any(pages_beside(own, anchor.url)))
    ]
    patterns: dict[str, _Company] = defaultdict(_Company)
    places: dict[str, _Company] = defaultdict(_Company)
    for anchor in anchors:
        if anchor.shape.kind != "never" and not anchor.is_furniture:
            patterns[anchor.pattern].add(anchor)
            places[anchor.place].add(anchor)
    nobody = _Company()
    leads: list[Lead | LeftOut] = [LeftOut("other-site", one.url) for one in elsewhere if _is_told_of(one)]
    for anchor in anchors:
        found = _judged(anchor, patterns.get(anchor.pattern, nobody), places.get(anchor.place, nobody))
        near = found and (found[0] == "article" or below_home(anchor.url, home) or covers(hosts, anchor.url))
        if found and near:
            title = anchor.title if anchor.rank[0] else ""
            leads.append(Lead(anchor.url, found[0], title, anchor.date or "", why=found[1]))
    leads += [LeftOut("no-address", own)] * refused
    if holds_more(tree):
        leads.append(LeftOut("too-many", own, MOST))
    return [*_feeds(tree, own, home, hosts), *leads, *pages]


def _judged(anchor: Anchor, pattern: _Company, place: _Company) -> tuple[LeadKind, str] | None:
    kind, score, why = anchor.shape
    if kind == "never":
        return None
    if anchor.is_furniture:
        return _judged_furniture(anchor)
    if kind == "article":
        named = pattern.heaviest <= NAME and not pattern.dated and not place.is_of_articles()
        return ("listing", f"{why}, but names like a list's") if score < 0.8 and named else ("article", why)
    if kind == "listing":
        dated = pattern.is_surely_list() and score < 0.8
        return ("article", "dated headlines in rows") if dated else (kind, why)
    if pattern.is_list() and (anchor.is_headline or anchor.date or pattern.headlines * 2 >= pattern.links):
        return "article", "headlines or dates on addresses of one pattern"
    if place.is_of_articles() and (anchor.is_headline or anchor.date):
        return "article", "in a list of articles"
    is_slug = anchor.pattern.rstrip("?").endswith(("w-w", "w-w/"))
    if anchor.weight >= 2 * HEADLINE or (anchor.is_headline and (anchor.date or is_slug)):
        return "article", "a headline"
    return "listing", "a name"


def _judged_furniture(anchor: Anchor) -> tuple[LeadKind, str] | None:
    shape = anchor.shape
    if shape.kind == "article" and anchor.is_headline and shape.score >= 0.6:
        return "article", f"{shape.why}, with a headline"
    if shape.kind == "article" and shape.score >= 0.8 and anchor.weight <= NAME:
        return None
    return "listing", "in the navigation"


def _is_told_of(anchor: Anchor) -> bool:
    """Whether a link to another site looks so much like an article of this one that somebody may miss it."""
    shape = anchor.shape
    return shape.kind == "article" and shape.score >= 0.8 and anchor.is_headline and not anchor.is_furniture


def _within(
    anchors: Sequence[Anchor], home: str, hosts: tuple[str, ...]
) -> tuple[list[Anchor], list[Anchor]]:
    """The links into the site, and the others; hosts are looked up once."""
    by_host = {urlsplit(anchor.url).netloc: anchor.url for anchor in anchors}
    ours = {host for host, url in by_host.items() if in_site(url, home) or covers(hosts, url)}
    there: tuple[list[Anchor], list[Anchor]] = [], []
    for anchor in anchors:
        there[urlsplit(anchor.url).netloc not in ours].append(anchor)
    return there


def _feeds(tree: HtmlElement, url: str, home: str, hosts: tuple[str, ...]) -> list[Lead | LeftOut]:
    """The feeds that a page advertises, at a feed service's host, too."""
    base = base_of(tree, url)
    found: dict[str, Lead | LeftOut] = {}
    of_article = address_shape(url).kind == "article"
    for link in tree.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        address = joined(base, link.get("href") or "") if kind in _FEED_TYPES else None
        of_comments = address and ("comment" in address or (of_article and address.startswith(url)))
        if address and not of_comments:
            title = " ".join((link.get("title") or "")[:500].split())
            lead = Lead(address, "feed", title, why="advertised")
            ours = in_site(address, home) or covers(hosts, address)
            found.setdefault(address, lead if ours else LeftOut("other-site", address))
        if len(found) >= _MOST_FEEDS:
            break
    return list(found.values())
