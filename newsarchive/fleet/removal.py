"""A site leaves a fleet: with nothing in it, or with all of it given up."""

from datetime import timedelta

from sqlalchemy import delete, func, select, text

from newsarchive.exceptions import ArgumentError, NotItsObjects
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.lease import Lease
from newsarchive.fleet.sites import SiteState, set_state
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.tables import kinds
from newsarchive.store.objects.orphans import remove_orphans
from newsarchive.text import many, typed

# What was collected of it goes by its rows, whose numbers begin anew should it come again.
_FORGET = text("DELETE FROM fleet.remembered WHERE site_key = :site")
_OF_ANY_AGE = timedelta(days=-1)


def remove_site(fleet: Fleet, name: str, *, discard: bool = False) -> tuple[int, str]:
    """Take a site from the fleet.

    What the storage has of another site of that name stays.

    Ended at any moment, the next call goes on with it. Its name stays noted as that of one that is gone, so
    that tokens go on rising should it come again.

    :param discard: give up what is archived of it
    :returns: how many articles were given up with it, and why its objects stay, in words, if they do
    :raises ArgumentError: the fleet has no such site, there is something in it, or nobody says where its
        objects are
    :raises ArchiveBusy: somebody is at work on it
    :raises StorageError: the database or the storage cannot be reached
    """
    left = (SiteState.ARRIVING, SiteState.GONE) if discard else (SiteState.ARRIVING,)
    fleet.states = (*fleet.states, *left)  # a move that nobody goes on with, or whose folder was lost
    lease = fleet.lock(fleet.root / name)
    with lease.held():
        objects, stays = fleet.objects(fleet.root / name, lease), ""
        try:
            objects.claim(even_lost=True)
        except NotItsObjects as error:
            stays = str(error)
        articles = _empty(fleet, lease, discard=discard)
        if not stays:
            with reading(lease.catalog) as rows:
                remove_orphans(rows, objects, now=fleet.now(), grace=_OF_ANY_AGE)
            objects.give_up()
        with fleet.transaction() as connection:
            lease.pass_fence(connection)
            connection.execute(_FORGET, {"site": lease.catalog.site_key})
            set_state(connection, name, SiteState.GONE, "removed")
    return articles, stays


def _empty(fleet: Fleet, lease: Lease, *, discard: bool) -> int:
    """Delete all rows of the site; how many articles there were."""
    name = lease.catalog.site
    with fleet.transaction() as connection:
        lease.pass_fence(connection)
        articles: int = connection.execute(select(func.count()).select_from(ArticleRow.table)).scalar_one()
        if articles and not discard:
            raise ArgumentError(
                f"has {many(articles, 'article')}; {typed(f'move {name} --to FOLDER')} takes them to a"
                f" folder, {typed(f'fleet sites remove {name} --discard')} gives them up for good"
            )
        for kind in reversed(kinds()):
            connection.execute(delete(kind.table))
        connection.execute(text("DELETE FROM numbering"))
    return articles
