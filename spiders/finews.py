"""金融消息: text from a JSON endpoint, completed from the share page and the post page."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from newsarchive.discovery.dated_links import dated_links, read_link
from newsarchive.discovery.entry import Entry
from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.extraction.charset import decode_utf8_or_gb18030
from newsarchive.extraction.chooser import Statements
from newsarchive.extraction.post_page import read_post_page
from newsarchive.extraction.record import read_record, stated
from newsarchive.extraction.visible import read_visible
from newsarchive.fetching.conditional import conditions, page_of, served_at
from newsarchive.items import (
    DraftArticle,
    FailedArticle,
    FailedListing,
    GoneArticle,
    UnmodifiedArticle,
)
from newsarchive.profiles import Identity
from newsarchive.spider import ArchiveSpider, TakeUp
from newsarchive.text import printable

from .finews_finding import Finding, info_code

ROLLING = "东财滚动"
_GONE = {"http-404", "http-410"}
_KEPT = 1 << 20  # characters of an unreadable answer that the quarantine keeps


class FinewsSpider(ArchiveSpider):
    """Home page → category pages → text, and further pages only where a required field is missing."""

    name = "finews"
    profile_path = Path(__file__).parent / "profiles" / "finews.yml"

    def begin(self) -> Iterator[Request | TakeUp]:
        """The named articles; or the named categories; or the home page."""
        if named := self.named():
            yield from named
            return
        for slug in self.arguments.categories:
            yield self.listing_request(self.profile.category.page_of(slug) or "")
        if not self.arguments.categories:
            yield self.listing_request(self.profile.home)

    def parse_listing(self, response: Response) -> Iterator[Any]:
        """Every article listed; and the category page of every slug met, unless slugs were named."""
        listing = response.meta["listing"]
        if not isinstance(response, TextResponse):
            yield FailedListing(listing, "not-text", f"{response.url} is no page")
            return
        links = dated_links(response)
        if not links:
            yield FailedListing(listing, "no-links", f"{response.url} lists nothing")
            return
        for link in links:
            if not self.arguments.categories and "/" not in link.slug:
                page = self.profile.category.page_of(link.slug)
                if page:
                    yield self.listing_request(page)
            yield from self._found(link, response)

    def _found(self, link: Entry, response: Response) -> Iterator[TakeUp | DraftArticle]:
        if found := self.identify(link.source_id):
            at_home = urlsplit(link.url).hostname in self.profile.hosts
            yield TakeUp(found.url, found.source_id, link if at_home else None)
        elif link.day is None or self.arguments.touches(link.day, self.profile.tzinfo):
            yield DraftArticle(
                site=self.profile.name,
                source_id=link.source_id,
                url=link.url,
                fetched_at=served_at(response),
                title=link.title,
            )

    def identify(self, source_id: str) -> Identity | None:
        """The article with this id; rolling news' share page has its ``NW``, too."""
        found = super().identify(source_id)
        return found and replace(found, url=self._share(info_code(source_id)))

    def identify_at(self, url: str) -> Identity | None:
        """The article whose share page or post this is."""
        post = self._post_at(url)
        with contextlib.suppress(ValueError):  # no URL at all
            parts = urlsplit(url)
            code = post.source_id if post else parse_qs(parts.query).get("infoCode", [""])[0]
            if parts.hostname in self.profile.hosts:
                return self.identify(code)
        return None

    def take_up_at(self, url: str) -> TakeUp:
        """The article whose share page or post this is; a post is read, too."""
        found = self.identify_at(url)
        if not found:
            raise ArgumentError(
                f"urls={printable(url)!r} is not allowed; give share pages like {self._share('NW…')}"
                f" or posts like {self.profile.home}SLUG/YYYY/MM/DD/ID.html"
            )
        return TakeUp(found.url, found.source_id, self._post_at(url), again=True)

    def _post_at(self, url: str) -> Entry | None:
        return read_link(TextResponse(self.profile.home), url)

    def _share(self, info_code: str) -> str:
        page = self.profile.article.page
        assert page  # the profile states it
        return page.format(id=info_code)

    def article_request(self, article: TakeUp) -> Request:
        """The request for the article's text, or whether the page that carries it has changed."""
        finding = Finding(article, article.source_id, Statements(self.profile), article.entry)
        if article.pages and not article.again:
            finding.known = article.pages[0]
            return self._ask(finding, finding.known.url, self._reader_of(finding, finding.known.url))
        return self._ask(finding, finding.text_url, self.parse_text)

    def _reader_of(self, finding: Finding, url: str) -> Callable[[Response, Finding], Iterator[Any]]:
        if url == finding.url:
            return self.parse_share
        return self.parse_text if url == finding.text_url else self.parse_post

    def _ask(self, finding: Finding, url: str, callback: Any) -> Request:
        return Request(
            url,
            callback,
            errback=self.page_failed,
            headers=conditions(finding.known) if finding.known else None,
            cb_kwargs={"finding": finding},
            meta={"article": finding.url, "handle_httpstatus_list": [304] if finding.known else []},
            dont_filter=True,  # the intake has seen to it that no article is fetched twice
        )

    def _note(self, finding: Finding, response: Response) -> Iterator[Request | UnmodifiedArticle]:
        """Note what a page was; yield what to do instead of reading it, if anything."""
        page = page_of(response)
        if response.status == 304:
            yield UnmodifiedArticle(finding.source_id, finding.url)
            return
        if finding.known and page.url != finding.text_url:
            # It is new: all pages are asked, in the usual order.
            yield self.article_request(replace(finding.take_up, again=True))
            return
        finding.known = None
        finding.pages.append(page)
        finding.exchanges += response.meta.get("exchanges", ())
        finding.statements.reference = served_at(response)

    def parse_text(self, response: Response, finding: Finding) -> Iterator[Any]:
        """Read the text endpoint's record."""
        if instead := [*self._note(finding, response)]:
            yield from instead
            return
        text = decode_utf8_or_gb18030(response.body)
        try:
            self._read_record(finding, read_record(text))
        except ExtractionError as error:
            finding.fault, finding.record = (error.reason, error.detail), text[:_KEPT]
        yield self._next(finding)

    def _read_record(self, finding: Finding, record: dict[str, Any]) -> None:
        keys = self.profile.article.text
        assert keys  # the profile states them
        claimed = next((x for x in stated(record, ["id"]) if self.identify(x)), finding.source_id)
        if claimed.removeprefix("NW") != finding.source_id.removeprefix("NW"):
            finding.stated_id = claimed
        elif finding.post is None and not claimed.startswith("NW") and not record.get("text"):
            finding.source_id = claimed  # named by its infoCode, it says that it is rolling news
        if finding.rolling:
            finding.statements.add(outlet=[ROLLING])
        finding.statements.add(
            title=stated(record, keys.title),
            date=stated(record, keys.date),
            outlet=stated(record, keys.outlet),
            body=stated(record, keys.body),
            digest=stated(record, keys.digest),
            link=stated(record, keys.link),
        )

    def parse_share(self, response: Response, finding: Finding) -> Iterator[Any]:
        """Read what the share page shows in its HTML."""
        if instead := [*self._note(finding, response)]:
            yield from instead
            return
        shown = read_visible(decode_utf8_or_gb18030(response.body))
        finding.statements.add_shown(shown, listed=finding.post.title if finding.post else "")
        yield self._next(finding)

    def parse_post(self, response: Response, finding: Finding) -> Iterator[Any]:
        """Read the post page; its body is a copy, so only where the endpoint has none."""
        if instead := [*self._note(finding, response)]:
            yield from instead
            return
        page = read_post_page(decode_utf8_or_gb18030(response.body), tag_suffix=self.profile.category.suffix)
        finding.statements.add_post_page(page, with_body=finding.text_answered)
        yield self._next(finding)

    def page_failed(self, failure: Failure) -> Iterator[Any]:
        """Go on with the next page; what is gone for good on a further page is just not stated."""
        request: Request = failure.request  # type: ignore[attr-defined]
        finding: Finding = request.cb_kwargs["finding"]
        failed = self.failed_article(finding.source_id, finding.url, failure)
        is_gone = failed.reason in _GONE
        first = not finding.pages
        asked = request.meta.get("redirect_urls", [request.url])[0]
        if is_gone and finding.take_up.archived and asked in {page.url for page in finding.take_up.pages}:
            yield GoneArticle(finding.source_id, finding.url, failed.detail)
            return
        if finding.trouble is None and (first or not is_gone):
            finding.trouble = failed
        if finding.known:  # a page could not be asked whether it has changed: that tells nothing
            yield failed
            return
        yield self._next(finding)

    def _next(self, finding: Finding) -> Request | DraftArticle | FailedArticle | GoneArticle:
        missing = finding.statements.missing()
        finding.note_text_page()
        while finding.steps:
            match finding.steps.pop(0):
                case "share" if missing:
                    return self._ask(finding, finding.url, self.parse_share)
                case "post" if finding.post and finding.post_page_helps(missing):
                    return self._ask(finding, finding.post.url, self.parse_post)
        if finding.post:
            finding.statements.add(title=[escape(finding.post.title, quote=False)])
            missing = finding.statements.missing()
        if missing and (trouble := finding.trouble):
            if finding.take_up.archived and not finding.pages and trouble.reason in _GONE:
                return GoneArticle(finding.source_id, finding.url, trouble.detail)
            return trouble
        return finding.draft(self.profile.name)
