"""Profile, spider and test folder of a site share one name."""

from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newsarchive.profiles import load_profile
from newsarchive.spider import ArchiveSpider

ROOT = Path(__file__).parents[1]


def loader() -> SpiderLoader:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    return SpiderLoader.from_settings(settings)


@pytest.mark.parametrize("name", loader().list())
def test_a_spider_has_a_profile_and_golden_cases(name: str) -> None:
    spider = loader().load(name)
    assert issubclass(spider, ArchiveSpider)
    assert spider.profile_path == ROOT / "spiders" / "profiles" / f"{name}.yml"
    profile = load_profile(spider.profile_path)
    assert profile.name == name
    assert list((ROOT / "tests" / "sites" / name).glob("*/meta.json"))
    assert spider().profile is profile


def test_every_profile_and_every_folder_of_cases_is_a_spiders() -> None:
    names = set(loader().list())
    assert names
    assert {path.stem for path in (ROOT / "spiders" / "profiles").iterdir()} == names
    assert {path.name for path in (ROOT / "tests" / "sites").iterdir() if path.is_dir()} == names
