"""Read an article of any site: by its profile, and automatically."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from newsarchive.crawling.arrival import sent_elsewhere, sent_on
from newsarchive.crawling.article_reader import FURTHER, TEXT, WHOLE, ArticleReader
from newsarchive.crawling.asking import Answer
from newsarchive.dates.zone_of_page import zone_of
from newsarchive.discovery.addresses import canonical_address, same_article
from newsarchive.discovery.article_parts import article_pages, whole_page
from newsarchive.discovery.listing import selected_leads
from newsarchive.extraction.body.embed_links import with_links
from newsarchive.extraction.candidates import UNSURE, stated_by
from newsarchive.extraction.gates import gate_in, is_not_free
from newsarchive.extraction.parts import holds, without_repeats
from newsarchive.extraction.reading import json_candidates, read_further_page, read_page
from newsarchive.extraction.refusals import refusal, refusal_of_part
from newsarchive.items import Doubt, Draft
from newsarchive.pages.json_answers import read_json
from newsarchive.pages.tree import Page
from newsarchive.profiles import identity_at

_TAG = re.compile(r"<[^>]*>")
_BEGINNING = 300  # characters of a text, above which a gate may stand as well as behind it
_IN_VAIN = 1  # further pages that say nothing new; after more of them nobody asks for another


@dataclass
class SiteReader(ArticleReader):
    """Reads pages as the profile says, and what it says nothing of by what pages have in common.

    :param address: where its page stands; empty until it is read
    :param bodies: of the further pages, without what they repeat; the whole one alone, where it was asked
    :param keeps_pictures: whether its archive does
    :param not_free: an archived article's page says so, and may show its beginning alone
    """

    address: str = ""
    bodies: list[str] = field(default_factory=list)
    keeps_pictures: bool = False
    is_whole: bool = False
    not_free: bool = False
    _in_vain: int = 0

    def take(self, step: str, answer: Answer) -> None:
        """Read a page, which may be a further one.

        :raises ExtractionError: the text endpoint's answer cannot be read
        """
        if step == TEXT:
            assert self.profile.article.text
            record = read_json(answer.text)
            self.reading.add(json_candidates(record, self.profile.article.text), answer.served)
            return
        page = Page(
            answer.text, answer.url, language=self.profile.language, zone=self.profile.zone,
            style=self.profile.dates.style, keeps_pictures=self.keeps_pictures,
        )  # fmt: skip
        if step == WHOLE:
            self._take_whole(page, answer)
        elif step == FURTHER:
            self._take_part(page, answer)
        else:
            self.refused = sent_elsewhere(answer.page.url, page, self.article, self.profile)
            if self.refused:
                return
            self.address = answer.url
            read_page(page, self.profile.article, answer.served, self.reading, self.learned)
            self.reading.heed_list(self.article.title, page)
            self.refused = sent_on(page, self.reading.value("body") or "") or refusal(
                page, self.reading, dated=bool(self.article.stated_date), listed=self.article.title
            )
            begins = _TAG.sub(" ", self.reading.value("body") or "")[:_BEGINNING]
            self.not_free = self.article.archived and bool(is_not_free(page) or gate_in(begins))
        if self._in_vain > _IN_VAIN:
            self.further = []
        elif not self.refused and step != WHOLE:
            self._find_further(page)

    def _take_part(self, page: Page, answer: Answer) -> None:
        """Read a further page."""
        body = read_further_page(page, self.profile.article, answer.served, self.learned)
        self.refused = refusal_of_part(page, body)
        first = self.reading.value("body") or ""
        body = without_repeats(body, [first, *self.bodies]) if body and answer.url != self.address else ""
        self._in_vain = 0 if body else self._in_vain + 1
        self.bodies += [body] if body else []

    def _take_whole(self, page: Page, answer: Answer) -> None:
        """Read the page that shows all parts in one; where it does not, they are asked one by one."""
        body = read_further_page(page, self.profile.article, answer.served, self.learned)
        if body and not refusal_of_part(page, body) and holds(body, self.reading.value("body") or ""):
            self.bodies, self.further, self.is_whole = [body], [], True

    def add_listed(self) -> None:
        """Let what the listing says count where the pages say nothing."""
        lead = self.article
        digest = [lead.summary] if self.profile.article.digest else []
        said = {"title": [lead.title], "date": [lead.stated_date], "outlet": [lead.outlet], "digest": digest}
        self.reading.add(stated_by("listing", said, 0.0), self.served)

    def draft(self) -> Draft:
        """The article as far as its pages and its listing state it."""
        assert self.served
        value = self.reading.value
        title, source, section = value("title"), value("source"), value("section")
        rules = self.profile.category
        outlet = (source if rules.by == "outlet" else section) or value("outlet")
        language = value("language") or self.profile.language or ""
        zone, _ = zone_of(self.profile.zone, language, self.article.url)
        date = self.reading.best("date")
        return Draft(
            site=self.profile.name,
            source_id=self._source_id(),
            url=self.article.url,
            fetched_at=(date and date.served) or self.served,
            title=escape(title or "", quote=False),
            date=date.value if date else None,
            stated_date=date.stated if date else None,
            doubts=tuple(self._doubts()),
            outlet=escape(outlet or "", quote=False),
            body=with_links(self._body, self.address or self.article.url) or None,
            digest=value("digest"),
            link=value("link") or self.address or None,
            author=escape(value("author") or "", quote=False),
            source=escape(source or value("site_name") or "", quote=False),
            section=escape(section or "", quote=False),
            tags=escape(value("tags") or "", quote=False) or None,
            image=value("image"),
            language=language,
            modified=value("modified"),
            canonical=value("canonical"),
            zone=str(zone) if zone else None,
            fault=self.refused[:2] if self.refused else None if self.address else self.fault,
            record=None if self.address else self.record,
            evidence=self.evidence,
        )

    @property
    def _body(self) -> str:
        first = "" if self.is_whole else self.reading.value("body") or ""
        return "\n".join(filter(None, [first, *self.bodies]))

    def _doubts(self) -> Iterator[Doubt]:
        date = self.reading.best("date")
        if date and date.supposed:
            yield Doubt.ASSUMED_ZONE
        body = self.reading.best("body")
        if body and body.confidence < UNSURE and not self.is_whole:
            yield Doubt.UNSURE_BODY
        if self.further:
            yield Doubt.PARTS_MISSING
        if self.not_free:
            yield Doubt.NOT_FREE

    def _find_further(self, page: Page) -> None:
        css = self.profile.article.pages
        if css:
            links = [lead.url for lead in selected_leads(page, css, "next")]
        else:
            links = article_pages(page.tree, page.url, self.address)
            self.whole = self.whole or (whole_page(page.tree, page.url) if links else None)
        known = {*self.asked, *self.further, self.address}
        self.further += [url for url in dict.fromkeys(links) if url and url not in known]

    def _source_id(self) -> str:
        """The id that the page's own canonical address gives, where that is but another form of it.

        An archived article keeps its id, or a site that states other addresses would be archived twice.
        """
        stated, found = self.reading.value("canonical"), None
        if stated and self.address and not self.article.archived and same_article(stated, self.address):
            found = identity_at(canonical_address(stated), self.profile)
        return found.source_id if found else self.article.source_id
