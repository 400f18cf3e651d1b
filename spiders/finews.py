"""金融消息: text from a JSON endpoint, completed from the share page and the post page."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from newsarchive.discovery.dated_links import DatedLink, dated_links, read_link
from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.extraction.charset import decode_utf8_or_gb18030
from newsarchive.extraction.chooser import Statements
from newsarchive.extraction.post_page import read_post_page
from newsarchive.extraction.record import read_record, stated
from newsarchive.extraction.visible import read_visible
from newsarchive.items import DraftArticle, FailedArticle, FailedListing
from newsarchive.response_time import served_at
from newsarchive.spider import ArchiveSpider, TakeUp
from newsarchive.text import printable

SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode={}"
TEXT = "http://finews.zning.xyz/NewsData/GetNewsText.do?id={}"
ROLLING = "东财滚动"
_KEPT = 1 << 20  # characters of an unreadable answer that the quarantine keeps


@dataclass(slots=True)
class Finding:
    """One article while its pages are read.

    :param source_id: the infoCode, or the bare digits of rolling news
    :param statements: what its pages have said so far
    :param post: its entry in a listing, if it was found in one
    :param steps: the pages not yet asked
    :param trouble: why a page could not be fetched, where the next run may have more luck
    :param fault: why the text endpoint's answer could not be read
    """

    source_id: str
    statements: Statements
    post: DatedLink | None = None
    steps: list[str] = field(default_factory=lambda: ["share", "post"])
    stated_id: str | None = None
    trouble: FailedArticle | None = None
    fault: tuple[str, str] | None = None
    record: str | None = None

    @property
    def rolling(self) -> bool:
        """Whether it is rolling news, whose ids are bare digits."""
        return not self.source_id.startswith("NW")

    @property
    def info_code(self) -> str:
        """The id as the endpoint and the share page know it."""
        return info_code(self.source_id)

    @property
    def url(self) -> str:
        """The share page, the article's identity."""
        return SHARE.format(self.info_code)

    @property
    def text_answered(self) -> bool:
        """Whether the endpoint gave a record; if not, a later run may get the original text."""
        return self.trouble is None and self.fault is None


def info_code(source_id: str) -> str:
    """The id as the endpoint and the share page know it: bare digits gain their ``NW``."""
    return source_id if source_id.startswith("NW") else f"NW{source_id}"


