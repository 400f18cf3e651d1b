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
from newsarchive.sites import OWN_PROFILE
from newsarchive.text import printable

_HOME = re.compile(r"/?(?:(?:index|default|home)\.\w{3,5})?")


def automatic_profile(url: str, archives: Path) -> SiteProfile:
    """The profile that the site's archive keeps; failing that one by which everything is recognised.

    A home page stands for the whole site, with the feeds and sitemaps that it advertises. Any other
    address, of a section, a feed or a sitemap, stands for what it lists, on all its pages.

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
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[a-z0-9][a-z0-9.:_-]*", host):
        raise ArgumentError(
            f"url={printable(url)!r} is no http(s) address; give one like https://example.org/"
        )
    bare = host.removeprefix("www.")
    name = (f"{bare}-{port}" if port else bare).replace(":", "-")
    kept = archives / name / "_archive" / OWN_PROFILE
    if kept.exists():
        return load_profile(kept)
    is_home = bool(_HOME.fullmatch(parts.path)) and not parts.query
    return SiteProfile(
        name=name,
        home=f"{parts.scheme}://{parts.netloc}/",
        hosts=(f"{host}:{port}",) if port else of_domain(host),
        discovery=DiscoveryRules()
        if is_home
        else DiscoveryRules(listings=(address,), automatic=False, depth=0),
        category=CategoryRules(fallback=bare),
        post=PostRules(front_matter=("author", "source", "language", "tags")),
    )
