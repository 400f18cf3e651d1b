"""What a strategy says of a field, and how sure it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple


class Candidate(NamedTuple):
    """One value of one field.

    :param value: plain text, decoded; HTML for ``body``; ISO 8601 for dates, with zone where one is known
    :param strategy: who says so, such as ``json-ld``; shown by ``scrapy try``
    :param confidence: from 0 to 1; comparable within a field
    :param stated: a date as the page writes it
    :param supposed: whether its zone is neither the page's nor the profile's
    :param served: when the page was that says so, aware; None where that goes without saying
    """

    value: str
    strategy: str
    confidence: float
    stated: str = ""
    supposed: bool = False
    served: datetime | None = None


Candidates = Mapping[str, Sequence[Candidate]]
"""By field, the best first."""
