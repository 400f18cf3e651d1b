"""What a run can hand to the archive about one article, and what the archive makes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsarchive.evidence import NO_EVIDENCE, Evidence, FetchedPicture
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


@dataclass(frozen=True, slots=True)
class Illustrated:
    """That an archived article is to show its pictures as the archive has them; its page is not asked.

    What was fetched is entered first: bytes that came, failures, and that a picture is still the same. Then
    the published post gets the pictures that it has not yet: a new revision with the same text, of the kind
    ``illustrated``, or ``crawled`` where a picture has other bytes than the post showed, which is an edit.
    The verdict is STORED for that, and UNCHANGED for all else. A post that somebody restored stays as it is.
    Pictures that other articles show, too, make these ones *behind*: see
    :func:`newsarchive.store.pictures.known.behind`.

    :param url: the article's identity page
    :param fetched: pictures that the article shows, whose bytes wait in the staging folder
    """

    source_id: str
    url: str
    fetched: tuple[FetchedPicture, ...] = ()


Submission = Extracted | Illustrated | End


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a submission.

    :param reason: of the outcome, for the summary; empty where there is nothing to add
    :param new: a quarantine that no earlier run had recorded
    """

    outcome: Outcome
    reason: str = ""
    new: bool = field(default=False, kw_only=True)
