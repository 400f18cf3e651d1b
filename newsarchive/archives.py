"""Which archives there are: a folder, and the profile that its spider goes by."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.spider import ArchiveSpider
from newsarchive.text import printable


@dataclass(frozen=True, slots=True)
class SiteArchive:
    """A site's archive, which need not be there yet.

    :param name: the site's name, which is the folder's too
    """

    name: str
    folder: Path
    profile: SiteProfile

    @property
    def catalog(self) -> Path:
        """Where the catalog is, if there is one."""
        return catalog_of(self.folder)


def catalog_of(folder: Path) -> Path:
    """The catalog of the archive in ``folder``."""
    return folder / "_archive" / "catalog.sqlite"


def archives(settings: BaseSettings, sites: Sequence[str]) -> list[SiteArchive]:
    """The archives of the named sites; of none named, all those in ``OUTPUT_DIR`` that have a spider.

    :raises ArgumentError: no spider archives a named site; says which ones there are
    :raises ProfileError: a site's profile is wrong
    """
    known = _profiled(settings)
    if unknown := [site for site in sites if site not in known]:
        names = ", ".join(map(printable, unknown))
        raise ArgumentError(f"no such site: {names}; there are {', '.join(sorted(known))}")
    root = Path(settings["OUTPUT_DIR"])
    chosen = sites or [folder.name for folder in _folders(root) if folder.name in known]
    paths = {name: known[name].profile_path for name in chosen}
    return [SiteArchive(name, root / name, load_profile(path)) for name, path in paths.items() if path]


def without_spider(settings: BaseSettings) -> list[Path]:
    """The archives in ``OUTPUT_DIR`` that no spider goes on with, so that nobody knows their zone."""
    known = _profiled(settings)
    return [folder for folder in _folders(Path(settings["OUTPUT_DIR"])) if folder.name not in known]


def known_sites(settings: BaseSettings) -> list[str]:
    """The sites that spiders archive, be their archives there or not."""
    return sorted(_profiled(settings))


def spider_of(settings: BaseSettings, site: str) -> type[ArchiveSpider]:
    """The spider that archives a site which :func:`archives` gave."""
    return _profiled(settings)[site]


def profile_of(settings: BaseSettings, site: str) -> SiteProfile:
    """The profile of a site that :func:`known_sites` gave; raise ProfileError if it is wrong."""
    path = spider_of(settings, site).profile_path
    assert path
    return load_profile(path)


def _profiled(settings: BaseSettings) -> dict[str, type[ArchiveSpider]]:
    loader = get_spider_loader(settings)
    kinds = {name: loader.load(name) for name in loader.list()}
    return {
        name: kind for name, kind in kinds.items() if issubclass(kind, ArchiveSpider) and kind.profile_path
    }


def _folders(root: Path) -> list[Path]:
    """An archive whose catalog is missing is one too: somebody has to be told."""
    return sorted(mark.parent for mark in root.glob("*/_archive") if mark.is_dir())
