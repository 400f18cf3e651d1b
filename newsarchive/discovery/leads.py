"""What a listing, a feed or a sitemap leads to."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["article", "listing", "feed", "sitemap", "next"]


@dataclass(frozen=True, slots=True)
class Lead:
    """An address worth asking for.

    :param kind: what is expected there; ``next`` is the next page of the same listing
    :param date: when it was published, as stated, raw
    :param changed: when it was last changed, as stated, raw
    :param source_id: the site's own id, where it is stated
    :param why: the rule that decided, for people
    """

    url: str
    kind: Kind
    title: str = ""
    date: str | None = None
    summary: str = ""
    outlet: str = ""
    source_id: str | None = None
    changed: str | None = None
    why: str = ""
