"""Which site somebody means, by a name, a host or an address; and what to say where it is none."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError, ProfileError, UnknownSite
from newsarchive.sites.layout import is_elsewhere
from newsarchive.sites.stated import HOST, host_in, hosts_said, read_yaml
from newsarchive.text import did_you_mean, printable, typed


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


def _hosts_of(path: Path) -> set[str]:
    """The hosts that a profile declares, and its home's; none where it cannot be read."""
    try:
        return hosts_said(read_yaml(path))
    except ProfileError:
        return set()


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
    host = names[0] if HOST.fullmatch(names[0]) else "example.org"
    shows = typed("list --bundled" if settings and settings["FLEET"] else "list")
    return UnknownSite(
        f"no such site: {', '.join(map(printable, names))}; {guess}{shows} shows all;"
        f" {typed(f'archive news -a url=https://{host}/')} begins with one that has no profile,"
        f" {typed(f'newsite https://{host}/')} drafts a profile"
    )


def no_archive(settings: BaseSettings) -> ArgumentError:
    """The error that says where there is none, and how to begin one; or which ones are elsewhere."""
    root = Path(settings["OUTPUT_DIR"])
    if moved := sorted(path.parent.name for path in root.glob("[!.]*/_archive") if is_elsewhere(path.parent)):
        others = f" and {len(moved) - 1:,} more" if moved[1:] else ""
        tells = typed(f"verify {moved[0]}")
        return ArgumentError(f"{moved[0]}{others}: moved away, and there is no other; {tells} says where to")
    if not settings.getbool("BUNDLED_SITES", default=True):  # they are a fleet's
        return ArgumentError(f"the fleet has no site yet; {typed('fleet sites add SITE')} adds one")
    return ArgumentError(
        f"there is no archive in {settings['OUTPUT_DIR']}; {typed('archive https://example.org/')} begins one"
        f", {typed('list')} shows the sites that have a profile; NEWSARCHIVE_OUTPUT names another folder"
    )
