"""Which links of a captured page lead to articles that are archived, and which of its pictures are kept."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from sqlite3 import Connection

from newsarchive.browsing.held import Held
from newsarchive.browsing.originals.payload import PICTURE_TYPES, pictures_of
from newsarchive.discovery.addresses import in_site
from newsarchive.exceptions import ProfileError
from newsarchive.profiles import SiteProfile, identity_at
from newsarchive.profiles.hosts import covers
from newsarchive.store.looking.addresses import archived_at
from newsarchive.store.looking.captures import Capture
from newsarchive.store.looking.pictures import kept_pictures
from newsarchive.store.pictures.folder import PictureFolder

MOST_IN_PAGE = 12_000_000
"""Bytes of the pictures that a page brings with it."""


def own_links(held: Held, links: Iterable[str]) -> Mapping[str, str]:
    """By canonical address the page of its article, such as ``/finews/article/7/``, where that is archived.

    Which article an address is says the profile, as it does to runs; without one its path or its address.
    """
    profile = None
    with suppress(ProfileError):
        profile = held.profile
    named = {link: _articles_at(link, profile) for link in links}
    wanted = [its for every in named.values() for its in every]
    numbers = held.look(lambda catalog: archived_at(catalog, held.name, wanted))
    found = {
        link: next((numbers[its] for its in every if its in numbers), 0) for link, every in named.items()
    }
    return {link: f"{held.address}article/{number}/" for link, number in found.items() if number}


def _articles_at(link: str, profile: SiteProfile | None) -> list[tuple[str, str]]:
    """The id and the identity page that the article at an address would have, the likeliest first."""
    if profile and (covers(profile.hosts, link) or in_site(link, profile.home)):
        with suppress(ValueError):
            if found := identity_at(link, profile):
                return [(found.source_id, found.url)]
    if profile:
        return []
    rest = link.partition("://")[2]
    path = "/" + rest.partition("/")[2]
    return [(path, f"{scheme}://{rest}") for scheme in ("https", "http")]


def own_pictures(held: Held, capture: Capture, urls: Iterable[str]) -> Mapping[str, str]:
    """By URL the ``data:`` URL of a picture that is kept, as the capture's revision shows it.

    A page brings its pictures with it, so that it is shown without a single request.
    """

    def see(catalog: Connection) -> dict[str, tuple[str, str]]:
        return kept_pictures(catalog, list(urls), article=capture.article, revision=capture.revision)

    folder, left, found = pictures_of(held), MOST_IN_PAGE, {}
    for url, (path, extension) in held.look(see).items():
        data = _bytes(folder, path, left)
        left -= len(data)
        if data:
            found[url] = f"data:image/{PICTURE_TYPES[extension]};base64,{b64encode(data).decode()}"
    return found


def _bytes(folder: PictureFolder, path: str, most: int) -> bytes:
    """The bytes of a kept picture; none where they are missing, or too many."""
    with suppress(OSError, ValueError):
        data = folder.read(path)
        return data if len(data) <= most else b""
    return b""
