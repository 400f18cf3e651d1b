"""The demo site: every URL of the two hosts and what it answers, without any server."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Self
from urllib.parse import parse_qs, unquote, urljoin

from newsarchive.demo import ordinary
from newsarchive.demo.articles import DemoArticle, info_code
from newsarchive.demo.bad_pages import BadPages
from newsarchive.demo.bad_record import STORED
from newsarchive.demo.bad_records import BAD_RECORDS
from newsarchive.demo.changes import NO_CHANGES, Changes
from newsarchive.demo.later_day import LaterDay
from newsarchive.demo.later_pages import LaterListings
from newsarchive.demo.listings import Listed, Listings
from newsarchive.demo.pages import ANY_DAY, GoodPages, Pages
from newsarchive.demo.recipes import BAD_DAY
from newsarchive.demo.responses import (
    PLAIN,
    Response,
    page,
    redirect,
    refusal,
    with_local_links,
    without_validators,
)
from newsarchive.demo.rolling import ROLLING_COUNT, rolling_article
from newsarchive.demo.seed import seed_article
from newsarchive.demo.server import Asked

POST_HOST = "finews.withounder.com"
SHARE_HOST = "finews.zning.xyz"
DIRECT = ""
"""The host of a visitor who uses no proxy and finds both hosts' paths at one address."""

_CACHED = 2000
_CACHED_BYTES = 2**20


class DemoSite:
    """A site whose every answer is the same in every run.

    :ivar expected: what an archive that followed the site must have made of each article, by source id
    :ivar changed: the source ids of the good articles that each kind of change befell, by the names of
        :class:`Changes`; all but the counters are disjoint
    """

    def __init__(self, *, validators: bool = True) -> None:
        self.expected: dict[str, str] = {}
        self.changed: dict[str, frozenset[str]] = {}
        self._validators = validators
        self._posts: dict[str, Pages] = {}
        self._by_code: dict[str, Pages] = {}
        self._good: dict[str, GoodPages] = {}
        self._attempts: Counter[str] = Counter()
        self._cache: dict[tuple[str, str], Response] = {}
        self._listings: Listings | LaterListings = Listings(())

    @classmethod
    def build(
        cls,
        articles: int = 130,
        *,
        bad_records: bool = True,
        changes: Changes = NO_CHANGES,
        validators: bool = True,
    ) -> Self:
        """A site with the seed article, rolling news, ordinary articles and bad records.

        :param articles: how many ordinary articles there are besides on the first day
        :param changes: what has changed since
        :param validators: False answers without ``ETag`` and ``Last-Modified``, and so never with 304
        :raises ValueError: there are fewer articles than changes
        """
        site, day = cls(validators=validators), LaterDay(changes, articles)
        always = [*site._add_fixed(day), *(site._add_bad() if bad_records else ())]
        site._add_ordinary(day)
        site._listings = Listings([*always, *day.listed()])
        if changes != NO_CHANGES:
            site._listings = LaterListings(Listings([*always, *day.first_listed()]), site._listings)
        site.changed = {
            kind: frozenset(map(ordinary.source_id_of, numbers)) for kind, numbers in day.numbers.items()
        }
        site.changed["counters"] = frozenset(site._good if changes.counters else ()) - site.changed["removed"]
        return site

    @property
    def articles(self) -> Iterator[DemoArticle]:
        """The truth about every good article, composed one by one."""
        return (pages.article for pages in self._good.values())

    def article(self, source_id: str) -> DemoArticle:
        """The truth about one good article."""
        return self._good[source_id].article

    def answer(self, asked: Asked) -> Response:
        """The answer to a request, to the site itself or to a proxy."""
        if asked.method not in {"GET", "HEAD"}:
            return refusal(405, "GET and HEAD alone")
        scheme, _, rest = asked.url.partition("://")
        host, slash, target = rest.partition("/")
        if scheme != "http" or not host:
            return refusal(502, "the demo site speaks plain http alone")
        is_visitor = host in {asked.own, asked.own.replace("127.0.0.1", "localhost")}
        return self.respond(DIRECT if is_visitor else host, slash + target or "/")

    def respond(self, host: str, path_and_query: str) -> Response:
        """The answer to a GET.

        :param host: one of the two hosts, or :data:`DIRECT` for both at one address
        """
        key = (host, path_and_query)
        cached = self._cache.get(key)
        if cached is not None:
            return cached
        response = self._respond(host.lower().removesuffix(":80"), path_and_query)
        if not self._validators:
            response = without_validators(response)
        if response.status == 200 and len(response.body) <= _CACHED_BYTES:
            if len(self._cache) >= _CACHED:
                del self._cache[next(iter(self._cache))]
            self._cache[key] = response
        return response

    def _respond(self, host: str, path_and_query: str) -> Response:
        path, _, query = path_and_query.partition("?")
        if host not in {POST_HOST, SHARE_HOST, DIRECT}:
            return refusal(502, f"the demo site stands for {POST_HOST} and {SHARE_HOST} alone")
        if path == "/robots.txt":
            return page("User-agent: *\nDisallow: /private/\n", ANY_DAY, PLAIN)
        response = None
        if host != POST_HOST:
            response = self._share_or_text(path, query)
        if host != SHARE_HOST:
            response = response or self._listing_or_post(path)
        response = response or refusal(404, "no such page")
        return with_local_links(response) if host == DIRECT else response

    def _listing_or_post(self, path: str) -> Response | None:
        if path in {"/", "/index.html", ""}:
            return self._listings.home()
        if path == "/emnews":
            return redirect("/emnews/", 301)
        pages = self._posts.get(path) or self._posts.get(unquote(path))
        return pages.post() if pages else self._listings.category(unquote(path))

    def _share_or_text(self, path: str, query: str) -> Response | None:
        if path == "/html_News/NewsShare.html":
            pages = self._by_code.get(_parameter(query, "infoCode"))
            return pages.share() if pages else None
        if path == "/NewsData/GetNewsText.do":
            code = _parameter(query, "id")
            pages = self._by_code.get(code)
            if pages:
                self._attempts[code] += 1
                return pages.text(self._attempts[code])
        return None

    def _add_fixed(self, day: LaterDay) -> Iterator[Listed]:
        makers: list[Callable[[], DemoArticle]] = [seed_article]
        makers += [partial(rolling_article, number) for number in range(ROLLING_COUNT)]
        for make in makers:
            article = make()
            self._add(article.source_id, article.path, day.fixed_pages(make))
            yield Listed(article.outlet, article.published, article.path, article.title)

    def _add_ordinary(self, day: LaterDay) -> None:
        for number in day.ordinary_numbers:
            pages = day.ordinary_pages(number)
            self._add(ordinary.source_id_of(number), day.ordinary_path(number), pages)

    def _add_bad(self) -> Iterator[Listed]:
        for record in BAD_RECORDS:
            pages = BadPages(record)
            self.expected[record.source_id] = record.outcome
            self._posts[record.path] = pages
            self._posts[urljoin("http://host/", record.path).removeprefix("http://host")] = pages
            code = info_code(record.source_id)
            self._by_code[code] = self._by_code[unquote(code)] = pages
            title = record.recipe.shown_title(record.source_id)
            yield Listed(record.recipe.outlet, BAD_DAY, record.path, title, on_home=False)

    def _add(self, source_id: str, path: str, pages: GoodPages) -> None:
        self.expected[source_id] = STORED
        self._posts[path] = self._good[source_id] = pages
        self._by_code[info_code(source_id)] = pages


def _parameter(query: str, name: str) -> str:
    return parse_qs(query).get(name, [""])[0]
