"""The one table of what an article states: articles, revisions, records and posts all have these fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from newsarchive.dates.parsed import Precision


class Doubt(StrEnum):
    """What is not quite sure about an article as it was read."""

    REPLACED_CHARACTERS = "replaced-characters"
    RELATIVE_DATE = "relative-date"
    ASSUMED_ZONE = "assumed-zone"


def _iso(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


_TIME = {"serializer": _iso}  # for feed exports


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFields:
    """What an article states, be it sealed, stored or handed on. A text that it does not state is empty.

    :param title: one line of plain text, whole (the post may cut it)
    :param published: aware, in the profile's zone
    :param precision: how much of ``published`` the source stated: second, minute or day
    :param outlet: the medium's name as stated
    :param category: the outlet's slug
    :param tag: the outlet's tag
    :param standfirst: a one-line summary shown above the body
    :param link: the http(s) URL that the post links to
    :param author: and the next texts: one line of plain text each
    :param source: the outlet that the text is from, where the site names one
    :param section: the site's own section
    :param image: an http(s) URL
    :param language: a BCP 47 tag
    :param modified: when the source says that it was changed last, aware
    :param canonical: the http(s) URL that the page calls its own
    :param stated_date: the date as the source wrote it
    :param doubts: what is not sure
    :param more: further keys of the front matter, which another tool wrote, with their values
    """

    title: str
    published: datetime = field(metadata=_TIME)
    precision: Precision
    outlet: str
    category: str
    tag: str
    standfirst: str = ""
    link: str
    author: str = ""
    source: str = ""
    section: str = ""
    image: str = ""
    language: str = ""
    modified: datetime | None = field(default=None, metadata=_TIME)
    canonical: str = ""
    stated_date: str = ""
    doubts: tuple[Doubt, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


FIELDS = tuple(one.name for one in fields(ArticleFields))
"""Their names."""
_values = attrgetter(*FIELDS)


def fields_of(article: ArticleFields) -> dict[str, Any]:
    """What an article states, by field, for another shape of it."""
    return dict(zip(FIELDS, _values(article), strict=True))
