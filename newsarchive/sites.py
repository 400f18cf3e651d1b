"""Which sites there are: a profile's file each, and the folder of the archive."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError, ProfileError, UnknownSite
from newsarchive.text import did_you_mean, printable, typed

OWN_PROFILE = "site.yml"  # the profile that an archive without another one keeps for itself
SIGNPOST = "moved.json"  # the folder of an archive has it once the archive is elsewhere
OWN_SPIDER = ".spider"  # the suffix of a file beside a profile: the class without which it is not archived
_LARGEST_PROFILE = 1024 * 1024  # bytes
NOT_YAML = (
    yaml.YAMLError, RecursionError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError,
)  # fmt: skip
"""What PyYAML raises; its constructors of numbers, days and the like let through what Python raised."""
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose profile is there; its archive need not be. Its name is its profile's and its folder's."""

    name: str
    folder: Path
    profile_path: Path


def profile_paths(settings: BaseSettings) -> dict[str, Path]:
    """The profile's file of each site, by the site's name; nothing is read.

    The user's own profiles (``PROFILES_DIR``) win over bundled ones of the same name, and these over
    what an archive keeps for itself. Where ``BUNDLED_SITES`` is off, bundled ones are of no site.
    """
    root = Path(settings["OUTPUT_DIR"])
    kept = {path.parts[-3]: path for path in root.glob(f"[!.]*/_archive/{OWN_PROFILE}")}
    bundled = settings.getlist("SPIDER_MODULES") if settings.getbool("BUNDLED_SITES", default=True) else []
    folders = [Path(folder) / "profiles" for folder in _folders_of(bundled)]
    if own := settings.get("PROFILES_DIR"):
        folders.append(Path(own))
    paths = kept | {path.stem: path for folder in folders for path in folder.glob("*.yml")}
    return dict(sorted(paths.items()))


def chosen_sites(settings: BaseSettings, names: Sequence[str]) -> list[Site]:
    """The named sites; of none named, all those that have an archive in ``OUTPUT_DIR``.

    :raises UnknownSite: a name has no profile
    """
    paths, root = profile_paths(settings), Path(settings["OUTPUT_DIR"])
    found = {given: site_of(given, paths) for given in names}
    if unknown := [given for given, name in found.items() if name is None]:
        raise unknown_site(unknown, paths, settings)
    chosen = list(found.values()) or [folder.name for folder in _archives(root) if folder.name in paths]
    return [Site(name, root / name, paths[name]) for name in dict.fromkeys(filter(None, chosen))]


def existing_sites(settings: BaseSettings, names: Sequence[str], *, others: int = 0) -> list[Site]:
    """The same, but that each has an archive, and that there is one at all.

    :param others: how many archives without a profile there are besides
    :raises ArgumentError: a named site has no archive, or none is named and there is none
    """
    sites = chosen_sites(settings, names)
    for site in sites:
        if not any((site.folder / part).is_dir() for part in ("_archive", "_posts")):
            begins = f"{typed(f'archive {site.name}')} begins one"
            raise ArgumentError(f"{site.name}: there is no archive in {site.folder}; {begins}")
    if not sites and not others:
        raise no_archive(settings)
    return sites


def no_archive(settings: BaseSettings) -> ArgumentError:
    """The error that says where there is none, and how to begin one."""
    if not settings.getbool("BUNDLED_SITES", default=True):  # they are a fleet's
        return ArgumentError(f"the fleet has no site yet; {typed('fleet sites add SITE')} adds one")
    return ArgumentError(
        f"there is no archive in {settings['OUTPUT_DIR']}; {typed('archive https://example.org/')} begins one"
        f", {typed('list')} shows the sites that have a profile; NEWSARCHIVE_OUTPUT names another folder"
    )


def site_of(given: str, paths: Mapping[str, Path]) -> str | None:
    """The name of the site that somebody means: by its name, its host, or any address of it.

    A host that a profile names goes before one that a pattern of another (``*.example.org``) covers.

    :param paths: the profile's file of each site, by the site's name
    """
    if given in paths:
        return given
    if not (host := host_in(given)):
        return None
    forms = {host, host.removeprefix("www.")}
    if kept := next((form for form in forms if form.replace(":", "-") in paths), None):
        return kept.replace(":", "-")
    hosts = {name: _hosts_of(path) for name, path in paths.items()}
    named = (name for name, its in hosts.items() if not its.isdisjoint(forms))
    covered = (
        name for name, its in hosts.items() if any(one[:2] == "*." and host.endswith(one[1:]) for one in its)
    )
    return next(named, None) or next(covered, None)


