"""What a strategy says of a field, and how sure it is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from newsarchive.learning.seen import NOTHING_SEEN, Seen

UNSURE = 0.9  # below such a confidence a body is unsure: other readers are asked


class Opinion(NamedTuple):
    """What another reader says of a page's body.

    :param reader: its package's name
    :param letters: of the page's blocks that it takes
    :param agreement: with what our own reader takes, from 0 to 1
    :param is_taken: whether the body is made of its blocks
    :param failed: why it says nothing, where it broke off; empty where it read the page
    """

    reader: str
    letters: int
    agreement: float
    is_taken: bool = False
    failed: str = ""


class Candidate(NamedTuple):
    """One value of one field.

    :param value: plain text, decoded; HTML for ``body``; ISO 8601 for dates, with zone where one is known
    :param strategy: who says so, such as ``json-ld``; shown by ``scrapy try``
    :param confidence: from 0 to 1; comparable within a field; of a body the F1 that it is expected to have
    :param stated: a date as the page writes it
    :param supposed: whether its zone is neither the page's nor the profile's
    :param served: when the page was that says so, aware; None where that goes without saying
    :param opinions: what other readers said of a body that is unsure
    :param seen: of an automatic body: what the page showed that may be the site's
    """

    value: str
    strategy: str
    confidence: float
    stated: str = ""
    supposed: bool = False
    served: datetime | None = None
    opinions: tuple[Opinion, ...] = ()
    seen: Seen = NOTHING_SEEN


def stated_by(
    strategy: str, said: Mapping[str, Iterable[str | None]], confidence: float = 1.0
) -> dict[str, list[Candidate]]:
    """By field what a strategy says, in its order, where it says anything; it is as sure of all."""
    found = {
        name: [Candidate(one, strategy, confidence) for one in values if one] for name, values in said.items()
    }
    return {name: candidates for name, candidates in found.items() if candidates}
