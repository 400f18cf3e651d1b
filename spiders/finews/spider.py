"""金融消息: text from a JSON endpoint, completed from the share page and the post page."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapy.http import Response, TextResponse

from newsarchive.crawling.spider import SiteSpider
from newsarchive.discovery.sitemaps import check_size
from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.fetching.conditional import served_at
from newsarchive.items import Draft, FailedListing, Lead
from newsarchive.learning.learned import Newest, nothing_learned
from newsarchive.profiles import Identity
from newsarchive.profiles.ids import filled
from newsarchive.text import printable

from .dated_links import dated_links, read_link
from .reader import FinewsReader, info_code


class FinewsSpider(SiteSpider):
    """Home page → category pages → text, and further pages only where a required field is missing."""

    name = "finews"
    profile_path = Path(__file__).parents[1] / "profiles" / "finews.yml"

    def leads_in(self, response: Response) -> Iterator[Lead]:
        """Every article listed, and before it the category page of its slug."""
        for link in self._links_in(response):
            if page := self._category_of(link):
                yield Lead(page, "listing", why="its slug")
            found = self.identify(link.source_id)
            address, name = (found.url, found.source_id) if found else (link.url, link.source_id)
            yield Lead(address, "article", link.title, source_id=name, why="its path")

    def parse_listing(self, response: Response) -> Iterator[Any]:
        """Every article listed; and the category page of every slug met, unless slugs were named."""
        listing = response.meta["listing"]
        try:
            links = self._links_in(response)
        except ExtractionError as error:
            yield FailedListing(listing, error.reason, error.detail)
            return
        if not links:
            yield FailedListing(listing, "no-links", f"{response.url} lists nothing")
            return
        for link in links:
            if not self.arguments.categories and (page := self._category_of(link)):
                yield self.listing_request(page)
            yield from self._found(link, response)

    def _links_in(self, response: Response) -> list[Lead]:
        if not isinstance(response, TextResponse):
            raise ExtractionError("not-text", f"{response.url} is no page")
        check_size(response.body, response.url)
        return dated_links(response)

    def _category_of(self, link: Lead) -> str | None:
        return None if "/" in link.slug else self.profile.category.page_of(link.slug)

    def _found(self, link: Lead, response: Response) -> Iterator[Lead | Draft]:
        if found := self.identify(link.source_id):
            at_home = urlsplit(link.url).hostname in self.profile.hosts
            yield (
                replace(link, url=found.url, link=link.url)
                if at_home
                else Lead(found.url, source_id=found.source_id)
            )
        elif link.day is None or self.arguments.touches(link.day, self.profile.tzinfo):
            yield Draft(
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

    def lead_at(self, url: str) -> Lead:
        """The article whose share page or post this is; a post is read, too."""
        found = self.identify_at(url)
        if not found:
            raise ArgumentError(
                f"urls={printable(url)!r} is not allowed; give share pages like {self._share('NW…')}"
                f" or posts like {self.profile.home}SLUG/YYYY/MM/DD/ID.html"
            )
        if post := self._post_at(url):
            return replace(post, url=found.url, link=post.url, again=True)
        return Lead(found.url, source_id=found.source_id, again=True)

    def _post_at(self, url: str) -> Lead | None:
        return read_link(TextResponse(self.profile.home), url)

    def _share(self, info_code: str) -> str:
        page = self.profile.article.page
        assert page  # the profile states it
        return filled(page, info_code)

    def reader_of(self, article: Lead, newest: Newest = nothing_learned) -> FinewsReader:  # noqa: ARG002
        """A reader that knows the site's share pages and post pages, so that there is nothing to learn."""
        return FinewsReader(article, self.profile)
