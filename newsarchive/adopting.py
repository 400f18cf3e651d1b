"""Take posts that another tool wrote into the archive, so that it goes on from there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from itertools import islice
from pathlib import Path

from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.exporters.read_post import PostParts, read_post
from newsarchive.extraction_version import extraction_version
from newsarchive.items import Article, DraftArticle
from newsarchive.ledger import Ledger, Outcome
from newsarchive.rendering import extracted
from newsarchive.spider import ArchiveSpider, TakeUp
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.frontier import by_urls
from newsarchive.store.submissions import Extracted, Submission
from newsarchive.text import printable

_BATCH = 200
_NAME = re.compile(r"(?:\d{4}-\d\d-\d\d)?-?(?P<id>.+)")


@dataclass(slots=True)
class Adoption:
    """What came of a folder of posts; the ledger goes by their paths.

    :param refused: paths with reason and detail
    """

    ledger: Ledger = field(default_factory=Ledger)
    refused: list[tuple[Path, str, str]] = field(default_factory=list)

    def refuse(self, path: Path, error: ExtractionError) -> None:
        """Note a post that is not adopted."""
        self.ledger.settle(str(path), Outcome.FAILED, error.reason)
        self.refused.append((path, error.reason, error.detail))


class Adopter:
    """Turns posts into submissions.

    :param pipelines: what makes a draft an article; raises ExtractionError
    :param now: aware; no post may be dated more than a day later
    """

    def __init__(
        self, spider: ArchiveSpider, pipelines: Callable[[DraftArticle], Article], *, now: datetime
    ) -> None:
        self.spider = spider
        self.pipelines = pipelines
        self.now = now

    def read(self, path: Path) -> Iterator[Extracted]:
        """The post as it is; and, where the archive would write it otherwise, as that does.

        :raises ExtractionError: it cannot be adopted; says why
        """
        post = _bytes_of(path)
        parts = read_post(post)
        article = self.pipelines(self._draft(self._identify(path, parts), parts))
        ours = extracted(article, self.spider.profile, kind=RevisionKind.ADOPTED)
        if ours.post != post:
            yield Extracted(article, post, ours.fingerprint, kind=RevisionKind.ADOPTED)
        yield ours

    def _identify(self, path: Path, parts: PostParts) -> TakeUp:
        """By the file's name and by the link, where that is the site's; they must agree."""
        by_name = _NAME.fullmatch(path.stem)
        named = by_name and self.spider.is_id(by_name["id"]) and self.spider.take_up(by_name["id"])
        try:
            linked = self.spider.take_up_at(parts.link)
        except ArgumentError:
            linked = None
        if named and linked and named.url != linked.url:
            detail = f"the file is {named.source_id}'s, its link {linked.source_id}'s"
            raise ExtractionError("conflicting-id", detail)
        known = named or linked
        if not known:
            raise ExtractionError("no-id", f"neither file name nor link holds an id of {self.spider.name}")
        return known

    def _draft(self, known: TakeUp, parts: PostParts) -> DraftArticle:
        outlet = parts.tag.removesuffix(self.spider.profile.category.suffix)
        return DraftArticle(
            site=self.spider.profile.name,
            source_id=known.source_id,
            url=known.url,
            fetched_at=self.now,
            title=escape(parts.title, quote=False),
            date=parts.date,
            outlet=escape(outlet, quote=False),
            body=parts.body,
            digest=escape(parts.standfirst, quote=False),
            link=parts.link,
        )


def adopt(archive: Archive, posts: Iterable[Path], adopter: Adopter) -> Adoption:
    """Enter posts into the catalog; an article that is archived already stays as it is.

    :raises ArchiveBusy: another run is at work on the archive
    :raises StorageError: the disk refuses, or the catalog is damaged
    """
    extraction = extraction_version(adopter.spider)
    archive.open(started=adopter.now, command="adopt", arguments={}, extraction=extraction, with_posts=True)
    adoption = Adoption()
    try:
        archive.desk.offline = True
        waiting = iter(posts)
        while batch := list(islice(waiting, _BATCH)):
            _adopt_batch(archive, batch, adopter, adoption)
    finally:
        archive.close(ended=datetime.now(UTC), account=adoption.ledger.account())
    return adoption


def _adopt_batch(archive: Archive, paths: list[Path], adopter: Adopter, adoption: Adoption) -> None:
    read: dict[Path, list[Extracted]] = {}
    for path in paths:
        try:
            read[path] = list(adopter.read(path))
        except ExtractionError as error:
            adoption.refuse(path, error)
    there = by_urls(archive.rows, [texts[0].url for texts in read.values()])
    taken = {url for url, row in there.items() if row.revision is not None}
    submissions: list[Submission] = []
    for path, texts in read.items():
        if texts[0].url in taken:
            adoption.ledger.settle(str(path), Outcome.UNCHANGED, "already archived")
            continue
        taken.add(texts[0].url)
        submissions += texts
        adoption.ledger.settle(str(path), Outcome.STORED, "" if len(texts) == 1 else "made safe")
    archive.write(submissions, now=adopter.now)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        detail = f"{printable(path.name)} cannot be read: {error.strerror}"
        raise ExtractionError("unreadable", detail) from error
