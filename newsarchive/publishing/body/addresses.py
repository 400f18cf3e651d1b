"""Where an address of a body leads on a built site: to the site itself, to its pictures, or elsewhere."""

import re
from collections.abc import Callable
from urllib.parse import urldefrag, urljoin, urlsplit

LOCAL_PICTURE = re.compile(r"/media/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{2,5}")
_DROPPED = re.compile(r"[\t\n\r]+")  # browsers leave them out of an address
_ENDS = "".join(map(chr, range(33)))
_ENCODED = {ord(sign): f"%{ord(sign):02X}" for sign in ' "<>\\^`{|}'} | {n: f"%{n:02X}" for n in range(32)}
_WEB = ("http", "https")
_OTHER = ("mailto", "tel")

Inside = Callable[[str], str | None]


class Addresses:
    """The addresses of one body.

    :param inside: gives the site-relative address of a URL that the built site has, else None
    :param base: the page that relative addresses count from; empty where it is not known, and then those
        from the root are taken for the built site's own and all other relative ones lead nowhere
    """

    def __init__(self, inside: Inside, base: str = "") -> None:
        self._inside = inside
        self._base = base

    def link(self, written: str) -> str | None:
        """What ``href`` is to say, None where it leads nowhere: ``#id``, ``/…``, or an address in full."""
        address = _cleaned(written)
        if address[:1] == "#":
            return address if len(address) > 1 else None
        if LOCAL_PICTURE.fullmatch(address):
            return address
        full = self.full(address)
        if not full:
            return address if self._is_own(address) else None
        if full.partition(":")[0] not in _WEB:
            return full
        page, fragment = urldefrag(full)
        if fragment and self._base and page == urldefrag(self._base)[0]:
            return "#" + fragment
        there = self._inside(page)
        return _cleaned(there) if there and there[0] == "/" and there[1:2] != "/" else full

    def picture(self, written: str) -> str | None:
        """What ``src`` is to say: a picture of the archive from the root, another one in full."""
        address = _cleaned(written)
        if LOCAL_PICTURE.fullmatch(address):
            return address
        full = self.full(address)
        return full if full and full.partition(":")[0] in _WEB else None

    def full(self, address: str) -> str | None:
        """The address with its scheme, None where that is not one of those that a post may have."""
        try:
            joined = urljoin(self._base, address) if self._base else address
            joined = "https:" + joined if joined.startswith("//") else joined
            parts = urlsplit(joined)
        except ValueError:
            return None
        is_whole = bool(parts.hostname) if parts.scheme in _WEB else parts.scheme in _OTHER
        return parts.scheme + joined[len(parts.scheme) :] if address and is_whole else None

    def _is_own(self, address: str) -> bool:
        return not self._base and address[:1] == "/"


def host_of(address: str) -> str:
    """The host of an address in full."""
    return urlsplit(address).hostname or ""


def _cleaned(address: str) -> str:
    """The address as a browser takes it, with what may stand in none of them percent-encoded."""
    return _DROPPED.sub("", address).strip(_ENDS).translate(_ENCODED)
