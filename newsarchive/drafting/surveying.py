"""Look a site over with a handful of requests: home page, robots.txt, a feed, a section, a few articles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from scrapy.http import Request, Response, TextResponse

from newsarchive.crawling.listing_reader import read_listing
from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.left_out import leads_among, why_in_vain
from newsarchive.discovery.listing import form_of, page_in, read_leads
from newsarchive.drafting.address_pattern import sampled
from newsarchive.drafting.field_rules import Sample
from newsarchive.drafting.looking import Fetch, NotFetched
from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.extraction.refusals import refusal
from newsarchive.fetching.conditional import served_at
from newsarchive.items import Lead
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.profiles import SiteProfile

_ARTICLES = 5  # that are looked at
_TRIES = 8  # addresses that are asked for these
_SECTIONS = 2  # that are asked for one that lists articles
_LISTS = 8  # feeds, and as many sitemaps, that are asked
_ENOUGH = 3  # articles of a section that is one


@dataclass(frozen=True, slots=True)
class Saved:
    """A page as it was answered.

    :param address: that was asked for
    """

    address: str
    response: Response


@dataclass(slots=True)
class Survey:
    """What was seen of a site.

    :param address: where it began
    :param listing: the page that lists most articles
    :param feeds: addresses of feeds that list articles
    :param sitemaps: those that robots.txt names, or the usual one, if it is there
    :param left_out: the feeds and sitemaps that are named and that no run could read, with the reason
    :param sections: listings that the home page links to, with their names
    :param articles: addresses of articles
    :param dated: those whose date a listing states
    :param listings: addresses of what is none
    :param samples: articles that were read
    :param saved: their pages, in the same order
    :param troubles: what could not be fetched or read, in words
    """

    address: str
    listing: Saved
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)
    dated: set[str] = field(default_factory=set)
    listings: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    saved: list[Saved] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def note(self, leads: Iterable[Lead]) -> int:
        """Remember where a page leads; return to how many articles it does."""
        found = list(leads)
        self.articles += (lead.url for lead in found if lead.kind == "article")
        self.dated |= {lead.url for lead in found if lead.kind == "article" and lead.stated_date}
        self.listings += (lead.url for lead in found if lead.kind in {"listing", "next"})
        return sum(lead.kind == "article" for lead in found)


async def survey(
    fetch: Fetch, profile: SiteProfile, address: str, learned: Learned = NOTHING_LEARNED
) -> Survey:
    """Look a site over; about a dozen requests, one after another.

    :param profile: the site's automatic one
    :param address: the home page, or a listing
    :param learned: what an archive knows of the site
    :raises NotFetched: that page is out of reach
    :raises ArgumentError: it leads to no article that can be read
    """
    first = Saved(address, await _get(fetch, address))
    seen = Survey(address, first)
    leads = _leads(seen, first.response, profile)
    most = seen.note(leads)
    await _machines(seen, fetch, profile, [lead.url for lead in leads if lead.kind == "feed"])
    seen.sections = {
        lead.url: lead.title for lead in leads if lead.kind == "listing" and lead.url != profile.home
    }
    for url in sorted(seen.sections, key=_surely_listing, reverse=True)[:_SECTIONS]:
        section = await _try(seen, fetch, url)
        count = seen.note(_leads(seen, section, profile)) if section else 0
        if section and count > most:
            seen.listing, most = Saved(url, section), count
        if count >= _ENOUGH:
            break
    await _articles(seen, fetch, profile, learned)
    if not seen.samples:
        why = "; ".join(seen.troubles[-3:]) or "it links to none that the fixed rules know"
        raise ArgumentError(
            f"{address} leads to no article that can be read: {why}; give a listing's address"
        )
    return seen


async def _articles(seen: Survey, fetch: Fetch, profile: SiteProfile, learned: Learned) -> None:
    for url in sampled(seen.articles, _TRIES):
        response = await _try(seen, fetch, url)
        if not isinstance(response, TextResponse):
            continue
        sample = Sample(page_in(response, profile), served_at(response), learned)
        wall = refusal(sample.page, sample.reading, dated=url in seen.dated)
        missing = [name for name in sample.reading.missing() if name != "date" or url not in seen.dated]
        if wall or missing:
            what = wall.detail if wall else f"no {' or '.join(missing)} is found"
            seen.troubles.append(f"{url}: {what}")
            continue
        seen.samples.append(sample)
        seen.saved.append(Saved(url, response))
        if len(seen.samples) == _ARTICLES:
            return


async def _machines(seen: Survey, fetch: Fetch, profile: SiteProfile, feeds: Sequence[str]) -> None:
    seen.feeds = await _readable(seen, fetch, profile, feeds)
    robots = await _try(seen, fetch, urljoin(profile.home, "/robots.txt"), needed=False)
    named = [lead for lead in _leads(seen, robots, profile) if lead.why == "robots.txt"] if robots else []
    usual = urljoin(profile.home, "/sitemap.xml")
    seen.sitemaps = await _readable(seen, fetch, profile, [lead.url for lead in named] or [usual])
    if not named:
        seen.left_out.pop(usual, None)  # nobody has said that it exists


async def _readable(seen: Survey, fetch: Fetch, profile: SiteProfile, named: Sequence[str]) -> list[str]:
    """Those of the named feeds and sitemaps that a run can read; what the first of them shows is noted."""
    good: list[str] = []
    for number, url in enumerate(dict.fromkeys(named)):
        if number >= _LISTS:
            seen.left_out[url] = (
                f"not asked, as {_LISTS} such lists are; a run looks at it if the site names it"
            )
            continue
        try:
            leads = _entries(await _get(fetch, url), profile, url)
        except (NotFetched, ExtractionError) as error:
            seen.left_out[url] = str(error).removeprefix(url).strip(": ")
            continue
        if not good:
            seen.note(leads)
        good.append(url)
    return good


def _entries(answer: Response, profile: SiteProfile, url: str) -> list[Lead]:
    """What a feed or a sitemap lists.

    :raises ExtractionError: a run could not read it, or finds nothing there that it may follow
    """
    found = read_listing(answer, lambda response: read_leads(response, profile), profile)
    if isinstance(found, ExtractionError):
        raise found
    if form_of(answer, profile, url) == "page":
        raise ExtractionError("no-list", "it is neither a feed nor a sitemap")
    leads = leads_among(found)
    if not leads:
        raise ExtractionError(*why_in_vain(url, found))
    return leads


def _leads(seen: Survey, response: Response, profile: SiteProfile) -> list[Lead]:
    try:
        return leads_among(read_leads(response, profile))
    except ExtractionError as error:
        seen.troubles.append(f"{response.url}: {error.detail}")
        return []


async def _try(seen: Survey, fetch: Fetch, url: str, *, needed: bool = True) -> Response | None:
    try:
        return await _get(fetch, url)
    except NotFetched as error:
        if needed:
            seen.troubles.append(str(error))
        return None


async def _get(fetch: Fetch, url: str) -> Response:
    return await fetch(Request(url, meta={"listing": url}, dont_filter=True))


def _surely_listing(url: str) -> float:
    shape = address_shape(url)
    return shape.score if shape.kind == "listing" else 0.0
