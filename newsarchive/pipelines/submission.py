"""Make a finished article ready for the archive: its post and its fingerprint."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from newsarchive.crawling.own_addresses import is_view, own_ids
from newsarchive.evidence import NO_EVIDENCE, Evidence
from newsarchive.items import Article
from newsarchive.posts.post import post_bytes
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.fingerprint import fingerprint
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

    def remade(published: datetime, more: Mapping[str, Any]) -> tuple[Article, bytes]:
        other = replace(article, published=published, more=more)
        return other, post_bytes(other, profile)

    return Extracted(
        article=article,
        post=post_bytes(article, profile),
        fingerprint=fingerprint(article, evidence.shows),
        evidence=evidence,
        remade=remade,
        kind=kind,
        own_ids=own_ids(article, profile),
        is_view=is_view(article, article.url),
    )
