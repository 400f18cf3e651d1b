"""What entering asks the catalog: answered at once for a batch that was read ahead, or one by one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from newsarchive.items import Rejected
from newsarchive.posts.file_names import post_stem
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, ForgottenRow, PageRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import CaptureKind
from newsarchive.store.originals.writer import payload_digest
from newsarchive.store.submissions import Extracted, Submission

K = TypeVar("K")
V = TypeVar("V")


class LookUp(Generic[K, V]):
    """One question to the catalog.

    :param read: gives the answer for every one of the keys, by these
    """

    def __init__(self, read: Callable[[Sequence[K]], dict[K, V]]) -> None:
        self._read = read
        self._ahead: dict[K, V] = {}

    def __call__(self, key: K) -> V:
        """The answer, as it was read ahead and noted since, or else as the catalog has it now."""
        return self._ahead[key] if key in self._ahead else self._read([key])[key]

    def read_ahead(self, keys: Iterable[K]) -> None:
        """Read the answers for keys that will be asked for."""
        self._ahead |= self._read(list(dict.fromkeys(keys)))

    def was_read_ahead(self, key: K) -> bool:
        """Whether the answer is at hand."""
        return key in self._ahead

    def note(self, key: K, answer: V, *, new: bool = False) -> None:
        """What the answer is from now on, by what was just entered.

        :param new: nobody could have read it ahead
        """
        if new or key in self._ahead:
            self._ahead[key] = answer

    def clear(self) -> None:
        """Forget what was read ahead."""
        self._ahead.clear()


class LookUps:
    """All that entering asks for. A query for twenty articles costs little more than one for a single one.

    :ivar articles: by source id
    :ivar without_post: articles that were never stored, by their identity page
    :ivar forgotten: whether a takedown removed what has this source id or identity page
    :ivar stems: the article whose post has a stem
    :ivar bodies: the first article with a body
    :ivar pages: by article, in their order
    :ivar revisions: by article, and by their number
    :ivar captures: the response that has a payload, by URL and digest
    """

    def __init__(self, rows: Rows, site: str) -> None:
        self._rows = rows
        self._site = site
        self.articles = LookUp[str, ArticleRow | None](self._articles)
        self.without_post = LookUp[str, ArticleRow | None](self._without_post)
        self.forgotten = LookUp[str, bool](self._forgotten)
        self.stems = LookUp[str, int | None](self._stems)
        self.bodies = LookUp[bytes, int | None](self._bodies)
        self.pages = LookUp[int, list[PageRow]](self._pages)
        self.revisions = LookUp[int, dict[int, RevisionRow]](self._revisions)
        self.captures = LookUp[tuple[str, str], CaptureRow | None](self._captures)

    def read_ahead(self, batch: Sequence[Submission]) -> None:
        """Read what entering a batch may ask for."""
        self.articles.read_ahead(one.source_id for one in batch)
        there = {one.source_id: self.articles(one.source_id) for one in batch}
        self.without_post.read_ahead(one.url for one in batch)
        self.forgotten.read_ahead(name for one in batch for name in (one.source_id, one.url))
        texts = [one for one in batch if isinstance(one, Extracted)]
        self.stems.read_ahead(post_stem(one.source_id).casefold() for one in texts)
        self.bodies.read_ahead(one.fingerprint.body for one in texts if one.fingerprint.body)
        known = [row.id for row in there.values() if row]
        self.revisions.read_ahead(known)
        self.pages.read_ahead(known)
        read = (one for one in batch if isinstance(one, Extracted | Rejected))
        exchanges = [exchange for one in read for exchange in one.evidence.exchanges]
        self.captures.read_ahead((exchange.url, payload_digest(exchange)) for exchange in exchanges)

    def clear(self) -> None:
        """Forget what was read ahead."""
        for one in (self.articles, self.without_post, self.forgotten, self.stems, self.bodies, self.pages,
                    self.revisions, self.captures):  # fmt: skip
            one.clear()

    def note_article(self, row: ArticleRow) -> None:
        """An article is as its row says, from now on."""
        self.articles.note(row.source_id, row)
        self.without_post.note(row.url, row if row.revision is None else None)

    def note_new_article(self, row: ArticleRow) -> None:
        """An article was added; it has neither revisions nor pages."""
        self.note_article(row)
        if self.articles.was_read_ahead(row.source_id):
            self.revisions.note(row.id, {}, new=True)
            self.pages.note(row.id, [], new=True)

    def note_revision(self, made: RevisionRow) -> None:
        """A revision was added."""
        if self.revisions.was_read_ahead(made.article):
            self.revisions(made.article)[made.number] = made

    def _articles(self, ids: Sequence[str]) -> dict[str, ArticleRow | None]:
        found = self._rows.by_values(ArticleRow, ArticleRow.c.source_id, ids, site=self._site)
        return {**dict.fromkeys(ids), **{row.source_id: row for row in found}}

    def _without_post(self, urls: Sequence[str]) -> dict[str, ArticleRow | None]:
        found = self._rows.by_values(ArticleRow, ArticleRow.c.url, urls, revision=None)
        return {**dict.fromkeys(urls), **{row.url: row for row in found}}

    def _forgotten(self, names: Sequence[str]) -> dict[str, bool]:
        gone: set[str] = set()
        for column in (ForgottenRow.c.source_id, ForgottenRow.c.url):
            for row in self._rows.by_values(ForgottenRow, column, names, site=self._site):
                gone |= {row.source_id, row.url}
        return {name: name in gone for name in names}

    def _stems(self, stems: Sequence[str]) -> dict[str, int | None]:
        found = self._rows.by_values(ArticleRow, ArticleRow.c.stem, stems)
        return {**dict.fromkeys(stems), **{row.stem: row.id for row in found if row.stem}}

    def _bodies(self, bodies: Sequence[bytes]) -> dict[bytes, int | None]:
        same = self._rows.by_values(ArticleRow, ArticleRow.c.body, bodies, copy_of=None)
        first = sorted(same, key=lambda row: row.id, reverse=True)
        return {**dict.fromkeys(bodies), **{row.body: row.id for row in first if row.body}}

    def _pages(self, articles: Sequence[int]) -> dict[int, list[PageRow]]:
        pages: dict[int, list[PageRow]] = {number: [] for number in articles}
        found = self._rows.by_values(PageRow, PageRow.c.article, articles)
        for row in sorted(found, key=lambda row: row.position):
            pages[row.article].append(row)
        return pages

    def _revisions(self, articles: Sequence[int]) -> dict[int, dict[int, RevisionRow]]:
        known: dict[int, dict[int, RevisionRow]] = {number: {} for number in articles}
        for row in self._rows.by_values(RevisionRow, RevisionRow.c.article, articles):
            known[row.article][row.number] = row
        return known

    def _captures(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], CaptureRow | None]:
        urls = dict.fromkeys(url for url, _ in wanted)
        is_response = CaptureRow.c.kind == CaptureKind.RESPONSE
        found: dict[tuple[str, str], CaptureRow | None] = dict.fromkeys(wanted)
        for row in self._rows.by_values(CaptureRow, CaptureRow.c.url, urls, is_response):
            if found.get((row.url, row.digest), row) is None:
                found[row.url, row.digest] = row
        return found
