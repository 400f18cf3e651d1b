"""Which sites a fleet has: a row each, with the profile that its runs go by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, text

from newsarchive.exceptions import ArgumentError

_COLUMNS = "key, name, shard, profile, edition, state, detail, added"
# To the shard that has the fewest, so that each stays of a size that can be looked after.
_ADD = text(
    "WITH least AS (SELECT number FROM fleet.shard LEFT JOIN fleet.site ON shard = number"
    " GROUP BY number ORDER BY count(key), number LIMIT 1), added AS ("
    " INSERT INTO fleet.site (name, shard, profile, state) SELECT :name, number, :profile, :state FROM least"
    " RETURNING key)"
    " INSERT INTO fleet.lease (site_key) SELECT key FROM added"
)


class SiteState(StrEnum):
    """What becomes of a site.

    It is crawled by its schedule, or only when somebody says so; it is being moved to the fleet, or from it;
    or it was moved from it.
    """

    ACTIVE = "active"
    PAUSED = "paused"
    ARRIVING = "arriving"
    LEAVING = "leaving"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FleetSite:
    """A site of the fleet.

    :param shard: the number of the one that has its rows
    :param profile: YAML
    :param edition: rises when the profile changes
    :param detail: why it is in that state, in words; may be empty
    """

    key: int
    name: str
    shard: int
    profile: str
    edition: int
    state: SiteState
    detail: str
    added: datetime


def sites_of(connection: Connection, names: Iterable[str] | None = None) -> list[FleetSite]:
    """The sites in the order of their names; of some names, those that are there."""
    asked = None if names is None else list(names)
    found = connection.execute(
        text(
            f"SELECT {_COLUMNS} FROM fleet.site"  # noqa: S608  our columns
            " WHERE CAST(:names AS text[]) IS NULL OR name = ANY(CAST(:names AS text[])) ORDER BY name"
        ),
        {"names": asked},
    )
    return [FleetSite(**{**row, "state": SiteState(row["state"])}) for row in found.mappings()]


def site_named(connection: Connection, name: str) -> FleetSite | None:
    """The site of that name, if there is one."""
    found = sites_of(connection, [name])
    return found[0] if found else None


def add_site(
    connection: Connection, name: str, profile: str, *, state: SiteState = SiteState.ACTIVE
) -> FleetSite:
    """Add a site, in whatever transaction the connection is in.

    :param profile: YAML that has been looked at
    :raises ArgumentError: there is one of that name
    """
    if there := site_named(connection, name):
        raise ArgumentError(f"{name}: the fleet has that site already; it is {there.state}")
    connection.execute(_ADD, {"name": name, "profile": profile, "state": state})
    added = site_named(connection, name)
    assert added, "there is a shard"
    return added


def set_profile(connection: Connection, name: str, profile: str) -> bool:
    """Let a site's next run go by another profile; whether it is another one."""
    changed = text(
        "UPDATE fleet.site SET profile = :profile, edition = edition + 1, changed = clock_timestamp()"
        " WHERE name = :name AND profile <> :profile"
    )
    return bool(connection.execute(changed, {"name": name, "profile": profile}).rowcount)


def set_state(connection: Connection, name: str, state: SiteState, detail: str = "") -> None:
    """Say what becomes of a site from now on.

    :param detail: why, in words
    """
    connection.execute(
        text(
            "UPDATE fleet.site SET state = :state, detail = :detail, changed = clock_timestamp()"
            " WHERE name = :name"
        ),
        {"name": name, "state": state, "detail": detail},
    )
