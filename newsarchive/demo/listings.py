"""Which articles the home page and each category page list, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from newsarchive.demo import templates
from newsarchive.demo.outlets import OUTLETS, ROLLING, Outlet
from newsarchive.demo.responses import Response, page

_ON_HOME = 5
_ALL = (*OUTLETS, ROLLING)


@dataclass(frozen=True, slots=True)
class Listed:
    """One article as listings know it.

    :param path: the post page's address, as the ``href`` writes it
    :param also: a second outlet whose category page lists it too
    :param on_home: False keeps it off the home page
    """

    outlet: Outlet
    published: datetime
    path: str
    title: str
    also: Outlet | None = None
    on_home: bool = True


class Listings:
    """The home page and the category pages.

    :param articles: every article of the site, in any order
    """

    def __init__(self, articles: Iterable[Listed]) -> None:
        self._by_outlet: dict[Outlet, list[Listed]] = {outlet: [] for outlet in _ALL}
        for listed in sorted(articles, key=lambda one: (one.published, one.path), reverse=True):
            self._by_outlet[listed.outlet].append(listed)
            if listed.also:
                self._by_outlet[listed.also].append(listed)
        self._outlet_at = {outlet.category_path: outlet for outlet in _ALL}

    def home(self) -> Response:
        """One section per tag with its own newest posts."""
        sections = [(outlet, self._newest(outlet)) for outlet in _ALL]
        shown = [(outlet, listed) for outlet, listed in sections if listed]
        newest = max(listed[0].published for _, listed in shown)
        return page(templates.home((outlet, _links(listed)) for outlet, listed in shown), newest)

    def category(self, path: str) -> Response | None:
        """The category page at a path, if there is one."""
        outlet = self._outlet_at.get(path)
        if outlet is None or not self._by_outlet[outlet]:
            return None
        listed = self._by_outlet[outlet]
        content = templates.category(_claimed_tag(outlet), _links(listed))
        return page(content, listed[0].published)

    def _newest(self, outlet: Outlet) -> list[Listed]:
        own = [one for one in self._by_outlet[outlet] if one.on_home and one.outlet == outlet]
        return own[:_ON_HOME]


def _links(articles: Iterable[Listed]) -> Iterator[templates.Link]:
    return ((one.path, one.title) for one in articles)


def _claimed_tag(outlet: Outlet) -> str:
    # Every second outlet's page shows its neighbour's tag, as the real category pages do.
    wrong = outlet in OUTLETS[::2]
    return OUTLETS[OUTLETS.index(outlet) - 1].tag if wrong else outlet.tag
