"""The spider of every site that is a profile and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Request, Response

from newsarchive.crawling.spider import ArchiveSpider
from newsarchive.crawling.take_up import TakeUp
from newsarchive.dates import parse_date
from newsarchive.discovery.entry import Entry
from newsarchive.discovery.leads import Lead
from newsarchive.discovery.listing import GUESSES, first_addresses, read_leads
from newsarchive.evidence import Validators
from newsarchive.exceptions import ExtractionError
from newsarchive.fetching.conditional import served_at
from newsarchive.items import FailedListing
from newsarchive.profiles import identity_at
from newsarchive.text import printable

_SITEMAPS = 5  # how deep indexes of indexes are followed, however deep listings are


class SiteSpider(ArchiveSpider):
    """Listings, feeds, sitemaps and JSON lists → articles → their further pages, all by the profile."""

    def begin(self) -> Iterator[Request | TakeUp]:
        """The named articles; or the named categories; or wherever the profile says that a run begins."""
        if named := self.named():
            yield from named
            return
        for slug in self.arguments.categories:
            yield self.listing_request(self.profile.category.page_of(slug) or "")
        if not self.arguments.categories:
            yield from (self.listing_request(url) for url in first_addresses(self.profile))

    def listing_request(self, url: str, known: Validators | None = None, **place: Any) -> Request:
        """The same as any spider's, but that what is only guessed to be there may be missing."""
        request = super().listing_request(url, known, **place)
        if urlsplit(url).path in GUESSES:
            request.meta["handle_httpstatus_list"] += [401, 403, 404, 410]
        return request

    def parse_listing(self, response: Response) -> Iterator[Any]:
        """What a listing, feed, sitemap or JSON list leads to."""
        listing, away = response.meta["listing"], response.meta["away"]
        if response.status >= 400:
            return  # it was only guessed that there might be one
        try:
            leads = list(self.leads_in(response))
        except ExtractionError as error:
            yield FailedListing(listing, error.reason, error.detail)
            return
        if not leads and not away and not response.meta.get("goes_on"):  # else it is where a list ends
            yield FailedListing(listing, "no-links", f"{printable(response.url)} lists nothing")
            return
        served = served_at(response)
        for lead in leads:
            yield from self._follow(lead, away, served)

    def leads_in(self, response: Response) -> Iterator[Lead]:
        """The articles and further listings that a response shows.

        :raises ExtractionError: it is neither a page nor anything else that lists articles
        """
        return read_leads(response, self.profile)

    def _follow(self, lead: Lead, away: int, served: datetime) -> Iterator[Any]:
        if not self.is_ours(lead.url):
            return
        if lead.kind == "article":
            found = identity_at(lead.url, self.profile)
            if source_id := lead.source_id or (found and found.source_id):
                yield TakeUp(lead.url, source_id, self._entry(lead, source_id, served))
        elif lead.kind == "next":
            yield self.listing_request(lead.url, away=away, goes_on=True)
        elif away < (_SITEMAPS if lead.kind == "sitemap" else self.profile.discovery.depth):
            yield self.listing_request(lead.url, away=away + 1, changed=self._day(lead.changed, served))

    def _entry(self, lead: Lead, source_id: str, served: datetime) -> Entry:
        return Entry(
            lead.url, source_id, day=self._day(lead.date, served), title=lead.title,
            stated_date=lead.date or "", outlet=lead.outlet, digest=lead.summary,
        )  # fmt: skip

    def _day(self, stated: str | None, served: datetime) -> date | None:
        if not stated:
            return None
        zone, language, style = self.profile.tzinfo, self.profile.date_language, self.profile.dates.style
        try:
            stated_day = parse_date(stated, reference=served, zone=zone, language=language, style=style)
            return stated_day.instant.date()
        except ExtractionError:
            return None
