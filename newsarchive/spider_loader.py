"""Find every site's spider: written in Python, or made of a profile."""

from importlib import import_module
from pathlib import Path

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from newsarchive.profiles import OWN_PROFILE
from newsarchive.site_spider import SiteSpider


class SiteLoader(SpiderLoader):
    """Scrapy's loader, and a spider made of each profile that has none.

    Profiles stand in ``profiles/`` beside the spiders; an archive that ``scrapy crawl news`` began has
    its own. They are read when their spider is used, so that a wrong one keeps no other from its work.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        for path in (*_bundled(self.spider_modules), *_kept(Path(settings["OUTPUT_DIR"]))):
            name = path.parts[-3] if path.name == OWN_PROFILE else path.stem
            self._spiders.setdefault(name, _spider_of(name, path))


def _bundled(modules: list[str]) -> list[Path]:
    folders = [Path(folder) for name in modules for folder in import_module(name).__path__]
    return sorted(path for folder in folders for path in (folder / "profiles").glob("*.yml"))


def _kept(archives: Path) -> list[Path]:
    return sorted(archives.glob(f"*/_archive/{OWN_PROFILE}"))


def _spider_of(name: str, path: Path) -> type[Spider]:
    return type(f"{name}_spider", (SiteSpider,), {"name": name, "profile_path": path, "__module__": __name__})
