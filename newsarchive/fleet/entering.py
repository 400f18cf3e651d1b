"""A process begins to work on a fleet: its archives' folders are but a cache of its own from then on."""

import logging

from scrapy.settings import BaseSettings
from sqlalchemy import Connection, Engine

from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.fleet.address import DatabaseAddress, database_address
from newsarchive.fleet.connecting import database_errors, engine_of
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.roles import WORKER
from newsarchive.fleet.schema import COMMON, SHARD
from newsarchive.fleet.scratch import note_profiles, remove, scratch
from newsarchive.fleet.sites import sites_of
from newsarchive.settings import variable
from newsarchive.store.places import keep, leave
from newsarchive.text import typed

_IDLE = 0.75  # of a lease: how long a transaction may wait for a client that says nothing
_VERSIONS = (
    "SELECT (SELECT version_num FROM fleet.version), (SELECT min(version) FROM fleet.shard),"
    " (SELECT max(version) FROM fleet.shard)"
)
logger = logging.getLogger(__name__)


def enter(settings: BaseSettings, *, name: str = "") -> Fleet:
    """Work on the fleet that the environment names, until the process ends or :func:`leave_fleet` is called.

    From then on ``OUTPUT_DIR`` and ``PROFILES_DIR`` are folders of this process alone, in which each site of
    the fleet has its folder and its profile.

    :param name: of this process among the workers; made of host and process id where it is empty
    :raises ArgumentError: no database or a wrong one is named, or it is no fleet's
    :raises StorageError: it cannot be reached, or is of another version
    """
    address = database_address(variable)
    for warning in address.warnings:
        logger.warning("%s", warning)
    engine = connected(address, settings, name=name)
    with database_errors(address), engine.connect() as connection:
        check_versions(connection, address)
        sites = sites_of(connection)
    root = scratch(settings["FLEET_SCRATCH"])
    note_profiles(root, sites)
    lease, beat = settings.getfloat("FLEET_LEASE"), settings.getfloat("FLEET_HEARTBEAT")
    fleet = Fleet(engine, address, root, lease=lease, beat=beat, name=name)
    settings.set("OUTPUT_DIR", str(root), priority="cmdline")
    settings.set("PROFILES_DIR", str(root / "profiles"), priority="cmdline")
    keep(root, fleet)
    return fleet


def leave_fleet(fleet: Fleet) -> None:
    """Work on it no longer; its folder goes."""
    leave(fleet.root)
    fleet.close()
    remove(fleet.root)


def connected(
    address: DatabaseAddress, settings: BaseSettings, *, name: str = "", role: str = WORKER
) -> Engine:
    """A pool of connections to the fleet's database; see :func:`newsarchive.fleet.connecting.engine_of`."""
    idle = settings.getfloat("FLEET_LEASE") * _IDLE
    return engine_of(address, name=f"newsarchive {name}".strip(), idle=idle, role=role)


def check_versions(connection: Connection, address: DatabaseAddress) -> None:
    """Make sure that the database is as this newsarchive knows it.

    :raises ArgumentError: it has no shard yet
    :raises StorageError: it is of an earlier version, or of a later one
    """
    common, least, most = connection.exec_driver_sql(_VERSIONS).one()
    if least is None:
        raise ArgumentError(f"{address.shown}: has no shard yet; {typed('fleet init')} goes on with it")
    if common > COMMON or most > SHARD:
        raise StorageError(
            f"{address.shown}: is of version {common}/{most}, this newsarchive knows {COMMON}/{SHARD};"
            " install the newsarchive that made it, or a newer one"
        )
    if common < COMMON or least < SHARD:
        raise StorageError(
            f"{address.shown}: is of version {common}/{least}; {typed('fleet upgrade')} brings it to"
            f" {COMMON}/{SHARD}"
        )
