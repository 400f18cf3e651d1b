"""Which profile, and which spider, an address that somebody typed is read by."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.spider import SiteSpider
from newsarchive.discovery.addresses import canonical_address
from newsarchive.exceptions import ArgumentError, ProfileError
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.sites import unknown_site
from newsarchive.text import printable


class Chosen(NamedTuple):
    """The spider for an address.

    :param why: how it was found, for people
    :param skipped: profiles that could not be looked at, with the reason
    """

    spider: SiteSpider
    why: str
    skipped: tuple[str, ...] = ()


def address_of(typed: str) -> str:
    """The canonical address that a user typed, ``https://`` being understood.

    :raises ArgumentError: it is no http(s) address
    """
    typed = typed.strip()
    try:
        address = canonical_address(typed if "://" in typed else f"https://{typed}")
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    if not host or not re.fullmatch(r"[\w.:-]+", host):
        raise ArgumentError(
            f"{printable(typed)!r} is no http(s) address; give one like https://example.org/news/1.html"
        )
    return address


def choose_spider(settings: BaseSettings, address: str, site: str | None) -> Chosen:
    """The spider of the named site; else of the one whose hosts match; else one that recognises everything.

    :param address: canonical
    :raises UnknownSite: there is no such site
    :raises ArgumentError: nothing can be recognised at such an address
    :raises ProfileError: the chosen profile is wrong
    """
    loader = get_spider_loader(settings)
    kinds = {name: loader.load(name) for name in sorted(loader.list())}
    sites = {name: kind for name, kind in kinds.items() if issubclass(kind, SiteSpider) and kind.profile_path}
    if site is not None:
        if site not in sites:
            raise unknown_site([site], sites)
        return Chosen(sites[site](), "named")
    skipped: list[str] = []
    found = dict(_by_hosts(sites, address, skipped))
    if found:
        name = min(found, key=lambda name: not found[name])
        return Chosen(sites[name](), "its hosts match", tuple(skipped))
    profile = automatic_profile(address, Path(settings["OUTPUT_DIR"]))
    return Chosen(spider_for(profile), "automatic, no profile's hosts match", tuple(skipped))


def spider_for(profile: SiteProfile) -> SiteSpider:
    """A spider that goes by this profile, wherever that came from."""
    kind = type(
        "page_spider",
        (SiteSpider,),
        {"name": profile.name, "load": lambda _self, _given: profile, "__module__": __name__},
    )
    spider = kind()
    assert isinstance(spider, SiteSpider)
    return spider


def with_typed_host(profile: SiteProfile, address: str) -> SiteProfile:
    """The profile with the host that the user typed among its hosts.

    A port is added only where one was typed: a host with a port may be in a private network, and a public
    name must not lead there.
    """
    parts = urlsplit(address)
    typed = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    return profile.model_copy(update={"hosts": (*profile.hosts, typed)})


def _by_hosts(
    sites: dict[str, type[SiteSpider]], address: str, skipped: list[str]
) -> Iterator[tuple[str, bool]]:
    """Each site with such a host, and whether it names it."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    for name, kind in sites.items():
        assert kind.profile_path
        try:
            hosts = load_profile(kind.profile_path).hosts
        except ProfileError as error:
            skipped.append(str(error))
            continue
        if parts.netloc in hosts:
            yield name, True
        elif not parts.port and any(one[:2] == "*." and host.endswith(one[1:]) for one in hosts):
            yield name, False
