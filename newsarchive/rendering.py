"""A finished article made ready for the archive: its post, and what tells it from another text."""

from dataclasses import replace
from datetime import datetime

from newsarchive.evidence import NO_EVIDENCE, Evidence
from newsarchive.exporters.post import post_bytes
from newsarchive.fingerprint import fingerprint
from newsarchive.items import Article
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.submissions import Extracted


def extracted(
    article: Article,
    profile: SiteProfile,
    evidence: Evidence = NO_EVIDENCE,
    *,
    kind: RevisionKind = RevisionKind.CRAWLED,
) -> Extracted:
    """The article as it is handed in.

    :raises ExtractionError: its post cannot be written as it was meant
    """

    def redated(published: datetime) -> tuple[Article, bytes]:
        dated = replace(article, published=published)
        return dated, post_bytes(dated, profile)

    return Extracted(
        article=article,
        post=post_bytes(article, profile),
        fingerprint=fingerprint(article),
        evidence=evidence,
        redated=redated if article.relative else None,
        kind=kind,
    )
