"""The three pages of an article: post, share page, text endpoint."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from newsarchive.demo import share, templates
from newsarchive.demo.articles import DemoArticle
from newsarchive.demo.bodies import INDENT
from newsarchive.demo.responses import Response, json_page, page

ANY_DAY = datetime(2022, 3, 1)  # noqa: DTZ001 - of pages that never change


class Pages(Protocol):
    """What the site answers about one article."""

    def post(self) -> Response:
        """The page on ``finews.withounder.com``."""

    def share(self) -> Response:
        """The share page on ``finews.zning.xyz``."""

    def text(self, attempt: int) -> Response:
        """The text endpoint's answer to the given attempt, from 1 up."""


class GoodPages(Pages, Protocol):
    """What the site answers about a good article."""

    @property
    def article(self) -> DemoArticle:
        """The truth about the article: what an archive that knew every day of the site holds."""


class ArticlePages:
    """The pages of a good article, composed on demand.

    :param make: composes the article
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[], DemoArticle]) -> None:
        self._make = make

    @property
    def article(self) -> DemoArticle:
        """The truth about the article."""
        return self._make()

    def post(self) -> Response:
        """The post page, whose body has lost its indents as on the real site."""
        article = self._make()
        heading = article.title if article.heading is None else article.heading
        content = templates.post(
            heading=heading,
            shown_time=article.shown_time,
            body=article.body.replace(INDENT, ""),
            link=article.link or templates.SHARE_URL + article.info_code,
            outlet=article.outlet,
            tag=article.outlet.tag,
            digest=article.digest,
        )
        return page(content, article.published)

    def share(self) -> Response:
        """The share page: the script's, or one that carries the article's text."""
        article = self._make()
        if not article.on_share_page:
            return SCRIPT_SHARE_PAGE
        shown_time = article.shown_time.removesuffix(":00")
        content = share.text_page(article.title, shown_time, article.outlet.name, article.body)
        return page(content, article.published)

    def text(self, attempt: int) -> Response:  # noqa: ARG002 - good articles answer at once
        """The text endpoint's JSON."""
        article = self._make()
        ascii_only = int(article.source_id[-1]) % 4 == 3
        return json_page(article.answer, article.published, ascii_only=ascii_only)


SCRIPT_SHARE_PAGE = page(share.SCRIPT_PAGE, ANY_DAY)
