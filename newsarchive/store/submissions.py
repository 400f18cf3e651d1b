"""What a run can hand to the archive about one article, and what the archive makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsarchive.evidence import NO_EVIDENCE, Evidence
from newsarchive.items import Article, End, Outcome
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article, read and rendered.

    :param remade: the same with another date, and with further keys of the front matter; None for what is
        kept as it is
    :param kind: how it came about
    :param name: of the post that it was read from, if any
    :param own_ids: those that its own address makes, by what its page says
    :param is_view: its page says that the article stands at another address
    """

    article: Article
    post: bytes
    fingerprint: Fingerprint
    evidence: Evidence = NO_EVIDENCE
    remade: Callable[[datetime, Mapping[str, Any]], tuple[Article, bytes]] | None = None
    kind: RevisionKind = RevisionKind.CRAWLED
    name: str | None = None
    own_ids: tuple[str, ...] = ()
    is_view: bool = False

    @property
    def source_id(self) -> str:
        """The site's id of the article."""
        return self.article.source_id

    @property
    def url(self) -> str:
        """The article's identity page."""
        return self.article.url


Submission = Extracted | End


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a submission.

    :param reason: of the outcome, for the summary; empty where there is nothing to add
    :param new: a quarantine that no earlier run had recorded
    """

    outcome: Outcome
    reason: str = ""
    new: bool = field(default=False, kw_only=True)
