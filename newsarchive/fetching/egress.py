"""Where a run may connect to: the site's hosts, on their ports, never into a private network."""

import ipaddress
import socket
from typing import Self
from urllib.parse import urlsplit
from urllib.request import getproxies

import aiohttp
from aiohttp.abc import ResolveResult
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Request
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.url import add_http_if_no_scheme

from newsarchive.profiles.hosts import PORTS, covers
from newsarchive.text import printable

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_INSIDE = frozenset(
    {"arpa", "corp", "home", "internal", "intranet", "lan", "local", "localdomain", "private"}
)
_LONGEST_URL = 8000  # characters, which is what RFC 9110, 4.1 asks servers to take; traps grow theirs


ANYWHERE = "anywhere"
"""The key in the ``meta`` of a request that may go to any public host, as a picture's may: sites leave theirs
with others, who are declared nowhere."""


class EgressRefused(IgnoreRequest):
    """A request to a place that no run may connect to; raised by the guard, fails the article.

    :ivar by_redirect: it was a redirect that led there
    """

    by_redirect = False


class PrivateName(CannotResolveHostError):
    """A name that leads into a private network; raised by the download handler, fails the article.

    It is tried again as a name without an address is, since the next look-up may say something else.
    """


class PrivateAddress(OSError):
    """All addresses of a name are private; raised by the resolver, where aiohttp expects an OSError."""


class EgressGuard:
    """Check scheme, host and port of every request, each hop of a redirect too.

    Scrapy's own offsite check lets pass whatever its duplicate filter must not drop, as ours.

    :param hosts: ``host``, ``host:port`` or ``*.domain`` as the profile declares them; a declared host
        may be private, and a declared port may be odd
    """

    def __init__(self, hosts: tuple[str, ...]) -> None:
        self.hosts = hosts
        self._passed: set[tuple[str, str, bool]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from the hosts that the spider's profile declares."""
        hosts: tuple[str, ...] = getattr(getattr(crawler.spider, "profile", None), "hosts", ())
        return cls(hosts)

    def process_request(self, request: Request) -> None:
        """Raise EgressRefused, naming the address and the rule."""
        parts = urlparse_cached(request)
        passes = parts.scheme, parts.netloc, ANYWHERE in request.meta
        try:
            _check_length(request.url)
            if passes not in self._passed:
                self.check(request.url, anywhere=passes[2])
        except EgressRefused as refusal:
            refusal.by_redirect = "redirect_times" in request.meta
            raise
        self._passed.add(passes)

    def check(self, url: str, *, anywhere: bool = False) -> None:
        """Raise EgressRefused unless a run may connect to ``url``.

        :param anywhere: any public host will do
        """
        parts = urlsplit(url)
        try:
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise EgressRefused(f"{printable(url)}: the port is no number") from None
        if parts.scheme not in PORTS:
            raise EgressRefused(f"{printable(url)}: only http and https are fetched")
        port = PORTS[parts.scheme] if port is None else port
        if f"{host}:{port}" in self.hosts:
            return
        if port != PORTS[parts.scheme]:
            raise EgressRefused(f"{printable(url)}: port {port} is not in the profile's hosts")
        if host not in self.hosts and is_private(host):
            raise EgressRefused(f"{printable(url)}: {host} is a private address")
        if anywhere and host not in self.hosts and not _may_be_public(host):
            raise EgressRefused(f"{printable(url)}: {printable(host)} is no public name")
        if self.hosts and not anywhere and not covers(self.hosts, url):
            raise EgressRefused(f"{printable(url)}: {printable(host)} is not in the profile's hosts")


def _check_length(url: str) -> None:
    if len(url) > _LONGEST_URL:
        raise EgressRefused(f"{printable(url)}: the address is over {_LONGEST_URL} characters")


def is_private(host: str) -> bool:
    """Whether ``host`` is a literal address that is not public, in any spelling that connects.

    Covers ``127.1``, ``0x7f000001``, ``2130706433``, IPv4 inside IPv6 and ``localhost``.
    """
    host = host.rstrip(".").lower()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _literal(host)
    if address is None:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        address = _carried(address) or address
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return not address.is_global or address.is_multicast or site_local


def _may_be_public(host: str) -> bool:
    """Whether a name can be one of the public net, as a proxy that looks it up may also know others."""
    name = host.rstrip(".").lower()
    return ":" in name or ("." in name and name.rpartition(".")[2] not in _INSIDE)


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, 6to4, NAT64 (RFC 6052), or IPv4-compatible."""
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return _inet_aton(host)


def _inet_aton(host: str) -> ipaddress.IPv4Address | None:
    """One to four parts, decimal, octal or hexadecimal, the last filling what is left: inet_aton(3)."""
    parts = host.split(".")
    if not 1 <= len(parts) <= 4:
        return None
    numbers = []
    for part in parts:
        base = 16 if part.startswith("0x") else 8 if part.startswith("0") and part != "0" else 10
        try:
            numbers.append(int(part, base))
        except ValueError:
            return None
    value = numbers[-1]
    for place, number in enumerate(numbers[:-1]):
        value += number << (24 - 8 * place)
    return ipaddress.IPv4Address(value) if 0 <= value < 1 << 32 else None


class PublicResolver(aiohttp.ThreadedResolver):
    """Resolve names to public addresses only, at the moment of connecting.

    The operator's proxy is exempt, and so are hosts that a profile declares with a port, or that are private
    by their very name: whoever writes ``intranet:8080`` or ``localhost`` means it. Behind a proxy all other
    names are the proxy's to resolve.

    :param hosts: as the profile declares them
    """

    def __init__(self, hosts: tuple[str, ...]) -> None:
        super().__init__()
        self.exempt = {host.lower() for host in hosts if ":" in host}
        self.exempt |= {_with_port(proxy) for proxy in getproxies().values()}
        self.private = {host.lower() for host in hosts if is_private(host)}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses that ``host`` may be reached at; raise PrivateAddress where all are private."""
        try:
            found = await super().resolve(host, port, family)
        except UnicodeError as error:  # a name with an empty part, or one that is too long
            raise OSError(None, f"{printable(host)} is no name of a host") from error
        if f"{host.lower()}:{port}" in self.exempt or host.lower() in self.private:
            return found
        public = [one for one in found if not is_private(one["host"])]
        if found and not public:
            raise PrivateAddress(None, f"{printable(host)} resolves to {found[0]['host']}, a private address")
        return public


def _with_port(proxy: str) -> str:
    parts = urlsplit(add_http_if_no_scheme(proxy))
    return f"{parts.hostname}:{parts.port or PORTS.get(parts.scheme, 0)}"
