"""Which sites a fleet has: a row each, with the profile that its runs go by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from shlex import quote
from typing import Any

from sqlalchemy import Connection, text

from newsarchive.exceptions import ArgumentError
from newsarchive.sites import host_in
from newsarchive.store.catalog.texts import storable
from newsarchive.text import printable, typed

_FIND = (
    "SELECT key, name, shard, profile, edition, hosts, spider, state, detail, added,"
    " id::text AS id FROM fleet.site"
)
# To the shard that has the fewest, so that each stays of a size that can be looked after. One that was there
# before keeps its key, and its tokens go on rising.
_ADD = text(
    "WITH least AS (SELECT number FROM fleet.shard LEFT JOIN fleet.site ON shard = number"
    " GROUP BY number ORDER BY count(key), number LIMIT 1)"
    " INSERT INTO fleet.site AS there (name, shard, profile, hosts, spider, state)"
    " SELECT :name, number, :profile, :hosts, :spider, :state FROM least"
    " ON CONFLICT (name) DO UPDATE SET profile = excluded.profile, hosts = excluded.hosts,"
    " spider = excluded.spider, state = excluded.state, detail = '', edition = there.edition + 1,"
    " changed = clock_timestamp()"
    # Of one that was moved away the rows may be here still.
    " WHERE there.state = 'gone' AND there.detail NOT LIKE '%(move %)' RETURNING key"
)
_LEASE = text("INSERT INTO fleet.lease (site_key) VALUES (:key) ON CONFLICT DO NOTHING")
_CHANGE = text(
    "UPDATE fleet.site SET profile = :profile, hosts = :hosts, spider = :spider, edition = edition + 1,"
    " changed = clock_timestamp()"
    " WHERE name = :name AND (profile, spider) <> (:profile, :spider) AND state <> 'gone'"
)
_STATE = text(
    "UPDATE fleet.site SET state = :state, detail = :detail, changed = clock_timestamp()"
    " WHERE name = :name AND state = coalesce(:before, state)"
)
_MOVED = re.compile(r"(?P<place>.*), (?P<at>\S+) \(move (?P<move>[0-9a-f]+)\)", re.DOTALL)


class SiteState(StrEnum):
    """What becomes of a site.

    It is crawled by its schedule, or only when somebody says so; it is being moved to the fleet, or from it;
    or it is no longer the fleet's.
    """

    ACTIVE = "active"
    PAUSED = "paused"
    ARRIVING = "arriving"
    LEAVING = "leaving"
    GONE = "gone"


HERE = frozenset({SiteState.ACTIVE, SiteState.PAUSED})
"""The states in which the fleet has the archive."""
WHOLE = HERE | {SiteState.LEAVING}
"""Those in which all of it is on the fleet."""


@dataclass(frozen=True, slots=True)
class FleetSite:
    """A site of the fleet.

    :param shard: the number of the one that has its rows
    :param profile: YAML
    :param edition: rises when the profile changes
    :param hosts: by which an address is known to be the site's; ``*.`` stands for any part before
    :param spider: the class that is written for it, by its dotted name; empty where none is
    :param detail: why it is in that state, in words; may be empty
    :param id: which no other site has, in whatever database
    """

    key: int
    name: str
    shard: int
    profile: str
    edition: int
    hosts: Sequence[str]
    spider: str
    state: SiteState
    detail: str
    added: datetime
    id: str

    @property
    def moved(self) -> Mapping[str, str]:
        """Of a site that is on its way, or was moved away: ``place`` and ``at``, and the ``move``'s id."""
        found = None if self.state in HERE else _MOVED.fullmatch(self.detail)
        return found.groupdict() if found else {}

    @property
    def elsewhere(self) -> str:
        """Where its archive is, if it is not the fleet's, and what to type; nothing where it is."""
        return self.away if self.state in {SiteState.ARRIVING, SiteState.GONE} else ""

    @property
    def away(self) -> str:
        """What a move has made of it, and what to type where the other side is; nothing where none has."""
        if not self.moved:
            return ""
        folder = quote(printable(Path(self.moved["place"].partition(":")[2]).parent))
        to_fleet = f"with NEWSARCHIVE_OUTPUT={folder} {typed(f'move {self.name} --to fleet')}"
        to_folder = typed(f"move {self.name} --to {folder}")
        words, onward = {
            SiteState.ARRIVING: (
                "is on its way to the fleet from", f"{to_fleet} goes on, {to_folder} takes it back"
            ),
            SiteState.LEAVING: (
                "is on its way from the fleet to",
                f"{to_folder} goes on, {typed(f'fleet sites resume {self.name}')} takes it back",
            ),
            SiteState.GONE: ("was moved from the fleet to", f"{to_fleet} brings it back"),
        }[self.state]  # fmt: skip
        where = f"{printable(self.moved['place'])}, {self.moved['at']}"
        return f"the archive of {self.name} {words} {where}; there {onward}"

    @property
    def noted(self) -> str:
        """Why it is in that state, for a list that says the state beside it."""
        if not self.moved:
            return self.detail
        way = "from" if self.state is SiteState.ARRIVING else "to"
        return f"{way} {self.moved['place']}, {self.moved['at']}"


