"""Which article an id or an address is: what a site's profile alone says of it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from newsarchive.profiles.ids import filled
from newsarchive.profiles.site import SiteProfile


@dataclass(frozen=True, slots=True)
class Identity:
    """One article of a site.

    :param source_id: the site's own id, by which an archive tells it from all others
    :param url: the address at which it is asked for, its identity page
    """

    source_id: str
    url: str


def identity_of(source_id: str, profile: SiteProfile) -> Identity | None:
    """The article with this id; None where it is no id of the site, or its page does not follow from it."""
    rules = profile.article
    if rules.page:
        url = filled(rules.page, source_id)
        return Identity(source_id, url) if source_id and rules.is_id(source_id, url) else None
    if rules.id or not source_id.startswith(("/", "http://", "https://")):
        return None
    try:
        found = identity_at(urljoin(profile.home, source_id), profile)
    except ValueError:  # no address at all
        return None
    return found if found and found.source_id == source_id else None


def identity_at(address: str, profile: SiteProfile) -> Identity | None:
    """The article at a canonical address of the site; None where the profile's id is not in it.

    Without a rule the address is the id: without its host, if that is the site's own.

    :raises ValueError: it is no address
    """
    if profile.article.id:
        source_id = profile.article.id_in(address)
        return Identity(source_id, address) if source_id else None
    parts, home = urlsplit(address), urlsplit(profile.home)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    own = (parts.hostname or "").removeprefix("www.") == (home.hostname or "").removeprefix("www.")
    return Identity(path if own and parts.port == home.port else address, address)


_POSTS = 200  # that are looked at
_TAIL = 4096  # bytes; link and footer stand at a post's end


def whose_posts(posts: Iterable[Path], profiles: Mapping[str, SiteProfile]) -> str | None:
    """The site that most posts are of, by the hosts that they name last; None where that is undecided.

    :param profiles: of the sites that they may be of
    """
    votes = Counter[str]()
    hosts = {site: _pattern(profile) for site, profile in profiles.items()}
    for path in islice(posts, _POSTS):
        with suppress(OSError):
            votes.update(_named_last(path.read_bytes()[-_TAIL:], hosts))
    leading = votes.most_common(2)
    if not leading or (len(leading) == 2 and leading[0][1] == leading[1][1]):
        return None
    return leading[0][0]


def _pattern(profile: SiteProfile) -> re.Pattern[bytes]:
    names = "|".join(re.escape(host).replace(r"\*", r"[\w-]+") for host in profile.hosts)
    return re.compile(rf"//(?:{names})(?![\w.-])".encode())


def _named_last(end: bytes, hosts: Mapping[str, re.Pattern[bytes]]) -> list[str]:
    for line in reversed(end.splitlines()):
        if named := [site for site, pattern in hosts.items() if pattern.search(line)]:
            return named
    return []
