"""Articles that a new catalog lacks, from the posts that are published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ExtractionError
from newsarchive.posts.file_names import stem_in
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.states import State
from newsarchive.store.desk import Desk
from newsarchive.store.posts import current_revision
from newsarchive.store.rechecks import next_check
from newsarchive.store.submissions import Extracted
from newsarchive.store.texts import add_revision, publish
from newsarchive.upkeep.rebuild.post_reader import article_of


class Articles:
    """Enters posts where no sound row tells of them.

    :ivar made: articles and revisions made from posts
    :ivar refused: posts that could not be read back, and why
    """

    def __init__(self, desk: Desk, spider: SiteSpider) -> None:
        self.desk = desk
        self.spider = spider
        self.made = 0
        self.refused: list[str] = []

    def enter_all(self, folder: Path) -> None:
        """Enter every post of the folder that is not known whole."""
        known = {row.post: row for row in self.desk.rows.where(ArticleRow, ArticleRow.c.post.is_not(None))}
        named_only: list[Path] = []
        for path in sorted(folder.glob("*.md")) if folder.is_dir() else []:
            row = known.get(path.name)
            if row and current_revision(self.desk.rows, row):
                continue
            with self._told(path):
                found = article_of(path, self.spider)
                if found.source_id == path.name:
                    named_only.append(path)
                else:
                    self._enter(path, row, found)
        for path in named_only:
            with self._told(path):
                self._enter_by_name(path, article_of(path, self.spider))

    @contextmanager
    def _told(self, path: Path) -> Iterator[None]:
        """Note what is refused, and go on."""
        try:
            yield
        except ExtractionError as error:
            self.refused.append(f"_posts/{path.name}: not taken up, {error.detail}")

    def _enter_by_name(self, path: Path, found: Extracted) -> None:
        """Enter a post that nothing but its own name tells from another with its link.

        Where the article that lives at this link has its own post, it is a copy under a strange name.
        """
        for row in self.desk.rows.where(ArticleRow, ArticleRow.c.post.is_not(None), url=found.url):
            if row.source_id != row.post:
                raise ExtractionError(
                    "double", f"article {row.source_id} has its link, and the post {row.post}"
                )
        self._enter(path, self.desk.rows.one(ArticleRow, post=path.name), found)

    def settle_without_revision(self) -> None:
        """Articles whose revision is lost with its post: the one before is published, or they are owed."""
        for row in self.desk.rows.where(ArticleRow, ArticleRow.c.revision.is_not(None)):
            if current_revision(self.desk.rows, row):
                continue
            if left := self.desk.known.revisions(row.id):
                publish(self.desk, row, left[max(left)])
            else:
                lost = replace(row, state=State.OWED, revision=None, post=None, old_post=None, seen=None,
                               body=None, copy_of=None, next_check=None)  # fmt: skip
                self.desk.save(lost)

    def settle_doubles(self) -> None:
        """Further addresses of an article that is lost are owed."""
        for row in self.desk.rows.where(ArticleRow, state=State.DOUBLE, copy_of=None):
            self.desk.save(replace(row, state=State.OWED, old_post=None))

    def _enter(self, path: Path, row: ArticleRow | None, found: Extracted) -> None:
        if self.desk.is_forgotten(found):
            raise ExtractionError("forgotten", f"article {found.source_id} was taken down")
        row = row or self.desk.row_of(found)
        if row and row.post not in {None, path.name}:
            raise ExtractionError("double", f"article {row.source_id} has the post {row.post}")
        row = row or self.desk.new_row(found.source_id, found.url)
        self._take_over(path.name, row)
        row = replace(row, source_id=found.source_id, stem=stem_in(path.name, found.source_id))
        row, made = add_revision(self.desk, row, found, dated=found.article, post=found.post, kind=found.kind)
        row = self._planned(publish(self.desk, row, made), found.article.published)
        self.desk.save(replace(row, state=State.PUBLISHED, old_post=None))
        self.made += 1

    def _take_over(self, name: str, row: ArticleRow) -> None:
        """Give the article what is left of it where only its own row was lost."""
        lost = RevisionRow.c.article.not_in(select(ArticleRow.c.id))
        for owner in {one.article for one in self.desk.rows.where(RevisionRow, lost, name=name)}:
            self.desk.take_over(row, owner)

    def _planned(self, row: ArticleRow, published: datetime) -> ArticleRow:
        """When to ask for it again: it was first stored soon after it was published, as a rule."""
        since, now = int(published.timestamp()), self.desk.now
        due, wait = next_check(self.desk.rules, since=since, now=now)
        return replace(row, checked=now, next_check=due, wait=wait, attempts=0, failure=None)
