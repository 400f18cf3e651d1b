"""Which sites there are: a profile's file each, and the folder of the archive."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError
from newsarchive.sites.layout import OWN_PROFILE, Site, is_elsewhere
from newsarchive.sites.meant import no_archive, site_of, unknown_site
from newsarchive.sites.stated import host_in
from newsarchive.text import typed


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


def without_profile(settings: BaseSettings) -> list[Path]:
    """The archives in ``OUTPUT_DIR`` that no run goes on with, so that nobody knows their zone."""
    paths = profile_paths(settings)
    return [folder for folder in _archives(Path(settings["OUTPUT_DIR"])) if folder.name not in paths]


def _folders_of(packages: list[str]) -> list[str]:
    """Where packages are, without importing what is in them."""
    specs = [find_spec(package) for package in packages]
    return [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]


def _archives(root: Path) -> list[Path]:
    """An archive whose catalog is missing is one too: somebody has to be told. One that was moved is none."""
    marks = (mark for mark in root.glob("[!.]*/_archive") if mark.is_dir() and not is_elsewhere(mark.parent))
    return sorted(mark.parent for mark in marks)
