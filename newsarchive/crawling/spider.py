"""The spider of every site: listings, feeds, sitemaps and JSON lists → articles, all by the profile."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from newsarchive.crawling.article_reader import ArticleReader
from newsarchive.crawling.asking import next_request
from newsarchive.crawling.beside import beside
from newsarchive.crawling.listing_reader import read_listing
from newsarchive.crawling.log_lines import tell_why_it_ends
from newsarchive.crawling.site_reader import SiteReader
from newsarchive.discovery.addresses import canonical_address, in_site
from newsarchive.discovery.left_out import LeftOut, leads_among, why_in_vain
from newsarchive.discovery.listing import GUESSES, first_addresses, read_leads
from newsarchive.discovery.sitemaps import LARGEST
from newsarchive.evidence import Validators
from newsarchive.exceptions import ArgumentError, ExtractionError, ProfileError
from newsarchive.fetching.browser.wanted import find_chromium, wants_browser
from newsarchive.fetching.conditional import conditions
from newsarchive.fetching.failures import explain_failure, retry_after_of
from newsarchive.items import FailedListing, Lead
from newsarchive.learning.learned import Newest, nothing_learned
from newsarchive.profiles import Identity, Politeness, SiteProfile, identity_at, identity_of, load_profile
from newsarchive.profiles.hosts import covers
from newsarchive.profiles.run_arguments import RunArguments, parse_arguments
from newsarchive.text import printable

_ABSENT = (401, 403, 404, 410)  # what is only guessed to be there may be missing
_END = (404, 410)  # what stands behind a listing's last page
_AT_A_TIME = 500  # leads of a list that are handed on before others have their turn
_SITEMAPS = 5  # how deep indexes of indexes are followed, however deep listings are


class SiteSpider(scrapy.Spider):
    """A spider of one site. Yields requests, leads and drafts; no files, no clock, no blocking call.

    :param profile_path: the site's profile; None where the arguments decide which one it is
    :param in_use: the profile that it goes by whatever the file says; None where that is gone by
    """

    profile_path: ClassVar[Path | None] = None
    in_use: ClassVar[SiteProfile | None] = None
    keeps_pictures = False  # whether the archive of its run does
    profile: SiteProfile
    arguments: RunArguments
    given: dict[str, str]

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        self.given = given
        left = dict(given)
        self.profile = self.load(left)
        self.arguments = parse_arguments(left, self.profile)
        for url in self.arguments.urls:
            self.lead_at(url)  # one that is none of the site's articles ends the run here
        self.allowed_domains = [host.removeprefix("*.").partition(":")[0] for host in self.profile.hosts]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **given: Any) -> Self:
        """Build; a profile that asks for a browser needs one to be there.

        :raises ArgumentError: an argument is wrong
        :raises ProfileError: the profile is, or the browser is missing
        """
        try:
            spider = super().from_crawler(crawler, *args, **given)
            if spider.profile.render:
                find_chromium(crawler.settings)
        except (ArgumentError, ProfileError) as error:
            tell_why_it_ends(cls.name, error)
            raise
        return spider

    @classmethod
    def check(cls, settings: BaseSettings, given: dict[str, str]) -> None:  # noqa: ARG003  see load
        """Raise ArgumentError or ProfileError where no run could begin with these arguments."""
        cls(**given)

    def load(self, given: dict[str, str]) -> SiteProfile:  # noqa: ARG002  some spiders are told which one
        """The site's profile; what it takes of the arguments is taken out of them.

        :raises ProfileError: it is wrong
        """
        assert self.profile_path, "a spider without profile makes one of its arguments"
        return self.in_use or load_profile(self.profile_path)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let the profile's politeness override the project's settings, not the command line."""
        super().update_settings(settings)
        politeness = Politeness()
        with suppress(ProfileError):  # which the spider reports when it is made
            if profile := cls.in_use or (load_profile(cls.profile_path) if cls.profile_path else None):
                politeness = profile.politeness
        for name, value in {
            "DOWNLOAD_DELAY": politeness.delay,
            "CONCURRENT_REQUESTS": politeness.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
        }.items():
            settings.set(name, value, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """Yield what the run begins with, by its arguments."""
        for first in self.begin():
            yield first

    def begin(self) -> Iterator[Request | Lead]:
        """The named articles; or the named categories; or wherever the profile says that a run begins."""
        if self.arguments.named:
            for one in filter(None, map(self.identify, self.arguments.ids)):
                yield Lead(one.url, source_id=one.source_id, again=True)
            yield from map(self.lead_at, self.arguments.urls)
            return
        categories = [self.profile.category.page_of(slug) or "" for slug in self.arguments.categories]
        yield from map(self.listing_request, categories or first_addresses(self.profile))

    def identify(self, source_id: str) -> Identity | None:
        """The article with this id, as the profile says; None where it is none, or its page is unknown."""
        found = identity_of(source_id, self.profile)
        return found if found and self._belongs(found.url) else None

    def identify_at(self, url: str) -> Identity | None:
        """The article at this address, as the profile says; None where it is none of the site's."""
        try:
            address = canonical_address(url)
            return identity_at(address, self.profile) if self._belongs(address) else None
        except ValueError:
            return None

    def is_ours(self, address: str) -> bool:
        """Whether a run may ask for an address, as the profile's hosts say."""
        return covers(self.profile.hosts, address)

    def _belongs(self, address: str) -> bool:
        """Whether an address is the site's, may a run ask for it or not."""
        return self.is_ours(address) or in_site(address, self.profile.home)

    def lead_at(self, url: str) -> Lead:
        """The article at this address, to be fetched whole.

        :raises ArgumentError: it is none of the site's articles
        """
        found, rules = self.identify_at(url), self.profile.article
        if not found:
            form = rules.address or rules.id or f"of {self.profile.home}"
            raise ArgumentError(f"urls={printable(url)!r} is not allowed; give addresses {form}")
        return Lead(found.url, source_id=found.source_id, again=True)

    def reader_of(self, article: Lead, newest: Newest = nothing_learned) -> ArticleReader:
        """What reads an article's pages, wherever these come from.

        :param newest: gives what its archive knows of the site by now
        """
        return SiteReader(article, self.profile, newest, keeps_pictures=self.keeps_pictures)

    def article_request(self, article: Lead, newest: Newest = nothing_learned) -> Request:
        """The first request for an article; the intake asks for it when its turn comes."""
        asked = next_request(self.reader_of(article, newest).read(), article.url)
        assert isinstance(asked, Request), "every article has a page to be asked"
        return asked

    def listing_request(
        self,
        url: str,
        known: Validators | None = None,
        *,
        away: int = 0,
        goes_on: bool = False,
        barren: int = 0,
        changed: date | None = None,
    ) -> Request:
        """A request for a listing; should it fail, the run knows that it is incomplete.

        :param known: what to ask it by, if it was read before
        :param away: how many links it is away from where the run began
        :param goes_on: it is the next page of the listing that leads to it
        :param barren: how many pages before it, one after another, showed no new article
        :param changed: when it was changed last, where what leads to it says so
        """
        absent = _ABSENT if urlsplit(url).path in GUESSES else _END if goes_on else ()
        return Request(
            url,
            self.read_listing,
            errback=self.listing_failed,
            headers=conditions(known) if known else None,
            # The intake lets each pass once.
            meta={
                "listing": url, "away": away, "goes_on": goes_on, "barren": barren,
                "changed": changed, "render": wants_browser(url, self.profile), "download_maxsize": LARGEST,
                "handle_httpstatus_list": [*([304] if known else ()), *absent],
            },
            priority=10,
            dont_filter=True,  # Scrapy's filter would drop a redirect back to it without a word
        )  # fmt: skip

    async def read_listing(self, response: Response) -> AsyncIterator[Any]:
        """Read a listing, unless the server says that it is as it was."""
        if response.status == 304:
            return
        outputs = iter(self.parse_listing(response))
        while part := await beside(response.body, lambda: list(islice(outputs, _AT_A_TIME))):
            for output in part:
                yield output

    def parse_listing(self, response: Response) -> Iterator[Any]:
        """The articles that a listing shows, as leads, and requests for the listings that it leads to."""
        listing, away = response.meta["listing"], response.meta["away"]
        found = read_listing(response, self.leads_in, self.profile)
        if isinstance(found, ExtractionError):
            yield FailedListing(listing, found.reason, found.detail)
            return
        leads = leads_among(found)
        yield from (one for one in found if isinstance(one, LeftOut))
        if not (leads or away or response.meta.get("goes_on") or response.status >= 400):  # a list's end
            yield FailedListing(listing, *why_in_vain(response.url, found))
            return
        for lead in leads:
            yield from self._follow(lead, away)

    def leads_in(self, response: Response) -> Iterator[Lead | LeftOut]:
        """The articles and further listings that a response shows.

        :raises ExtractionError: it is neither a page nor anything else that lists articles
        """
        return read_leads(response, self.profile)

    def _follow(self, lead: Lead, away: int) -> Iterator[Any]:
        if lead.kind == "article":
            if lead.source_id:
                yield lead
        elif lead.kind == "next":
            yield self.listing_request(lead.url, away=away, goes_on=True)
        elif away < (_SITEMAPS if lead.kind == "sitemap" else self.profile.discovery.depth):
            yield self.listing_request(lead.url, away=away + 1, changed=lead.day)

    def listing_failed(self, failure: Failure) -> Iterator[FailedListing]:
        """Report a listing that could not be fetched."""
        listing = failure.request.meta["listing"]  # type: ignore[attr-defined]
        yield FailedListing(listing, *explain_failure(failure), retry_after=retry_after_of(failure))
