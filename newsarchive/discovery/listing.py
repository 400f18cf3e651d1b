"""What a response leads to, be it a listing page, a feed, a sitemap, a robots.txt or a JSON list."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from scrapy.http import Response

from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.addresses import joined
from newsarchive.discovery.anchors import MOST
from newsarchive.discovery.feeds import is_feed, read_feed
from newsarchive.discovery.left_out import LeftOut
from newsarchive.discovery.links import links_of
from newsarchive.discovery.sitemaps import (
    LARGEST_OTHER,
    MOST_NAMED,
    check_size,
    is_sitemap,
    read_sitemap,
    sitemaps_in_robots,
    unpacked,
)
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Lead, LeadKind
from newsarchive.pages.decoding import response_text
from newsarchive.pages.json_answers import MOST_LISTED, read_json_list
from newsarchive.pages.tree import Page, line_of, selectable
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.ids import filled

GUESSES = frozenset({"/robots.txt", "/sitemap.xml"})
"""Paths that are asked for without anybody having said that they exist."""


def first_addresses(profile: SiteProfile) -> Iterator[str]:
    """Where a run of the whole site begins."""
    rules = profile.discovery
    yield from rules.feeds
    yield from (one.page(one.first) for one in rules.json_lists)
    yield from rules.sitemaps
    yield from rules.listings
    if not (rules.feeds or rules.json_lists or rules.sitemaps or rules.listings):
        yield profile.home
    if rules.automatic:
        yield urljoin(profile.home, "/robots.txt")


def form_of(response: Response, profile: SiteProfile, asked: str) -> str:
    """In which form a response lists articles: robots.txt, JSON list, feed, sitemap, or else page.

    :param asked: the address that was asked, before any redirect
    """
    if urlsplit(asked).path == "/robots.txt":
        return "robots.txt"
    if any(one.number_of(asked) is not None for one in profile.discovery.json_lists):
        return "JSON list"
    if is_sitemap(response.body):
        return "sitemap"
    return "feed" if is_feed(_inflated(response)) else "page"


def _inflated(response: Response) -> bytes:
    """The body; what is in it where it is a gzip file, as some servers send feeds without saying so."""
    try:
        return unpacked(response.body, LARGEST_OTHER)
    except ExtractionError:
        return response.body


def read_leads(response: Response, profile: SiteProfile) -> Iterator[Lead | LeftOut]:
    """The articles and further listings that a response shows, as far as the profile lets them count.

    What is not followed is told of, too, as far as somebody might miss it.

    :raises ExtractionError: it is neither a page nor anything else that lists articles
    """
    url, asked = response.url, response.meta.get("listing", response.url)
    check_size(response.body, url)
    match form_of(response, profile, asked):
        case "robots.txt":
            yield from _of_robots(response_text(response), url)
        case "JSON list":
            yield from _of_json(response_text(response), asked, profile)
        case "feed":
            yield from (_checked(lead, profile) for lead in read_feed(_inflated(response), url))
        case "sitemap":
            yield from (_checked(lead, profile) for lead in read_sitemap(response.body, url))
        case _:
            yield from (_checked(lead, profile) for lead in _of_page(page_in(response, profile), profile))


def page_in(response: Response, profile: SiteProfile) -> Page:
    """The page that a response holds."""
    return Page(
        response_text(response), response.url, language=profile.language, zone=profile.zone,
        style=profile.dates.style,
    )  # fmt: skip


def _of_robots(text: str, url: str) -> Iterator[Lead | LeftOut]:
    named = [joined(url, address) for address in sitemaps_in_robots(text)]
    for address in named[:MOST_NAMED] or [urljoin(url, "/sitemap.xml")]:
        if address:
            yield Lead(address, "sitemap", why="robots.txt" if named else "guessed")
        else:
            yield LeftOut("no-address", url)
    if len(named) > MOST_NAMED:
        yield LeftOut("too-many", url, MOST_NAMED)


def _of_page(page: Page, profile: SiteProfile) -> Iterator[Lead | LeftOut]:
    rules = profile.discovery
    ruled: dict[LeadKind, str | None] = {
        "article": rules.links,
        "listing": rules.sections,
        "next": rules.next,
    }
    for kind, css in ruled.items():
        if css:
            yield from selected_leads(page, css, kind)
    if page.is_cut:
        yield LeftOut("too-many", page.url, MOST)
    wanted = {kind for kind, css in ruled.items() if not css}
    wanted |= {"feed", "sitemap"} if rules.automatic else set()
    if wanted:
        for found in links_of(page.tree, page.url, profile.home, profile.hosts):
            if isinstance(found, LeftOut) or found.kind in wanted:
                yield found


def selected_leads(page: Page, css: str, kind: LeadKind) -> Iterator[Lead | LeftOut]:
    """The links that a profile's selector finds, the first 10,000."""
    nodes = selectable(page).css(css)
    if len(nodes) > MOST:
        yield LeftOut("too-many", page.url, MOST)
    for node in nodes[:MOST]:
        attributes = node.attributes
        if address := joined(page.url, attributes.get("href") or ""):
            yield Lead(address, kind, title=attributes.get("title") or line_of(node), why="profile")


def _checked(lead: Lead | LeftOut, profile: SiteProfile) -> Lead | LeftOut:
    """The lead, an article's only where the profile does not say otherwise of its address."""
    pattern = profile.article.address
    if pattern and isinstance(lead, Lead) and lead.kind in {"article", "listing"}:
        matches = re.search(pattern, lead.url)
        if lead.kind == "article" and not matches:
            return replace(lead, kind="listing") if address_shape(lead.url).kind == "listing" else lead
        if matches:
            return replace(lead, kind="article")
    return lead


def _of_json(text: str, asked: str, profile: SiteProfile) -> Iterator[Lead | LeftOut]:
    numbered = ((one, one.number_of(asked)) for one in profile.discovery.json_lists)
    rules, number = next((one, number) for one, number in numbered if number is not None)
    listed = read_json_list(text, items=rules.items, fields=rules.fields)
    items = listed[:MOST_LISTED]
    page = profile.article.page
    for item in items:
        source_id = item.get("id", "")
        address = item.get("url") or (filled(page, source_id) if page and source_id else "")
        if url := joined(profile.home, address):
            yield Lead(
                url, title=item.get("title", ""), stated_date=item.get("date", ""),
                summary=item.get("digest", ""), outlet=item.get("outlet", ""), source_id=source_id,
                changed=item.get("modified", ""), why="JSON list",
            )  # fmt: skip
        elif item:
            yield LeftOut("no-address", asked)
    if len(listed) > MOST_LISTED:
        yield LeftOut("too-many", asked, MOST_LISTED)
    if items and "{page}" in rules.url:
        yield Lead(rules.page(number + 1), "next", why="JSON list")
