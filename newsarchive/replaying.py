"""Read the originals again with today's code, without a network: same posts, or better ones."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.statscollectors import DummyStatsCollector
from twisted.python.failure import Failure

from newsarchive.exceptions import ExtractionError
from newsarchive.exchange import Exchange
from newsarchive.items import Article, DraftArticle, FailedArticle
from newsarchive.pipelines.accounted import record_of
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.rendering import extracted
from newsarchive.spider import ArchiveSpider, TakeUp
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.submissions import Rejected, Submission, Unfetched

_MAX_STEPS = 20  # pages and redirects of one article; none has so many


class Replayer:
    """A spider whose pages come out of the archive.

    :param crawler: made of the spider's class and the project's settings; it never runs
    """

    def __init__(self, crawler: Crawler) -> None:
        assert issubclass(crawler.spidercls, ArchiveSpider)
        self.spider = crawler.spidercls()
        crawler.stats = DummyStatsCollector(crawler)  # which Scrapy makes only when a crawl begins
        self._decoder = HttpCompressionMiddleware(crawler=crawler)
        self._pipelines: Callable[[DraftArticle], Article] = offline_pipelines(
            crawler.settings, self.spider.profile
        )

    def read(self, article: TakeUp, exchanges: list[Exchange]) -> Submission:
        """What today's code makes of an article's originals."""
        item = self._extract(article, {exchange.url: exchange for exchange in exchanges})
        if isinstance(item, FailedArticle):
            return Unfetched(item.source_id, item.url, item.reason)
        try:
            sealed = self._pipelines(item)
            return extracted(sealed, self.spider.profile, item.evidence, kind=RevisionKind.RE_EXTRACTED)
        except ExtractionError as error:
            return Rejected(item.source_id, item.url, error.reason, error.detail, record_of(item))

    def _extract(self, article: TakeUp, pages: dict[str, Exchange]) -> DraftArticle | FailedArticle:
        output: Any = self.spider.article_request(article)
        for _ in range(_MAX_STEPS):
            if not isinstance(output, Request):
                break
            (output,) = self._answer(output, pages)
        assert isinstance(output, DraftArticle | FailedArticle)
        return output

    def _answer(self, request: Request, pages: dict[str, Exchange]) -> Iterator[Any]:
        """What the request's callback makes of the page, or its errback of its absence."""
        exchange = _after_redirects(request.url, pages)
        if exchange:
            request.meta["exchanges"] = [exchange]
            assert request.callback
            return iter(request.callback(self._response(exchange, request), **request.cb_kwargs))
        failure = Failure(HttpError(Response(request.url, 404, request=request)))  # type: ignore[no-untyped-call]
        failure.request = request  # type: ignore[attr-defined]
        assert request.errback
        return iter(request.errback(failure))

    def _response(self, exchange: Exchange, request: Request) -> Response:
        headers = Headers()
        for name, value in exchange.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=exchange.url, body=exchange.body)
        raw = kind(exchange.url, exchange.status, headers, exchange.body, request=request)
        decoded = self._decoder.process_response(request, raw)
        assert isinstance(decoded, Response)
        return decoded


def _after_redirects(url: str, pages: dict[str, Exchange]) -> Exchange | None:
    for _ in range(_MAX_STEPS):
        exchange = pages.get(url)
        if exchange is None or not 300 <= exchange.status < 400:
            return exchange
        location = next((v for n, v in exchange.headers if n.lower() == b"location"), b"")
        url = urljoin(url, location.decode("latin-1"))
    return None
