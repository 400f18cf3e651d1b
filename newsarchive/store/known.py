"""What an archive has learned of its site, for those who only look at it, without SQLAlchemy."""

import zlib
from dataclasses import dataclass
from sqlite3 import Connection

from newsarchive.exceptions import NewsArchiveError
from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.store.catalog.access import Catalog, looking_into


@dataclass(frozen=True, slots=True)
class Known:
    """The newest version, and what it has yet to change.

    :param left: in how many posts at most a text of it still stands, since they were stored before
    """

    learned: Learned
    left: int


def known_in(catalog: Connection) -> Known:
    """What the catalog says.

    :param catalog: as :func:`newsarchive.store.catalog.access.looking_into` gives it
    """
    newest = catalog.execute("SELECT value FROM learned ORDER BY id DESC LIMIT 1").fetchone()
    counted = catalog.execute("SELECT value FROM counts").fetchone()
    try:
        learned = Learned.from_json(zlib.decompress(newest[0])) if newest else NOTHING_LEARNED
        counts = Counts.from_json(zlib.decompress(counted[0])) if counted else Counts()
    except (ValueError, TypeError, KeyError, zlib.error):  # which is for `verify` to say
        return Known(NOTHING_LEARNED, 0)
    return Known(learned, counts.left_of(learned))


def learned_at(catalog: Catalog) -> Learned:
    """What is known of the site of an archive; nothing where there is none, or one that cannot be read."""
    try:
        with looking_into(catalog) as opened:
            return known_in(opened).learned
    except NewsArchiveError:
        return NOTHING_LEARNED
