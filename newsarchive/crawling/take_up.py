"""An article that a run takes up."""

from dataclasses import dataclass

from newsarchive.discovery.entry import Entry
from newsarchive.evidence import Validators


@dataclass(frozen=True, slots=True)
class TakeUp:
    """An article that was discovered; small, as a listing may show thousands.

    :param url: the article's identity page
    :param source_id: the site's own id
    :param entry: its entry in a listing, if it was found in one
    :param again: fetch it whole even if it is archived, because the user named it
    :param archived: a post of it is there, so that a 404 means that it is gone
    :param pages: what it was read from, to be asked whether they have changed
    """

    url: str
    source_id: str
    entry: Entry | None = None
    again: bool = False
    archived: bool = False
    pages: tuple[Validators, ...] = ()
