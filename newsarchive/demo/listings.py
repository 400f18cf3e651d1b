"""Which articles the home page and each category page list, newest first."""

from collections.abc import Iterable, Mapping

from newsarchive.demo import templates
from newsarchive.demo.articles import OUTLETS, ROLLING, Listed, Outlet
from newsarchive.demo.responses import Response, page

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