def detail_of(place: str, at: datetime, move: str) -> str:
    """The ``detail`` of a site that is on its way, or was moved away.

    :param place: the other side, in words
    :param at: aware
    """
    return f"{place}, {at.isoformat(timespec='seconds')} (move {move})"


def sites_of(connection: Connection, names: Iterable[str] | None = None) -> list[FleetSite]:
    """The sites in the order of their names; of some names, those that are there."""
    if names is None:
        return _found(connection, f"{_FIND} ORDER BY name")
    return _found(connection, f"{_FIND} WHERE name = ANY(:names) ORDER BY name", names=list(names))


def listed_sites(connection: Connection) -> list[FleetSite]:
    """Those that the fleet has, that are on their way, and that were moved away; in the order of their names.

    What was removed is none of them.
    """
    gone = SiteState.GONE
    return [site for site in sites_of(connection) if site.state is not gone or site.moved]


def noted_sites(connection: Connection) -> list[FleetSite]:
    """Those that the fleet has, or that are on their way, of which there is something to say."""
    return _found(connection, f"{_FIND} WHERE detail <> '' AND state <> 'gone' ORDER BY name")


def site_named(connection: Connection, name: str) -> FleetSite | None:
    """The site of that name, if there is one."""
    found = sites_of(connection, [name])
    return found[0] if found else None


def sites_meant(connection: Connection, words: Sequence[str]) -> list[FleetSite]:
    """The sites that some words name, by name, host or address; all sites where a word names none.

    What a command is about is known without reading the profiles of all the others.
    """
    found: dict[str, FleetSite] = {}
    for word in words:
        host = host_in(word)
        bare = host.removeprefix("www.")
        parts = bare.split(".")
        hosts = (
            {host, bare, *("*." + ".".join(parts[start:]) for start in range(1, len(parts)))} if host else {}
        )
        names = {word, host.replace(":", "-"), bare.replace(":", "-")} - {""}
        query = f"{_FIND} WHERE name = ANY(:names) OR hosts && CAST(:hosts AS text[]) ORDER BY name"
        its = _found(connection, query, names=list(names), hosts=list(hosts))
        if not its:
            return sites_of(connection)
        found |= {site.name: site for site in its}
    return list(found.values()) if words else sites_of(connection)


def add_site(
    connection: Connection,
    name: str,
    profile: str,
    *,
    hosts: Iterable[str] = (),
    spider: str = "",
    state: SiteState = SiteState.ACTIVE,
) -> FleetSite:
    """Add a site, or one again that was the fleet's, in whatever transaction the connection is in.

    :param profile: YAML that has been looked at
    :raises ArgumentError: there is one of that name
    """
    values = {"name": name, "profile": profile, "hosts": sorted(hosts), "spider": spider, "state": state}
    key = connection.execute(_ADD, values).scalar()
    found = site_named(connection, name)
    assert found, "there is a shard"
    if key is None and found.elsewhere:
        raise ArgumentError(f"{printable(name)}: {found.elsewhere}")
    if key is None:
        raise ArgumentError(f"{printable(name)}: the fleet has that site already; it is {found.state}")
    connection.execute(_LEASE, {"key": key})
    return found


def set_profile(
    connection: Connection, name: str, profile: str, *, hosts: Iterable[str] = (), spider: str = ""
) -> bool:
    """Let a site's next run go by another profile; whether it is another one."""
    values = {"name": name, "profile": profile, "hosts": sorted(hosts), "spider": spider}
    return bool(connection.execute(_CHANGE, values).rowcount)


def set_state(
    connection: Connection, name: str, state: SiteState, detail: str = "", *, before: SiteState | None = None
) -> bool:
    """Say what becomes of a site from now on; whether it did.

    :param detail: why, in words
    :param before: the only state in which it does; None for any, where its lease is held
    """
    values = {"name": name, "state": state, "detail": detail, "before": before}
    return bool(connection.execute(_STATE, values).rowcount)


def _found(connection: Connection, query: str, **values: Any) -> list[FleetSite]:
    asked = {
        name: [*map(storable, its)] if isinstance(its, list) else storable(its)
        for name, its in values.items()
    }
    found = connection.execute(text(query), asked).mappings()
    return [FleetSite(**{**row, "state": SiteState(row["state"])}) for row in found]
