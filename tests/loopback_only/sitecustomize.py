"""Refuse every connection and look-up beyond loopback, in any Python that finds this on its path."""

import ipaddress
import socket
from typing import Any


class BeyondLoopback(RuntimeError):
    """A test, or a program it started, tried to reach another machine.

    No OSError on purpose: code under test must not take it for an everyday network failure.
    """


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.rstrip(".").lower() == "localhost"
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _check_address(sock: socket.socket, address: Any) -> None:
    if sock.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(_text(address[0])):
        raise BeyondLoopback(f"tests talk to loopback only, not to {address!r}")


def _check_name(host: Any) -> None:
    name = _text(host)
    try:
        ipaddress.ip_address(name.partition("%")[0])  # an address needs no look-up
    except ValueError:
        if name and not _is_loopback(name):
            raise BeyondLoopback(f"tests look up no names but localhost, not {name!r}") from None


def _text(host: Any) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host or "")


def _guard_socket(name: str) -> None:
    original = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        # the address stands last in connect and in both forms of sendto
        _check_address(self, args[-1])
        return original(self, *args)

    setattr(socket.socket, name, guarded)


def _guard_lookup(name: str) -> None:
    original = getattr(socket, name)

    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check_name(host)
        return original(host, *args, **kwargs)

    setattr(socket, name, guarded)


for method in ("connect", "connect_ex", "sendto"):
    _guard_socket(method)
for function in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    _guard_lookup(function)
