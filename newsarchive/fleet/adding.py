"""What somebody means who adds a site to a fleet: a profile, its name, and what else is known by it."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.spider_loader import class_of
from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.profiles.loading import read_profile
from newsarchive.sites import archived_as, hosts_said, profile_paths, read_yaml
from newsarchive.store.catalog.access import catalog_of
from newsarchive.text import typed

_HEAD = "# Nobody has written it: everything is recognised.\n"


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site as a fleet is told of it.

    :param profile: YAML, which is in order
    :param hosts: by which its addresses are known
    :param spider: the class that is written for it; empty where none is
    """

    name: str
    profile: str
    hosts: frozenset[str]
    spider: str


def new_site(settings: BaseSettings, given: str) -> NewSite:
    """The site that somebody means by a name, a profile's file, or an address.

    :param settings: of a process that is not at work on a fleet, so that it finds the user's own profiles
    :raises UnknownSite: it is none of the three
    :raises ArgumentError: the address is none, or the site has an archive in a folder here
    :raises ProfileError: the profile is wrong
    """
    site, root = site_meant(settings, given), settings["OUTPUT_DIR"]
    if catalog_of(Path(root) / site.name).exists():
        raise ArgumentError(
            f"{site.name}: there is an archive of it in {root}; {typed(f'move {site.name} --to fleet')}"
            " takes it to the fleet with all that is in it"
        )
    return site


def site_meant(settings: BaseSettings, given: str) -> NewSite:
    """The same, whether or not it has an archive here."""
    paths, path = profile_paths(settings), Path(given)
    if path.suffix in {".yml", ".yaml"}:
        profile = read_profile(path)
        return _known(settings, profile, path)
    name, told = archived_as(settings, given)
    if name == "news":
        return _without_profile(automatic_profile(_address(told), Path(settings["OUTPUT_DIR"])))
    return _known(settings, load_profile(paths[name]), paths[name])


def _known(settings: BaseSettings, profile: SiteProfile, path: Path) -> NewSite:
    loader = get_spider_loader(settings)
    spider = class_of(loader.load(profile.name)) if profile.name in loader.list() else ""
    text = path.read_text(encoding="utf-8")
    return NewSite(profile.name, text, frozenset(hosts_said(read_yaml(path))), spider)


def _without_profile(profile: SiteProfile) -> NewSite:
    said = profile.model_dump(mode="json", exclude_defaults=True)
    text = _HEAD + yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    return NewSite(profile.name, text, frozenset(hosts_said(said)), "")


def _address(told: dict[str, str]) -> str:
    if "url" not in told:
        raise ArgumentError("give a site's name, the file of its profile, or its address")
    return told["url"]