class FinewsSpider(ArchiveSpider):
    """Home page → category pages → text, and further pages only where a required field is missing."""

    name = "finews"
    profile_path = Path(__file__).parent / "profiles" / "finews.yml"

    def check_arguments(self) -> None:
        """Raise ArgumentError for a ``urls=`` that is neither a share page nor a post."""
        for url in self.arguments.urls:
            self._take_up_at(url)

    def begin(self) -> Iterator[Request | TakeUp]:
        """The named articles; or the named categories; or the home page."""
        named = [self._take_up(source_id, again=True) for source_id in self.arguments.ids]
        named += [self._take_up_at(url) for url in self.arguments.urls]
        if named:
            yield from named
            return
        for slug in self.arguments.categories:
            yield self.listing_request(self.profile.category.page_of(slug), self.parse_listing)
        if not self.arguments.categories:
            yield self.listing_request(self.profile.home, self.parse_listing)

    def parse_listing(self, response: Response) -> Iterator[Any]:
        """Every article listed; and the category page of every slug met, unless slugs were named."""
        if not isinstance(response, TextResponse):
            yield FailedListing(response.url, "not-text", f"{response.url} is no page")
            return
        for link in dated_links(response):
            if not self.arguments.categories and "/" not in link.slug:
                page = self.profile.category.page_of(link.slug)
                yield self.listing_request(page, self.parse_listing)
            if link.day is None or self.arguments.touches(link.day, self.profile.tzinfo):
                yield self._found(link, response)

    def _found(self, link: DatedLink, response: Response) -> TakeUp | DraftArticle:
        if self.is_id(link.source_id):
            at_home = urlsplit(link.url).hostname in self.profile.hosts
            return self._take_up(link.source_id, link if at_home else None)
        return DraftArticle(
            site=self.profile.name,
            source_id=link.source_id,
            url=link.url,
            fetched_at=served_at(response),
            title=link.title,
        )

    def _take_up_at(self, url: str) -> TakeUp:
        with contextlib.suppress(ValueError):  # no URL at all
            parts = urlsplit(url)
            codes = parse_qs(parts.query).get("infoCode", [""])
            link = read_link(TextResponse(self.profile.home), url)
            if parts.hostname in self.profile.hosts and self.is_id(codes[0]):
                return self._take_up(codes[0], again=True)
            if parts.hostname in self.profile.hosts and link and self.is_id(link.source_id):
                return self._take_up(link.source_id, link, again=True)
        raise ArgumentError(
            f"urls={printable(url)!r} is not allowed; give share pages like {SHARE.format('NW…')}"
            f" or posts like {self.profile.home}SLUG/YYYY/MM/DD/ID.html"
        )

    def _take_up(self, source_id: str, entry: DatedLink | None = None, *, again: bool = False) -> TakeUp:
        return TakeUp(SHARE.format(info_code(source_id)), source_id, entry, again)

    def article_request(self, article: TakeUp) -> Request:
        """The request for the article's text."""
        finding = Finding(article.source_id, Statements(self.profile), article.entry)
        return self._ask(finding, TEXT.format(finding.info_code), self.parse_text, first=True)

    def _ask(self, finding: Finding, url: str, callback: Any, *, first: bool = False) -> Request:
        return Request(
            url,
            callback,
            errback=self.page_failed,
            cb_kwargs={"finding": finding},
            meta={"article": finding.url, "first": first},
            dont_filter=True,  # the intake has seen to it that no article is fetched twice
        )

    def parse_text(self, response: Response, finding: Finding) -> Iterator[Any]:
        """Read the text endpoint's record."""
        text = decode_utf8_or_gb18030(response.body)
        finding.statements.reference = served_at(response)
        try:
            self._read_record(finding, read_record(text))
        except ExtractionError as error:
            finding.fault, finding.record = (error.reason, error.detail), text[:_KEPT]
        yield self._next(finding)

    def _read_record(self, finding: Finding, record: dict[str, Any]) -> None:
        keys = self.profile.article
        claimed = next((x for x in stated(record, ["id"]) if self.is_id(x)), finding.source_id)
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
        finding.statements.reference = served_at(response)
        finding.statements.add_shown(read_visible(decode_utf8_or_gb18030(response.body)))
        yield self._next(finding)

    def parse_post(self, response: Response, finding: Finding) -> Iterator[Any]:
        """Read the post page; its body is a copy, so only where the endpoint has none."""
        page = read_post_page(decode_utf8_or_gb18030(response.body), tag_suffix=self.profile.category.suffix)
        finding.statements.add_post_page(page, with_body=finding.text_answered)
        yield self._next(finding)

    def page_failed(self, failure: Failure) -> Iterator[Any]:
        """Go on with the next page; what is gone for good on a further page is just not stated."""
        request: Request = failure.request  # type: ignore[attr-defined]
        finding: Finding = request.cb_kwargs["finding"]
        failed = self.failed_article(finding.url, failure)
        first = request.meta["first"]
        if finding.trouble is None and (first or failed.reason not in {"http-404", "http-410"}):
            finding.trouble = failed
        yield self._next(finding)

    def _next(self, finding: Finding) -> Request | DraftArticle | FailedArticle:
        missing = finding.statements.missing()
        while finding.steps:
            match finding.steps.pop(0):
                case "share" if missing:
                    return self._ask(finding, finding.url, self.parse_share)
                case "post" if finding.post and self._post_page_helps(finding, missing):
                    return self._ask(finding, finding.post.url, self.parse_post)
        if finding.post:
            finding.statements.add(title=[escape(finding.post.title, quote=False)])
            missing = finding.statements.missing()
        if missing and finding.trouble:
            return finding.trouble
        return self._draft(finding, missing)

    def _post_page_helps(self, finding: Finding, missing: list[str]) -> bool:
        if "body" in missing:
            return finding.text_answered
        ornaments = finding.rolling and not all(map(finding.statements.has, ("digest", "link")))
        return bool(missing) or ornaments

    def _draft(self, finding: Finding, missing: list[str]) -> DraftArticle:
        statements = finding.statements
        assert statements.reference  # without any page read there would have been trouble
        return DraftArticle(
            site=self.profile.name,
            source_id=finding.source_id,
            url=finding.url,
            fetched_at=statements.reference,
            title=statements.choice("title"),
            date=statements.choice("date"),
            outlet=statements.choice("outlet"),
            body=statements.choice("body"),
            digest=statements.choice("digest") if finding.rolling else None,
            link=statements.choice("link") if finding.rolling else None,
            stated_id=finding.stated_id,
            fault=finding.fault if "body" in missing else None,
            record=finding.record if "body" in missing else None,
        )
