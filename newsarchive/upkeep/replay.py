"""Read articles again from their originals, with today's code and without a network."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import urljoin

from scrapy.crawler import Crawler
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Headers, Request
from scrapy.responsetypes import responsetypes

from newsarchive.crawling.article_reader import ArticleReader
from newsarchive.crawling.asking import Answer, Ask, Unanswered, answer_of, follow, request_for
from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.ledger import Ledger
from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import Evidence, Exchange
from newsarchive.exceptions import ExtractionError, StorageError
from newsarchive.fetching.refresh import refresh_of
from newsarchive.fetching.whole_responses import NotWhole, whole_response
from newsarchive.items import Article, Draft, End, Lead, Outcome, Rejected, Unfetched
from newsarchive.learning.learned import NOTHING_LEARNED
from newsarchive.media.article_pictures import at_hand, showing
from newsarchive.media.pictures_of import pictures_of
from newsarchive.pipelines.accounted import record_of
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.pipelines.submission import extracted
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.entries import lead_of
from newsarchive.store.keepers import now_of
from newsarchive.store.pictures.known import known_pictures, media_of
from newsarchive.store.replayable import replayable
from newsarchive.store.submissions import Extracted

_MAX_REDIRECTS = 20  # of one page; none has so many


class Replayer:
    """Reads articles whose pages come out of the archive.

    :param crawler: made of the spider's class and the project's settings; it never runs
    :ivar learned: what is known of the site
    """

    learned = NOTHING_LEARNED
    _rows: Rows | None = None

    def __init__(self, crawler: Crawler) -> None:
        assert issubclass(crawler.spidercls, SiteSpider)
        self.spider = crawler.spidercls()
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._pipelines = offline_pipelines(crawler.settings, self.spider.profile)

    def know_pictures(self, rows: Rows) -> None:
        """Have texts show the pictures that are kept, if the archive keeps any; none is asked for.

        :param rows: of its catalog, as long as articles are read
        """
        keeps = media_of(rows, self.spider.profile) == "keep"
        self._rows, self.spider.keeps_pictures = rows if keeps else None, keeps

    def read(self, article: Lead, exchanges: list[Exchange]) -> Extracted | End:
        """What today's code makes of an article's originals."""
        return self.read_by(self.spider.reader_of(article, lambda: self.learned), exchanges)

    def read_by(self, reader: ArticleReader, exchanges: list[Exchange]) -> Extracted | End:
        """The same by a reader, who knows then what it found of each field."""
        article, pages = reader.article, {exchange.url: exchange for exchange in exchanges}
        item = follow(reader.read(), lambda ask: self._answer(request_for(ask, article.url), pages))
        if not isinstance(item, Draft):
            return Unfetched(item.source_id, item.url, item.reason, item.detail)
        try:
            sealed = self._pipelines(item)
            sealed, evidence = self._with_pictures(sealed, item.evidence)
            return extracted(sealed, self.spider.profile, evidence, kind=RevisionKind.RE_EXTRACTED)
        except ExtractionError as error:
            return Rejected(item.source_id, item.url, error.reason, error.detail, record_of(item))

    def _with_pictures(self, article: Article, evidence: Evidence) -> tuple[Article, Evidence]:
        if self._rows is None:
            return article, evidence
        urls = [one.url for one in pictures_of(article.body, article.url)]
        shows = at_hand(urls, known_pictures(self._rows, urls))
        shown = showing(article, shows)
        return (shown, replace(evidence, shows=shows)) if shown else (article, evidence)

    def _answer(self, request: Request, pages: dict[str, Exchange]) -> Answer | Unanswered:
        """The page, as it would have come off the wire; what is not kept was not there."""
        exchange = _after_redirects(request.url, pages)
        if exchange is None:
            return Unanswered("http-404", f"{request.url} is not among the article's originals")
        request.meta["exchanges"] = [exchange]
        headers = Headers()
        for name, value in exchange.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=exchange.url, body=exchange.body)
        raw = kind(exchange.url, exchange.status, headers, exchange.body, request=request)
        try:
            whole = whole_response(raw, request, self._limit)
            onward = refresh_of(whole)
            if onward in pages:
                others = {url: one for url, one in pages.items() if url != exchange.url}
                moved = request_for(Ask(onward), request.meta["article"])
                moved.meta["redirect_urls"] = [*request.meta.get("redirect_urls", ()), request.url]
                return self._answer(moved, others)
            return answer_of(whole)
        except ResponseDataLossError as error:
            return Unanswered("cut-short", str(error))
        except NotWhole as error:
            return Unanswered(error.reason, str(error))


def _after_redirects(url: str, pages: dict[str, Exchange]) -> Exchange | None:
    for _ in range(_MAX_REDIRECTS):
        exchange = pages.get(url)
        if exchange is None or not 300 <= exchange.status < 400:
            return exchange
        location = next((v for n, v in exchange.headers if n.lower() == b"location"), b"")
        url = urljoin(url, location.decode("latin-1"))
    return None


_BATCH = 200  # articles; nothing but time is lost if a batch has to be read again


def replay(archive: Archive, replayer: Replayer, *, since: str | None) -> Ledger:
    """Read an archive's originals again, with the newest version of what was learned of its site.

    What comes out otherwise becomes a revision.

    :param since: ``YYYY-MM-DD``, in the site's zone: only articles published from then on
    :raises StorageError: no original is where it should be, or the disk refuses
    """
    ledger = Ledger()
    extraction = extraction_version(replayer.spider)
    with archive.run("replay", {"since": since}, extraction, account=ledger.account, offline=True):
        archive.originals.check(archive.rows)
        replayer.learned = archive.learner.known
        replayer.know_pictures(archive.rows)
        waiting = _read_all(archive, replayer, ledger, since)
        while batch := list(islice(waiting, _BATCH)):
            for submission, verdict in zip(
                batch, archive.write(batch, now=now_of(archive.folder)), strict=True
            ):
                ledger.settle(submission.url, verdict.outcome, verdict.reason)
                ledger.newly_quarantined += verdict.new and verdict.outcome is Outcome.QUARANTINED
        if not replayer.spider.profile.learn:
            archive.transact(archive.learner.all_back)
        elif since is None and not ledger.count(Outcome.FAILED):
            archive.transact(archive.learner.all_read_again)
    return ledger


def _read_all(
    archive: Archive, replayer: Replayer, ledger: Ledger, since: str | None
) -> Iterator[Extracted | End]:
    for kept in replayable(archive.rows, since=since):
        if not kept.places:
            ledger.settle(kept.row.url, Outcome.UNCHANGED, "no originals")
            continue
        try:
            exchanges = kept.exchanges(archive.originals.folder)
        except StorageError as error:
            ledger.settle(kept.row.url, Outcome.FAILED, "damaged original")
            ledger.notes.append(str(error))
            continue
        yield replayer.read(lead_of(kept.row), exchanges)
