"""Every field of an article's page: what is chosen, who says so, and what else was proposed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrapy.http import Response

from newsarchive.extraction.body import body_candidates
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.extraction.reading import Reading
from newsarchive.pages.decoding import decode_page
from newsarchive.pages.tree import Page
from newsarchive.profiles import SiteProfile

FIELDS = (
    "title", "date", "body", "author", "source", "section", "outlet", "tags", "digest", "description",
    "image", "language", "modified", "canonical", "link", "site_name",
)  # fmt: skip
"""In the order in which they are shown."""


class FieldValue(NamedTuple):
    """One field of a page.

    :param chosen: what the post is made of; None where nothing is found, or nothing was looked for
    :param others: the runners-up, the best first
    """

    name: str
    chosen: Candidate | None
    others: list[Candidate]


def page_in(response: Response, profile: SiteProfile) -> Page:
    """The page as the strategies read it."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    text = decode_page(response.body, content_type)
    return Page(text, response.url, language=profile.language, zone=profile.zone, style=profile.dates.style)


def automatic_reading(page: Page) -> Reading:
    """All that is found on a page without any rules."""
    reading = Reading()
    reading.add(metadata_candidates(page))
    reading.add({"body": body_candidates(page)})
    return reading


def field_values(reading: Reading, automatic: Reading) -> Iterator[FieldValue]:
    """Each field that is found at all; runners-up that say the same as the chosen one are left out.

    :param reading: what the post is made of
    :param automatic: what would be found without rules
    """
    for name in FIELDS:
        stated = reading.fields.get(name, ())
        chosen = reading.best(name)
        others = list(_others(chosen, [*stated, *automatic.fields.get(name, ())]))
        if chosen or others:
            yield FieldValue(name, chosen, others)


def _others(chosen: Candidate | None, stated: Sequence[Candidate]) -> Iterator[Candidate]:
    seen = {chosen.value} if chosen else set()
    for one in stated:
        if one.value not in seen:
            seen.add(one.value)
            yield one
