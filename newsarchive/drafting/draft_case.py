"""A golden case out of a survey: pages as they were answered, and what the drafted profile makes of them."""

import json
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from typing import Any, NamedTuple

from scrapy.exporters import PythonItemExporter
from scrapy.http import Request, Response

from newsarchive.crawling.asking import Answer, Ask, Unanswered, answer_of, follow, request_for
from newsarchive.crawling.spider import SiteSpider
from newsarchive.drafting.surveying import Saved, Survey
from newsarchive.drafting.which_profile import spider_for
from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.fetching.conditional import served_at
from newsarchive.items import Article, Draft, Lead
from newsarchive.pages.decoding import content_type_of
from newsarchive.posts.file_names import first_name
from newsarchive.posts.post import post_bytes
from newsarchive.profiles import SiteProfile

FOLDER = "first-article"
# Whoever opens them from the disk sees their source: as HTML their scripts would run, with a file's rights.
_ARTICLE, _LISTING = "article.html.txt", "listing.html.txt"


class DraftCase(NamedTuple):
    """A case.

    :param files: by their names in the case's folder
    :param address: of its article
    """

    files: dict[str, bytes]
    address: str


def draft_case(profile: SiteProfile, seen: Survey, pipelines: Callable[[Draft], Article]) -> DraftCase | None:
    """The case of an article that is on one page and, if possible, on the saved listing; None without one.

    :param profile: as it was drafted
    """
    spider = spider_for(profile)
    listed = _listed(spider, seen.listing)
    articles = [(saved, _read(spider, saved, pipelines)) for saved in seen.saved]
    good = [(saved, article) for saved, article in articles if article]
    if not good:
        return None
    saved, article = max(good, key=lambda one: one[0].address in listed)
    pages = {saved.address: _page(_ARTICLE, saved.response)}
    meta: dict[str, Any] = {
        "reviewed": False,
        "id": article.source_id,
        "url": saved.address,
        "fetched_at": article.fetched_at.isoformat(),
    }
    files = {_ARTICLE: saved.response.body}
    if saved.address in listed:
        meta["listing"] = {"url": seen.listing.address}
        pages[seen.listing.address] = _page(_LISTING, seen.listing.response)
        files[_LISTING] = seen.listing.response.body
    meta |= {"responses": pages, "pages": [_ARTICLE]}
    name = first_name(article.source_id, article.published, by_address=profile.article.id is None)
    item = {**PythonItemExporter().export_item(article), "post": name}
    files |= {
        "meta.json": _json(meta), "item.json": _json(item), "post.md": post_bytes(article, profile)
    }  # fmt: skip
    return DraftCase(files, saved.address)


def _listed(spider: SiteSpider, listing: Saved) -> set[str]:
    """The articles that a run finds on the listing."""
    request = Request(listing.address, meta={"listing": listing.address, "away": 0})
    found = spider.parse_listing(listing.response.replace(request=request))
    return {one.url for one in found if isinstance(one, Lead)}


def _read(spider: SiteSpider, saved: Saved, pipelines: Callable[[Draft], Article]) -> Article | None:
    """The article, if its first page, at its own address, is all that it needs and it would become a post."""
    if saved.response.url != saved.address:
        return None
    try:
        article = spider.lead_at(saved.address)
        item = follow(spider.reader_of(article).read(), lambda ask: _saved_page(saved, ask, article.url))
        return pipelines(item) if isinstance(item, Draft) else None
    except (ArgumentError, ExtractionError):
        return None


def _saved_page(saved: Saved, ask: Ask, article: str) -> Answer | Unanswered:
    """The saved page, served to the second, as a ``Date`` in the case says it; nothing else was saved."""
    if ask.url != saved.address:
        return Unanswered("not-saved", f"{ask.url} was not looked at")
    headers = saved.response.headers.copy()
    headers["Date"] = format_datetime(served_at(saved.response), usegmt=True)
    return answer_of(saved.response.replace(headers=headers, request=request_for(ask, article)))


def _page(name: str, response: Response) -> dict[str, str]:
    return {"file": name, "content_type": content_type_of(response)}


def _json(data: Mapping[Any, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
