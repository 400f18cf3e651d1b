"""The whole site: which path shows what, and the truth about its articles."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from zlib import crc32

from newsarchive.demo.responses import Response, page, redirect
from newsarchive.demo.server import serving
from tests.newsite import feeds, listings, plain_pages, words
from tests.newsite.article import Article, articles
from tests.newsite.channels import CHANNELS, Channel
from tests.newsite.furniture import Page
from tests.newsite.shelf import Shelf
from tests.newsite.template_divs import divs_page
from tests.newsite.template_modern import modern_page
from tests.newsite.template_old import old_page
from tests.newsite.truth import Truth, truth_of

TEMPLATES = {"old": old_page, "divs": divs_page, "modern": modern_page}


class NewsSite:
    """The generated site.

    :param base: its address, without a slash at its end
    :param count: how many articles
    :param seed: the same gives the same site
    """

    def __init__(self, base: str, count: int = 2000, seed: int = 20240630) -> None:
        self.shelf = Shelf(articles(count, seed), base)
        self._routes: dict[str, Callable[[], Response]] = {}
        self._made: dict[str, Response] = {}
        self._add_machines()
        self._add_listings()
        for article in self.shelf.articles:
            for number in range(1, len(article.pages) + 1):
                self._routes[article.path(number)] = partial(self._article, article, number)
            if article.channel.template != "modern":
                self._page(
                    f"/comment/{article.serial}.html", partial(plain_pages.comment_page, article=article)
                )

    def truths(self) -> list[Truth]:
        """The truth about every article, in the order in which they were made."""
        return [truth_of(article, self.shelf, self.markup) for article in self.shelf.articles]

    def markup(self, article: Article, number: int) -> tuple[Page, str]:
        """An article's page: what was noted while it was made, and its markup."""
        page = Page(self.shelf, article.look + number)
        return page, TEMPLATES[article.channel.template](page, article, number)

    def respond(self, target: str) -> Response:
        """The answer to a request for a path with its query; ``from=…`` in it changes nothing."""
        key = _route_key(target)
        if key not in self._made:
            if key not in self._routes:
                body = listings.frame(Page(self.shelf, 404), "404 Not Found", "<h1>404</h1><p>页面走丢了</p>")
                return replace(page(body), status=404)
            self._made[key] = self._routes[key]()
        return self._made[key]

    def _article(self, article: Article, number: int) -> Response:
        return encoded(self.markup(article, number)[1], article.channel)

    def _page(self, path: str, make: Callable[[Page], str], channel: Channel | None = None) -> None:
        def response() -> Response:
            text = make(Page(self.shelf, crc32(path.encode())))
            return encoded(text, channel) if channel else page(text)

        self._routes[_route_key(path)] = response

    def _add_machines(self) -> None:
        shelf = self.shelf
        made = {
            "/robots.txt": ("text/plain", feeds.robots(shelf)),
            "/opinion/rss.xml": ("application/rss+xml; charset=utf-8", feeds.feed(shelf)),
            "/sitemap.xml": ("application/xml", feeds.sitemap_index(shelf)),
        }
        made |= {
            f"/sitemap-{key}.xml": ("application/xml", feeds.sitemap(shelf, key)) for key in feeds.IN_SITEMAPS
        }
        for path, (kind, text) in made.items():
            self._routes[path] = partial(page, text, content_type=kind)
        self._routes["/index.html"] = partial(redirect, f"{shelf.base}/", 301)

    def _add_listings(self) -> None:
        self._page("/", listings.home)
        self._page("/map.html", plain_pages.site_map)
        self._page("/login", plain_pages.login)
        self._page("/search?q=", plain_pages.search)
        for path in plain_pages.PATHS:
            self._page(path, partial(plain_pages.about, path=path))
        for path in ("/china/2005-01/01/content_1.htm", "/china/2005-01/02/content_2.htm"):
            self._page(path, plain_pages.gone)
        for tag in words.TAGS:
            self._page(f"/tag/{tag}", partial(listings.shelf_page, name=tag, articles=self.shelf.by_tag[tag]))
        self._page("/topics/", plain_pages.site_map)
        for number, topic in enumerate(words.TOPICS, 1):
            lead = f"{topic}专题：2024年6月1日 09:00起，{words.SITE}推出系列报道，带您了解事件的来龙去脉。"
            make = partial(listings.shelf_page, name=topic, articles=self.shelf.by_topic[topic], lead=lead)
            self._page(f"/topics/{number}/", make)
        for number in range(40):
            chosen = [
                a for a in self.shelf.newest if a.serial % 40 == number and a.channel.template == "modern"
            ]
            self._page(
                f"/author/{number}", partial(listings.shelf_page, name=f"作者主页{number}", articles=chosen)
            )
        for channel in CHANNELS:
            for number in range(1, listings.channel_pages(Page(self.shelf, 0), channel) + 1):
                make = partial(listings.channel_page, channel=channel, number=number)
                self._page(channel.listing(number), make, channel)


def encoded(text: str, channel: Channel) -> Response:
    """A page of a channel, whose server, if it is an old one, leaves the charset to the page; what the
    charset lacks becomes a character reference, as editors' software does it."""
    label = "" if channel.template == "old" else f"; charset={channel.label}"
    return page(text.encode(channel.charset, "xmlcharrefreplace"), content_type=f"text/html{label}")


def _route_key(target: str) -> str:
    parts = urlsplit(target)
    query = "&".join(f"{k}={v}" for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != "from")
    path = quote(unquote(parts.path))
    return path + (f"?{query}" if query else "")


@contextmanager
def running_site(count: int = 2000, seed: int = 20240630, port: int = 0) -> Iterator[NewsSite]:
    """The site, served while the block lasts; its address is ``shelf.base``."""
    made: list[NewsSite] = []
    with serving(lambda asked: made[0].respond(asked.target), port=port) as address:
        made.append(NewsSite(address, count, seed))
        yield made[0]
