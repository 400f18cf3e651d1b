"""The spider of every site that is a profile and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from newsarchive.dates import parse_date
from newsarchive.discovery.entry import Entry
from newsarchive.discovery.leads import Lead
from newsarchive.discovery.listing import GUESSES, first_addresses, read_leads
from newsarchive.evidence import Page
from newsarchive.exceptions import ExtractionError
from newsarchive.fetching.conditional import conditions, served_at
from newsarchive.items import DraftArticle, FailedArticle, FailedListing, GoneArticle, UnmodifiedArticle
from newsarchive.profiles import identity_at
from newsarchive.site_finding import SiteFinding
from newsarchive.spider import ArchiveSpider, TakeUp
from newsarchive.text import printable

_MAX_PAGES = 50  # of one article
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

    def listing_request(self, url: str, known: Page | None = None, **place: Any) -> Request:
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
            leads = list(read_leads(response, self.profile))
        except ExtractionError as error:
            yield FailedListing(listing, error.reason, error.detail)
            return
        if not leads and not away and not response.meta.get("goes_on"):  # else it is where a list ends
            yield FailedListing(listing, "no-links", f"{printable(response.url)} lists nothing")
            return
        served = served_at(response)
        for lead in leads:
            yield from self._follow(lead, away, served)

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
        zone, language = self.profile.tzinfo, self.profile.language or ""
        try:
            return parse_date(stated, reference=served, zone=zone, language=language).instant.date()
        except ExtractionError:
            return None

    def article_request(self, article: TakeUp) -> Request:
        """The request for the text endpoint or the page, or whether the page that was read has changed."""
        finding = SiteFinding(article, self.profile)
        if article.pages and not article.again:
            finding.known = article.pages[0]
            return self._ask(finding, finding.known.url)
        return self._ask(finding, finding.text_url or article.url)

    def _ask(self, finding: SiteFinding, url: str) -> Request:
        finding.asked.add(url)
        return Request(
            url,
            self.parse_page,
            errback=self.page_failed,
            headers=conditions(finding.known) if finding.known else None,
            cb_kwargs={"finding": finding},
            meta={
                "article": finding.take_up.url,
                "handle_httpstatus_list": [304] if finding.known else [],
                "render": self.profile.render and not finding.is_text(url),
            },
            dont_filter=True,  # the intake has seen to it that no article is fetched twice
        )

    def parse_page(self, response: Response, finding: SiteFinding) -> Iterator[Any]:
        """Read one page of an article; yield the request for what is still missing, or the article."""
        take_up = finding.take_up
        if response.status == 304:
            yield UnmodifiedArticle(take_up.source_id, take_up.url)
            return
        finding.known = None
        finding.note(response)
        if not isinstance(response, TextResponse) and not finding.is_text(response.url):
            detail = f"{printable(response.url)} is no page"
            yield FailedArticle(take_up.source_id, take_up.url, "not-text", detail)
            return
        finding.read(response)
        if finding.refused and finding.refused.again:
            yield FailedArticle(take_up.source_id, take_up.url, *finding.refused[:2])
            return
        yield self._next(finding)

    def _next(self, finding: SiteFinding) -> Request | DraftArticle:
        url = finding.next_address() if len(finding.asked) < _MAX_PAGES else None
        return self._ask(finding, url) if url else finding.draft()

    def page_failed(self, failure: Failure) -> Iterator[Any]:
        """Report an article of which a page could not be fetched: half an article is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        finding: SiteFinding = request.cb_kwargs["finding"]
        take_up = finding.take_up
        failed = self.failed_article(take_up.source_id, take_up.url, failure)
        is_gone = failed.reason in {"http-404", "http-410"}
        if is_gone and request.url == finding.text_url and not finding.known:
            yield self._next(finding)  # the page may be there still
        elif is_gone and take_up.archived and not finding.pages:
            yield GoneArticle(take_up.source_id, take_up.url, failed.detail)
        else:
            yield failed
