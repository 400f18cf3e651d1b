"""Captures that a new catalog lacks, from the WARC files themselves."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.items import Unfetched
from newsarchive.posts.file_names import has_stem, hashed_stem, is_address
from newsarchive.profiles import Identity
from newsarchive.profiles.ids import filled, same_address
from newsarchive.store.catalog.row_kinds import ArticleRow, CaptureRow, WarcRow
from newsarchive.store.catalog.states import CaptureKind, RevisionKind
from newsarchive.store.desk import Desk
from newsarchive.store.doubles import original
from newsarchive.store.entries import entry_and_day
from newsarchive.store.originals.member import StoredRecord, every_record
from newsarchive.store.originals.reading import NAMED_FILE, exchange_in
from newsarchive.store.originals.records import CAPTURES
from newsarchive.store.originals.removal import finish_left_open, finished
from newsarchive.store.posts import current_revision, give_ids
from newsarchive.text import printable
from newsarchive.upkeep.rebuild.pictures import FileRecord


class Captures:
    """Enters the responses that WARC files hold.

    :param spider: knows the address of an article of which there is nothing but a response
    :ivar made: captures entered
    :ivar broken: records that cannot be read, and why
    :ivar files: those of pictures, be they known already
    """

    def __init__(self, desk: Desk, spider: SiteSpider) -> None:
        self.desk = desk
        self.spider = spider
        self.made = 0
        self.broken: list[str] = []
        self.files: list[FileRecord] = []
        self._entries: set[int] = set()  # the articles whose entry is made of captures

    def enter_all(self, folder: Path) -> None:
        """Enter what the files of a folder hold, finished ones and those that a crash left open."""
        for path in sorted(folder.glob("*.warc.gz.open")):
            ends = [record.end for record in every_record(path, []) if record.kind == "request"]
            finish_left_open(folder, path.name.removesuffix(".open"), max(ends, default=0))
        for path in sorted(folder.glob("*.warc.gz"), key=_begun):
            self._enter_file(path)
        self._drop_lost(folder)
        self._connect_revisits()

    def _drop_lost(self, folder: Path) -> None:
        """Files that are not there any more: nothing new may refer to what was in them."""
        for row in self.desk.rows.where(WarcRow):
            if not (folder / row.name).exists():
                self.desk.rows.remove(CaptureRow, warc=row.id)
                self.desk.rows.remove(WarcRow, id=row.id)
                self.broken.append(f"originals/{row.name}: is missing, and what was in it is lost")

    def _enter_file(self, path: Path) -> None:
        rows = self.desk.rows
        there = rows.one(WarcRow, name=path.name)
        file = finished(path)
        whole = WarcRow(name=path.name, length=file.length, sha256=file.sha256)
        number = there.id if there else rows.add(whole).id
        if there and there.length is None:
            rows.replace(replace(whole, id=number))
        known = {row.offset for row in rows.where(CaptureRow, warc=number)}
        for record, end in _with_ends(every_record(path, self.broken)):
            if record.offset not in known:
                self._enter(record, number, end)
            if record.capture_kind is CaptureKind.FILE:
                self._note_file(record, number)

    def _enter(self, record: StoredRecord, number: int, end: int) -> None:
        try:
            name = record.field("WARC-Record-ID")
            digest = record.field("WARC-Payload-Digest")
            source_id = unquote(record.field("NewsArchive-Article"))
            exchange = exchange_in(record)
        except StorageError as error:
            self.broken.append(str(error))
            return
        page, stem = record.fields.get("NewsArchive-Page"), record.fields.get("NewsArchive-Stem")
        owner = self._owner(source_id, page, exchange.url, stem)
        if owner is None:
            return
        if self.desk.by_address and is_address(source_id):
            owner = self._named(owner, stem)
        self.desk.rows.add(
            CaptureRow(
                article=owner.id, revision=owner.revision, url=exchange.url, status=exchange.status,
                at=exchange.at, warc=number, offset=record.offset, length=record.length,
                kind=record.capture_kind, end=end, record_id=name, digest=digest,
            )
        )  # fmt: skip
        self.made += 1
        if record.capture_kind is not CaptureKind.FILE:
            self._note_entry(owner, exchange.url)

    def _note_file(self, record: StoredRecord, number: int) -> None:
        held = self.desk.rows.one(CaptureRow, warc=number, offset=record.offset)
        if held:
            self.files.append(FileRecord(held.article, record.field(NAMED_FILE), exchange_in(record)))

    def _note_entry(self, row: ArticleRow, url: str) -> None:
        """The page that a listing led to last is one to read the article from again."""
        if row.entry is None or row.id in self._entries:
            with suppress(ArgumentError):
                lead = self.spider.lead_at(url)
                if lead.link:
                    current = current_revision(self.desk.rows, row)  # for lack of the listing's own words
                    entry, day = entry_and_day(replace(lead, title=current.title if current else ""))
                    self.desk.save(replace(row, entry=entry, day=day))
                    self._entries.add(row.id)

    def _owner(self, source_id: str, page: str | None, asked: str, stem: str | None) -> ArticleRow | None:
        """The article; one of which nothing else is left is owed, unless a takedown removed it."""
        rows, site = self.desk.rows, self.desk.site
        if found := rows.one(ArticleRow, site=site, source_id=source_id):
            return original(rows, found)
        known = self._identity(source_id, page, asked)
        if known is None:
            self.broken.append(f"article {printable(source_id)}: no record says where its page is")
            return None
        if self.desk.is_forgotten(Unfetched(known.source_id, known.url)):
            return None
        named = give_ids(rows, site, [known]).get(source_id) or self._by_its_post(known, stem)
        return named or self.desk.new_row(known.source_id, known.url)

    def _by_its_post(self, known: Identity, stem: str | None) -> ArticleRow | None:
        """The article whose post has a record's stem, with its id, of which the post could not tell."""
        row = self.desk.rows.one(ArticleRow, site=self.desk.site, stem=stem) if stem else None
        current = current_revision(self.desk.rows, row) if row else None
        if row is None or current is None or current.kind is not RevisionKind.REBUILT:
            return None
        return self.desk.save(replace(row, source_id=known.source_id, url=known.url))

    def _named(self, row: ArticleRow, stem: str | None) -> ArticleRow:
        """The article with the stem that its records name; without it they are of earlier code's naming.

        So it gets the name again that it had, whichever of two that meet comes first now.
        """
        if stem is None and row.stem is None:
            stem = hashed_stem(row.source_id).casefold()
        fits = row.post is None or has_stem(row.post, row.source_id, stem)
        if stem in {None, row.stem} or not fits or self.desk.rows.one(ArticleRow, stem=stem):
            return row
        return self.desk.save(replace(row, stem=stem))

    def _identity(self, source_id: str, page: str | None, asked: str) -> Identity | None:
        """The article's page: as the record says, as follows from the id, or what was asked for it first.

        That may be the text endpoint, which is no page.
        """
        text = self.spider.profile.article.text
        if page or (found := self.spider.identify(source_id)) is None:
            is_text = text and same_address(asked, filled(text.url, source_id))
            return None if is_text and not page else Identity(source_id, page or asked)
        return found

    def _connect_revisits(self) -> None:
        """Let each reference know the response that has its payload: the first with its digest."""
        rows = self.desk.rows
        for row in rows.where(CaptureRow, kind=CaptureKind.REVISIT, refers_to=None):
            first = rows.one(CaptureRow, url=row.url, digest=row.digest, kind=CaptureKind.RESPONSE)
            if first:
                rows.replace(replace(row, refers_to=first.id))


def _with_ends(records: Iterable[StoredRecord]) -> Iterator[tuple[StoredRecord, int]]:
    """Responses and revisits, each with the end of its request, which follows it."""
    waiting: StoredRecord | None = None
    for record in records:
        if waiting:
            asked = record.fields.get("WARC-Concurrent-To") == waiting.field("WARC-Record-ID")
            yield waiting, record.end if asked else waiting.end
        waiting = record if record.kind in CAPTURES else None
    if waiting:
        yield waiting, waiting.end


def _begun(path: Path) -> tuple[str, str]:
    """When a file was begun; of two runs within a second, the names do not tell which was first."""
    first = next(every_record(path, []), None)
    said = first.fields.get("WARC-Date", "") if first else ""
    return re.sub(r"\D", "", said) or path.name.split("-")[-3], path.name
