"""The demo site: every URL of its hosts and what it answers, without any server."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urljoin

from newsarchive.demo import ordinary
from newsarchive.demo.articles import DemoArticle, Listed
from newsarchive.demo.bad_records import BAD_RECORDS, BadRecord
from newsarchive.demo.fixed import FIXED
from newsarchive.demo.later_day import NO_CHANGES, Changes, LaterDay
from newsarchive.demo.pages import Kind, Listings, Make, Pages, renewed
from newsarchive.demo.pictures import Pictures
from newsarchive.demo.responses import PLAIN, Response, page, redirect, refusal
from newsarchive.demo.server import Asked
from newsarchive.demo.templates import ANY_DAY

POST_HOST = "finews.withounder.com"
SHARE_HOST = "finews.zning.xyz"
DIRECT = ""
"""The host of a visitor who uses no proxy and finds both hosts' paths at one address."""

_CACHED = 2000
_CACHED_BYTES = 2**20
_BY_CODE: dict[str, tuple[str, Kind]] = {
    "/html_News/NewsShare.html": ("infoCode", "share"),
    "/NewsData/GetNewsText.do": ("id", "text"),
}


class DemoSite:
    """A site whose every answer is the same in every run: a seed article, rolling news, ordinary articles.

    :param articles: how many ordinary articles there are on the first day
    :param bad_records: whether there are bad records, too
    :param changes: what has changed since
    :param validators: False answers without ``ETag`` and ``Last-Modified``, and so never with 304
    :ivar expected: what an archive that followed the site must have made of each article, by source id
    :ivar changed: the source ids of the good articles that each kind of change befell, by the names of
        :class:`Changes`; all but the counters are disjoint
    :ivar pictures_changed: likewise by the names of the changes of pictures
    :raises ValueError: there are fewer articles than changes
    """

    def __init__(self, articles: int = 130, *, bad_records: bool = True, changes: Changes = NO_CHANGES,
                 validators: bool = True) -> None:  # fmt: skip
        self.expected: dict[str, str] = {}
        self._validators = validators
        self._posts: dict[str, Pages] = {}
        self._by_code: dict[str, Pages] = {}
        self._truths: dict[str, Make] = {}
        self._errors: Counter[str] = Counter()
        self._cache: dict[tuple[str, str], Response] = {}
        day = LaterDay(changes, articles)
        always: list[Listed] = []
        for make in FIXED:
            always.append(article := make())
            self._add(article, *day.fixed_pages(make))
        for number in day.ordinary:
            self._add(day.listed(number), *day.ordinary_pages(number))
        for record in BAD_RECORDS if bad_records else ():
            always.append(record.listed)
            self._add_bad(record)
        self._listings = Listings([*always, *map(day.listed, filter(day.is_listed, day.ordinary))])
        self._first_listings = self._listings
        if changes != NO_CHANGES:
            self._first_listings = Listings([*always, *map(ordinary.listed, range(1, articles + 1))])
        photos = {kind: frozenset(map(ordinary.photo_of, some)) for kind, some in day.pictures.items()}
        self._pictures = Pictures(photos["swapped_pictures"], photos["missing_pictures"])
        self.pictures_changed = {
            kind: frozenset(map(ordinary.source_id_of, some)) for kind, some in day.pictures.items()
        }
        ids = {kind: frozenset(map(ordinary.source_id_of, some)) for kind, some in day.numbers.items()}
        counted = frozenset(self._truths if changes.counters else ()) - ids["removed"]
        self.changed: dict[str, frozenset[str]] = ids | {"counters": counted}

    @property
    def articles(self) -> Iterator[DemoArticle]:
        """The truth about every good article, composed one by one."""
        return (make() for make in self._truths.values())

    def article(self, source_id: str) -> DemoArticle:
        """The truth about one good article."""
        return self._truths[source_id]()

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

        :param host: one of the two, or of their pictures'; or :data:`DIRECT` for the two at one address
        """
        key = (host, path_and_query)
        if cached := self._cache.get(key):
            return cached
        response = self._respond(host.lower().removesuffix(":80"), path_and_query)
        response = response if self._validators else response.unvalidated()
        if response.status == 200 and len(response.body) <= _CACHED_BYTES and len(self._cache) < _CACHED:
            self._cache[key] = response
        return response

    def _respond(self, host: str, path_and_query: str) -> Response:
        path, _, query = path_and_query.partition("?")
        if host in Pictures.hosts:
            return self._pictures.answer(host, path_and_query)
        if host not in {POST_HOST, SHARE_HOST, DIRECT}:
            hosts = " and ".join([POST_HOST, SHARE_HOST, *sorted(Pictures.hosts)])
            return refusal(502, f"the demo site stands for {hosts} alone")
        if path == "/robots.txt":
            return page("User-agent: *\nDisallow: /private/\n", ANY_DAY, PLAIN)
        response = self._share_or_text(path, query) if host != POST_HOST else None
        if host != SHARE_HOST:
            response = response or self._listing_or_post(path)
        response = response or refusal(404, "no such page")
        return response.locally_linked() if host == DIRECT else response

    def _listing_or_post(self, path: str) -> Response | None:
        if path == "/emnews":
            return redirect("/emnews/", 301)
        if pages := self._posts.get(path) or self._posts.get(unquote(path)):
            return pages("post")
        path = "/" if path in {"/index.html", ""} else unquote(path)
        before, now = self._first_listings.page(path), self._listings.page(path)
        return renewed(before, now) if before and now else now

    def _share_or_text(self, path: str, query: str) -> Response | None:
        if path not in _BY_CODE:
            return None
        parameter, kind = _BY_CODE[path]
        code = parse_qs(query).get(parameter, [""])[0]
        if kind == "text" and self._errors[code]:
            self._errors[code] -= 1
            return refusal(500, "try again")
        pages = self._by_code.get(code)
        return pages(kind) if pages else None

    def _add(self, listed: Listed, pages: Pages, truth: Make) -> None:
        self.expected[listed.source_id] = "stored"
        self._posts[listed.path] = self._by_code[listed.info_code] = pages
        self._truths[listed.source_id] = truth

    def _add_bad(self, record: BadRecord) -> None:
        path, code = record.path, record.listed.info_code
        self.expected[record.source_id] = record.outcome
        self._errors[code] = record.errors
        self._posts[path] = self._posts[urljoin(path, path)] = record.page
        self._by_code[code] = self._by_code[unquote(code)] = record.page
