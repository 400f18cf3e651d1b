"""A published post read back as the article that it was made of."""

import os
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.crawling.spider import SiteSpider
from newsarchive.dates.zones import in_zone
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article
from newsarchive.posts.file_names import POST_NAME, post_name
from newsarchive.posts.further_keys import as_fields
from newsarchive.posts.read_post import PostParts, read_post
from newsarchive.profiles import Identity
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.fingerprint import fingerprint
from newsarchive.store.submissions import Extracted
from newsarchive.upkeep.rebuild.post_identity import identity_of_post, stems_of


class PostReader:
    """Reads posts of one site.

    :param spider: knows the site's ids and the addresses of its articles
    """

    def __init__(self, spider: SiteSpider) -> None:
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
        named = POST_NAME.fullmatch(path.name)
        if not named:
            raise ExtractionError("no-id", "it has no name of a post")
        known = identity_of_post(named[2], parts.link, self.spider, own=True)
        article = self._article(known, parts, served)
        if path.name not in {post_name(article.published, stem) for stem in stems_of(known.source_id)}:
            raise ExtractionError("name", f"its date is {parts.date}, its id {known.source_id}")
        return Extracted(article, post, fingerprint(article), kind=RevisionKind.REBUILT)

    def _article(self, known: Identity, parts: PostParts, served: datetime) -> Article:
        profile = self.spider.profile
        try:
            published = datetime.strptime(parts.date, "%Y-%m-%d %H:%M:%S %z")
        except ValueError as error:
            raise ExtractionError("date", f"its date is {parts.date!r}") from error
        fields, more = as_fields(parts.more, profile.post.front_matter)
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
            stated_date=parts.date,
            more=more,
            **fields,
        )
