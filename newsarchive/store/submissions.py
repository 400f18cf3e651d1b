"""What a run can hand to the archive about one article, and what the archive makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsarchive.evidence import NO_EVIDENCE, Evidence
from newsarchive.fingerprint import Fingerprint
from newsarchive.items import Article
from newsarchive.ledger import Outcome
from newsarchive.store.catalog.states import RevisionKind


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article, read and rendered.

    :param remade: the same with another date, and with further keys of the front matter; None for what is
        kept as it is
    :param kind: how it came about
    """

    article: Article
    post: bytes
    fingerprint: Fingerprint
    evidence: Evidence = NO_EVIDENCE
    remade: Callable[[datetime, Mapping[str, Any]], tuple[Article, bytes]] | None = None
    kind: RevisionKind = RevisionKind.CRAWLED

    @property
    def source_id(self) -> str:
        """The site's id of the article."""
        return self.article.source_id

    @property
    def url(self) -> str:
        """The article's identity page."""
        return self.article.url


@dataclass(frozen=True, slots=True)
class Unmodified:
    """All of the article's pages answered 304."""

    source_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An archived article's page answered 404 or 410."""

    source_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Unfetched:
    """An article that could not be fetched."""

    source_id: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article that was read and must not become a post."""

    source_id: str
    url: str
    reason: str
    detail: str
    record: Mapping[str, Any]
    evidence: Evidence = NO_EVIDENCE


Submission = Extracted | Unmodified | Gone | Unfetched | Rejected


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a submission.

    :param reason: of the outcome, for the summary; empty where there is nothing to add
    :param new: a quarantine that no earlier run had recorded
    """

    outcome: Outcome
    reason: str = ""
    new: bool = field(default=False, kw_only=True)
