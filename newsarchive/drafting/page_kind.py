"""What a run would take the answer of an address for, by the same fixed rules."""

import re
from typing import NamedTuple

from scrapy.http import Response, TextResponse

from newsarchive.crawling.spider import SiteSpider
from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.listing import form_of, page_in
from newsarchive.extraction.reading import Reading, read_page
from newsarchive.extraction.refusals import refusal
from newsarchive.fetching.conditional import served_at
from newsarchive.posts.safe_html import visible_text
from newsarchive.profiles import SiteProfile
from newsarchive.text import many

_PROSE = 200  # characters; a page that states a date and has so much text reads like an article
_MACHINES = {
    "robots.txt": "its name",
    "JSON list": "its address is in the profile's discovery.json_lists",
    "feed": "it begins as one",
    "sitemap": "it begins as one",
}
ARTICLE, LISTING = "article", "listing"


class PageKind(NamedTuple):
    """What stands at an address.

    :param name: ``article``; anything else lists articles
    :param why: the rule that decided, for people
    """

    name: str
    why: str


def kind_of(response: Response, spider: SiteSpider, address: str) -> PageKind:
    """Article or listing: by what it is, the profile's pattern, the address's shape, at last by its text.

    :param address: the one that was asked for, canonical
    """
    form = form_of(response, spider.profile, address)
    if form in _MACHINES:
        return PageKind(form, _MACHINES[form])
    pattern = spider.profile.article.address
    if pattern and re.search(pattern, address):
        return PageKind(ARTICLE, "its address matches the profile's article.address")
    shape = address_shape(address)
    if shape.kind in {ARTICLE, LISTING}:
        return PageKind(shape.kind, f"the shape of its address: {shape.why}")
    if not isinstance(response, TextResponse):
        return PageKind(LISTING, "it is no page")
    name, text = _by_text(response, spider.profile)
    if shape.kind == "never":
        return PageKind(name, f"{text}; but no run asks for it: {shape.why}")
    return PageKind(
        name, f"{text}; its address says nothing, so in a run the listing that links to it decides"
    )


def _by_text(response: TextResponse, profile: SiteProfile) -> tuple[str, str]:
    page = page_in(response, profile)
    reading = Reading(zone=page.zone, language=page.language)
    read_page(page, profile.article, served_at(response), reading)
    prose = len("".join(visible_text(reading.value("body") or "").split()))
    if prose >= _PROSE and reading.value("date") and not refusal(page, reading):
        return ARTICLE, f"it states a date and has {many(prose, 'character')} of text"
    return LISTING, "it has no date with text under it"
