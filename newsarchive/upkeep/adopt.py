"""Take posts that another tool wrote into the archive, so that it goes on from there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.ledger import Ledger
from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.body.embed_links import with_links
from newsarchive.items import Article, Draft, Outcome
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.file_names import is_hashed
from newsarchive.posts.foreign_post import foreign_post
from newsarchive.posts.front_matter import as_fields
from newsarchive.posts.markdown_body import html_of
from newsarchive.posts.read_post import PostParts
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.posts import give_ids
from newsarchive.store.submissions import Extracted, Submission
from newsarchive.text import printable
from newsarchive.upkeep.adopted_pictures import AdoptedPictures
from newsarchive.upkeep.post_files import HTML, OTHER, name_of, stem_of
from newsarchive.upkeep.rebuild.post_reader import identity_of_post

_BATCH = 200


@dataclass(slots=True)
class Adoption:
    """What came of a folder of posts; the ledger goes by their paths.

    :param refused: paths with reason and detail
    :param left_out: those that are not meant to be published, likewise
    :param pictures: of adopted posts what they show and nobody takes along
    """

    ledger: Ledger = field(default_factory=Ledger)
    refused: list[tuple[Path, str, str]] = field(default_factory=list)
    left_out: list[tuple[Path, str, str]] = field(default_factory=list)
    pictures: dict[Path, tuple[str, ...]] = field(default_factory=dict)

    def refuse(self, path: Path, error: ExtractionError) -> None:
        """Note a post that is not adopted."""
        draft = error.reason == "draft"
        self.ledger.settle(str(path), Outcome.UNCHANGED if draft else Outcome.FAILED, error.reason)
        (self.left_out if draft else self.refused).append((path, error.reason, error.detail))


class Adopter:
    """Turns posts into submissions.

    :param pipelines: what makes a draft an article; raises ExtractionError
    :param now: aware; no post may be dated more than a day later
    """

    def __init__(self, spider: SiteSpider, pipelines: Callable[[Draft], Article], *, now: datetime) -> None:
        self.spider = spider
        self.pipelines = pipelines
        self.now = now

    def read(self, path: Path, pictures: AdoptedPictures) -> Iterator[Extracted]:
        """The post as it is; and, where the archive would write it otherwise, as that does.

        :param pictures: takes those along that the post shows
        :raises ExtractionError: it cannot be adopted; says why
        """
        post = _bytes_of(path)
        parts = _parts_of(path, post, self.spider.profile.post.footer)
        known, link = self._identity(stem_of(path), parts)
        article = self.pipelines(self._draft(known, parts, link))
        if parts.category not in {"", article.category} and "categories" not in article.more:
            article = replace(article, more={**article.more, "categories": [parts.category]})
        shown = pictures.of(path, article.body)
        ours = extracted(article, self.spider.profile, shown, kind=RevisionKind.ADOPTED)
        ours = replace(ours, name=f"{name_of(path)}.md")
        if ours.post != post:
            yield replace(ours, post=post, remade=None)
        yield ours

    def _identity(self, stem: str, parts: PostParts) -> tuple[Identity, str]:
        """Which article it is, and its link, which a site's own posts may state by their ``permalink``."""
        try:
            return identity_of_post(stem, parts.link, self.spider, own=False), parts.link
        except ExtractionError as error:
            permalink = parts.more.get("permalink") or parts.more.get("url")
            if error.reason != "no-id" or not isinstance(permalink, str) or ":" in permalink:
                raise
            link = urljoin(self.spider.profile.home, permalink)
            return identity_of_post(stem, link, self.spider, own=False), link

    def _draft(self, known: Identity, parts: PostParts, link: str) -> Draft:
        profile = self.spider.profile
        outlet = parts.tag.removesuffix(profile.category.suffix) or parts.category
        fields, more = as_fields(parts.more, profile.post.front_matter)
        stated: dict[str, Any] = {name: escape(text, quote=False) for name, text in fields.items()}
        return Draft(
            site=profile.name,
            source_id=known.source_id,
            url=known.url,
            fetched_at=self.now,
            title=escape(parts.title, quote=False),
            date=parts.date,
            outlet=escape(outlet, quote=False),
            body=with_links(parts.body, link),
            digest=escape(parts.standfirst, quote=False),
            link=link,
            more=more,
            **stated,
        )


def adopt(archive: Archive, posts: Iterable[Path], adopter: Adopter) -> Adoption:
    """Enter posts into the catalog; an article that is archived already stays as it is."""
    adoption = Adoption()
    extraction, account = extraction_version(adopter.spider), adoption.ledger.account
    with archive.run("adopt", {}, extraction, account=account, offline=True, with_posts=True):
        # Of ids that differ but for case the one whose name has no hash was first.
        pictures = AdoptedPictures(archive.pictures, archive.media == "keep", adoption.pictures)
        waiting = iter(sorted(posts, key=lambda path: (is_hashed(stem_of(path)), path)))
        while batch := list(islice(waiting, _BATCH)):
            _adopt_batch(archive, batch, adopter, adoption, pictures)
    return adoption


def _adopt_batch(
    archive: Archive, paths: list[Path], adopter: Adopter, adoption: Adoption, pictures: AdoptedPictures
) -> None:
    read: dict[Path, list[Extracted]] = {}
    for path in paths:
        try:
            read[path] = list(adopter.read(path, pictures))
        except ExtractionError as error:
            adoption.refuse(path, error)
    taken = _archived(archive, [texts[0] for texts in read.values()])
    submissions: list[Submission] = []
    for path, texts in read.items():
        names = {texts[0].source_id, texts[0].url}
        if names & taken:
            adoption.ledger.settle(str(path), Outcome.UNCHANGED, "already archived")
            continue
        taken |= names
        submissions += texts
        adoption.ledger.settle(str(path), Outcome.STORED, _difference(*texts))
    archive.write(submissions, now=adopter.now)


def _archived(archive: Archive, found: Sequence[Extracted]) -> set[str]:
    """Ids and identity pages of those that have a post already: its link may lead to another page of it."""
    rows, site = archive.rows, archive.profile.name
    give_ids(rows, site, [Identity(one.source_id, one.url) for one in found])
    ids, urls = [one.source_id for one in found], [one.url for one in found]
    there = [*rows.by_values(ArticleRow, ArticleRow.c.source_id, ids, site=site),
             *rows.by_values(ArticleRow, ArticleRow.c.url, urls)]  # fmt: skip
    return {name for row in there if row.revision is not None for name in (row.source_id, row.url)}


def _difference(given: Extracted, ours: Extracted | None = None) -> str:
    """What was done to a post: nothing, or something to its front matter alone, or to its text."""
    if ours is None:
        return ""
    return "written anew" if ours.article.body.encode() in given.post else "made safe"


def _parts_of(path: Path, post: bytes, footer: str) -> PostParts:
    """What a post says, its body as HTML."""
    kind = path.suffix.lower()
    if kind in OTHER:
        raise ExtractionError("unknown-markup", f"only Markdown and HTML are read, and it is {kind[1:]}")
    if "_drafts" in path.parts:
        raise ExtractionError("draft", "it lies in a folder of drafts")
    parts = foreign_post(post, name_of(path), footer)
    return parts if kind in HTML else replace(parts, body=html_of(parts.body))


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():  # a pipe would be waited for
        raise ExtractionError("unreadable", f"{printable(path.name)} is no file")
    try:
        return path.read_bytes()
    except OSError as error:
        detail = f"{printable(path.name)} cannot be read: {error.strerror}"
        raise ExtractionError("unreadable", detail) from error
