"""One article of any site while its pages are read, one after another."""

from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from scrapy.http import Response

from newsarchive.article_fields import Doubt
from newsarchive.dates.zone_of_page import zone_of
from newsarchive.discovery.addresses import canonical_address, same_article
from newsarchive.discovery.listing import selected_leads
from newsarchive.discovery.pagination import article_pages
from newsarchive.evidence import Evidence
from newsarchive.evidence import Page as AskedPage
from newsarchive.exceptions import ExtractionError
from newsarchive.exchange import Exchange
from newsarchive.extraction.json_fields import json_candidates
from newsarchive.extraction.reading import Reading, read_further_page, read_page
from newsarchive.extraction.refusals import Refusal, refusal
from newsarchive.fetching.conditional import page_of, served_at
from newsarchive.items import DraftArticle
from newsarchive.pages.decoding import decode_page
from newsarchive.pages.tree import Page
from newsarchive.profiles import SiteProfile, identity_at
from newsarchive.spider import TakeUp


@dataclass(slots=True)
class SiteFinding:
    """One article while its pages are read.

    :param take_up: what the run was given of it
    :param known: the page that is asked whether it has changed, should the article be archived
    :param reading: what its pages say
    :param pages: those that were read, the one with the text first
    :param asked: the addresses that were asked
    :param further: addresses of further pages, not yet asked
    :param bodies: of the further pages
    :param refused: why its page is no article
    :param served: when its first page was
    """

    take_up: TakeUp
    profile: SiteProfile
    known: AskedPage | None = None
    reading: Reading = field(default_factory=Reading)
    pages: list[AskedPage] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    further: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    refused: Refusal | None = None
    fault: tuple[str, str] | None = None
    served: datetime | None = None
    address: str = ""

    @property
    def text_url(self) -> str | None:
        """Where the site answers the article as JSON, if it does."""
        rules = self.profile.article.text
        return rules.url.format(id=self.take_up.source_id) if rules else None

    def is_text(self, url: str) -> bool:
        """Whether this is the text endpoint's address."""
        return url == self.text_url

    def note(self, response: Response) -> None:
        """Remember what was asked and what came."""
        self.pages.append(page_of(response))
        self.exchanges += response.meta.get("exchanges", ())
        self.served = self.served or served_at(response)

    def read(self, response: Response) -> None:
        """Read the text endpoint's answer, the article's page, or a further page of it."""
        assert self.served
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        text = decode_page(response.body, content_type)
        if self.profile.article.text and self.is_text(self.pages[-1].url):
            try:
                self.reading.add(json_candidates(text, self.profile.article.text))
            except ExtractionError as error:
                self.fault = error.reason, error.detail
            return
        page = Page(text, response.url, language=self.profile.language, zone=self.profile.zone)
        if self.address:
            self.bodies.append(read_further_page(page, self.profile.article, self.served))
        else:
            self.address = response.url
            self.reading = read_page(page, self.profile.article, self.served, self.reading)
            entry = self.take_up.entry
            self.refused = refusal(page, self.reading, dated=bool(entry and entry.stated_date))
        self._find_further(page)

    def _find_further(self, page: Page) -> None:
        css = self.profile.article.pages
        if css:
            links = [lead.url for lead in selected_leads(page, css, "next")]
        else:
            links = article_pages(page.tree, page.url)
        known = {*self.asked, *self.further, self.address}
        self.further += [url for url in dict.fromkeys(links) if url and url not in known]

    def next_address(self) -> str | None:
        """The page to ask for next, if any is needed."""
        if not self.address and self.reading.missing():
            return self.take_up.url
        if self.refused:
            return None
        return self.further.pop(0) if self.further else None

    def draft(self) -> DraftArticle:
        """The article as far as its pages, and failing these its listing, state it."""
        assert self.served
        value, entry = self.reading.value, self.take_up.entry
        title, source, section = value("title"), value("source"), value("section")
        rules = self.profile.category
        outlet = (source if rules.by == "outlet" else section) or value("outlet")
        bodies = [value("body") or "", *self.bodies]
        language = value("language") or self.profile.language or ""
        zone, _ = zone_of(self.profile.zone, language, self.take_up.url)
        date = self.reading.best("date")
        return DraftArticle(
            site=self.profile.name,
            source_id=self._source_id(),
            url=self.take_up.url,
            fetched_at=self.served,
            title=escape(title or (entry.title if entry else ""), quote=False),
            date=date.value if date else entry.stated_date if entry else None,
            stated_date=date.stated if date else None,
            doubts=(Doubt.ASSUMED_ZONE,) if date and date.supposed else (),
            outlet=escape(outlet or (entry.outlet if entry else "") or "", quote=False),
            body="\n".join(filter(None, bodies)) or None,
            digest=value("digest") or (entry.digest if entry and self.profile.article.digest else None),
            link=value("link") or self.address or None,
            author=escape(value("author") or "", quote=False),
            source=escape(source or value("site_name") or "", quote=False),
            section=escape(section or "", quote=False),
            image=value("image"),
            language=language,
            modified=value("modified"),
            canonical=value("canonical"),
            zone=str(zone) if zone else None,
            fault=self.refused[:2] if self.refused else None if self.address else self.fault,
            evidence=Evidence(tuple(self.pages), tuple(self.exchanges)),
        )

    def _source_id(self) -> str:
        """The id that the page's own canonical address gives, where that is but another form of it.

        An archived article keeps its id, or a site that states other addresses would be archived twice.
        """
        stated, found = self.reading.value("canonical"), None
        if stated and self.address and not self.take_up.archived and same_article(stated, self.address):
            found = identity_at(canonical_address(stated), self.profile)
        return found.source_id if found else self.take_up.source_id
