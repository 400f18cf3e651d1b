"""Which sites there are: a profile's file each, and the folder of the archive."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from scrapy.settings import BaseSettings

from newsarchive.exceptions import ProfileError, UnknownSite
from newsarchive.text import printable, typed

OWN_PROFILE = "site.yml"
"""The name of the profile that an archive without another one keeps for itself."""
_LARGEST_PROFILE = 1024 * 1024  # bytes
NOT_YAML = (
    yaml.YAMLError,
    RecursionError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    TypeError,
)
"""What PyYAML raises; its constructors of numbers, days and the like let through what Python raised."""
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose profile is there; its archive need not be.

    :param name: the profile's, and the folder's too
    """

    name: str
    folder: Path
    profile_path: Path


def profile_paths(settings: BaseSettings) -> dict[str, Path]:
    """The profile's file of each site, by the site's name; nothing is read.

    The user's own profiles (``PROFILES_DIR``) win over bundled ones of the same name, and these over
    what an archive keeps for itself.
    """
    root = Path(settings["OUTPUT_DIR"])
    kept = {path.parts[-3]: path for path in root.glob(f"*/_archive/{OWN_PROFILE}")}
    folders = [Path(folder) / "profiles" for folder in _folders_of(settings.getlist("SPIDER_MODULES"))]
    if own := settings.get("PROFILES_DIR"):
        folders.append(Path(own))
    paths = kept | {path.stem: path for folder in folders for path in folder.glob("*.yml")}
    return dict(sorted(paths.items()))


def chosen_sites(settings: BaseSettings, names: Sequence[str]) -> list[Site]:
    """The named sites; of none named, all those that have an archive in ``OUTPUT_DIR``.

    :raises UnknownSite: a name has no profile
    """
    paths, root = profile_paths(settings), Path(settings["OUTPUT_DIR"])
    if unknown := [name for name in names if name not in paths]:
        raise unknown_site(unknown, paths)
    chosen = names or [folder.name for folder in _archives(root) if folder.name in paths]
    return [Site(name, root / name, paths[name]) for name in chosen]


def without_profile(settings: BaseSettings) -> list[Path]:
    """The archives in ``OUTPUT_DIR`` that no run goes on with, so that nobody knows their zone."""
    paths = profile_paths(settings)
    return [folder for folder in _archives(Path(settings["OUTPUT_DIR"])) if folder.name not in paths]


def unknown_site(names: Sequence[str], known: Iterable[str]) -> UnknownSite:
    """The error that says which sites may be meant, and how to begin with one that is new."""
    sites = sorted(known)
    near = [site for name in names for site in difflib.get_close_matches(name.casefold(), sites)]
    guess = f"did you mean {' or '.join(dict.fromkeys(near))}? " if near else ""
    host = names[0] if _HOST.fullmatch(names[0]) else "example.org"
    return UnknownSite(
        f"no such site: {', '.join(map(printable, names))}; {guess}{typed('list')} shows all;"
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


def catalog_of(folder: Path) -> Path:
    """The catalog of the archive in ``folder``."""
    return folder / "_archive" / "catalog.sqlite"


def _folders_of(packages: list[str]) -> list[str]:
    """Where packages are, without importing what is in them."""
    specs = [find_spec(package) for package in packages]
    return [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def _archives(root: Path) -> list[Path]:
    """An archive whose catalog is missing is one too: somebody has to be told."""
    return sorted(mark.parent for mark in root.glob("*/_archive") if mark.is_dir())
