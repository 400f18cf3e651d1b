from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from tests.e2e.crawling import Crawl, scrapy
from tests.e2e.in_process import Typed, process_as_it_was, typing
from tests.e2e.published_sites import Sites, archive_of_news, sites_of


@pytest.fixture(scope="session")
def demo_site() -> Iterator[str]:
    with running_demo_site() as url:
        yield url


@pytest.fixture(scope="session")
def first_run(demo_site: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawl, Path]:
    """One whole crawl of the demo site, shared by the tests that only look at it."""
    output = tmp_path_factory.mktemp("output")
    return scrapy("archive", "finews", proxy=demo_site, output=output), output / "finews"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Typed]:
    """Runs a command that does not crawl in the tests' own process."""
    with process_as_it_was():
        yield typing(monkeypatch, capsys)


@pytest.fixture(scope="session")
def archives(first_run: tuple[Crawl, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of the demo site, and one of a site without a profile."""
    return {"finews": first_run[1], "news": archive_of_news(tmp_path_factory.mktemp("unknown"))}


@pytest.fixture(scope="session")
def sites(archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return sites_of(archives, tmp_path_factory.mktemp("published"))
