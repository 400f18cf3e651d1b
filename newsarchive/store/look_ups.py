"""What entering asks the catalog: answered at once for a batch that was read ahead, or one by one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from newsarchive.items import Rejected
from newsarchive.posts.file_names import new_stems
from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, ForgottenRow, PageRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import CaptureKind, State
from newsarchive.store.catalog.texts import storable
from newsarchive.store.originals.records import payload_digest
from newsarchive.store.pictures.known import known_pictures
from newsarchive.store.submissions import Extracted, Illustrated, Submission

K = TypeVar("K")
V = TypeVar("V")


class LookUp(dict[K, V]):
    """One question to the catalog; holds the answers that were read ahead, as they were noted since.

    A key is what a table may have of it.

    :param read: gives the answer for every one of the keys, by these
    """

    def __init__(self, read: Callable[[Sequence[K]], dict[K, V]]) -> None:
        self._read = read

    def __call__(self, key: K) -> V:
        """The answer: the one at hand, or else as the catalog has it now."""
        key = _in_table(key)
        return self[key] if key in self else self._read([key])[key]

    def read_ahead(self, keys: Iterable[K]) -> None:
        """Read the answers for keys that will be asked for."""
        self.update(self._read(list(dict.fromkeys(map(_in_table, keys)))))

    def note(self, key: K, answer: V) -> None:
        """What the answer is from now on, by what was just entered."""
        if (key := _in_table(key)) in self:
            self[key] = answer


def _in_table(key: Any) -> Any:
    return tuple(map(storable, key)) if isinstance(key, tuple) else storable(key)


class LookUps:
    """All that entering asks for. A query for twenty articles costs little more than one for a single one.

    :ivar articles: by source id
    :ivar without_post: articles that were never stored, by their identity page
    :ivar forgotten: whether a takedown removed what has this source id or identity page
    :ivar stems: the article whose post has a stem
    :ivar bodies: the first article with a body
    :ivar pages: by article, and by their position
    :ivar revisions: by article, and by their number
    :ivar captures: the response that has a payload, by URL and digest
    :ivar pictures: by URL
    """

    def __init__(self, rows: Rows, site: str, *, by_address: bool = False) -> None:
        self._rows = rows
        self._by_address = by_address
        self._site = site
        self.articles: LookUp[str, ArticleRow | None] = self._article("source_id", site=site)
        self.without_post: LookUp[str, ArticleRow | None] = self._article("url", revision=None, copy_of=None)
        self.forgotten = LookUp[str, bool](self._forgotten)
        self.stems: LookUp[str, ArticleRow | None] = self._article("stem")
        self.bodies: LookUp[bytes, ArticleRow | None] = self._article("body", copy_of=None)
        self.pages: LookUp[int, dict[int, PageRow]] = self._parts(PageRow, "position")
        self.revisions: LookUp[int, dict[int, RevisionRow]] = self._parts(RevisionRow, "number")
        self.captures = LookUp[tuple[str, str], CaptureRow | None](self._captures)
        self.pictures = LookUp[str, PictureRow | None](self._pictures)

    def read_ahead(self, batch: Sequence[Submission]) -> None:
        """Read what entering a batch may ask for."""
        texts = [one for one in batch if isinstance(one, Extracted)]
        self.articles.read_ahead(one.source_id for one in batch)
        known = [row.id for row in self.articles.values() if row]
        self.articles.read_ahead(name for one in texts for name in one.own_ids)
        self.without_post.read_ahead(one.url for one in batch)
        self.forgotten.read_ahead(name for one in batch for name in (one.source_id, one.url))
        self.stems.read_ahead(stem for one in texts for stem in self._stems_of(one))
        self.bodies.read_ahead(one.fingerprint.body for one in texts if one.fingerprint.body)
        self.revisions.read_ahead(known)
        self.pages.read_ahead(known)
        read = (one for one in batch if isinstance(one, Extracted | Rejected))
        exchanges = [exchange for one in read for exchange in one.evidence.exchanges]
        self.captures.read_ahead((exchange.url, payload_digest(exchange)) for exchange in exchanges)
        self.pictures.read_ahead(url for one in batch for url in _picture_urls(one))

    def note_article(self, row: ArticleRow) -> None:
        """An article is as its row says, from now on."""
        self.articles.note(row.source_id, row)
        if row.state is not State.DOUBLE:
            self.without_post.note(row.url, row if row.revision is None else None)

    def note_new_article(self, row: ArticleRow) -> None:
        """An article was added; it has neither revisions nor pages."""
        self.note_article(row)
        if storable(row.source_id) in self.articles:
            self.revisions[row.id], self.pages[row.id] = {}, {}

    def note_revision(self, made: RevisionRow) -> None:
        """A revision was added."""
        if made.article in self.revisions:
            self.revisions[made.article][made.number] = made

    def _stems_of(self, found: Extracted) -> tuple[str, ...]:
        return new_stems(found.source_id, found.article.published, by_address=self._by_address)

    def _article(self, name: str, **equal: Any) -> LookUp[Any, ArticleRow | None]:
        """The first article with a value in the column of this name."""
        value = attrgetter(name)

        def read(keys: Sequence[Any]) -> dict[Any, ArticleRow | None]:
            found = self._rows.by_values(ArticleRow, ArticleRow.c[name], keys, **equal)
            first = sorted(found, key=attrgetter("id"), reverse=True)
            return {**dict.fromkeys(keys), **{value(row): row for row in first}}

        return LookUp(read)

    def _parts(self, kind: Any, name: str) -> LookUp[int, Any]:
        """What belongs to an article, by the numbers in the column of this name, in their order."""
        number = attrgetter(name)

        def read(articles: Sequence[int]) -> dict[int, Any]:
            parts: dict[int, Any] = {article: {} for article in articles}
            for row in sorted(self._rows.by_values(kind, kind.c.article, articles), key=number):
                parts[row.article][number(row)] = row
            return parts

        return LookUp(read)

    def _forgotten(self, names: Sequence[str]) -> dict[str, bool]:
        gone: set[str] = set()
        for column in (ForgottenRow.c.source_id, ForgottenRow.c.url):
            for row in self._rows.by_values(ForgottenRow, column, names, site=self._site):
                gone |= {row.source_id, row.url}
        return {name: name in gone for name in names}

    def _pictures(self, urls: Sequence[str]) -> dict[str, PictureRow | None]:
        return {**dict.fromkeys(urls), **known_pictures(self._rows, urls)}

    def _captures(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], CaptureRow | None]:
        urls = dict.fromkeys(url for url, _ in wanted)
        found: dict[tuple[str, str], CaptureRow | None] = dict.fromkeys(wanted)
        for row in self._rows.by_values(CaptureRow, CaptureRow.c.url, urls, kind=CaptureKind.RESPONSE):
            if found.get((row.url, row.digest), row) is None:
                found[row.url, row.digest] = row
        return found


def _picture_urls(submission: Submission) -> Iterator[str]:
    if isinstance(submission, Extracted):
        yield from (one.url for one in submission.evidence.shows)
        yield from (one.url for one in submission.evidence.fetched)
    elif isinstance(submission, Illustrated):
        yield from (one.url for one in submission.fetched)
