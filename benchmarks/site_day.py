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
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
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
from benchmarks.harbour_history import HALF_HOUR, plan
from benchmarks.harbour_site import MOMENT, serve
from newsarchive.crawling.spider import SiteSpider
from newsarchive.store.rechecks import DAY

RULES = {
    "learning": {}, "plain": {"learn": False},
    "former": {"every_hours": 1, "fresh_days": 3, "growth": 2, "learn": False},
}  # fmt: skip


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
        self.server = multiprocessing.Process(target=serve, args=arguments, daemon=True)
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
        assert spider.profile_path
        plan(output / "harbour", spider.profile_path, start=bench.start, now=bench.now.value)
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
