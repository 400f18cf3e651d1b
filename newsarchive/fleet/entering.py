"""A process begins to work on a fleet: its archives' folders are but a cache of its own from then on."""

import atexit
import logging
import os
import time
from collections.abc import Sequence

from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from newsarchive.exceptions import ArgumentError, NotLetIn, OtherVersion, StorageError
from newsarchive.fleet.address import DatabaseAddress, database_address, store_address
from newsarchive.fleet.connecting import WHO_WORKS, database_errors, engine_of
from newsarchive.fleet.host_paces import keep_own_paces, share_paces
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.pooler import check_sessions
from newsarchive.fleet.roles import READER
from newsarchive.fleet.schema import COMMON, SHARD
from newsarchive.fleet.scratch import note_profiles, profiles_of, remove, scratch
from newsarchive.fleet.sites import sites_meant
from newsarchive.settings import variable
from newsarchive.store.keepers import keep, leave
from newsarchive.store.objects.storage import Storage
from newsarchive.text import typed

_VERSIONS = (
    "SELECT (SELECT version_num FROM fleet.version), (SELECT min(version) FROM fleet.shard),"
    " (SELECT max(version) FROM fleet.shard)"
)
_SECURED = (
    "SELECT row_security_active(fleet.shard_name(number) || '.run') FROM fleet.shard ORDER BY number LIMIT 1"
)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0  # seconds until a database that is away is asked again
logger = logging.getLogger(__name__)


def enter(settings: BaseSettings, *, words: Sequence[str] | None = ()) -> Fleet:
    """Work on the fleet that the environment names, until the process ends or :func:`leave_fleet` is called.

    From then on ``OUTPUT_DIR`` and ``PROFILES_DIR`` are folders of this process alone, in which sites of the
    fleet have their folder and their profile, and there are no others.

    :param words: that may name the sites which it is about; where one names none, it is about all. None where
        it is about none yet
    :raises ArgumentError: no database or a wrong one is named, it is no fleet's, is behind a pooler of
        transactions, or one may not work on it; leases would run out between heartbeats; or this process's
        folder cannot be made
    :raises StorageError: it cannot be reached, or is of another version
    """
    lease, beat = settings.getfloat("FLEET_LEASE"), settings.getfloat("FLEET_HEARTBEAT")
    if not 0 < 2 * beat < lease:
        raise ArgumentError(
            f"FLEET_LEASE={lease:g} runs out before it is prolonged twice: give FLEET_HEARTBEAT less than"
            f" half of it, and not {beat:g}"
        )
    address = database_address(variable)
    for warning in address.warnings:
        logger.warning("%s", warning)
    name = f"{os.uname().nodename}:{os.getpid()}"
    engine = engine_of(address, name=f"newsarchive {name}")
    try:
        with database_errors(address):
            check_sessions(engine, address)
        with database_errors(address), engine.connect() as connection:
            check_versions(connection, address)
            check_rights(connection, address)
            sites = [] if words is None else sites_meant(connection, words)
            now = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        root = scratch(settings["FLEET_SCRATCH"])
        note_profiles(root, sites)
    except BaseException:
        engine.dispose()
        raise
    fleet = Fleet(engine, address, root, lease=lease, beat=beat, storage=_storage, name=name)
    atexit.register(fleet.close)  # a thread that is amid a statement could hold up the process's end for ever
    fleet.clock.set(now)
    settings.set("CLOCK", fleet.clock.now, priority="spider")  # a worker has its own, and a test may
    for setting, value in {
        "OUTPUT_DIR": str(root), "PROFILES_DIR": str(profiles_of(root)), "BUNDLED_SITES": False,
    }.items():  # fmt: skip
        settings.set(setting, value, priority="cmdline")
    keep(root, fleet)
    fleet.paces = share_paces(address, fleet.name, most=settings.getfloat("RETRY_AFTER_CAP"))
    return fleet


def enter_when_it_is_there(settings: BaseSettings) -> Fleet:
    """The same for a worker: a database that is away is waited for, and sites are named by the queue.

    What lasts until somebody mends it ends a worker that begins; one that is at work waits for that, too.

    :raises ArgumentError: what waiting does not help, an object storage that is not named among it
    :raises NotLetIn: so does another password, certificate or name of the database
    :raises StorageError: the database is of another version
    """
    store_address(variable)  # else each of its runs would say so
    pause = _FIRST_PAUSE
    while True:
        try:
            return enter(settings, words=None)
        except StorageError as error:
            if isinstance(error, OtherVersion | NotLetIn):  # it answers, and no wait helps
                raise
            logger.warning("%s", error)
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)


def leave_fleet(fleet: Fleet) -> None:
    """Work on it no longer; its folder goes."""
    leave(fleet.root)
    if fleet.paces:
        keep_own_paces(fleet.paces)
    atexit.unregister(fleet.close)
    fleet.close()
    remove(fleet.root)


def _storage() -> Storage:
    address = store_address(variable)
    for warning in address.warnings:
        logger.warning("%s", warning)
    return Storage(address)


def check_versions(connection: Connection, address: DatabaseAddress) -> None:
    """Make sure that the database is as this newsarchive knows it.

    :raises ArgumentError: it has no shard yet
    :raises OtherVersion: it is of an earlier version, or of a later one
    """
    common, least, most = connection.exec_driver_sql(_VERSIONS).one()
    if least is None:
        raise ArgumentError(f"{address.shown}: has no shard yet; {typed('fleet init')} goes on with it")
    if common > COMMON or most > SHARD:
        raise OtherVersion(
            f"{address.shown}: is of version {common}/{most}, this newsarchive knows {COMMON}/{SHARD};"
            " install the newsarchive that made it, or a newer one"
        )
    if common < COMMON or least < SHARD:
        raise OtherVersion(
            f"{address.shown}: is of version {common}/{least}; {typed('fleet upgrade')} brings it to"
            f" {COMMON}/{SHARD}"
        )


def check_rights(connection: Connection, address: DatabaseAddress) -> None:
    """Make sure that a connection sees the rows of the one site that it names.

    :raises ArgumentError: it would see those of all, as an owner or a superuser does
    """
    if not connection.exec_driver_sql(_SECURED).scalar():
        raise ArgumentError(
            f"{address.shown}: the role {_role(connection)} is not held to the rows of one site; take from it"
            f" what others than {typed('fleet init')} gave it: SUPERUSER, BYPASSRLS or the tables themselves"
        )


def check_works(connection: Connection, address: DatabaseAddress) -> None:
    """Make sure that whoever logs in may work, and not only look.

    :raises ArgumentError: it may look alone
    """
    if _role(connection) == READER:
        raise ArgumentError(f"{address.shown}: its login may look, and not work; {WHO_WORKS}")


def _role(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT current_user").scalar_one())
