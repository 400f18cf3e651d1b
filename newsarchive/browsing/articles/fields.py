"""What a revision states, field by field, and what is not sure about it, in words."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from newsarchive.browsing.moments import other_offset
from newsarchive.items import Doubt
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.text import one_line

DOUBTS = {
    Doubt.REPLACED_CHARACTERS: "Some bytes of the page could not be read as text; � stands for them.",
    Doubt.RELATIVE_DATE: "The source said how long ago it was published, and no date.",
    Doubt.ASSUMED_ZONE: "The page states no time zone; that of its language or country is assumed.",
    Doubt.UNSURE_BODY: "Which text of the page is the article's is not certain.",
    Doubt.NOT_FREE: "The page said, when it was asked again, that it is not free: this may be its beginning.",
    Doubt.PARTS_MISSING: "The article has more pages than are asked for; its end is missing.",
}
KINDS = {
    RevisionKind.CRAWLED: "read at the source",
    RevisionKind.CONFLICTING: "a second text of one run, the shorter one; never published",
    RevisionKind.SHRUNKEN: "so much shorter than before that the site must have failed; never published",
    RevisionKind.RE_EXTRACTED: "read again from the originals; not an edit by the source",
    RevisionKind.RESTORED: "an earlier one, put back by a person",
    RevisionKind.ADOPTED: "another tool's post",
    RevisionKind.REBUILT: "read back from a post, after the catalog was lost",
    RevisionKind.ILLUSTRATED: "the same text, whose pictures came later",
}
_PRECISION = {"second": "to the second", "minute": "to the minute", "day": "the day alone"}


class Stated(NamedTuple):
    """A field.

    :param url: where it leads, if anywhere
    """

    name: str
    words: str
    url: str = ""


def in_zone(moment: datetime, zone: tzinfo, *, seconds: bool = False) -> str:
    """A moment in the site's zone, with the zone's name: ``2024-05-01 08:00 CST``."""
    return f"{moment.astimezone(zone):{'%Y-%m-%d %H:%M:%S %Z' if seconds else '%Y-%m-%d %H:%M %Z'}}"


def published_of(revision: RevisionRow, zone: tzinfo) -> str:
    """When it was published, as exactly as the source said."""
    if revision.precision == "day":
        return f"{revision.published:%Y-%m-%d}"
    is_to_the_second = revision.precision == "second"
    if offset := other_offset(revision.published, zone):
        clock = f"{revision.published:{'%Y-%m-%d %H:%M:%S' if is_to_the_second else '%Y-%m-%d %H:%M'}}"
        return f"{clock} {offset}"
    return in_zone(revision.published, zone, seconds=is_to_the_second)


def stated(revision: RevisionRow, zone: tzinfo) -> Iterator[Stated]:
    """Each field that has a value, on one line, in the order in which people ask for them; no title."""
    yield from (one._replace(words=one_line(one.words)) for one in _stated(revision, zone))


def _stated(revision: RevisionRow, zone: tzinfo) -> Iterator[Stated]:
    yield Stated("Published", f"{published_of(revision, zone)} ({_PRECISION.get(revision.precision, '')})")
    if revision.stated_date:
        yield Stated("Date as the source wrote it", revision.stated_date)
    if revision.modified:
        yield Stated("Changed, as the source says", in_zone(revision.modified, zone))
    for name, words in (
        ("Outlet", revision.outlet), ("Author", revision.author), ("Source", revision.source),
        ("Section", revision.section), ("Tags", ", ".join(revision.tags)), ("Language", revision.language),
        ("Category of the post", revision.category), ("Tag of the post", revision.tag),
    ):  # fmt: skip
        if words:
            yield Stated(name, words)
    for name, url in (
        ("Leads to", revision.link), ("Calls itself", revision.canonical), ("Lead picture", revision.image),
    ):  # fmt: skip
        if url:
            yield Stated(name, url, url)
    for key, value in revision.more.items():
        words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        yield Stated(f"“{key}”, by another tool", words)
