"""A published post read back as the article that it was made of."""

import os
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.dates.zones import in_zone
from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.exporters.read_post import PostParts, read_post
from newsarchive.fingerprint import fingerprint
from newsarchive.items import Article
from newsarchive.spider import ArchiveSpider, TakeUp
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.names import POST_NAME, hashed_stem, post_name, post_stem
from newsarchive.store.submissions import Extracted


class PostReader:
    """Reads posts of one site.

    :param spider: knows the site's ids and the addresses of its articles
    """

    def __init__(self, spider: ArchiveSpider) -> None:
        self.spider = spider

    def read(self, path: Path) -> Extracted:
        """The post with its article, as if it had been crawled.

        :raises ExtractionError: it is no post of this site, or not under its own name
        """
        try:
            post = path.read_bytes()
            served = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError as error:
            raise ExtractionError("unreadable", os.strerror(error.errno or 0)) from error
        parts = read_post(post)
        known = self._identify(path.name, parts)
        article = self._article(known, parts, served)
        if path.name not in {post_name(article.published, stem) for stem in _stems(known.source_id)}:
            raise ExtractionError("name", f"its date is {parts.date}, its id {known.source_id}")
        return Extracted(article, post, fingerprint(article), kind=RevisionKind.REBUILT)

    def _identify(self, name: str, parts: PostParts) -> TakeUp:
        """By the file's name, which is the id or holds a hash of it; else by the link."""
        named = POST_NAME.fullmatch(name)
        if named and self.spider.is_id(named[2]):
            return self.spider.take_up(named[2])
        try:
            known = self.spider.take_up_at(parts.link)
        except ArgumentError as error:
            raise ExtractionError("no-id", "neither its name nor its link holds an id") from error
        if not named or named[2] not in _stems(known.source_id):
            raise ExtractionError("no-id", f"its link says {known.source_id}, its name something else")
        return known

    def _article(self, known: TakeUp, parts: PostParts, served: datetime) -> Article:
        profile = self.spider.profile
        try:
            published = datetime.strptime(parts.date, "%Y-%m-%d %H:%M:%S %z")
        except ValueError as error:
            raise ExtractionError("date", f"its date is {parts.date!r}") from error
        return Article(
            site=profile.name,
            source_id=known.source_id,
            url=known.url,
            title=parts.title,
            published=in_zone(published, profile.tzinfo),
            precision="second",
            outlet=parts.tag.removesuffix(profile.category.suffix),
            category=parts.category,
            tag=parts.tag,
            standfirst=parts.standfirst,
            body=parts.body,
            link=parts.link,
            fetched_at=served,
        )


def _stems(source_id: str) -> set[str]:
    return {post_stem(source_id), hashed_stem(source_id)}
