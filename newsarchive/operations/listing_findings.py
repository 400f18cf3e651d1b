"""Lists that no longer say all that a site publishes: one that is silent, that hides, that is alone.

A list is judged by others of the same scope alone: those whose articles it showed, nearly all of them, as
long as both were read. So a list of one section is held against none that shows the whole site, and nights,
weekends and sites that publish twice a week are no silence: then no other list shows anything either.
"""

from collections.abc import Callable, Iterable, Iterator

from newsarchive.operations.finding import Finding
from newsarchive.operations.hiding_list import hides
from newsarchive.operations.lonely_list import is_alone
from newsarchive.operations.silent_list import is_silent
from newsarchive.operations.witness import Sights
from newsarchive.store.completeness import Completeness
from newsarchive.store.shown_articles import SeenListing

_Judge = Callable[[Sights, SeenListing], str | None]
_JUDGES: tuple[tuple[str, _Judge], ...] = (
    ("listing-silent", is_silent),
    ("listing-hides", hides),
    ("listing-alone", is_alone),
)


def listing_findings(completeness: Completeness) -> list[Finding]:
    """What is wrong with the lists that a site is read by; pure.

    :param completeness: of thirty days, or as many as there are; of fewer than eight less is noticed
    """
    return list(_findings(Sights(completeness), completeness.listings))


def _findings(sights: Sights, listings: Iterable[SeenListing]) -> Iterator[Finding]:
    for listing in listings:
        if listing.is_unread:
            continue  # which is told elsewhere, with the reason
        for kind, judge in _JUDGES:
            if detail := judge(sights, listing):
                yield Finding(kind, listing.url, detail)
                break  # what is silent also hides, and leaves the others alone
