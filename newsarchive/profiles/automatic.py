"""The profile of a site that nobody has written one for."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import (
    CategoryRules,
    DiscoveryRules,
    PostRules,
    SiteProfile,
    load_profile,
)
from newsarchive.profiles.hosts import of_domain, with_ascii_host
from newsarchive.profiles.site import LONGEST_NAME, NAME
from newsarchive.sites import OWN_PROFILE, catalog_file
from newsarchive.text import printable

_HOST = re.compile(r"[a-z0-9][a-z0-9:_-]{0,62}(?:\.[a-z0-9:_-]{1,63})*\.?")  # as the name system has them
_HOME = re.compile(r"/?(?:(?:index|default|home)\.\w{3,5})?")


def automatic_profile(url: str, archives: Path) -> SiteProfile:
    """The profile that the site's archive keeps; failing that one by which everything is recognised.

    A home page stands for the whole site, with the feeds and sitemaps that it advertises, or where the kept
    profile begins. Any other address, of a section, a feed or a sitemap, stands for what it lists, on all its
    pages, whatever the kept profile says of where to begin.

    :param url: as the user typed it, in any script, ``https://`` being understood
    :param archives: the folder of archives
    :raises ArgumentError: it is no address
    :raises ProfileError: the profile that is kept is wrong
    """
    typed = url.strip().replace("\\", "/")
    try:
        address = with_ascii_host(typed if "://" in typed else f"https://{typed}")
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        address, parts, host, port = "", urlsplit(""), "", None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        raise ArgumentError(
            f"url={printable(url)!r} is no http(s) address; give one like https://example.org/"
        )
    bare = host.removeprefix("www.")
    name = (f"{bare}-{port}" if port else bare).replace(":", "-")
    if not re.fullmatch(NAME, name) or len(name) > LONGEST_NAME:
        raise ArgumentError(
            f"url={printable(url)!r}: the host is no name for an archive, which begins with a letter or a"
            f" figure and has at most {LONGEST_NAME} characters; give another, or write a profile for it"
        )
    is_home = bool(_HOME.fullmatch(parts.path)) and not parts.query
    kept = archives / name / "_archive" / OWN_PROFILE
    if kept.exists():
        return _beginning_at(None if is_home else address, load_profile(kept))
    return SiteProfile(
        name=name,
        home=f"{parts.scheme}://{parts.netloc}/",
        hosts=(f"{host}:{port}",) if port else of_domain(host),
        discovery=DiscoveryRules() if is_home else _alone(address),
        category=CategoryRules(fallback=bare),
        post=PostRules(front_matter=("author", "source", "language", "tags")),
        media=None
        if catalog_file(archives / name).exists()
        else "keep",  # one that is there goes on as it began
    )


def _alone(address: str) -> DiscoveryRules:
    """That a run reads what this address lists and nothing else."""
    return DiscoveryRules(listings=(address,), automatic=False, depth=0)


def _beginning_at(address: str | None, kept: SiteProfile) -> SiteProfile:
    """A kept profile for a run that begins at an address, or with the whole site.

    An archive that began with a section keeps a profile of that section alone; the home page is more. How
    many articles the whole site must show says nothing of one of its lists.
    """
    rules = kept.discovery
    if address is None:
        begun_with_one = len(rules.listings) == 1 and rules == _alone(rules.listings[0])
        return kept.model_copy(update={"discovery": DiscoveryRules()}) if begun_with_one else kept
    begin = {"listings": (address,), "feeds": (), "sitemaps": (), "automatic": False, "depth": 0}
    lists = tuple(one for one in rules.json_lists if one.number_of(address) is not None)
    return kept.model_copy(
        update={
            "discovery": rules.model_copy(update=begin | {"json_lists": lists}),
            "expectations": kept.expectations.model_copy(update={"articles": 0}),
        }
    )
