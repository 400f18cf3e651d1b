"""Pictures are asked for here, with every guard and limit of pages, each once a run, a few at a time."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive.evidence import Exchange, FetchedPicture, Validators
from newsarchive.fetching.conditional import conditions, validators_of
from newsarchive.fetching.egress import ANYWHERE
from newsarchive.fetching.failures import explain_failure
from newsarchive.media.kind import NotAPicture, kind_of
from newsarchive.media.quota import Quota
from newsarchive.store.catalog.picture_rows import PictureRow

_AT_A_TIME = 4  # requests, and so many bodies in memory; the pace of each host is kept by others
_IN_A_ROW = 3  # failures of a host after which it is left alone until the next run
_MOST_HOSTS = 300  # that a run asks for pictures, each of which has a robots.txt
_MOST_FAILING = 20  # of these that fail, each at a time-out's cost, beyond which no new one is asked
_REMEMBERED = 2000  # pictures of which a run knows what became of them; the catalog knows them by then
_RETRIES = 1  # of one picture; what fails is owed, and asked for again by later runs
_LONGEST = 30.0  # seconds that one may take
_HOP = 64 * 1024  # bytes; what a redirect says beside where it leads is not kept beyond that
_ACCEPT = "image/avif,image/webp,image/*;q=0.8"
_ENDS = frozenset({"interrupted"})
_OF_THE_HOST = frozenset({
    "timeout", "no-such-host", "connection-refused", "connection-lost", "robots-unreachable",
    "download-error", "http-429",
})  # fmt: skip
_OF_TRANSFER = (b"content-encoding", b"content-length")
Stage = Callable[[str, str, bytes], None]


class PictureFetcher:
    """Asks for pictures, and puts the bytes of those that come where they wait for the catalog.

    They go through Scrapy's downloader and its middlewares as pages do, but not through the scheduler.

    :param stage: takes a digest in hexadecimal, an extension and bytes; called in a thread
    :param quota: is told what came
    :param ends: whether the run has been told to end, so that nothing is asked for any more
    """

    def __init__(self, crawler: Crawler, stage: Stage, quota: Quota, ends: Callable[[], bool]) -> None:
        self.crawler = crawler
        self.ends = ends
        self._stage = stage
        self._quota = quota
        self._timeout = min(crawler.settings.getfloat("DOWNLOAD_TIMEOUT"), _LONGEST)
        self._turns = asyncio.Semaphore(_AT_A_TIME)
        self._failures = Counter[str]()
        self._hosts: set[str] = set()
        self._under_way: dict[str, asyncio.Task[FetchedPicture | None]] = {}
        self._results: dict[str, FetchedPicture | None] = {}

    async def fetch(self, url: str, known: PictureRow | None = None) -> FetchedPicture | None:
        """What becomes of asking for a picture; None where it is left for another run.

        Whoever asks for one that others have asked for in this run is told the same without its exchanges,
        and nothing of failures.

        :param known: what the catalog knows of it; where it is kept, it is asked for only if it has changed
        :raises StorageError: the disk refuses its bytes
        """
        if url in self._results:
            return self._results[url]
        if task := self._under_way.get(url):
            return _once_more(await asyncio.shield(task))
        self._under_way[url] = task = asyncio.ensure_future(self._fetch(url, known))
        task.add_done_callback(partial(self._remember, url))
        return await asyncio.shield(task)

    def _remember(self, url: str, task: "asyncio.Task[FetchedPicture | None]") -> None:
        del self._under_way[url]
        if task.cancelled() or task.exception():
            return
        self._results[url] = _once_more(task.result())
        if len(self._results) > _REMEMBERED:
            del self._results[next(iter(self._results))]

    async def _fetch(self, url: str, known: PictureRow | None) -> FetchedPicture | None:
        async with self._turns:
            host = urlsplit(url).hostname or ""
            if self.ends() or not self._may_ask(host):
                return None
            found = await self._ask(url, known)
            self._note(host, found.reason)
            return None if found.reason in _ENDS else found

    def _may_ask(self, host: str) -> bool:
        if self._failures[host] >= _IN_A_ROW:
            return False
        failing = sum(map(bool, self._failures.values()))
        if len(self._hosts) < _MOST_HOSTS and failing < _MOST_FAILING:
            self._hosts.add(host)
        return host in self._hosts

    def _note(self, host: str, reason: str) -> None:
        fails = reason in _OF_THE_HOST or reason.startswith("http-5")
        self._failures[host] = self._failures[host] + 1 if fails else 0

    async def _ask(self, url: str, known: PictureRow | None) -> FetchedPicture:
        try:
            request = self._request(url, known)
        except ValueError:
            return FetchedPicture(url=url, reason="bad-address")
        assert self.crawler.engine
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:  # noqa: BLE001  whatever kept it away, the article is stored without it
            return FetchedPicture(url=url, reason=_why(error, request))
        self._quota.received += len(response.body)
        if response.status == 304 and known and known.sha256:
            return FetchedPicture(url=url, page=_page(url, response, known))
        if response.status != 200:
            return FetchedPicture(url=url, reason=_why(HttpError(response), request))
        try:
            found = await asyncio.to_thread(self._taken, url, response)
        except NotAPicture as error:
            return FetchedPicture(url=url, reason=error.reason, length=len(response.body))
        if known is None or known.sha256 != found.sha256:
            self._quota.held += found.length
        return found

    def _request(self, url: str, known: PictureRow | None) -> Request:
        kept = known if known and known.sha256 else None
        page = Validators(url, kept.etag, kept.last_modified) if kept else Validators(url)
        return Request(
            url,
            headers={"Accept": _ACCEPT, "Accept-Encoding": "identity", **conditions(page)},
            meta={
                "picture": url, ANYWHERE: True, "allow_offsite": True, "dont_merge_cookies": True,
                "max_retry_times": _RETRIES, "download_timeout": self._timeout,
            },
        )  # fmt: skip

    def _taken(self, url: str, response: Response) -> FetchedPicture:
        """A picture that came, staged; blocking.

        :raises NotAPicture: it is none
        :raises StorageError: the disk refuses
        """
        data = response.body
        kind = kind_of(data)
        digest = sha256(data).hexdigest()
        self._stage(digest, kind.extension, data)
        return FetchedPicture(
            url=url, sha256=digest, extension=kind.extension, length=len(data), width=kind.width,
            height=kind.height, page=_page(url, response, None), exchanges=_exchanges(response),
        )  # fmt: skip


def _once_more(found: FetchedPicture | None) -> FetchedPicture | None:
    """What those are told who ask after others: a failure counts once a run."""
    return None if found is None or found.reason else replace(found, exchanges=())


def _page(url: str, response: Response, known: PictureRow | None) -> Validators:
    """What to ask a picture by; a 304 may leave out what has not changed."""
    said = validators_of(response)
    before = known or PictureRow(url=url, found=0)
    return Validators(url, said.etag or before.etag, said.last_modified or before.last_modified)


def _exchanges(response: Response) -> tuple[Exchange, ...]:
    """How it came, redirects included; the last one without its body, which is the file's."""
    meta = response.request.meta if response.request else {}
    exchanges: list[Exchange] = meta.get("exchanges", [])
    if not exchanges:
        return ()
    *hops, last = exchanges
    headers = last.headers
    if last.body != response.body:  # it was compressed, and its file is not
        headers = tuple(pair for pair in headers if pair[0].lower() not in _OF_TRANSFER)
    small = (one for one in hops if len(one.body) <= _HOP)
    return (*small, replace(last, headers=headers, body=b""))


def _why(error: Exception, request: Request) -> str:
    failure = Failure(error)  # type: ignore[no-untyped-call]
    failure.request = request  # type: ignore[attr-defined]
    return explain_failure(failure)[0]
