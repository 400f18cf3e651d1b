"""Where the built site has what: an address for each article and list, and for what the source links to.

No two addresses differ in their case alone, since some file systems take them for one.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.file_names import POST_NAME, hashed_stem
from newsarchive.posts.outlets import outlet_slug
from newsarchive.profiles import SiteProfile

HOME, ARCHIVE, CATEGORIES, TAGS = "/", "/archive/", "/categories.html", "/tags.html"
SEARCH, FEED, SITEMAP, MISSING = "/search.html", "/feed.xml", "/sitemap.xml", "/404.html"
_SLUG = re.compile(r"[A-Za-z0-9(][A-Za-z0-9_()-]{0,99}")
# Generators pass over names that end with ``~``, and take what stands between dots for a language.
_PATH = re.compile(r"(/[A-Za-z0-9(][A-Za-z0-9_()-]{0,99}){1,5}(?:/|\.html?)")
# What the site has there itself, or one of the generators does; numbers are pages of another list.
_OURS = re.compile(
    r"/(?:(?:archive|tag|media|search|assets|pages|posts|static|content|layouts|data|public)(?:/.*)?"
    r"|(?:404|search|tags|categories|home|category)\.html?|category/|(?:.*/)?(?:list|index|\d+)\.html?|\d.*)",
    re.IGNORECASE,
)
_OF_GENERATORS = frozenset({"index"})  # with which Hugo makes its folder one page, and loses all others in it


class Addresses:
    """The addresses of one site's lists.

    :param categories: the slugs that articles have, in an order that stays when more come
    :param tags: likewise, the names
    """

    def __init__(self, profile: SiteProfile, categories: Iterable[str], tags: Iterable[str]) -> None:
        self.profile = profile
        taken: set[str] = set()
        self._folders = {slug: _free(slug, slug, taken) for slug in categories}
        lists: set[str] = set()
        self._categories = {
            slug: self._of_profile(slug, lists) or f"/category/{folder}.html"
            for slug, folder in self._folders.items()
        }
        named: set[str] = set()
        self._tags = {name: f"/tag/{_free(_latin(name), name, named)}.html" for name in tags}
        self._inside = {
            place_of(page): address
            for slug, address in self._categories.items()
            if (page := profile.category.page_of(slug))
        } | {place_of(profile.home): HOME}

    def article(self, category: str, name: str) -> str:
        """An article's address.

        :param name: its post's file name
        """
        found = POST_NAME.fullmatch(name)
        assert found, "the catalog holds no other names"
        folder = self._folders.get(category) or _free(category, category, set())
        return f"/{folder}/{found[1].replace('-', '/')}/{found[2]}.html"

    def category(self, slug: str) -> str:
        """The address of a category's newest articles."""
        return self._categories[slug]

    def tag(self, name: str) -> str:
        """The address of the newest articles with a tag."""
        return self._tags[name]

    def month(self, month: str) -> str:
        """The address of a month's newest articles.

        :param month: ``YYYY-MM``
        """
        return f"/archive/{month}.html"

    def note(self, url: str, address: str) -> None:
        """Let a page of the source be found in the site."""
        if place := place_of(url):
            self._inside.setdefault(place, address)

    def inside(self, url: str) -> str | None:
        """The address of what a URL shows, where the site has it."""
        return self._inside.get(place_of(url))

    def _of_profile(self, slug: str, taken: set[str]) -> str | None:
        """The path that the source's own page of a category has, where a site can have a list there."""
        page, home = self.profile.category.page_of(slug), urlsplit(self.profile.home)
        try:
            parts = urlsplit(page or "")
        except ValueError:
            return None
        path = parts.path if parts.path.endswith((".html", ".htm", "/")) else f"{parts.path}/"
        key = _whole(path).casefold()
        if parts.query or parts.netloc != home.netloc or not _PATH.fullmatch(path):
            return None
        if _OURS.fullmatch(path) or key in taken:
            return None
        if key.startswith("/category/") and path.casefold() != f"/category/{slug.casefold()}.html":
            return None  # it may be another category's
        taken.add(key)
        return path


def numbered(address: str, number: int) -> str:
    """The address of one of a list's older pages: ``/tag/x.html`` has ``/tag/x/1.html``."""
    return f"{_whole(address)}/{number}.html"


def _whole(address: str) -> str:
    """A list's address without what tells its newest page from the folder of its older ones."""
    return address.removesuffix(".html").removesuffix(".htm").removesuffix("/")


def place_of(url: str) -> str:
    """What an address names, be it with http or https: host, path and query; empty for what is no address."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https", ""} or not parts.netloc:
        return ""
    host = parts.netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")
    return f"{host}{parts.path or '/'}?{parts.query}"


def _latin(name: str) -> str:
    try:
        return outlet_slug(name)
    except ExtractionError:
        return ""


def _free(slug: str, name: str, taken: set[str]) -> str:
    """A slug for a path, with a hash of the name where it would be unsafe or another's."""
    is_free = slug.casefold() not in taken | _OF_GENERATORS
    chosen = slug if _SLUG.fullmatch(slug) and is_free else hashed_stem(name)
    taken.add(chosen.casefold())
    return chosen
