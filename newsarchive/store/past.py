"""What of an archive's past says when its next run is due; read without SQLAlchemy, as it is read often."""

from pathlib import Path

from newsarchive.exceptions import NewsArchiveError
from newsarchive.sites import catalog_of
from newsarchive.store.catalog.file import looking_into

_LAST = "SELECT max(started) FROM run WHERE command = 'crawl'"
# State by state, since SQLite finds the least of one in its index, and would read a million rows for several.
_DUE = """
SELECT min(due) FROM (
  SELECT min(next_check) AS due FROM article WHERE state = 'published'
  UNION ALL SELECT min(next_check) FROM article WHERE state = 'quarantined'
  UNION ALL SELECT min(next_check) FROM article WHERE state = 'owed'
  UNION ALL SELECT 0 WHERE EXISTS (SELECT 1 FROM article WHERE state = 'owed' AND next_check IS NULL)
  UNION ALL SELECT min(next_ask) FROM listing
)"""


def past_of(folder: Path) -> tuple[int | None, int | None]:
    """When the last crawl began, and when the first thing is due; seconds since 1970, None where nothing is.

    Due is an owed article, 0 where it is owed at once, a check of another, or a listing.

    Nothing is known of an archive that is not there yet, or whose catalog cannot be read: the run itself will
    say what is wrong with it.

    :param folder: the archive's own
    """
    try:
        with looking_into(catalog_of(folder)) as catalog:
            return catalog.execute(_LAST).fetchone()[0], catalog.execute(_DUE).fetchone()[0]
    except NewsArchiveError:
        return None, None
