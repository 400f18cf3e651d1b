"""Which article a person means: in which archive it is, and its id there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ArgumentError, NewsArchiveError
from newsarchive.profiles import Identity, load_profile
from newsarchive.sites import chosen_sites, existing_sites, profile_paths
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.history import find
from newsarchive.text import printable


def archives(settings: BaseSettings, sites: Sequence[str]) -> list[Archive]:
    """The archives of the named sites; of none named, all those in ``OUTPUT_DIR`` that have a profile.

    :raises UnknownSite: a named site has no profile
    :raises ProfileError: a site's profile is wrong
    """
    chosen = chosen_sites(settings, sites)
    return [Archive(site.folder, load_profile(site.profile_path)) for site in chosen]


def existing_archives(settings: BaseSettings, sites: Sequence[str]) -> list[Archive]:
    """The same, but that there is one.

    :raises ArgumentError: a named site has no archive, or none is named and there is none
    """
    chosen = existing_sites(settings, sites)
    return [Archive(site.folder, load_profile(site.profile_path)) for site in chosen]


def spider_of(settings: BaseSettings, site: str) -> type[SiteSpider]:
    """The spider that archives a site which has a profile.

    :raises UnknownSite: there is no such site
    """
    kind = get_spider_loader(settings).load(site)
    assert issubclass(kind, SiteSpider)
    return kind


@dataclass(frozen=True, slots=True)
class Subject:
    """An article and its archive."""

    archive: Archive
    named: Identity


def look_up(settings: BaseSettings, given: str, site: str | None, *, unknown_too: bool = False) -> Subject:
    """The article with this source id, URL or post file name.

    :param site: where to look; None looks into every archive
    :param unknown_too: what no archive has met will do, if a spider knows it for an id or URL of its site
    :raises UnknownSite: there is no such site
    :raises ArgumentError: several sites have such an article
    :raises NewsArchiveError: nothing is known of it
    """
    named = [site] if site else []
    found = [subject for one in archives(settings, named) for subject in _archived(settings, one, given)]
    if not found and unknown_too:
        every = archives(settings, named or list(profile_paths(settings)))
        by_spider = ((one, _by_spider(spider_of(settings, one.name)(), given)) for one in every)
        found = [Subject(one, its) for one, its in by_spider if its]
    if len(found) > 1:
        names = ", ".join(subject.archive.name for subject in found)
        raise ArgumentError(f"{printable(given)}: {names} have one; say which with --site")
    if not found:
        nobody = f"{site} knows no such" if site else "no archive knows such an"
        raise NewsArchiveError(
            f"{printable(given)}: {nobody} article; give its id, its URL, or its post's file name"
        )
    return found[0]


def _archived(settings: BaseSettings, archive: Archive, given: str) -> Iterator[Subject]:
    if not archive.catalog.exists():
        return
    with reading(archive.catalog) as rows:
        if found := known_as(rows, spider_of(settings, archive.name)(), given):
            yield Subject(archive, found)


def known_as(rows: Rows, spider: SiteSpider, given: str) -> Identity | None:
    """What a catalog knows by this id, URL or post file name, also in the forms that the site's have.

    :param spider: the site's
    """
    its = _by_spider(spider, given)
    forms = (given, *((its.source_id, its.url) if its else ()))
    return next(filter(None, (find(rows, spider.profile.name, form) for form in forms)), None)


def _by_spider(spider: SiteSpider, given: str) -> Identity | None:
    """The article by the forms that the site's ids and URLs have."""
    return spider.identify(given) or spider.identify_at(given)
