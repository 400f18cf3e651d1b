"""The articles that a run takes up next, out of the catalog's frontier, a batch at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from newsarchive.crawling.run import ArchiveRun
from newsarchive.crawling.shared_ids import SharedIds
from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import Validators
from newsarchive.items import Lead, Outcome
from newsarchive.store import entries, frontier
from newsarchive.store.catalog.listing_rows import ListingRow
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.frontier import Selection, asked_by
from newsarchive.store.listing_plan import Answer, note_asked, resting
from newsarchive.store.listings import Listed, end_before, known_listing, unread_listings
from newsarchive.store.sightings import note_answer_at
from newsarchive.store.unread import Trouble, note_answer, trouble_with

NOTHING_SAID = Answer()
_Batch = Callable[[Rows, Selection, ArticleRow | None], list[ArticleRow]]


class ArticleQueue:
    """What comes next: articles that were named; else what is owed; else what is due again."""

    def __init__(self, run: ArchiveRun, spider: SiteSpider) -> None:
        self.run = run
        self.spider = spider
        self.ledger = run.ledger
        self._named: list[Lead] = []
        self._ids = SharedIds(run.ledger.notes)
        self._now = int(run.started.timestamp())
        self._cursors: dict[str, ArticleRow | None] = {}

    async def name(self, articles: Sequence[Lead]) -> None:
        """Take articles in that the user named; they are owed until they are stored."""
        self._named = list(articles)
        await self.discover(articles, None)

    async def discover(
        self, articles: Sequence[Lead], listing: Listed | None, answer: Answer = NOTHING_SAID
    ) -> int:
        """Note in the catalog what a listing shows, before anything of it is fetched; how much is new.

        :param answer: what else it said
        """
        if not articles and not listing:
            return 0
        self._ids.note(articles)
        name, zone = self.spider.profile.name, self.spider.profile.tzinfo

        def note(rows: Rows) -> int:
            before = rows.one(ListingRow, url=listing.page.url) if listing else None
            fresh = entries.discover(rows, name, articles, listing, now=self._now, zone=zone)
            if listing:
                self._plan(rows, listing.page.url, answer, before, fresh)
            return fresh

        new = await self.run.writer.transact(note)
        self._cursors = {}  # new ones stand before those that failed before
        return new

    async def unread_listings(self) -> list[str]:
        """Listings that other listings lead to and that no run has read, unless this one asks for less."""
        arguments = self.spider.arguments
        if arguments.named or arguments.categories or arguments.since:
            return []
        return await self.run.writer.transact(unread_listings)

    async def known_listing(self, url: str) -> Listed | None:
        """What is known of a listing, where the run may go by it."""
        if self.spider.arguments.categories:
            return None  # which of a category's articles are owed, only its page can say
        known = await self.run.writer.transact(lambda rows: known_listing(rows, url, now=self._now))
        if known and self.spider.arguments.recheck == "all":
            return replace(known, page=Validators(url))
        return known

    async def answered(self, url: str, answer: Answer = NOTHING_SAID) -> Listed | None:
        """What is known of a listing that has just said that it has not changed."""

        def note(rows: Rows) -> Listed | None:
            note_answer(rows, url)
            note_answer_at(rows, url, now=self._now, zone=self.spider.profile.tzinfo)
            self._plan(rows, url, answer, rows.one(ListingRow, url=url), 0)
            return known_listing(rows, url, now=self._now)

        return await self.run.writer.transact(note)

    def _plan(self, rows: Rows, url: str, answer: Answer, before: ListingRow | None, fresh: int) -> None:
        rules, now = self.spider.profile.schedule, int(self.run.clock().timestamp())
        note_asked(rows, url, answer, rules, before=before, fresh=fresh, now=now)

    async def resting(self, url: str) -> Listed | None:
        """What is known of a listing that this run leaves alone, since its time has not come."""
        arguments, rules = self.spider.arguments, self.spider.profile.schedule
        if arguments.listings != "due" or arguments.categories or arguments.recheck == "all":
            return None
        return await self.run.writer.transact(lambda rows: resting(rows, url, rules, now=self._now))

    async def waiting(self, url: str) -> Trouble | None:
        """Why a listing is not to be asked yet; None where it is."""
        is_first, now = url in self.run.first_listings, self._now
        trouble = await self.run.writer.transact(
            lambda rows: trouble_with(rows, url, is_first=is_first, now=now)
        )
        arguments = self.spider.arguments
        asks_anyway = (is_first and arguments.listings == "all") or arguments.recheck == "all"
        return trouble if trouble and trouble.waits and not asks_anyway else None

    async def end_before(self, url: str) -> None:
        """Note that no listing goes on at a page which showed itself not worth it."""
        await self.run.writer.transact(lambda rows: end_before(rows, url))

    async def next(self, *, more_to_come: bool) -> list[Lead]:
        """The next articles, taken up in the ledger; none where there are none, or no room.

        :param more_to_come: listings are unread, so that nothing is asked for again yet
        """
        if self.full:
            return []
        if self._named:
            return self._admitted(await self._take_named())
        for name, source in self._sources(more_to_come=more_to_come):
            while articles := await self._batch(name, source):
                if admitted := self._admitted(articles):
                    return admitted
        return []

    def admits(self, url: str) -> bool:
        """Take an article up, unless the run knows it or the limit is reached."""
        if self.full or self.ledger.knows(url):
            return False
        self.ledger.take_up(url)
        return True

    @property
    def full(self) -> bool:
        """Whether the run's limit of articles is reached."""
        limit = self.spider.arguments.limit
        return limit is not None and self.ledger.taken_up >= limit

    def _admitted(self, articles: list[Lead]) -> list[Lead]:
        return [article for article in articles if self.admits(article.url)]

    def _sources(self, *, more_to_come: bool) -> Iterator[tuple[str, _Batch]]:
        arguments, now, code = self.spider.arguments, self._now, self.run.extraction
        if arguments.named:
            return
        yield "owed", lambda rows, chosen, after: frontier.owed(rows, chosen, after=after, now=now)
        if more_to_come or arguments.recheck == "none":
            return
        if arguments.recheck == "all":
            yield "all", lambda rows, chosen, after: frontier.archived(rows, chosen, after=after)
            return
        yield "due", lambda rows, chosen, after: frontier.due(rows, chosen, after=after, now=now)
        yield (
            "readable",
            lambda rows, chosen, after: frontier.readable_now(rows, chosen, after=after, extraction=code),
        )

    async def _batch(self, name: str, source: _Batch) -> list[Lead]:
        cursors = self._cursors  # others, should a listing be noted while this is read

        def read(rows: Rows) -> list[Lead]:
            found = source(rows, self.run.selection(), cursors.get(name))
            if found:
                cursors[name] = found[-1]
            pages = frontier.pages_of(rows, _stored(found))
            if name == "all":  # which asks without condition, and reads whatever is answered
                return [
                    entries.lead_of(row, tuple(Validators(page.url) for page in pages[row.id]))
                    for row in found
                ]
            now = self._now
            return [entries.lead_of(row, asked_by(row, pages[row.id], now=now)) for row in found]

        return await self.run.writer.transact(read)

    async def _take_named(self) -> list[Lead]:
        named, self._named = self._named, []

        def read(rows: Rows) -> list[Lead]:
            there = entries.by_urls(rows, [one.url for one in named])
            pages = frontier.pages_of(rows, _stored(there.values()))
            known = [(one, there[one.url]) for one in named if one.url in there]
            return [
                replace(one, archived=row.revision is not None, pages=tuple(pages[row.id]))
                for one, row in known
            ]

        known = await self.run.writer.transact(read)
        for one in {one.url for one in named} - {one.url for one in known}:
            self.ledger.settle(one, Outcome.UNCHANGED, "forgotten")
        return known


def _stored(articles: Iterable[ArticleRow]) -> list[ArticleRow]:
    """Those with a text: of others a 304 would say that nothing has changed for ever, and give none."""
    return [row for row in articles if row.revision is not None]
