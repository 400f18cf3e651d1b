"""金融消息: text from a JSON endpoint, completed from the share page and the post page."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapy.http import Request, Response, TextResponse

from newsarchive.crawling.take_up import TakeUp
from newsarchive.discovery.dated_links import dated_links, read_link
from newsarchive.discovery.entry import Entry
from newsarchive.exceptions import ArgumentError
from newsarchive.fetching.conditional import served_at
from newsarchive.items import DraftArticle, FailedListing
from newsarchive.profiles import Identity
from newsarchive.spider import ArchiveSpider
from newsarchive.text import printable

from .finews_reader import FinewsReader, info_code


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

    def reader_of(self, article: TakeUp) -> FinewsReader:
        """A reader that knows the site's share pages and post pages."""
        return FinewsReader(article, self.profile)
