"""What the archives know of an address that a person asks about, and why none does."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from newsarchive.discovery.addresses import canonical_address, in_site, other_forms
from newsarchive.exceptions import ArgumentError, ProfileError
from newsarchive.profiles import SiteProfile, identity_at, load_profile
from newsarchive.profiles.hosts import covers
from newsarchive.sites import chosen_sites, no_archive, without_profile
from newsarchive.store.catalog.access import catalog_of, reading
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.nearest import Stranger, nearest
from newsarchive.store.trace import Trace, trace_of
from newsarchive.text import printable
from newsarchive.upkeep.subject import spider_of


@dataclass(frozen=True, slots=True)
class Place:
    """An archive in which one looks.

    :param profile: None where the site has none that can be read
    """

    site: str
    folder: Path
    profile: SiteProfile | None

    @property
    def zone(self) -> tzinfo:
        """The site's; UTC where nobody knows it."""
        return self.profile.tzinfo if self.profile else UTC


def places(settings: BaseSettings, site: str | None) -> list[Place]:
    """The archives that are there, or the one that is named.

    :raises UnknownSite: no site has that name
    :raises ArgumentError: there is no archive
    """
    found = [Place(one.name, one.folder, _profile(one.profile_path))
             for one in chosen_sites(settings, [site] if site else [])]  # fmt: skip
    found += [] if site else [Place(folder.name, folder, None) for folder in without_profile(settings)]
    there = [one for one in found if catalog_of(one.folder).exists()]
    if not there and not site:
        raise no_archive(settings)
    if not there:
        raise ArgumentError(f"there is no archive of {site} in {settings['OUTPUT_DIR']}")
    return there


def traces(settings: BaseSettings, there: list[Place], given: str) -> list[tuple[Place, Trace]]:
    """What each archive that knows something of it knows of an address, an id, or a post's name."""
    found = []
    for place in there:
        with reading(catalog_of(place.folder)) as rows:
            if trace := trace_of(rows, place.site, _forms(settings, place, given)):
                found.append((place, trace))
    return found


def strangers(there: list[Place], url: str) -> list[Stranger]:
    """Why the archives do not know an address: those of whose sites it may be, or all where it is of none."""
    own = [place for place in there if place.profile and in_site(url, place.profile.home)]
    return [_stranger(place, url) for place in own or there]


def _profile(path: Path) -> SiteProfile | None:
    with suppress(ProfileError):
        return load_profile(path)
    return None


def _forms(settings: BaseSettings, place: Place, given: str) -> Iterator[str]:
    """The forms in which an archive may know what a person typed, the very one first."""
    yield given
    address = canonical(given)
    if place.profile:
        spider = spider_of(settings, place.site)()
        if its := spider.identify(given) or (spider.identify_at(address) if address else None):
            yield from (its.source_id, its.url)
    if address:
        yield address
        yield from other_forms(address)


def canonical(given: str) -> str | None:
    """The canonical form of an address, ``https://`` being understood; None where it is none."""
    try:
        address = canonical_address(given if "://" in given else f"https://{given}")
        return address if "." in (urlsplit(address).hostname or "") else None
    except ValueError:
        return None


def _stranger(place: Place, url: str) -> Stranger:
    with reading(catalog_of(place.folder)) as rows:
        near = nearest(rows, url)
        folder = url.rpartition("/")[0] + "/"
        beneath = ArticleRow.c.url.startswith(folder, autoescape=True)
        forbidden = rows.where(ArticleRow, beneath, failure="robots", limit=1)
    excluded = list(_excluded(place.profile, url)) if place.profile else []
    if forbidden:
        excluded.append(f"robots.txt forbids {printable(forbidden[0].url)}, in the same folder")
    return Stranger(place.site, near, tuple(excluded), is_profiled=place.profile is not None)


def _excluded(profile: SiteProfile, url: str) -> Iterator[str]:
    if not covers(profile.hosts, url):
        yield f"its host is none of the profile's hosts: {', '.join(profile.hosts)}"
    if profile.article.id and identity_at(url, profile) is None:
        yield f"it holds no id of the form of the profile's article.id, {profile.article.id}"
    elif profile.article.address and not re.search(profile.article.address, url):
        yield f"it has not the form of the profile's article.address, {profile.article.address}"
