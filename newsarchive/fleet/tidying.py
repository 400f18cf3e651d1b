"""What is left over in the object storage of a site goes after a grace, once a day at most."""

from datetime import datetime, timedelta

from newsarchive.fleet.keeper import Fleet
from newsarchive.store.catalog.access import reading
from newsarchive.store.objects.orphans import remove_orphans


def tidy(fleet: Fleet, site: str, *, now: datetime, grace: timedelta) -> int:
    """Remove the objects of a site that no row refers to; how many went. It blocks.

    :param now: aware, by the clock of the database
    :param grace: how old they are to be
    :raises ArchiveBusy: somebody is at work on the site
    :raises StorageError: database or storage refuse, or stay out of reach
    """
    folder = fleet.root / site
    lease = fleet.lock(folder)
    with lease.held(), reading(lease.catalog) as rows:
        return len(remove_orphans(rows, fleet.objects(folder, lease), now=now, grace=grace))
