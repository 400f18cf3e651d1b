"""What the site answers about an article: its post page, its share page, its text endpoint."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Literal

from newsarchive.demo import templates
from newsarchive.demo.articles import INDENT, DemoArticle
from newsarchive.demo.responses import Response, json_page, page

Kind = Literal["post", "share", "text"]
Pages = Callable[[Kind], Response]
"""Answers for one of the three pages of an article."""
Make = Callable[[], DemoArticle]
"""Composes an article anew."""

LATER_DAY = datetime(2025, 1, 2, 8)  # noqa: DTZ001 - local time (+0800), after every article


def good_page(article: DemoArticle, kind: Kind) -> Response:
    """One of the pages of a good article; its post page has lost its indents, as on the real site."""
    shown_time, outlet = str(article.published), article.outlet
    if kind == "text":
        return json_page(article.answer, article.published, ascii_only=int(article.source_id[-1]) % 4 == 3)
    if kind == "post":
        content = templates.post(
            heading=article.title if article.heading is None else article.heading,
            shown_time=shown_time,
            body=article.body.replace(INDENT, ""),
            link=article.link or templates.SHARE_URL + article.info_code,
            outlet=outlet,
            tag=outlet.tag,
            digest=article.digest,
        )
    elif article.on_share_page:
        shown_time = shown_time.removesuffix(":00")
        content = templates.share_page(article.title, shown_time, outlet.name, article.body)
    else:
        return templates.SCRIPT_SHARE_PAGE
    return page(content, article.published)


def renewed(before: Response, after: Response) -> Response:
    """A page on a later day: whatever reads as on the first day keeps its validators."""
    if after.body == before.body:
        return before
    modified = page(b"", LATER_DAY).headers["Last-Modified"]
    return replace(after, headers={**after.headers, "Last-Modified": modified})
