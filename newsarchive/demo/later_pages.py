"""Pages on a later day: whatever reads as on the first day keeps its validators."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from newsarchive.demo import templates
from newsarchive.demo.articles import DemoArticle
from newsarchive.demo.later_articles import SOFT_404_SENTENCE
from newsarchive.demo.listings import Listings
from newsarchive.demo.pages import ArticlePages
from newsarchive.demo.responses import Response, page, refusal

LATER_DAY = datetime(2025, 1, 2, 8)  # noqa: DTZ001 - local time (+0800), after every article

NOT_FOUND = refusal(404, "not found any more")
GONE = refusal(410, "gone")
SOFT_404 = page(templates.wrapper(SOFT_404_SENTENCE, f"<p>{SOFT_404_SENTENCE}。</p>"), LATER_DAY)

Make = Callable[[], DemoArticle]


class LaterPages:
    """The pages of an article that changed.

    :param before: composes the article as the first day's pages show it
    :param after: composes the article as the pages show it now
    :param truth: composes the article that an archive of both days holds
    """

    __slots__ = ("_after", "_before", "_truth")

    def __init__(self, before: Make, after: Make, *, truth: Make) -> None:
        self._before, self._after, self._truth = ArticlePages(before), ArticlePages(after), truth

    @property
    def article(self) -> DemoArticle:
        """The article that an archive of both days holds."""
        return self._truth()

    def post(self) -> Response:
        """The post page."""
        return _renewed(self._before.post(), self._after.post())

    def share(self) -> Response:
        """The share page."""
        return _renewed(self._before.share(), self._after.share())

    def text(self, attempt: int) -> Response:
        """The text endpoint's JSON."""
        return _renewed(self._before.text(attempt), self._after.text(attempt))


class MissingPages:
    """The pages of an article that the site has no more: all three answer the same.

    :param truth: composes the article that an archive of both days holds
    """

    __slots__ = ("_response", "_truth")

    def __init__(self, response: Response, truth: Make) -> None:
        self._response, self._truth = response, truth

    @property
    def article(self) -> DemoArticle:
        """The article that an archive of both days holds."""
        return self._truth()

    def post(self) -> Response:
        """What stands for the post page."""
        return self._response

    def share(self) -> Response:
        """What stands for the share page."""
        return self._response

    def text(self, attempt: int) -> Response:  # noqa: ARG002 - it is missing for good
        """What stands for the text endpoint's JSON."""
        return self._response


class LaterListings:
    """The home page and the category pages of a later day.

    :param before: those of the first day
    :param after: what they list now
    """

    def __init__(self, before: Listings, after: Listings) -> None:
        self._before, self._after = before, after

    def home(self) -> Response:
        """One section per tag."""
        return _renewed(self._before.home(), self._after.home())

    def category(self, path: str) -> Response | None:
        """The category page at a path, if there is one."""
        before, after = self._before.category(path), self._after.category(path)
        return _renewed(before, after) if before and after else after


def _renewed(before: Response, after: Response) -> Response:
    if after.body == before.body:
        return before
    return replace(after, headers={**after.headers, "Last-Modified": SOFT_404.headers["Last-Modified"]})
