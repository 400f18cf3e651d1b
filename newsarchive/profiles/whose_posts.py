"""Whose posts somebody else's folder holds: the site that they name."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from newsarchive.profiles import SiteProfile

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
