"""Which hosts are a site's: those that its profile declares, and the domain that somebody registered."""

from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from tldextract import TLDExtract

PORTS = {"http": 80, "https": 443}
"""The usual port of each scheme."""


def covers(hosts: tuple[str, ...], url: str) -> bool:
    """Whether an address is at one of a profile's hosts, and at that one's port.

    :param hosts: ``host``, ``host:port`` or ``*.domain``
    """
    try:
        parts = urlsplit(url)
        host, usual = parts.hostname or "", PORTS.get(parts.scheme)
        port = usual if parts.port is None else parts.port
    except ValueError:
        return False
    if f"{host}:{port}" in hosts:
        return usual is not None
    domains = tuple(name.removeprefix("*") for name in hosts if name.startswith("*."))
    return port == usual is not None and (host in hosts or host.endswith(domains or "\0"))


def of_domain(host: str) -> tuple[str, ...]:
    """The hosts of the whole site that a host belongs to: its domain, and whatever is below that."""
    domain = registered_domain(host) or host.removeprefix("www.")
    return domain, f"*.{domain}"


@cache
def registered_domain(host: str) -> str | None:
    """The domain that was registered, by the list that comes with tldextract; None for an IP address."""
    try:
        ip_address(host)
    except ValueError:
        found = _extract()(host)
        if found.suffix:
            return f"{found.domain}.{found.suffix}" if found.domain else None
        return host.removeprefix("www.") if "." in host else None
    return None


@cache
def _extract() -> TLDExtract:
    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def with_ascii_host(url: str) -> str:
    """An address with its host as it is asked for on the wire: ``bücher.example`` in Punycode.

    :raises ValueError: the host is no name
    """
    if url.isascii():
        return url
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":")
    return urlunsplit(parts._replace(netloc=f"{user}{at}{ascii_host(host)}{colon}{port}"))


def ascii_host(host: str) -> str:
    """A host's name in Punycode, small; one that is that already, an address or a pattern stays.

    :raises ValueError: it is no name
    """
    if host.isascii():
        return host.lower()
    prefix = "*." if host.startswith("*.") else ""
    return prefix + host.removeprefix("*.").encode("idna").decode().lower()
