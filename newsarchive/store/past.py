"""What of an archive's past says when its next run is due; read without SQLAlchemy, as it is read often."""

from pathlib import Path

from newsarchive.exceptions import NewsArchiveError
from newsarchive.sites import catalog_of
from newsarchive.store.catalog.file import looking_into

_LAST = "SELECT max(started) FROM run WHERE command = 'crawl'"
_DUE = "SELECT min(next_check) FROM article WHERE state IN ('published', 'quarantined', 'owed')"


def past_of(folder: Path) -> tuple[int | None, int | None]:
    """When the last crawl began, and the earliest planned check of an article; seconds since 1970.

    Nothing is known of an archive that is not there yet, or whose catalog cannot be read: the run itself will
    say what is wrong with it.

    :param folder: the archive's own
    """
    try:
        with looking_into(catalog_of(folder)) as catalog:
            return catalog.execute(_LAST).fetchone()[0], catalog.execute(_DUE).fetchone()[0]
    except NewsArchiveError:
        return None, None