def archived_as(settings: BaseSettings, given: str) -> tuple[str, dict[str, str]]:
    """The spider that archives what somebody means, and what it is to be told besides.

    An address or a ``www.`` name of a site that no profile covers begins an archive without one. So does any
    address beyond the home page whose archive was begun like that: that spider reads such a list alone.

    :raises UnknownSite: it is neither a site nor an address
    """
    paths = profile_paths(settings)
    site, host = site_of(given, paths), host_in(given)
    beyond = "://" in given and urlsplit(given).path.strip("/") != ""
    if site is not None and not (site != given and beyond and paths[site].name == OWN_PROFILE):
        return site, {}
    if host and ("://" in given or given.startswith("www.")):
        return "news", {"url": given if "://" in given else f"https://{given}"}
    if given == "news":
        return given, {}
    raise unknown_site([given], paths, settings)


def host_in(given: str) -> str:
    """The host of an address or a bare host, small and in Punycode, and an unusual port; empty of neither."""
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not ("://" in given or _HOST.fullmatch(host)):
        return ""
    return f"{host}:{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else host


def _hosts_of(path: Path) -> set[str]:
    """The hosts that a profile declares, and its home's; none where it cannot be read."""
    try:
        return hosts_said(read_yaml(path))
    except ProfileError:
        return set()


def hosts_said(data: Any) -> set[str]:
    """The hosts that a profile declares, and its home's.

    :param data: what its file says, unchecked
    """
    told = data if isinstance(data, dict) else {}
    home, declared = host_in(str(told.get("home"))), told.get("hosts")
    hosts = {str(one).lower() for one in declared} if isinstance(declared, list) else set()
    return (hosts | {home, home.removeprefix("www.")}) - {""}


def without_profile(settings: BaseSettings) -> list[Path]:
    """The archives in ``OUTPUT_DIR`` that no run goes on with, so that nobody knows their zone."""
    paths = profile_paths(settings)
    return [folder for folder in _archives(Path(settings["OUTPUT_DIR"])) if folder.name not in paths]


def unknown_site(
    names: Sequence[str], known: Iterable[str], settings: BaseSettings | None = None
) -> UnknownSite:
    """The error that says which sites may be meant, and how to begin with one that is new.

    :param settings: of a process that may be at work on a fleet
    """
    sites = sorted(known)
    guess = did_you_mean(map(str.casefold, names), sites)
    if settings and not settings.getbool("BUNDLED_SITES", default=True):  # they are a fleet's
        return UnknownSite(
            f"no such site of the fleet: {', '.join(map(printable, names))}; {guess}"
            f"{typed('fleet sites')} lists them, {typed(f'fleet sites add {names[0]}')} adds one"
        )
    host = names[0] if _HOST.fullmatch(names[0]) else "example.org"
    shows = typed("list --bundled" if settings and settings["FLEET"] else "list")
    return UnknownSite(
        f"no such site: {', '.join(map(printable, names))}; {guess}{shows} shows all;"
        f" {typed(f'archive news -a url=https://{host}/')} begins with one that has no profile,"
        f" {typed(f'newsite https://{host}/')} drafts a profile"
    )


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


def is_elsewhere(folder: Path) -> bool:
    """Whether the archive that was in ``folder`` was moved; who opens it is told where it went."""
    return (folder / "_archive" / SIGNPOST).exists()


def _folders_of(packages: list[str]) -> list[str]:
    """Where packages are, without importing what is in them."""
    specs = [find_spec(package) for package in packages]
    return [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def _archives(root: Path) -> list[Path]:
    """An archive whose catalog is missing is one too: somebody has to be told. One that was moved is none."""
    marks = (mark for mark in root.glob("[!.]*/_archive") if mark.is_dir() and not is_elsewhere(mark.parent))
    return sorted(mark.parent for mark in marks)
