"""The pictures of a run: what asks for them, within its quotas, and which it asks for at its end."""

import asyncio
from collections.abc import Callable, Sequence

from scrapy.crawler import Crawler

from newsarchive.evidence import FetchedPicture
from newsarchive.media.account import PictureAccount, account_of
from newsarchive.media.article_pictures import Gathered, gather, is_wanted
from newsarchive.media.fetcher import PictureFetcher
from newsarchive.media.quota import Quota, bytes_held
from newsarchive.profiles.run_arguments import RunArguments
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.pictures.known import behind, known_pictures, owed_pictures
from newsarchive.store.pictures.shown import of_revision
from newsarchive.store.submissions import Illustrated
from newsarchive.store.writer import ArchiveWriter, Clock

_ARTICLES = 8  # at a time


class RunPictures:
    """What a run does about pictures, in an archive that keeps them, and that is open.

    :param ends: whether the run has been told to end
    :ivar quota: of this run
    :ivar fetcher: asks for them
    """

    def __init__(
        self,
        crawler: Crawler,
        archive: Archive,
        writer: ArchiveWriter,
        clock: Clock,
        ends: Callable[[], bool],
    ) -> None:
        self.quota = Quota.of(crawler.settings)
        self.fetcher = PictureFetcher(crawler, archive.pictures.stage, self.quota, ends)
        self._most = crawler.settings.getint("PICTURES_OWED_A_RUN")
        self._archive = archive
        self._writer = writer
        self._clock = clock
        self._is_measured = False

    async def gather(self, urls: Sequence[str]) -> Gathered:
        """The pictures of an article: those that the catalog knows, and the others asked for.

        :param urls: in the order of its body
        :raises StorageError: the disk refuses one
        :raises RunOver: the run is closing
        """
        taken, now = urls[: self.quota.pictures], self._now
        known = await self._writer.transact(lambda rows: known_pictures(rows, taken))
        if not self._is_measured and any(is_wanted(known.get(url), now=now) for url in taken):
            self._is_measured = True  # which takes long in a large archive, where most runs need none
            self.quota.held += await self._writer.transact(bytes_held)
        return await gather(urls, known, self.fetcher, self.quota, now=now)

    async def ask_owed(self, arguments: RunArguments) -> None:
        """Ask for pictures that are owed or due again, once all articles are stored; posts show what came.

        A run about certain articles or categories asks for none but theirs.

        :raises StorageError: the disk refuses
        :raises RunOver: the run is closing
        """
        if arguments.named or arguments.categories:
            return
        now, most = self._now, self._most
        due = await self._writer.transact(lambda rows: owed_pictures(rows, now=now, limit=most))
        articles = {
            one.article.id: one.article
            for one in due
            if one.row.sha256 is None or arguments.recheck != "none"
        }
        waiting = list(articles.values())
        for start in range(0, len(waiting), _ARTICLES):
            await asyncio.gather(*map(self._ask_of, waiting[start : start + _ARTICLES]))
        for article in await self._writer.transact(lambda rows: behind(rows, limit=most)):
            await self._writer.submit(Illustrated(article.source_id, article.url))

    @property
    def _now(self) -> int:
        return int(self._clock().timestamp())

    async def _ask_of(self, article: ArticleRow) -> None:
        """Ask for what is due of an article's pictures, and have its post show what came."""
        assert article.revision is not None
        number = article.revision
        shown = await self._writer.transact(lambda rows: of_revision(rows, article.id, number))
        urls = list(dict.fromkeys(one.url for one in shown))
        found = await self.gather(urls)
        too_much = (FetchedPicture(url=url, reason="over-quota") for url in found.left_out)
        if fetched := (*found.fetched, *too_much):
            await self._writer.submit(Illustrated(article.source_id, article.url, fetched))

    def account(self) -> PictureAccount:
        """What became of pictures in this run; blocking."""
        since = self._archive.desk.run.started
        return self._archive.transact(lambda rows: account_of(rows, self.quota.left, since=since))
