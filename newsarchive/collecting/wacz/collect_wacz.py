"""Articles with all their originals as one WACZ, or several of a size, each complete in itself."""

import zlib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from newsarchive.collecting.checked import Collected, Removed, key_of
from newsarchive.collecting.manifest import whole_file
from newsarchive.collecting.wacz.kept_originals import Held, KeptOriginals
from newsarchive.collecting.wacz.package import Package
from newsarchive.collecting.wacz.pages import Taken, expected_size, page_lines
from newsarchive.collecting.wacz.whole_capture import whole_capture
from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.durable import sync_folder
from newsarchive.store.published import StoredPost
from newsarchive.text import many

MANIFEST = "datapackage.json"
_OF_A_LINE = 400  # bytes of an index's line, as a rule; packed it takes a fraction


def collect_wacz(
    posts: Iterable[StoredPost],
    removed: Collection[Removed],
    target: Path,
    *,
    originals: Mapping[str, KeptOriginals],
    now: datetime,
    split: int | None = None,
) -> Collected:
    """Write the captures of the posts' articles, of all that these have ever said.

    A capture that is damaged is left out and told, and so is an article of which there is none.

    :param originals: by site
    :param now: aware
    :param split: so many bytes a file at most, unless one article is larger: ``NAME-00001.wacz`` and so on
    """
    gone = {one.key for one in removed}
    with ExitStack() as files:
        parts = _Parts(target, files, split=split, now=now)
        found = _Found()
        for post in posts:
            if key_of(post) not in gone:
                parts.add(post, originals[post.site], found)
        parts.finish()
    parts.remove_former()
    return Collected(
        target=target, manifest=MANIFEST, posts=found.articles, written=found.articles,
        captures=parts.captures, parts=tuple(parts.paths),
        damaged=tuple(found.damaged),
        without_originals=tuple(found.without),
    )  # fmt: skip


@dataclass(slots=True)
class _Found:
    """What became of the articles.

    :ivar articles: how many have captures
    :ivar damaged: what is wrong with captures, in words, each once
    :ivar without: posts of whose articles there is no capture, or none that can be read
    """

    articles: int = 0
    damaged: dict[str, None] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)


class _Parts:
    """The files that are written, one after another; none has its name before all are whole."""

    def __init__(self, target: Path, files: ExitStack, *, split: int | None, now: datetime) -> None:
        self.paths: list[Path] = []
        self.captures = 0
        self._target = target
        self._files = files
        self._split = split
        self._now = now
        self._sites: set[str] = set()
        self._pages = 0  # bytes that those of the file at work take at most
        self._package = self._begun()

    def add(self, post: StoredPost, kept: KeptOriginals, found: _Found) -> None:
        """Take in an article."""
        article = kept.article(post.site, post.source_id)
        shown = kept.shown(article) if article else []
        every = kept.captures(article, shown) if article else []
        if article is None or not every:
            found.without.append(post.name)
            return
        revisions = kept.revisions(article)
        self._make_room(post.site, kept, every, expected_size(revisions))
        package, before = self._package, self._package.captures
        digests = {one.sha256: one.url for one in shown if one.sha256}
        taken = list(_taken(package, kept, article, every, digests, found))
        for digest, url in digests.items():
            if not package.holds_picture(post.site, digest):
                found.damaged[f"{url}: the archive has no whole original of this picture"] = None
        if not taken:
            found.without.append(post.name)
        if package.captures > before:
            pages = list(page_lines(article, revisions, taken))
            package.add_pages(pages)
            if self._split:  # each by itself takes more than all in one go
                self._pages += sum(len(zlib.compress(page.line)) for page in pages)
            self._sites.add(post.site)
            found.articles += 1

    def _make_room(self, site: str, kept: KeptOriginals, every: list[Held], pages: int) -> None:
        """Begin another file where this one would grow too large with an article."""
        if self._split is None:
            return
        new = [held for held in every if not self._package.holds(site, held.row.id)]
        records = sum(held.length + kept.file_length(held) + _OF_A_LINE for held in new)
        if self._package.articles and self._package.size(self._pages + pages) + records > self._split:
            self.finish()
            self._package, self._pages = self._begun(), 0

    def finish(self) -> None:
        """Close the file at work."""
        package = self._package
        articles = many(package.articles, "article")
        captures = many(package.captures, "capture")
        of = f" of {', '.join(sorted(self._sites))}" if self._sites else ""
        with package:
            package.finish(f"{articles}{of}, {captures}.")
        self.captures += package.captures
        self._sites.clear()

    def remove_former(self) -> None:
        """Remove what an earlier collection has left that was in more files, or in one and not in several.

        It may hold what was taken down since.
        """
        number = len(self.paths) if self._split else 0
        while (former := self._path(number := number + 1)).exists():
            former.unlink()
        if self._split:
            self._target.unlink(missing_ok=True)
        sync_folder(self._target.parent)

    def _begun(self) -> Package:
        path = self._path(len(self.paths) + 1) if self._split else self._target
        staged = self._files.enter_context(whole_file(path))
        self.paths.append(path)
        return self._files.enter_context(Package(staged, title=path.stem, now=self._now))

    def _path(self, number: int) -> Path:
        return self._target.with_name(f"{self._target.stem}-{number:05}{self._target.suffix}")


def _taken(
    package: Package,
    kept: KeptOriginals,
    article: ArticleRow,
    every: Iterable[Held],
    pictures: Container[str],
    found: _Found,
) -> Iterator[Taken]:
    """Put captures into a package; those of the article's pages, once they are in it."""
    for held in every:
        if package.holds(article.site, held.row.id):
            continue
        try:
            capture = whole_capture(kept, article, held, pictures)
        except StorageError as error:
            found.damaged[f"{held.row.url}: {error}"] = None
            continue
        if capture is None:
            continue
        if capture.trouble:
            found.damaged[f"{held.row.url}: {capture.trouble}"] = None
        package.add_capture(article.site, held.row.id, capture)
        if held.row.kind is not CaptureKind.FILE and held.row.article == article.id:
            yield Taken.of(held.row.revision, capture)
