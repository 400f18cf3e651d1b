"""A day of a site: requests and CPU seconds of 48 half-hourly runs, the first day and with 90 days archived.

    python benchmarks/site_day.py [--history 90] [--rules learning plain former] [--no-cron]

The site publishes 100 articles a day, evenly, each of one page of 40 KB; ten are edited, half an hour to
twenty hours later, and two withdrawn. A feed of the newest 100, a sitemap of two days and a front page of 50
list them; feed and sitemap say when each was changed. Neither lists nor pages have an ETag or a date to ask
by. It is read by a profile with rules, without delays.

All runs are made in one process and one event loop, as by the daemon, with the setting CLOCK counting the
time of the site; the server is a process of its own, and its CPU is not counted. An archive with history has
its articles from one run a day; then each is planned as if its runs had come half-hourly, by the crawl's own
rule, and has a second revision where the site edited it. Beside them cron_script.py walks the front page and
fetches all that it shows, every time.
"""

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import yaml
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.reactor import install_reactor
from twisted.internet.task import react

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.cron_script import fetch, listed, write
from newsarchive.crawling.spider import SiteSpider
from newsarchive.demo.responses import Response
from newsarchive.demo.server import Asked, serving
from newsarchive.profiles import RecheckRules, load_profile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import State
from newsarchive.store.edit_habits import EditHabits, learned_habits
from newsarchive.store.rechecks import DAY, HOUR, next_check

A_DAY, HALF_HOUR = 100, 1800
EDITED = dict(
    zip(range(4, 100, 10), (0.5, 0.8, 1.2, 1.7, 2.2, 3, 4.5, 7, 12, 20), strict=True)
)  # after hours
WITHDRAWN = {41: 6, 77: 30}
MOMENT = "%Y-%m-%d %H:%M"
RULES = {
    "learning": {}, "plain": {"learn": False},
    "former": {"every_hours": 1, "fresh_days": 3, "growth": 2, "learn": False},
}  # fmt: skip
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


def _serve(start: int, now: Any, requests: Any, channel: Connection) -> None:
    with serving(Site(start, now, requests).answer) as address:
        channel.send(address)
        channel.recv()  # until the benchmark ends this process


_now = [0.0]


def clock() -> datetime:
    """The site's time, for the setting CLOCK, of which Scrapy makes copies."""
    return datetime.fromtimestamp(_now[0], UTC)


@dataclass
class Cost:
    requests: int
    cpu: float


