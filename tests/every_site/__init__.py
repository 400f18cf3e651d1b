"""Every kind of site, each with a small site of its own on loopback: what holds for one holds for all.

``EVERY_SITE`` walks the bundled profiles by the spider loader, so that a new one without golden cases fails
every test that is parametrised with it; then a site without profile, one that keeps no originals, and one
whose pages a browser builds.
"""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.spider_loader import SiteLoader
from tests.e2e.crawling import ROOT, Crawl, chromium_is_there, one_after_another, scrapy, start_scrapy
from tests.every_site.golden import golden_site
from tests.every_site.pictures import photos, show_pictures
from tests.every_site.plain import plain_site
from tests.every_site.proxy import Content, running_web
from tests.every_site.rendered import running_rendered

_LOADER = SiteLoader.from_settings(
    Settings({"SPIDER_MODULES": ["spiders"], "OUTPUT_DIR": str(ROOT / "nowhere")})
)
BUNDLED = sorted(set(_LOADER.list()) - {"news"})
_NEEDS_CHROMIUM = [
    pytest.mark.chromium,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]


@dataclass
class Site:
    """A site that is being served.

    :param name: of its archive
    :param begin: what ``scrapy archive`` is called with the first time
    :param profile: of a site that is no bundled one; an archive has to be told
    :param a_day_later: edits an article and withdraws another
    :param asked: addresses that were asked for
    """

    name: str
    begin: tuple[str, ...]
    a_day_later: Callable[[], None]
    asked: list[str]
    profile: str = ""
    proxy: str | None = None
    certificate: Path | None = None

    def run(self, output: Path, *arguments: str) -> Crawl:
        """``scrapy ARGUMENTS`` with the site as its only web."""
        self.make_known(output)
        done = scrapy(*arguments, proxy=self.proxy, output=output, more=self._environment)
        assert "Traceback" not in done.out + done.err, done.out + done.err
        return done

    def start(self, output: Path, *arguments: str) -> subprocess.Popen[str]:
        """``scrapy ARGUMENTS``, which goes on beside the test; its output is one stream."""
        self.make_known(output)
        return start_scrapy(*arguments, proxy=self.proxy, output=output, more=self._environment)

    def run_all(self, output: Path, *commands: Sequence[str]) -> list[Crawl]:
        """Several commands, of which the last but one may crawl."""
        done = one_after_another(*commands, proxy=self.proxy, output=output, more=self._environment)
        assert "Traceback" not in done[0].out + done[0].err, done[0].out + done[0].err
        return done

    def make_known(self, output: Path) -> None:
        """Give the archive its profile, where it has to be told."""
        own = output / self.name / "_archive" / "site.yml"
        if self.profile and not own.parent.exists():
            own.parent.mkdir(parents=True)
            own.write_text(self.profile, encoding="utf-8")

    @property
    def _environment(self) -> dict[str, str]:
        return {"SSL_CERT_FILE": str(self.certificate)} if self.certificate else {}

    def archive(self, output: Path, *arguments: str) -> Crawl:
        """A run on the site."""
        known = (output / self.name / "_archive").exists()
        return self.run(output, "archive", *((self.name,) if known else self.begin), *arguments)


@contextmanager
def serving(kind: str, folder: Path, *, pictured: bool = False) -> Iterator[Site]:
    """The site of this kind.

    :param folder: of the test's own
    :param pictured: each article shows a picture of its own, which is there
    """
    if kind == "rendered":
        with running_rendered(photos() if pictured else {}) as (profile, later, asked):
            yield Site("scripted", ("scripted",), later, asked, profile)
        return
    name, begin, content, profile = _site_of(kind)
    if pictured:
        show_pictures(content)
    with running_web(content.answers, folder) as web:
        yield Site(name, begin, content.a_day_later, web.asked, profile, web.proxy, web.certificate)


def _site_of(kind: str) -> tuple[str, tuple[str, ...], Content, str]:
    if kind in BUNDLED:
        spider = _LOADER.load(kind)
        assert issubclass(spider, SiteSpider)
        return kind, (kind,), golden_site(spider().profile), ""
    if kind == "no-profile":
        home = "http://morning.example/"
        return "morning.example", ("news", "-a", f"url={home}"), plain_site(home), ""
    home = "http://evening.example/"
    profile = f"name: evening\nhome: {home}\nhosts: [evening.example, '*.evening.example']\n"
    profile += "originals: false\ncategory: {fallback: evening}\npost: {front_matter: [author, language]}\n"
    return "evening", ("evening",), plain_site(home), profile


EVERY_SITE = [*BUNDLED, "no-profile", "no-originals", pytest.param("rendered", marks=_NEEDS_CHROMIUM)]
"""What to parametrise a test with; :func:`serving` serves each."""
