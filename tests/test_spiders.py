"""Profile, spider and test folder of a site share one name."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.crawling.spider import SiteSpider
from newsarchive.crawling.spider_loader import SiteLoader
from newsarchive.profiles import load_profile

ROOT = Path(__file__).parents[1]
PROFILES = ROOT / "spiders" / "profiles"
LOADER = SiteLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"], "OUTPUT_DIR": str(PROFILES)}))
SITES = sorted(set(LOADER.list()) - {"news"})


def test_news_is_the_only_spider_without_a_profile() -> None:
    assert "news" in LOADER.list()
    assert LOADER.load("news").profile_path is None


@pytest.mark.parametrize("name", SITES)
def test_a_spider_has_a_profile_and_golden_cases(name: str) -> None:
    spider = LOADER.load(name)
    assert issubclass(spider, SiteSpider)
    assert spider.profile_path == PROFILES / f"{name}.yml"
    profile = load_profile(spider.profile_path)
    assert profile.name == name
    assert list((ROOT / "tests" / "sites" / name).glob("*/meta.json"))
    assert spider().profile is profile


def test_every_profile_and_every_folder_of_cases_is_a_spiders() -> None:
    assert {path.stem for path in PROFILES.iterdir()} == set(SITES)
    assert {path.name for path in (ROOT / "tests" / "sites").iterdir() if path.is_dir()} == set(SITES)


def test_what_python_says_of_a_site_is_one_file() -> None:
    written = [name for name in SITES if not LOADER.load(name).__module__.startswith("newsarchive.")]
    assert written == ["finews"]
    assert all(issubclass(LOADER.load(name), SiteSpider) for name in SITES)
