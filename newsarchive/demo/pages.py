"""What the site answers about an article: its post page, its share page, its text endpoint."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from newsarchive.demo import templates
from newsarchive.demo.articles import INDENT, OUTLETS, ROLLING, DemoArticle, Listed, Outlet
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


_ON_HOME = 5
_ALL = (*OUTLETS, ROLLING)


class Listings:
    """The home page and the category pages.

    :param articles: every article of the site, in any order
    """

    def __init__(self, articles: Iterable[Listed]) -> None:
        self._by_outlet: dict[Outlet, list[Listed]] = {outlet: [] for outlet in _ALL}
        for listed in sorted(articles, key=lambda one: (one.published, one.path), reverse=True):
            for outlet in (listed.outlet, listed.also):
                if outlet:
                    self._by_outlet[outlet].append(listed)
        self._outlet_at = {outlet.category_path: outlet for outlet in _ALL}

    def page(self, path: str) -> Response | None:
        """The home page or the category page at a path, if there is one."""
        if path == "/":
            return _page("", {outlet.tag: self._newest(outlet) for outlet in _ALL})
        outlet = self._outlet_at.get(path)
        if outlet is None or not self._by_outlet[outlet]:
            return None
        # Every second outlet's page shows its neighbour's tag, as the real category pages do.
        tag = (OUTLETS[OUTLETS.index(outlet) - 1] if outlet in OUTLETS[::2] else outlet).tag
        return _page(tag, {tag: self._by_outlet[outlet]})

    def _newest(self, outlet: Outlet) -> list[Listed]:
        return [one for one in self._by_outlet[outlet] if one.on_home and one.outlet == outlet][:_ON_HOME]


def _page(title: str, sections: Mapping[str, list[Listed]]) -> Response:
    """A page with a section for each tag that has something to list."""
    shown = {tag: listed for tag, listed in sections.items() if listed}
    newest = max(listed[0].published for listed in shown.values())
    content = "\n".join(
        templates.section(tag, ((one.path, one.title) for one in listed)) for tag, listed in shown.items()
    )
    return page(templates.wrapper(title, content), newest)
