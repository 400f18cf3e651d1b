"""What ``fleet sites`` does: say which sites a fleet has, and what becomes of each."""

import argparse
from collections.abc import Callable, Iterable

from rich.console import Console

from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError, UnknownSite, gravest
from newsarchive.fleet.adding import new_site, site_meant
from newsarchive.fleet.condition import condition_of, turns_of
from newsarchive.fleet.entering import enter
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.moving.fleet_side import take_back
from newsarchive.fleet.removal import remove_site
from newsarchive.fleet.shown import site_json, sites_table
from newsarchive.fleet.sites import (
    FleetSite,
    SiteState,
    add_site,
    listed_sites,
    set_profile,
    set_state,
    site_named,
)
from newsarchive.terminal.command import ArchiveCommand, tell
from newsarchive.text import did_you_mean, many, one_line, printable, typed


def sites(command: ArchiveCommand, words: list[str], opts: argparse.Namespace) -> Exit:
    """Do what the first word says; without one, list the sites."""
    verb, names = (words[0], words[1:]) if words else ("", [])
    doing: dict[str, Callable[[Fleet, FleetSite], str]] = {
        "remove": lambda fleet, site: _remove(fleet, site, discard=opts.discard),
        "pause": lambda fleet, site: _set(fleet, site, SiteState.ACTIVE, SiteState.PAUSED, opts.reason),
        "resume": _resume,
        "show": lambda _, site: site.profile.rstrip("\n"),
    }
    verbs = ["add", "update", *doing]
    if not verb:
        return _list(command, opts)
    if verb not in verbs:
        near = did_you_mean([verb], verbs)
        one_of = ", ".join(verbs)
        raise ArgumentError(f"fleet sites: give one of {one_of}, or none to list them; {near}-h says more")
    if not names:
        raise ArgumentError(f"fleet sites {verb}: name one site at least")
    if verb == "add":
        return _add(command, names, SiteState.PAUSED if opts.paused else SiteState.ACTIVE)
    if verb == "update":
        return _update(command, names)
    fleet = enter(command.settings, words=None)
    return _each(names, lambda name: doing[verb](fleet, _known(fleet, name, moved_too=verb == "remove")))


def _list(command: ArchiveCommand, opts: argparse.Namespace) -> Exit:
    fleet = enter(command.settings, words=None)
    with fleet.connection() as connection:
        condition, there, turns = condition_of(connection), listed_sites(connection), turns_of(connection)
    held = {lease.site: lease for lease in condition.leases}
    if opts.json:
        for site in there:
            print(site_json(site, held, turns))
        return Exit.COMPLETE
    if there:
        Console(highlight=False).print(sites_table(there, held, turns, condition.now))
    else:
        print(f"the fleet has no site yet; {typed('fleet sites add SITE')} adds one")
    return Exit.COMPLETE


def _add(command: ArchiveCommand, given: list[str], state: SiteState) -> Exit:
    """Look at all of them first, so that a wrong one adds none."""
    new = {site.name: site for site in (new_site(command.settings, one) for one in given)}.values()
    fleet = enter(command.settings, words=None)
    with fleet.transaction() as connection:
        for site in new:
            add_site(connection, site.name, site.profile, hosts=site.hosts, spider=site.spider, state=state)
    when = "paused" if state is SiteState.PAUSED else "its first run is due at once"
    for site in new:
        print(f"{site.name}: added; {when}")
    return Exit.COMPLETE


def _update(command: ArchiveCommand, given: list[str]) -> Exit:
    try:
        new = {site.name: site for site in (site_meant(command.settings, one) for one in given)}
    except UnknownSite as error:
        shows = typed(f"fleet sites show {given[0]}")
        raise ArgumentError(
            f"{error}; a profile of your own is named by its file: {shows} prints it"
        ) from None
    fleet = enter(command.settings, words=None)

    def update(name: str) -> str:
        site = new[name]
        _known(fleet, name)
        with fleet.transaction() as connection:
            changed = set_profile(connection, name, site.profile, hosts=site.hosts, spider=site.spider)
        return f"{name}: {'its next run goes by the new profile' if changed else 'has that profile already'}"

    return _each(new, update)


def _remove(fleet: Fleet, site: FleetSite, *, discard: bool) -> str:
    if site.state is SiteState.GONE and not discard:
        forgets = typed(f"fleet sites remove {site.name} --discard")
        raise ArgumentError(f"{site.elsewhere}; {forgets} removes what stayed behind, and forgets it")
    articles, stays = remove_site(fleet, site.name, discard=discard)
    with_it = f", and {many(articles, 'article')} with it" if articles else ""
    return f"{site.name}: removed{with_it}" + (f"; what is in the storage stays: {stays}" if stays else "")


def _resume(fleet: Fleet, site: FleetSite) -> str:
    if site.state is not SiteState.LEAVING:
        return _set(fleet, site, SiteState.PAUSED, SiteState.ACTIVE)
    place = printable(take_back(fleet, site.name))
    return f"{site.name}: is active; what came of it to {place} is no archive"


def _set(fleet: Fleet, site: FleetSite, before: SiteState, state: SiteState, why: str = "") -> str:
    if site.state is state and why and not site.moved:
        with fleet.transaction() as connection:
            set_state(connection, site.name, state, one_line(why), before=state)
        return f"{site.name}: is {state} already; the reason is noted"
    if site.state is state:
        return f"{site.name}: is {state} already"
    if site.state is not before:
        now = site.away or f"is {site.state}"
        raise ArgumentError(f"{now}; only what is {before} comes to be {state}")
    with fleet.transaction() as connection:
        changed = set_state(connection, site.name, state, one_line(why), before=before)
    if not changed:
        raise ArgumentError(f"is {before} no more; {typed('fleet sites')} shows what it is by now")
    return f"{site.name}: is {state}"


def _each(names: Iterable[str], doing: Callable[[str], str]) -> Exit:
    """Do it for each; one that fails does not keep the others from it."""
    codes = [Exit.COMPLETE]
    for name in names:
        try:
            print(doing(name))
        except UnknownSite as error:
            codes.append(tell(error))
        except NewsArchiveError as error:
            codes.append(tell(error, f"{printable(name)}: "))
    return gravest(codes)


def _known(fleet: Fleet, name: str, *, moved_too: bool = False) -> FleetSite:
    """The site of that name.

    :param moved_too: one whose archive was moved away will do
    :raises UnknownSite: the fleet has none, or its archive was moved away
    """
    with fleet.connection() as connection:
        site = site_named(connection, name)
        if site and (site.state is not SiteState.GONE or (moved_too and site.moved)):
            return site
        if site and site.moved:
            raise UnknownSite(site.away)
        near = did_you_mean([name], [one.name for one in listed_sites(connection)])
    raise UnknownSite(
        f"{printable(name)}: is no site of the fleet; {near}{typed('fleet sites')} lists them,"
        f" {typed(f'fleet sites add {name}')} makes it one"
    )
