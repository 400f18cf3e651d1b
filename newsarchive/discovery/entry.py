"""One entry of a listing: an article, and what the listing says of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a listing shows it. What it says stands in where the article's pages say nothing.

    :param source_id: the site's own id, or what stands where it should be
    :param slug: the folder that names the category it was posted in
    :param day: the date that the address or the listing states; the site's local date
    :param stated_date: the date as the listing states it
    """

    url: str
    source_id: str
    slug: str = ""
    day: date | None = None
    title: str = ""
    stated_date: str = ""
    outlet: str = ""
    digest: str = ""
