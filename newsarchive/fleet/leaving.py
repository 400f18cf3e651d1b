"""A site leaves a fleet: with nothing in it, or with all of it given up."""

from sqlalchemy import Connection, delete, func, select, text

from newsarchive.exceptions import ArgumentError
from newsarchive.fleet.connecting import database_errors
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.sites import SiteState, set_state
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.tables import kinds
from newsarchive.text import typed

_FENCE = text("SELECT fleet.fence(:site, :token)")


def remove_site(fleet: Fleet, name: str, *, discard: bool = False) -> int:
    """Take a site from the fleet; how many articles were given up with it.

    Its name stays taken down as that of one that is gone, so that tokens go on rising should it come again.

    :param discard: give up what is archived of it
    :raises ArgumentError: the fleet has no such site, or there is something in it
    :raises ArchiveBusy: somebody is at work on it
    :raises StorageError: the database cannot be reached
    """
    lease = fleet.lock(fleet.root / name)
    with lease.held(), database_errors(fleet.address), fleet.engine.begin() as connection:
        connection.execute(_FENCE, {"site": lease.catalog.site_key, "token": lease.token})
        articles = connection.execute(select(func.count()).select_from(ArticleRow.table)).scalar_one()
        if articles and not discard:
            raise ArgumentError(
                f"has {articles:,} articles; {typed(f'move {name} --to FOLDER')} takes them"
                f" to a folder, {typed(f'fleet sites remove {name} --discard')} gives them up for good"
            )
        empty(connection)
        set_state(connection, name, SiteState.GONE, "removed")
    return articles


def empty(connection: Connection) -> None:
    """Delete all rows of the site whose fence the transaction has passed."""
    for kind in reversed(kinds()):
        connection.execute(delete(kind.table))
    connection.execute(text("DELETE FROM numbering"))
