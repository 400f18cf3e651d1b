"""The pictures of one article: which the archive has, which are asked for, and its text with them."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from newsarchive.evidence import FetchedPicture, Picture
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article
from newsarchive.media.fetcher import PictureFetcher
from newsarchive.media.pictures_of import with_pictures
from newsarchive.media.quota import AN_ARTICLE, Quota
from newsarchive.store.catalog.picture_rows import PictureRow
from newsarchive.store.pictures.folder import path_of
from newsarchive.store.pictures.known import kept_path

_AT_A_TIME = 4  # of one article
_LOOKS_AGAIN = 0.5  # seconds after which one who waits looks whether the run has been told to end


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an article shows, what was asked for, and what would be too much of one article."""

    shows: tuple[Picture, ...]
    fetched: tuple[FetchedPicture, ...]
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Gathering:
    """One article's pictures while they are asked for.

    :param spent: bytes of its pictures
    :param left_out: those that would be too much for one article
    """

    fetcher: PictureFetcher
    quota: Quota
    known: Mapping[str, PictureRow]
    spent: int
    fetched: dict[str, FetchedPicture] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_A_TIME))

    async def ask(self, url: str) -> None:
        async with self.turns:
            row = self.known.get(url)
            is_kept = row is not None and row.sha256 is not None
            if not is_kept and self.spent >= self.quota.an_article:
                self.left_out.append(url)
                self.quota.left[AN_ARTICLE] += 1
            elif whose := self.quota.spent:
                self.quota.left[whose] += not is_kept
            elif found := await self.fetcher.fetch(url, row):
                self.fetched[url] = found
                self.spent += found.length


def is_wanted(row: PictureRow | None, *, now: int) -> bool:
    """Whether a picture is to be asked for.

    :param row: what is known of it
    :param now: seconds since 1970
    """
    if row is None:
        return True
    return row.sha256 is None if row.next_check is None else row.next_check <= now


async def gather(
    urls: Sequence[str], known: Mapping[str, PictureRow], fetcher: PictureFetcher, quota: Quota, *, now: int
) -> Gathered:
    """The pictures of an article: what the catalog knows is taken, and the rest asked for.

    Of a run that is told to end none is waited for; they are owed.

    :param urls: in the order of its body
    :param known: what the catalog knows of these, by address
    :param now: seconds since 1970
    :raises StorageError: the disk refuses one
    """
    taken = urls[: quota.pictures]
    quota.left[AN_ARTICLE] += len(urls) - len(taken)
    spent = sum(row.length or 0 for row in known.values())
    gathering = _Gathering(fetcher, quota, known, spent)
    wanted = [url for url in taken if is_wanted(known.get(url), now=now)]
    await _unless_ended(fetcher, [asyncio.ensure_future(gathering.ask(url)) for url in wanted])
    fetched = gathering.fetched
    shows = (
        Picture(url, _path(fetched.get(url), known.get(url)))
        for url in taken
        if url not in gathering.left_out
    )
    asked = (fetched[url] for url in wanted if url in fetched)
    return Gathered(tuple(shows), tuple(asked), tuple(gathering.left_out))


async def _unless_ended(fetcher: PictureFetcher, tasks: Sequence["asyncio.Future[None]"]) -> None:
    """Wait for all, or until the run is told to end."""
    pending = set(tasks)
    try:
        while pending and not fetcher.ends():
            done, pending = await asyncio.wait(pending, timeout=_LOOKS_AGAIN)
            for one in done:
                one.result()
    finally:
        for one in pending:
            one.cancel()


def at_hand(urls: Sequence[str], known: Mapping[str, PictureRow]) -> tuple[Picture, ...]:
    """What an article shows of the pictures that the catalog knows, where none is asked for."""
    return tuple(Picture(url, kept_path(known[url])) for url in urls if url in known)


def showing(article: Article, shows: Sequence[Picture]) -> Article | None:
    """The article, its text with the pictures that are kept, all others with their source.

    None where no post could be made of such a text, as where their addresses, written out, make it longer
    than a text may be: then the article is to be stored as it is, its pictures left with their source.
    """
    paths = {one.url: one.path for one in shows}
    with suppress(ExtractionError):
        return replace(article, body=with_pictures(article.body, paths, article.url))
    return None


def _path(found: FetchedPicture | None, row: PictureRow | None) -> str:
    return path_of(found.sha256, found.extension) if found and found.sha256 else kept_path(row)
