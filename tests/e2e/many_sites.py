"""Many small sites behind one server, which the tests of the daemon use as a proxy."""

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from newsarchive.demo.responses import Response, page, refusal
from newsarchive.demo.server import Answer, Asked, Write, serving
from tests.e2e.crawling import ROOT

_FEEDS = 4
_ARTICLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2025-03-04T08:00:00+00:00"></head>
<body><article><h1>{title}</h1>{text}</article></body></html>"""
_TEXT = "".join(
    f"<p>The {{name}} was opened to the public {when}, and people came from all over the county.</p>"
    for when in ("in the morning", "at noon", "in the evening")
)
_PROFILE = """name: {name}
home: http://{name}.example/
zone: UTC
discovery:
  automatic: false
  feeds: [{feeds}]
category: {{fallback: {name}}}
politeness: {{delay: {delay}, concurrency: 4}}
schedule: {{every: 30m}}
learn: false
"""


@dataclass
class ManySites:
    """What there is, and what was asked.

    :param articles: how many each site has; ``http://NAME.example/``
    :param proxy: the server's address
    :param hanging: names of sites that answer nothing but robots.txt
    :param endless: names of sites whose lists go on, page after page of new articles, for ever
    :param failing: names of sites that answer 503
    :param delay: seconds between two requests to a site, as the profiles say
    :param asked: how often each site was asked for anything
    :param pages: how often each address was asked for
    """

    articles: dict[str, int]
    proxy: str = ""
    hanging: set[str] = field(default_factory=set)
    endless: set[str] = field(default_factory=set)
    failing: set[str] = field(default_factory=set)
    delay: float = 0
    asked: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    _made: dict[str, tuple[int, Response]] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Answer:
        parts = urlsplit(asked.url)
        name = (parts.hostname or "").removesuffix(".example")
        self.asked[name] += 1
        self.pages[asked.url] += 1
        if name not in self.articles:
            return refusal(404, "no such site")
        if parts.path == "/robots.txt":
            return refusal(404, "none")
        if name in self.hanging:
            return _hang
        if name in self.failing:
            return refusal(503, "out of order")
        if name in self.endless and "/feed/" in parts.path:
            return _leading_on(int(parts.path.rpartition("/")[2]))
        count = self.articles[name]
        known = self._made.get(asked.url)
        if known is None or known[0] != count:
            known = self._made[asked.url] = count, self._page(name, parts.path, count)
        return known[1]

    def _page(self, name: str, path: str, count: int) -> Response:
        place = path.rpartition("/")[2]
        if path.startswith("/feed/"):
            return page(_feed(name, range(int(place), count + 1, _FEEDS)), content_type="text/xml")
        title = f"How the {name} bridge {place} came to be what it is"
        return page(_ARTICLE.format(title=title, text=_TEXT.format(name=f"{name} bridge {place}")))

    def make_known(self, output: Path, *names: str) -> None:
        """Give sites an archive's folder with their profile; all of them where none is named."""
        for name in names or self.articles:
            private = output / name / "_archive"
            private.mkdir(parents=True, exist_ok=True)
            (private / "site.yml").write_text(self.profile(name))

    def profile(self, name: str) -> str:
        """A site's profile, as YAML."""
        feeds = ", ".join(f"http://{name}.example/feed/{number}" for number in range(1, _FEEDS + 1))
        return _PROFILE.format(name=name, feeds=feeds, delay=self.delay)

    def start(
        self,
        output: Path,
        *arguments: str,
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.Popen[str]:
        """A command of newsarchive's, whose output is one stream."""
        environment = os.environ | {
            "NEWSARCHIVE_OUTPUT": str(output), "http_proxy": self.proxy, "https_proxy": self.proxy,
            "no_proxy": "", "NEWSARCHIVE_PROFILES": str(output / "no-profiles"), "PYTHONUNBUFFERED": "1",
            **more,
        }  # fmt: skip
        return subprocess.Popen(
            [sys.executable, "-m", "newsarchive", *arguments], cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip


def _feed(name: str, numbers: range) -> str:
    items = "".join(
        f"<item><title>How the {name} bridge {number} came to be what it is</title>"
        f"<link>http://{name}.example/news/{number}</link></item>"
        for number in numbers
    )
    return f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'


def _leading_on(number: int) -> Response:
    """A page of a list, with six articles of its own and the next page."""
    shown = range(number * 6 + 1000, number * 6 + 1006)
    links = "".join(
        f'<li><a href="/news/{one}">How the bridge {one} came to be what it is</a></li>' for one in shown
    )
    return page(f'<html><body><ul>{links}</ul><a rel="next" href="/feed/{number + 4}">Next</a></body></html>')


async def _hang(_: Asked, __: Write) -> None:
    with suppress(asyncio.CancelledError):  # the server ends
        await asyncio.sleep(600)


@contextmanager
def many_sites(articles: Mapping[str, int]) -> Iterator[ManySites]:
    """Serve sites while the block lasts."""
    sites = ManySites(dict(articles))
    with serving(sites.answer) as sites.proxy:
        yield sites
