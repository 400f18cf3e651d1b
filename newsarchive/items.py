"""What a list shows, an article as read and as archived by one table of fields, and how else it may end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from newsarchive.dates import ParsedDate
from newsarchive.dates.parsed import Precision
from newsarchive.evidence import NO_EVIDENCE, Evidence, Validators


class Doubt(StrEnum):
    """What is not quite sure about an article as it was read."""

    REPLACED_CHARACTERS = "replaced-characters"
    RELATIVE_DATE = "relative-date"
    ASSUMED_ZONE = "assumed-zone"
    NOT_FREE = "not-free"  # its page says so when it is asked again: it may show the beginning alone
    UNSURE_BODY = "unsure-body"  # other readers could not settle which text of its page it is, either
    PARTS_MISSING = "parts-missing"  # of an article of more pages than are asked


_TIME = {"serializer": lambda value: value and value.isoformat()}  # for feed exports


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
    :param section: the site's own section, and ``tags`` its own tags, each one line of plain text
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
    tags: tuple[str, ...] = ()
    image: str = ""
    language: str = ""
    modified: datetime | None = field(default=None, metadata=_TIME)
    canonical: str = ""
    stated_date: str = ""
    doubts: tuple[Doubt, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


FIELDS = tuple(one.name for one in fields(ArticleFields))  # their names


def fields_of(article: ArticleFields) -> dict[str, Any]:
    """What an article states, by field, for another shape of it."""
    return {name: getattr(article, name) for name in FIELDS}


LeadKind = Literal["article", "listing", "feed", "sitemap", "next"]
"""What is expected at an address; ``next`` is the next page of the same listing."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An article or a further list as a list shows it, or as the user or the catalog names it.

    What a list says of an article stands in where the article's pages say nothing.

    :param url: where the list leads to; once the spider has said which article that is, its identity page
    :param stated_date: when it was published, and ``changed`` when it was last changed, as the list states it
    :param source_id: the site's own id of the article
    :param modified: the moment that ``changed`` means, aware
    :param why: the rule that found it, for people
    :param link: the address that stood in the list; None where no list is known to show the article
    :param slug: the folder that names the category it was posted in
    :param day: the date that the address or the list states; the site's local date
    :param again: fetch it whole even if it is archived, because the user named it
    :param archived: a post of it is there, so that a 404 means that it is gone
    :param pages: what it was read from, to be asked whether they have changed
    """

    url: str
    kind: LeadKind = "article"
    title: str = ""
    stated_date: str = ""
    summary: str = ""
    outlet: str = ""
    source_id: str = ""
    changed: str = ""
    modified: datetime | None = None
    why: str = ""
    link: str | None = None
    slug: str = ""
    day: date | None = None
    again: bool = False
    archived: bool = False
    pages: tuple[Validators, ...] = ()


class Outcome(StrEnum):
    """The four ends an article can come to."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"
    FAILED = "failed"


@dataclass(slots=True)
class Draft:
    """An article as scraped: raw strings from the pages, then what the pipelines made of them.

    What is not said here is as in :class:`ArticleFields`, as the pages state it.

    :param url: the article's identity page; what the run took up is told apart by it
    :param fetched_at: when the page that states the date was served, aware; ``3小时前`` counts from it
    :param stated_id: the id that the record itself claims, if it claims one
    :param link: the identity page unless the source states another
    :param stated_date: the date as the page writes it, where ``date`` is made of it
    :param zone: the IANA zone that such a page's dates count in, where the profile declares none
    :param fault: (reason, detail) when the page could not be read at all, and ``record`` the page's text
    :param evidence: the pages that were read
    """

    site: str
    source_id: str
    url: str
    fetched_at: datetime
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    body: str | None = None
    digest: str | None = None
    link: str | None = None
    author: str | None = None
    source: str | None = None
    section: str | None = None
    tags: str | None = None
    image: str | None = None
    language: str | None = None
    modified: str | None = None
    canonical: str | None = None
    stated_date: str | None = None
    zone: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    stated_id: str | None = None
    fault: tuple[str, str] | None = None
    record: str | None = None
    evidence: Evidence = NO_EVIDENCE
    headline: str | None = None
    standfirst: str = ""
    published: ParsedDate | None = None
    changed: ParsedDate | None = None
    category: str | None = None
    tag: str | None = None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class _Ended:
    """What became of an article that is no new post.

    :param reason: a stable slug such as ``http-404``; empty where there is nothing to tell
    :param detail: a sentence for people
    """

    source_id: str
    url: str
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged(_Ended):
    """An archived article whose page says that it is as it was; or all ``pages`` had the same bytes again."""

    pages: tuple[Validators, ...] = ()


class Gone(_Ended):
    """An archived article that its source has withdrawn."""


class Unfetched(_Ended):
    """An article that the run took up and could not fetch."""


@dataclass(frozen=True, slots=True)
class Rejected(_Ended):
    """An article that was read and must not become a post.

    :param record: what its pages said
    """

    record: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NO_EVIDENCE


End = Unchanged | Gone | Unfetched | Rejected


@dataclass(frozen=True, slots=True)
class FailedListing:
    """A listing that could not be read, so that articles may be missing; ask in ``retry_after`` seconds."""

    url: str
    reason: str
    detail: str
    retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(ArticleFields):
    """An article as archived: complete, normalised, safe to publish.

    :param site: the profile's name
    :param source_id: the site's own id, matching the profile's pattern
    :param body: HTML, safe to publish
    :param fetched_at: when the source served it, aware
    """

    site: str
    source_id: str
    url: str
    body: str
    fetched_at: datetime = field(metadata=_TIME)
