"""A page whose articles appear in no other list: the others are of another site, or kept up no more."""

from newsarchive.operations.witness import Sights
from newsarchive.store.shown_articles import SeenListing, ShownArticle

_HOUR = 3600
_DAY = 24 * _HOUR
_FEWEST = 8  # articles
_ALONE = 0.9  # of them
_RIPE = 10 * _HOUR  # after which others should show an article, where it is not known what is usual
_SOON = 4 * _HOUR  # the same where it is
_LATEST = 20  # articles of the last day that are looked at
_KNOWN = 20  # articles, from which on it is known how long others take to show what the page does
_AGREED = 5  # articles that both showed


def is_alone(sights: Sights, listing: SeenListing) -> str | None:
    """That the articles of the site's largest page appear nowhere else; None where they do, or nobody knows.

    A page of a section may well be the only one of it.
    """
    pages = [one for one in sights.listings if one.kind == "page"]
    if listing is not max(pages, key=lambda one: len(sights.of(one)), default=None):
        return None
    others = [one for one in sights.others(listing) if _is_of_the_site(sights, listing, one)]
    began = listing.since
    asked = max((one.asked for one in others if one.asked - max(began, one.since) >= _DAY), default=None)
    if asked is None:
        return None
    ripe, is_known = _ripe_after(sights, listing)
    latest = asked - ripe
    earliest = max(began, latest - _DAY if is_known else 0)
    own = [one for one in sights.of(listing) if earliest < one.by[listing.number] <= latest]
    about = {one.section for one in sights.news if one.by.keys() - {listing.number}} - {""}
    own = [one for one in own if not (one.section and about) or one.section in about]
    own = own[-_LATEST:] if is_known else own
    alone = [one for one in own if len(one.by) == 1]
    if len(own) < _FEWEST or len(alone) < _ALONE * len(own):
        return None
    return f"{len(alone):,} of the {len(own):,} articles that it showed appear in no other list of the site"


def _is_of_the_site(sights: Sights, listing: SeenListing, other: SeenListing) -> bool:
    """Whether another list should show what a page does: a feed or sitemap, or one that did."""
    if other.kind != "page":
        return True
    return sum(other.number in one.by for one in sights.of(listing)) >= _AGREED


def _ripe_after(sights: Sights, listing: SeenListing) -> tuple[int, bool]:
    """How long after the page others show an article at the latest, and whether that is known."""
    delays = [_delay(listing.number, one) for one in sights.of(listing) if one.first > listing.since]
    known = [delay for delay in delays if delay is not None]
    if len(known) < _KNOWN:
        return _RIPE, False
    return max(_SOON, round(1.5 * max(known))), True


def _delay(own: int, article: ShownArticle) -> int | None:
    others = [at for number, at in article.by.items() if number != own]
    return max(0, min(others) - article.by[own]) if others else None
