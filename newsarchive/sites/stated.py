"""What a profile's file says, read without the rest of it: it may be wrong, and is not looked at in full."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml

from newsarchive.exceptions import ProfileError
from newsarchive.sites.layout import Site

_LARGEST_PROFILE = 1024 * 1024  # bytes
NOT_YAML = (
    yaml.YAMLError, RecursionError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError,
)  # fmt: skip
"""What PyYAML raises; its constructors of numbers, days and the like let through what Python raised."""
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
"""A host of several parts, small and in Punycode."""


def read_yaml(path: Path) -> Any:
    """What a profile's file says, unchecked.

    :raises ProfileError: it cannot be read as YAML, is nested without end, or is too large for a profile
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_PROFILE + 1)
        if len(data) > _LARGEST_PROFILE:
            raise ProfileError(f"{path}: it is larger than {_LARGEST_PROFILE:,} bytes; no profile is")
        return yaml.safe_load(data.decode())
    except (OSError, *NOT_YAML) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise ProfileError(f"{path}: cannot be read as YAML: {why}") from error


def hosts_said(data: Any) -> set[str]:
    """The hosts that a profile declares, and its home's.

    :param data: what its file says, unchecked
    """
    told = data if isinstance(data, dict) else {}
    home, declared = host_in(str(told.get("home"))), told.get("hosts")
    hosts = {str(one).lower() for one in declared} if isinstance(declared, list) else set()
    return (hosts | {home, home.removeprefix("www.")}) - {""}


def host_in(given: str) -> str:
    """The host of an address or a bare host, small and in Punycode, and an unusual port; empty of neither."""
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not ("://" in given or HOST.fullmatch(host)):
        return ""
    return f"{host}:{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else host


def zone_of(site: Site) -> ZoneInfo:
    """The zone in which the site's days are counted; UTC where its profile declares none.

    :raises ProfileError: the file cannot be read or names no zone; nothing else of it is looked at
    """
    data = read_yaml(site.profile_path)
    zone = (data.get("zone") if isinstance(data, dict) else None) or "UTC"
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError, TypeError) as error:
        raise ProfileError(f"{site.profile_path}: zone: {zone!r} is no IANA time zone") from error


def learns(site: Site) -> bool:
    """Whether what the archive learns of the site is in use; nothing else of its profile is looked at.

    :raises ProfileError: the file cannot be read
    """
    data = read_yaml(site.profile_path)
    said = data.get("learn", True) if isinstance(data, dict) else True
    return str(said).lower() not in {"false", "off", "no", "f", "n", "0"}
