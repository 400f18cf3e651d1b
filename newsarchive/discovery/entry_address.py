"""Which address of an entry in a feed is the article's, and what the relative ones are relative to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from newsarchive.discovery.addresses import in_site, joined

_FRONT = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/feed", "/feed/"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed as it stands there.

    :param said: what it says of itself, by name: ``id`` may be its address, ``name`` is said to be none
    :param links: what it says to be its address, the best first, each with its ``xml:base`` or nothing
    """

    said: Mapping[str, str]
    links: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, as the one that gives addresses.

    :param url: its own, after redirects
    :param home: the page that it says to be the feed of; empty where it says nothing
    """

    url: str
    home: str

    def address_of(self, entry: Entry) -> str | None:
        """The article's address: a link into the site, an id that is one, else any link; None without one.

        A redirector's link into the site is the one that it has for a parameter.
        """
        stated = list(dict.fromkeys(self._addresses(entry)))
        found = [*stated, *(one for address in stated for one in _parameters(address))]
        own = (one for one in found if self._is_articles(one) and self._is_of_the_site(one))
        return next(own, None) or next(filter(self._is_articles, found), None)

    def _addresses(self, entry: Entry) -> Iterator[str]:
        stated = [*entry.links, *((entry.said.get(name, ""), "") for name in ("id", "name"))]
        for place, (text, base) in enumerate(stated):
            is_id = place >= len(entry.links)
            if (not is_id or _is_address(text)) and (address := joined(self._base(base), text)):
                yield address

    def _base(self, stated: str) -> str:
        """What a relative address is relative to: ``xml:base``, the page that the feed is of, the feed."""
        elsewhere = self.home and urlsplit(self.home).netloc != urlsplit(self.url).netloc
        base = self.home if elsewhere else self.url
        return (joined(base, stated) or base) if stated else base

    def _is_articles(self, address: str) -> bool:
        """Whether it is no address of the front page or of the feed itself."""
        parts = urlsplit(address)
        is_front = parts.path in _FRONT and not parts.query and not parts.fragment
        return not is_front and address not in {self.home, self.url}

    def _is_of_the_site(self, address: str) -> bool:
        return in_site(address, self.url) or bool(self.home and in_site(address, self.home))


def _parameters(address: str) -> list[str]:
    """The addresses that are parameters of an address."""
    try:
        return [
            value
            for _, value in parse_qsl(urlsplit(address).query)
            if value.startswith(("http://", "https://"))
        ]
    except ValueError:
        return []


def _is_address(text: str) -> bool:
    """Whether an id is an address: one with its scheme, or a path of the site."""
    return text.startswith(("http://", "https://", "//")) or (text.startswith("/") and len(text) > 1)
