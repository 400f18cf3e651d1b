"""The lists of a site: by category, tag and month, home, archive, feed and sitemap.

A list shows the newest articles first. Its older pages are numbered from the oldest on, a hundred articles
each: one of them does not change when articles come, so that a site of any size is brought up to date by a
few files. The address without a number has the newest up to two hundred.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from newsarchive.publishing.addresses import (
    ARCHIVE,
    CATEGORIES,
    FEED,
    HOME,
    MISSING,
    SEARCH,
    SITEMAP,
    TAGS,
    Addresses,
    numbered,
)
from newsarchive.publishing.generator import Page
from newsarchive.publishing.published_article import PublishedArticle

A_PAGE = 100  # articles of a numbered page; the newest page has up to twice as many
NEWEST = 30  # articles on the home page and in the feed
_MONTHS = 12  # on the home page
_SITEMAP = 10_000  # pages that one sitemap names
Shown = Sequence[PublishedArticle]


class Lists:
    """The pages beside the articles' own.

    :param shown: the articles, the earliest first
    """

    def __init__(self, shown: Shown, addresses: Addresses) -> None:
        self.shown = shown
        self.addresses = addresses
        self.categories = _grouped(shown, lambda one: (one.category,))
        self.tags = _grouped(shown, lambda one: one.labels)
        self.months = _grouped(shown, lambda one: (one.name[:7],))
        self.names = {slug: its[-1].tag for slug, its in self.categories.items()}

    def pages(self) -> Iterator[Page]:
        """All of them."""
        mapped: list[tuple[str, datetime | None]] = [(HOME, self._newest), (ARCHIVE, self._newest)]
        for page, changed in self._article_lists():
            mapped.append((page.address, changed))
            yield page
        yield Page(HOME, "front", self._home())
        yield Page(ARCHIVE, "months", {"years": self._years()})
        for address, kind, terms in (
            (CATEGORIES, "categories", self._terms()),
            (TAGS, "tags", self._labels()),
        ):
            mapped.append((address, self._newest))
            yield Page(address, "terms", {"kind": kind, "terms": terms})
        yield Page(SEARCH, "search", {})
        yield Page(MISSING, "missing", {})
        yield Page(FEED, "feed", self._feed())
        mapped += [(one.address, one.changed) for one in self.shown]
        yield from _sitemaps(mapped)

    def category(self, slug: str) -> dict[str, str]:
        """A category's name and address."""
        return {"name": self.names[slug], "url": self.addresses.category(slug)}

    def labels(self, article: PublishedArticle) -> list[dict[str, str]]:
        """The names and addresses of an article's tags, but for one that is called as its category is."""
        category = self.names[article.category]
        return [
            {"name": name, "url": self.addresses.tag(name)} for name in article.labels if name != category
        ]

    @property
    def _newest(self) -> datetime | None:
        return self.shown[-1].published if self.shown else None

    def _article_lists(self) -> Iterator[tuple[Page, datetime]]:
        for slug, its in self.categories.items():
            yield from _pages_of("category", self.names[slug], self.addresses.category(slug), its)
        for name, its in self.tags.items():
            yield from _pages_of("tag", name, self.addresses.tag(name), its)
        for month, its in self.months.items():
            yield from _pages_of("month", month, self.addresses.month(month), its)

    def _home(self) -> dict[str, Any]:
        return {
            "articles": [_line(one) for one in self._latest()],
            "categories": self._terms(),
            "months": self._month_lines()[:_MONTHS],
        }

    def _feed(self) -> dict[str, Any]:
        latest = self._latest()
        return {
            "updated": max(one.changed for one in latest).isoformat() if latest else None,
            "articles": [
                _stated(
                    title=one.title, url=one.address, date=one.published.isoformat(),
                    updated=one.changed.isoformat(), author=one.author, outlet=one.outlet,
                    standfirst=one.standfirst,
                )
                for one in latest
            ],
        }  # fmt: skip

    def _latest(self) -> Shown:
        return self.shown[: -NEWEST - 1 : -1]

    def _terms(self) -> list[dict[str, Any]]:
        """The categories, those with most articles first."""
        lines = [{**self.category(slug), "count": len(its)} for slug, its in self.categories.items()]
        return sorted(lines, key=_by_count)

    def _labels(self) -> list[dict[str, Any]]:
        """The tags, likewise."""
        lines = [
            {"name": name, "url": self.addresses.tag(name), "count": len(its)}
            for name, its in self.tags.items()
        ]
        return sorted(lines, key=_by_count)

    def _month_lines(self) -> list[dict[str, Any]]:
        """The months, the newest first."""
        return [
            {"month": month, "url": self.addresses.month(month), "count": len(its)}
            for month, its in sorted(self.months.items(), reverse=True)
        ]

    def _years(self) -> list[dict[str, Any]]:
        years = defaultdict[str, list[dict[str, Any]]](list)
        for line in self._month_lines():
            years[line["month"][:4]].append(line)
        return [{"year": year, "months": months} for year, months in years.items()]


def _by_count(line: Mapping[str, Any]) -> tuple[int, str]:
    return -line["count"], line["name"]


def _grouped(
    shown: Shown, keys: Callable[[PublishedArticle], Iterable[str]]
) -> dict[str, list[PublishedArticle]]:
    groups = defaultdict[str, list[PublishedArticle]](list)
    for one in shown:
        for key in keys(one):
            groups[key].append(one)
    return dict(groups)


def _pages_of(kind: str, title: str, address: str, its: Shown) -> Iterator[tuple[Page, datetime]]:
    """The pages of a list, the oldest first, each with the time of its newest article."""
    full = max(0, -(-len(its) // A_PAGE) - 2)
    parts = [its[n * A_PAGE : (n + 1) * A_PAGE] for n in range(full)] + [its[full * A_PAGE :]]
    addresses = [*(numbered(address, n + 1) for n in range(full)), address]
    for n, (part, own) in enumerate(zip(parts, addresses, strict=True)):
        data = {
            "title": title, "kind": kind, "articles": [_line(one, title) for one in reversed(part)],
            "newer": addresses[n + 1] if n < full else None, "older": addresses[n - 1] if n else None,
            "page": n + 1, "pages": full + 1 if n == full else None,  # an older page is to stay as it is
        }  # fmt: skip
        yield Page(own, "list", data), part[-1].published


def _line(one: PublishedArticle, title: str = "") -> dict[str, str]:
    """An article in a list; what is the list's title already is not said again."""
    outlet = one.outlet_or_category
    return _stated(
        title=one.title, url=one.address, date=one.published.isoformat(),
        outlet=outlet if outlet != title else "",
        withdrawn=one.withdrawn.isoformat() if one.withdrawn else "",
    )  # fmt: skip


def _sitemaps(mapped: Sequence[tuple[str, datetime | None]]) -> Iterator[Page]:
    names = []
    for start in range(0, len(mapped), _SITEMAP):
        names.append(f"/sitemap-{start // _SITEMAP + 1}.xml")
        part = mapped[start : start + _SITEMAP]
        lines = [_stated(url=url, changed=changed.isoformat() if changed else "") for url, changed in part]
        yield Page(names[-1], "sitemap", {"pages": lines})
    yield Page(SITEMAP, "sitemapindex", {"sitemaps": names})


def _stated(**values: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}
