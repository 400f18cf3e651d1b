"""The harbour site, which changes with a clock: 100 articles a day, ten edited later and two withdrawn."""

from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import urlsplit

from newsarchive.demo.responses import Response
from newsarchive.demo.server import Asked, serving
from newsarchive.store.rechecks import DAY, HOUR

A_DAY = 100
MOMENT = "%Y-%m-%d %H:%M"
EDITED = dict(
    zip(range(4, 100, 10), (0.5, 0.8, 1.2, 1.7, 2.2, 3, 4.5, 7, 12, 20), strict=True)
)  # after hours
WITHDRAWN = {41: 6, 77: 30}
WORDS = (
    "The ferry sails at seven in the evening as it did all summer and comes back with the morning's post. "
    * 4
)


class Site:
    """What the site shows at a time.

    :param start: the midnight before its first day, in seconds since 1970
    """

    def __init__(self, start: int, now: Any, requests: Any) -> None:
        self.start, self.now, self.requests = start, now, requests

    def published(self, number: int) -> float:
        """When an article is."""
        return self.start + (number + 0.5) * DAY / A_DAY

    def changed(self, number: int) -> float:
        """When it was changed last, by now."""
        edited = self.published(number) + EDITED.get(number % A_DAY, 1e9) * HOUR
        return edited if edited <= self.now.value else self.published(number)

    def is_there(self, number: int) -> bool:
        """Whether it is published and not withdrawn."""
        withdrawn = self.published(number) + WITHDRAWN.get(number % A_DAY, 1e9) * HOUR
        return number >= 0 and self.published(number) <= self.now.value < withdrawn

    def newest(self, count: int) -> list[int]:
        """The newest articles."""
        last = int((self.now.value - self.start) / DAY * A_DAY)
        return [number for number in range(last, max(last - count, -1), -1) if self.is_there(number)]

    def answer(self, asked: Asked) -> Response:
        """A page, a list, or 404."""
        self.requests.value += 1
        path = urlsplit(asked.url).path
        if path == "/":
            links = (
                f"<div class=i><h3><a href=/news/{n:06}.html>{_title(n)}</a></h3></div>"
                for n in self.newest(50)
            )
            return _html(f"<main>{''.join(links)}</main>")
        if path == "/feed.xml":
            entries = (
                f"<entry><link href='http://{asked.own}/news/{n:06}.html'/><title>{_title(n)}</title><published>"
                f"{_iso(self.published(n))}</published><updated>{_iso(self.changed(n))}</updated></entry>"
                for n in self.newest(100)
            )
            return _xml(f"<feed xmlns='http://www.w3.org/2005/Atom'>{''.join(entries)}</feed>")
        if path == "/sitemap.xml":
            urls = (
                f"<url><loc>http://{asked.own}/news/{n:06}.html</loc><lastmod>{_iso(self.changed(n))}</lastmod></url>"
                for n in self.newest(200)
            )
            return _xml(
                f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{''.join(urls)}</urlset>"
            )
        number = int(path[6:12]) if path.startswith("/news/") else -1
        return _html(self.page(number)) if self.is_there(number) else Response(404, {}, b"")

    def page(self, number: int) -> str:
        """An article's page, of which most is not the article."""
        edited = " It was late today." if self.changed(number) > self.published(number) else ""
        text = "".join(f"<p>Part {part} of story {number}. {WORDS}{edited}</p>" for part in range(8))
        moment = datetime.fromtimestamp(self.published(number), UTC)
        aside = (
            "<aside>" + "<div class=c><a href=/x>More of it</a><span>1 2 3</span></div>" * 500 + "</aside>"
        )
        return (
            f"<h1>{_title(number)}</h1><p class=story__date>{moment:{MOMENT}}</p>"
            f"<div class=story__text>{text}</div>{aside}"
        )


def _title(number: int) -> str:
    return f"The ferry sails for the {number}th time"


def _iso(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _html(body: str) -> Response:
    text = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour</title></head><body>{body}"
    return Response(200, {"Content-Type": "text/html; charset=utf-8"}, text.encode())


def _xml(body: str) -> Response:
    return Response(200, {"Content-Type": "application/xml"}, body.encode())


def serve(start: int, now: Any, requests: Any, channel: Connection) -> None:
    with serving(Site(start, now, requests).answer) as address:
        channel.send(address)
        channel.recv()  # until the benchmark ends this process
