"""What every spider of an archive shares: profile, arguments, and how an article is taken up."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from newsarchive.crawling.article_reader import ArticleReader
from newsarchive.crawling.asking import Answer, Ask, Unanswered, Way, answer_of, request_for, unanswered
from newsarchive.crawling.log_lines import tell_why_it_ends
from newsarchive.crawling.site_reader import SiteReader
from newsarchive.discovery.addresses import canonical_address, in_site
from newsarchive.evidence import Validators
from newsarchive.exceptions import ArgumentError, ProfileError
from newsarchive.fetching.browser.wanted import find_chromium, wants_browser
from newsarchive.fetching.conditional import conditions
from newsarchive.fetching.failures import explain_failure
from newsarchive.items import Draft, End, FailedListing, Lead
from newsarchive.profiles import (
    Identity,
    Politeness,
    SiteProfile,
    identity_at,
    identity_of,
    load_profile,
)
from newsarchive.profiles.run_arguments import RunArguments, parse_arguments
from newsarchive.text import printable


class ArchiveSpider(scrapy.Spider):
    """A spider of one site. Yields requests and drafts; no files, no clock, no blocking call.

    :param profile_path: the site's profile; None where the arguments decide which one it is
    """

    profile_path: ClassVar[Path | None] = None
    profile: SiteProfile
    arguments: RunArguments
    given: dict[str, str]

    def __init__(self, name: str | None = None, **given: str) -> None:
        super().__init__(name)
        self.given = given
        try:
            left = dict(given)
            self.profile = self.load(left)
            self.arguments = parse_arguments(left, self.profile)
            self.check_arguments()
        except (ArgumentError, ProfileError) as error:
            tell_why_it_ends(self.name, error)
            raise
        self.allowed_domains = [host.removeprefix("*.").partition(":")[0] for host in self.profile.hosts]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **given: Any) -> Self:
        """Build; a profile that asks for a browser needs one to be there.

        :raises ProfileError: it is missing
        """
        spider = super().from_crawler(crawler, *args, **given)
        if spider.profile.render:
            try:
                find_chromium(crawler.settings)
            except ProfileError as error:
                tell_why_it_ends(spider.name, error)
                raise
        return spider

    def load(self, given: dict[str, str]) -> SiteProfile:  # noqa: ARG002  some spiders are told which one
        """The site's profile; what it takes of the arguments is taken out of them.

        :raises ProfileError: it is wrong
        """
        assert self.profile_path, "a spider without profile makes one of its arguments"
        return load_profile(self.profile_path)

    def check_arguments(self) -> None:
        """Raise ArgumentError for a ``urls=`` that is none of the site's articles."""
        for url in self.arguments.urls:
            self.lead_at(url)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let the profile's politeness override the project's settings, not the command line."""
        super().update_settings(settings)
        politeness = Politeness()
        with suppress(ProfileError):  # which the spider reports when it is made
            politeness = load_profile(cls.profile_path).politeness if cls.profile_path else politeness
        for name, value in {
            "DOWNLOAD_DELAY": politeness.delay,
            "CONCURRENT_REQUESTS": politeness.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
            "AUTOTHROTTLE_TARGET_CONCURRENCY": float(politeness.concurrency),
        }.items():
            settings.set(name, value, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """Yield what the run begins with, by its arguments."""
        for first in self.begin():
            yield first

    def begin(self) -> Iterator[Request | Lead]:
        """The listings to read, or the articles that the user named."""
        raise NotImplementedError

    def named(self) -> list[Lead]:
        """The articles that the user named, by ids or addresses which are the site's."""
        known = [found for one in self.arguments.ids if (found := self.identify(one))]
        named = [Lead(one.url, source_id=one.source_id, again=True) for one in known]
        return named + [self.lead_at(url) for url in self.arguments.urls]

    def identify(self, source_id: str) -> Identity | None:
        """The article with this id, as the profile says; None where it is none, or its page is unknown."""
        found = identity_of(source_id, self.profile)
        return found if found and self.is_ours(found.url) else None

    def identify_at(self, url: str) -> Identity | None:
        """The article at this address, as the profile says; None where it is none of the site's."""
        try:
            address = canonical_address(url)
            return identity_at(address, self.profile) if self.is_ours(address) else None
        except ValueError:
            return None

    def is_ours(self, address: str) -> bool:
        """Whether an address belongs to the site."""
        host = urlsplit(address).hostname or ""
        names = {name.partition(":")[0] for name in self.profile.hosts}
        domains = tuple(name.removeprefix("*") for name in names if name.startswith("*."))
        return host in names or host.endswith(domains or "\0") or in_site(address, self.profile.home)

    def lead_at(self, url: str) -> Lead:
        """The article at this address, to be fetched whole.

        :raises ArgumentError: it is none of the site's articles
        """
        found = self.identify_at(url)
        if not found:
            rules = self.profile.article
            form = rules.address or rules.id or f"of {self.profile.home}"
            raise ArgumentError(f"urls={printable(url)!r} is not allowed; give addresses {form}")
        return Lead(found.url, source_id=found.source_id, again=True)

    def reader_of(self, article: Lead) -> ArticleReader:
        """What reads an article's pages, wherever these come from."""
        return SiteReader(article, self.profile)

    def article_request(self, article: Lead) -> Request:
        """The first request for an article; the intake asks for it when its turn comes."""
        way = self.reader_of(article).read()
        return self._page_request(next(way), way, article.url)

    def _page_request(self, ask: Ask, way: Way, article: str) -> Request:
        calls = {"callback": self.page_answered, "errback": self.page_failed}
        return request_for(ask, article, cb_kwargs={"way": way}, **calls)

    def page_answered(self, response: Response, way: Way) -> Iterator[Request | Draft | End]:
        """Give an article's reader the page; yield the request for what it asks next, or the article."""
        yield self._go_on(way, answer_of(response), response.meta["article"])

    def page_failed(self, failure: Failure) -> Iterator[Request | Draft | End]:
        """Tell an article's reader that the page is not to be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        yield self._go_on(request.cb_kwargs["way"], unanswered(failure), request.meta["article"])

    def _go_on(self, way: Way, answer: Answer | Unanswered, article: str) -> Request | Draft | End:
        try:
            return self._page_request(way.send(answer), way, article)
        except StopIteration as ended:
            end: Draft | End = ended.value
            return end

    def parse_listing(self, response: Response) -> Iterator[Any]:
        """Yield the articles of a listing as leads, and requests for the listings that it leads to."""
        raise NotImplementedError

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
        return Request(
            url,
            self.read_listing,
            errback=self.listing_failed,
            headers=conditions(known) if known else None,
            # The intake lets each pass once.
            meta={
                "listing": url, "away": away, "goes_on": goes_on, "barren": barren,
                "changed": changed, "render": wants_browser(url, self.profile),
                "handle_httpstatus_list": [304] if known else [],
            },
            priority=10,
            dont_filter=True,  # Scrapy's filter would drop a redirect back to it without a word
        )  # fmt: skip

    def read_listing(self, response: Response) -> Iterator[Any]:
        """Read a listing, unless the server says that it is as it was."""
        if response.status != 304:
            yield from self.parse_listing(response)

    def listing_failed(self, failure: Failure) -> Iterator[FailedListing]:
        """Report a listing that could not be fetched."""
        reason, detail = explain_failure(failure)
        listing = failure.request.meta["listing"]  # type: ignore[attr-defined]
        yield FailedListing(listing, reason, detail)
