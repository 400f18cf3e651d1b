"""Find every site's spider: written in Python, or made of a profile."""

from pathlib import Path

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ProfileError
from newsarchive.sites import OWN_SPIDER, profile_paths, unknown_site


class SiteLoader(SpiderLoader):
    """Scrapy's loader, and a spider made of each profile that has none.

    Profiles are read when their spider is used, so that a wrong one keeps no other from its work. A
    spider written in Python goes by the user's own profile where there is one.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.settings = settings
        self._paths: dict[str, Path] = {}
        for name, path in profile_paths(settings).items():
            self.know(name, path)

    def know(self, name: str, path: Path) -> None:
        """Have a site's spider go by the profile in a file, which may be there since a moment ago."""
        self._paths[name] = path
        kind = self._spiders.get(name, SiteSpider)
        if issubclass(kind, SiteSpider) and (kind is SiteSpider or kind.profile_path):
            self._spiders[name] = kind if kind.profile_path == path else spider_by(path, name, kind)

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a site.

        :raises UnknownSite: there is none of that name; says which ones are near
        :raises ProfileError: one is written for it that is not here
        """
        if spider_name not in self._spiders:
            raise unknown_site([spider_name], self._paths, self.settings)
        kind = super().load(spider_name)
        if (path := self._paths.get(spider_name)) and (noted := path.with_suffix(OWN_SPIDER)).exists():
            wanted = noted.read_text(encoding="utf-8")
            if class_of(kind) != wanted:
                raise ProfileError(
                    f"{spider_name}: is read by {wanted}, which is not installed here; install what has it,"
                    " and name its package in SPIDER_MODULES"
                )
        return kind


def class_of(kind: type[Spider]) -> str:
    """The class that is written for a site, by its dotted name without the package; empty where none is."""
    if kind.__module__ == SiteSpider.__module__:
        return ""
    return f"{kind.__module__.partition('.')[2]}.{kind.__qualname__}"


def spider_by(path: Path, name: str, kind: type[SiteSpider] = SiteSpider) -> type[SiteSpider]:
    """A site's spider by the profile in a file, which is read when the spider is used.

    :param kind: the spider that is written for the site, if one is
    """
    made = {"name": name, "profile_path": path, "__module__": kind.__module__}
    return type(kind.__name__, (kind,), made)
