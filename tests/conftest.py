"""What all tests share: the loopback guard, markers, --update-golden, and crawls without an engine."""

import importlib.util
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.utils.reactor import is_reactor_installed

from newsarchive.crawling.run import current_run
from newsarchive.fetching.browser.wanted import find_chromium
from newsarchive.items import Article, Draft
from newsarchive.profiles import SiteProfile, load_profile
from spiders.finews import FinewsSpider

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GUARD = Path(__file__).parent / "loopback_only"
MARKERS = {
    "jekyll": "builds a site with Jekyll",
    "hugo": "builds a site with Hugo",
    "chromium": "opens pages in headless Chromium",
    "installed": "builds the wheel and uses it in an environment of its own",
    "long": "takes its time; left out of make test",
    "crash": "kills, cuts the power, fills disks; run by make crash",
    "soak": "another combination of what CI tries in others; run by make soak",
}
_TAKE_LONG = {"e2e", "fleet", "hostile", "installed", "publishing"}
_LONG_ID = 200
SEED_ID = "NW202203072298194131"
SEED_URL = f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={SEED_ID}"

# A busy machine makes no test fail.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def _load_guard() -> ModuleType:
    spec = importlib.util.spec_from_file_location("loopback_only", GUARD / "sitecustomize.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LOOPBACK_ONLY = _load_guard()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite item.json, post.md and error.json of tests/sites",
    )


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker, to which ``--dist worksteal`` gives an equal part, begins with files that take long.

    So none is left alone with them at the end.
    """
    if not hasattr(config, "workerinput"):
        return
    parts: list[list[pytest.Item]] = [[] for _ in range(config.workerinput["workercount"])]
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    for number, path in enumerate([path for path in files if path.parent.name in _TAKE_LONG]):
        parts[number % len(parts)].extend(files.pop(path))
    for rest in files.values():
        min(parts, key=len).extend(rest)
    items[:] = [item for part in parts for item in part]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names of tests neither are pages long nor hold the moment at which gzip packed something."""
    if isinstance(val, bytes):
        return argname if len(val) > _LONG_ID or val.startswith(b"\x1f\x8b") else None
    return argname if isinstance(val, str) and len(val) > _LONG_ID else None


@pytest.fixture(scope="session", autouse=True)
def loopback_environment() -> Iterator[None]:
    """Subprocesses load the guard too, and no proxy of this machine leads out."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            patch.delenv(name)
        patch.setenv("PYTHONPATH", str(GUARD), prepend=os.pathsep)
        yield


@pytest.fixture
def beyond_loopback() -> type[Exception]:
    return LOOPBACK_ONLY.BeyondLoopback


@pytest.fixture(scope="session")
def profile() -> SiteProfile:
    return load_profile(FinewsSpider.profile_path)


@pytest.fixture
def open_crawl(tmp_path: Path) -> Iterator[Callable[..., Crawler]]:
    """Build a crawler as Scrapy does, up to its engine; the archive is in ``tmp_path``."""
    crawlers = []

    def build(
        spider: type[Spider] = FinewsSpider, settings: dict[str, Any] | None = None, **arguments: str
    ) -> Crawler:
        ours = Settings()
        ours.setmodule("newsarchive.settings", priority="project")
        ours.set("OUTPUT_DIR", str(tmp_path), priority="cmdline")
        ours.set("TWISTED_REACTOR_ENABLED", is_reactor_installed(), priority="cmdline")
        ours.update(settings or {}, priority="cmdline")
        crawler = Crawler(spider, ours)
        crawler.spider = crawler._create_spider(**arguments)
        crawler._apply_settings()
        current_run(crawler).open()
        crawlers.append(crawler)
        return crawler

    yield build
    for crawler in crawlers:
        current_run(crawler).archive.close()


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Chromium, which finds nothing but this machine. It ends with the module, since it has an event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(
            executable_path=find_chromium(Settings()),
            args=[
                "--no-sandbox", "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )  # fmt: skip
        yield found
        found.close()


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """A draft that every pipeline passes, but for what the test says otherwise."""

    def build(**different: Any) -> Draft:
        return Draft(
            **{
                "site": "finews",
                "source_id": SEED_ID,
                "url": SEED_URL,
                "fetched_at": datetime(2022, 3, 7, 1, tzinfo=UTC),
                "title": "春耕备耕正当时",
                "date": "2022-03-07 08:23:06",
                "outlet": "上饶日报",
                "body": "<p>　　田里一派忙碌。</p>",
                **different,
            }
        )

    return build


@pytest.fixture
def article() -> Callable[..., Article]:
    """A sealed article, but for what the test says otherwise."""

    def build(**different: Any) -> Article:
        return Article(
            **{
                "site": "finews",
                "source_id": SEED_ID,
                "url": SEED_URL,
                "title": "春耕备耕正当时",
                "published": datetime(2022, 3, 7, 8, 23, 6, tzinfo=ZoneInfo("Asia/Shanghai")),
                "precision": "second",
                "outlet": "上饶日报",
                "category": "shangraoribao",
                "tag": "上饶日报新闻",
                "standfirst": "",
                "body": "<p>田里一派忙碌。</p>",
                "link": SEED_URL,
                "fetched_at": datetime(2022, 3, 7, 1, tzinfo=UTC),
                **different,
            }
        )

    return build
