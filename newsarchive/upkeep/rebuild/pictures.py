"""Pictures that a new catalog lacks, from what posts show, from the files and from their records."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import Exchange, Picture
from newsarchive.exceptions import ExtractionError, StorageError
from newsarchive.media.kind import NotAPicture, kind_of
from newsarchive.posts.read_post import read_post
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.picture_rows import IllustrationRow, PictureRow
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.desk import Desk
from newsarchive.store.fingerprint import fingerprint
from newsarchive.store.pictures.entering import enter_shown
from newsarchive.store.pictures.folder import parts_of
from newsarchive.store.pictures.known import UNKNOWN, media_of
from newsarchive.store.pictures.shown import of_text, show_in_lost
from newsarchive.store.pictures.waits import wait_for
from newsarchive.store.posts import current_revision, whole_post
from newsarchive.upkeep.rebuild.post_reader import article_of
from newsarchive.upkeep.shown_pictures import shown_in


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A record of how a picture came.

    :param article: the id of the row of the article for which it was asked
    :param path: of the file that has its bytes
    :param exchange: its own, or a redirect on the way to it
    """

    article: int
    path: str
    exchange: Exchange


class Pictures:
    """Enters pictures, where no sound row tells of them.

    :param records: in the order in which they were written
    :ivar made: pictures entered
    :ivar nameless: of these, those of which nobody knows the URL any more
    """

    def __init__(self, archive: Archive, desk: Desk, spider: SiteSpider, records: list[FileRecord]) -> None:
        self.archive = archive
        self.desk = desk
        self.spider = spider
        self.records = records
        self.made = self.nameless = 0
        self._keeps = media_of(desk.rows, spider.profile) == "keep"
        # The first record of a picture is that of the address at which its article shows it.
        self._urls: dict[str, str] = {}
        self._urls_of: dict[tuple[int, str], str] = {}
        self._last: dict[str, FileRecord] = {}
        for one in records:
            self._urls.setdefault(one.path, one.exchange.url)
            self._urls_of.setdefault((one.article, one.path), one.exchange.url)
            self._last[one.path] = one

    def enter_all(self) -> None:
        """Enter what published posts show, then what former revisions showed whose files are still there."""
        for row in self.desk.rows.where(ArticleRow, ArticleRow.c.revision.is_not(None)):
            revision = current_revision(self.desk.rows, row)
            shown = self.desk.rows.one(IllustrationRow, article=row.id, revision=row.revision)
            if revision and shown is None:
                self._enter(row, revision)
        self._enter_former()

    def _enter(self, row: ArticleRow, revision: RevisionRow) -> None:
        try:
            body = read_post(whole_post(revision) or b"").body
        except ExtractionError:
            return
        found = [one for one in shown_in(body).pictures if one.path or self._keeps]
        shows = [self._named(row, one) for one in found]
        for one in shows:
            self._know(one)
        enter_shown(self.desk, row.id, revision.number, of_text(shows))
        if revision.kind is RevisionKind.REBUILT and any(one.path for one in shows):
            self._tell_by_url(revision, shows)

    def _named(self, row: ArticleRow, shown: Picture) -> Picture:
        """A picture with its URL, as its article's records have it, or those of another one."""
        if not shown.path:
            return shown
        url = self._urls_of.get((row.id, shown.path)) or self._urls.get(shown.path)
        return replace(shown, url=url or shown.url)

    def _know(self, shown: Picture) -> None:
        """Enter the row of a picture's address, unless there is one."""
        parts = parts_of(shown.path)
        if self.desk.known.pictures(shown.url) or parts is None:
            return
        came = self._last.get(shown.path)
        at = came.exchange.at if came else self._modified(shown.path)
        row = PictureRow(url=shown.url, sha256=parts[0], extension=parts[1], found=int(at.timestamp()),
                         kept=int(at.timestamp()))  # fmt: skip
        try:
            data = self.archive.pictures.read(shown.path)
            kind = kind_of(data)
            row = replace(row, length=len(data), width=kind.width, height=kind.height)
        except (OSError, NotAPicture):
            pass  # which a verification tells
        if shown.url.startswith(UNKNOWN):
            self.nameless += 1
        else:
            wait = wait_for(row)
            etag, last_modified = _validators(came)
            row = replace(
                row, wait=wait, next_check=self.desk.now + wait, etag=etag, last_modified=last_modified
            )
        self.desk.known.pictures.note(row.url, self.desk.rows.add(row))
        self.made += 1

    def _modified(self, path: str) -> datetime:
        try:
            return datetime.fromtimestamp((self.archive.folder / path).stat().st_mtime, UTC)
        except OSError:
            return datetime.fromtimestamp(self.desk.now, UTC)

    def _tell_by_url(self, revision: RevisionRow, shows: list[Picture]) -> None:
        """Note the fingerprint as a crawl makes it, by the addresses that the source's page shows."""
        try:
            found = article_of(self.archive.posts.folder / revision.name, self.spider)
        except (ExtractionError, StorageError):
            return
        text = fingerprint(found.article, tuple(shows)).text
        self.desk.corrected(replace(revision, text=text))

    def _enter_former(self) -> None:
        """What records tell of and no revision shows any more stays with the article for which it came."""
        former = defaultdict[int, list[tuple[int, str | None]]](list)
        for (article, path), url in self._urls_of.items():
            parts = parts_of(path)
            is_shown = parts and self.desk.rows.one(IllustrationRow, article=article, sha256=parts[0])
            if parts is None or is_shown or not (self.archive.folder / path).is_file():
                continue
            row = self.desk.known.pictures(url)
            if row is None:
                self._know(Picture(url, path))
                row = self.desk.known.pictures(url)
            if row:
                former[article].append((row.id, parts[0]))
        for article, pictures in former.items():
            show_in_lost(self.desk.rows, article, pictures)


def _validators(came: FileRecord | None) -> tuple[str | None, ...]:
    """What to ask a picture by, as it was served last: its ETag and its Last-Modified."""
    headers = {name.lower(): value for name, value in came.exchange.headers} if came else {}
    said = headers.get(b"etag"), headers.get(b"last-modified")
    return tuple(value.decode("latin-1") if value else None for value in said)
