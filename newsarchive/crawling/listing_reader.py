"""What one answer to a listing's request shows: leads with the days that it states, or why there are none."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from scrapy.http import Response

from newsarchive.discovery.freshness import seconds_it_holds
from newsarchive.discovery.left_out import LeftOut
from newsarchive.discovery.listing import form_of
from newsarchive.discovery.stated_days import StatedDays
from newsarchive.exceptions import ExtractionError
from newsarchive.fetching.conditional import served_at
from newsarchive.items import Lead
from newsarchive.profiles import SiteProfile, identity_at
from newsarchive.profiles.hosts import covers
from newsarchive.store.listing_plan import Answer

Found = list[Lead | LeftOut]
LeadsIn = Callable[[Response], Iterable[Lead | LeftOut]]


def read_listing(response: Response, leads_in: LeadsIn, profile: SiteProfile) -> Found | ExtractionError:
    """All that a listing shows, in its order, what leads to another site left out; or why it is unreadable.

    An article has its id, and none where it is none of the site's; a listing has the day of its last change.

    :param leads_in: what the site's spider finds there
    """
    if response.status >= 400:
        return []  # it was only guessed that there might be one, or the listing ended before it
    days = StatedDays(served_at(response), profile)
    try:
        return [_complete(one, days, profile) for one in leads_in(response)]
    except ExtractionError as error:
        return error


_KINDS = {"robots.txt": "robots", "JSON list": "json"}


def answer_of(response: Response, profile: SiteProfile) -> Answer:
    """What a listing's answer says of itself."""
    meta, holds = response.meta, seconds_it_holds(response)
    form = None if response.status == 304 else form_of(response, profile, meta["listing"])
    return Answer(form and _KINDS.get(form, form), holds, goes_on=bool(meta.get("goes_on")))


def _complete(found: Lead | LeftOut, days: StatedDays, profile: SiteProfile) -> Lead | LeftOut:
    if isinstance(found, LeftOut):
        return found
    if not covers(profile.hosts, found.url):
        return LeftOut("other-site", found.url)
    if found.kind != "article":
        return replace(found, day=days.day(found.changed))
    identity = identity_at(found.url, profile)
    source_id = found.source_id or (identity.source_id if identity else "")
    day, modified = days.day(found.stated_date), days.moment(found.changed)
    return replace(found, source_id=source_id, link=found.url, day=day, modified=modified)