class Bench:
    """The site, its clock and what its visits cost."""

    def __init__(self, folder: Path, history: int) -> None:
        self.folder, self.history = folder, history
        midnight = int(time.time()) // DAY * DAY
        self.start = midnight - (history + 3) * DAY  # so that no date lies in the future
        self.now, self.requests = multiprocessing.Value("d", self.start), multiprocessing.Value("l", 0)
        self.channel, theirs = multiprocessing.Pipe()
        arguments = (self.start, self.now, self.requests, theirs)
        self.server = multiprocessing.Process(target=_serve, args=arguments, daemon=True)
        self.server.start()
        self.address = self.channel.recv()

    def close(self) -> None:
        """Stop the server."""
        self.server.terminate()
        self.server.join(10)

    def at(self, day: int, seconds: float) -> None:
        """Set the site's time."""
        self.now.value = _now[0] = self.start + day * DAY + seconds

    @contextmanager
    def cost(self) -> Iterator[Cost]:
        """What is asked and used in a ``with`` block, this process alone."""
        found, asked, used = Cost(0, 0.0), self.requests.value, _cpu()
        yield found
        found.requests, found.cpu = self.requests.value - asked, _cpu() - used

    def spider(self, name: str) -> type[SiteSpider]:
        """A spider of the site by rules of one of the names in RULES."""
        path = self.folder / "profiles" / name / "harbour.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        host = urlsplit(self.address).netloc
        profile = {
            "name": "harbour", "home": f"{self.address}/", "hosts": [host], "zone": "UTC", "language": "en",
            "discovery": {
                "feeds": f"{self.address}/feed.xml", "sitemaps": f"{self.address}/sitemap.xml",
                "listings": f"{self.address}/", "links": "div.i h3 a", "automatic": False,
            },
            "article": {
                "address": r"/news/\d{6}\.html", "title": "h1", "date": ".story__date",
                "body": ".story__text",
            },
            "category": {"fallback": "News"}, "politeness": {"delay": 0}, "recheck": RULES[name],
        }  # fmt: skip
        path.write_text(yaml.safe_dump(profile))
        said = {"name": "harbour", "profile_path": path, "__module__": SiteSpider.__module__}
        return type("HarbourSpider", (SiteSpider,), said)

    async def crawl(self, spider: type[SiteSpider], output: Path, **arguments: str) -> None:
        """One run."""
        settings = Settings()
        settings.setmodule("newsarchive.settings", priority="project")
        settings.update(
            {"OUTPUT_DIR": str(output), "CLOCK": clock, "LOG_LEVEL": "ERROR", "DOWNLOAD_DELAY": 0,
             "AUTOTHROTTLE_ENABLED": False, "TELNETCONSOLE_ENABLED": False}, priority="cmdline",
        )  # fmt: skip
        await AsyncCrawlerRunner(settings).crawl(spider, **arguments)

    async def day(self, spider: type[SiteSpider], output: Path, day: int) -> Cost:
        """The 48 runs of a day."""
        with self.cost() as found:
            for run in range(48):
                self.at(day, (run + 1) * HALF_HOUR)
                await self.crawl(spider, output)
        return found

    def cron(self, day: int) -> Cost:
        """What the cron script asks on such a day."""
        posts = self.folder / "cron"
        posts.mkdir(exist_ok=True)
        with self.cost() as found:
            for run in range(48):
                self.at(day, (run + 1) * HALF_HOUR)
                connection = HTTPConnection(urlsplit(self.address).netloc)
                for path in listed(connection, "/"):
                    page = fetch(connection, path)
                    write(page, urljoin(self.address, path), 1, posts, MOMENT, ZoneInfo("UTC"))
                connection.close()
        return found

    def plan(self, spider: type[SiteSpider], output: Path) -> None:
        """Plan the articles of an archive as if its runs had come half-hourly and by the spider's rules."""
        profile = load_profile(spider.profile_path)  # type: ignore[arg-type]
        archive = Archive(output / "harbour", profile)
        with archive.run("adopt", {}, "benchmark"):
            archive.transact(lambda rows: self._plan(rows, profile.recheck))

    def _plan(self, rows: Rows, rules: RecheckRules) -> None:
        for row in rows.where(ArticleRow, state=State.PUBLISHED):
            number = int(row.url[-11:-5])
            stored = self.start + -(-(number + 0.5) * DAY / A_DAY // HALF_HOUR) * HALF_HOUR + 20
            first = rows.one(RevisionRow, article=row.id, number=1)
            assert first
            edited = EDITED.get(number % A_DAY)
            if edited and row.revision == 1:
                noticed = next(age for age in (1, 4, 13, 40) if age >= edited) * HOUR
                rows.add(replace(first, id=0, number=2, stored=int(stored + noticed)))
            number_now = 2 if edited else 1
            rows.replace(replace(row, stored=int(stored), checked=int(self.now.value), revision=number_now))
        habits = learned_habits(rows) if rules.learn else EditHabits()
        for row in rows.where(ArticleRow, state=State.PUBLISHED):
            assert row.stored
            checked, due = row.stored, row.stored
            while due is not None and due <= self.now.value:
                checked = due
                due, _ = next_check(rules, since=row.stored, now=checked, stretches=habits.of("news"))
            rows.replace(replace(row, checked=checked, next_check=due))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def measure(bench: Bench, options: argparse.Namespace) -> None:
    print("| a day of 48 runs | requests | CPU s |\n|---|---|---|")
    for name in options.rules:
        found = await bench.day(bench.spider(name), bench.folder / f"first-{name}", 0)
        print(f"| first day, {name} | {found.requests} | {found.cpu:.1f} |", flush=True)
    if options.cron:
        found = bench.cron(1)
        print(f"| cron script | {found.requests} | {found.cpu:.1f} |", flush=True)
    if not bench.history:
        return
    base = bench.folder / "history"
    for day in range(bench.history):
        bench.at(day + 1, 0)
        await bench.crawl(bench.spider("plain"), base, recheck="none")
    for name in options.rules:
        output, spider = bench.folder / f"later-{name}", bench.spider(name)
        shutil.copytree(base, output)
        bench.at(bench.history, 0)
        bench.plan(spider, output)
        found = await bench.day(spider, output, bench.history)
        print(f"| after {bench.history} days, {name} | {found.requests} | {found.cpu:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--history", type=int, default=90)
    parser.add_argument("--rules", nargs="+", choices=list(RULES), default=list(RULES))
    parser.add_argument("--cron", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.history)
        try:
            react(lambda _: deferred_from_coro(measure(bench, options)))
        except SystemExit as ended:
            if ended.code:
                raise
        finally:
            bench.close()


if __name__ == "__main__":
    main()
