"""Every field of an article's page: what is chosen, who says so, and what else was proposed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.reading import Reading

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
