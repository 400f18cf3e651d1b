"""What a strategy says of a field, and how sure it is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from newsarchive.learning.seen import NOTHING_SEEN, Seen


class Candidate(NamedTuple):
    """One value of one field.

    :param value: plain text, decoded; HTML for ``body``; ISO 8601 for dates, with zone where one is known
    :param strategy: who says so, such as ``json-ld``; shown by ``scrapy try``
    :param confidence: from 0 to 1; comparable within a field
    :param stated: a date as the page writes it
    :param supposed: whether its zone is neither the page's nor the profile's
    :param served: when the page was that says so, aware; None where that goes without saying
    :param seen: of an automatic body: what the page showed that may be the site's
    """

    value: str
    strategy: str
    confidence: float
    stated: str = ""
    supposed: bool = False
    served: datetime | None = None
    seen: Seen = NOTHING_SEEN


def stated_by(
    strategy: str, said: Mapping[str, Iterable[str | None]], confidence: float = 1.0
) -> dict[str, list[Candidate]]:
    """By field what a strategy says, in its order, where it says anything; it is as sure of all."""
    found = {
        name: [Candidate(one, strategy, confidence) for one in values if one] for name, values in said.items()
    }
    return {name: candidates for name, candidates in found.items() if candidates}
