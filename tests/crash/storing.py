"""Store made-up articles, originals, pictures and all, until somebody cuts the power."""

import hashlib
import random
import sys
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.evidence import Evidence, Exchange, FetchedPicture, Picture
from newsarchive.items import Article
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.file_names import post_name
from newsarchive.store.archive import Archive
from newsarchive.store.pictures.folder import path_of
from newsarchive.store.submissions import Illustrated
from spiders.finews import FinewsSpider

_DAY = datetime(2022, 3, 7, 8, 23, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
_SHARED = 7  # articles show one picture


def article(spider: FinewsSpider, number: int, pictures: tuple[Picture, ...]) -> Article:
    source_id = f"NW20220307{number:010}"
    sources = [f"/{one.path}" if one.path else one.url for one in pictures]
    figures = "".join(f'<p><img src="{source}" alt=""></p>' for source in sources)
    return Article(
        site="finews", source_id=source_id, url=spider.identify(source_id).url, title=f"第{number}条",
        published=_DAY, precision="second", outlet="上饶日报", category="shangraoribao", tag="上饶日报新闻",
        body=f"<p>{'田里一派忙碌。' * 60}{number}</p>{figures}", link="http://a.example/", fetched_at=_DAY,
    )  # fmt: skip


def came(archive: Archive, name: str, now: datetime) -> FetchedPicture:
    """A picture that was fetched, of 20 to 60 kB."""
    data = random.Random(name).randbytes(20_000 + 40_000 * (len(name) % 2))
    digest = hashlib.sha256(data).hexdigest()
    archive.pictures.stage(digest, "jpg", data)
    exchange = Exchange(url=address(name), status=200, body=b"", at=now)
    return FetchedPicture(
        url=address(name), sha256=digest, extension="jpg", length=len(data), width=640, height=480,
        exchanges=(exchange,),
    )  # fmt: skip


def address(name: str) -> str:
    return f"http://pictures.example/{name}.jpg"


def shown(one: FetchedPicture) -> Picture:
    return Picture(one.url, path_of(one.sha256, one.extension))


def main(folder: Path, first: int, batches: int) -> None:
    """Each article has a picture of its own, one that it shares, and one that comes once it is stored."""
    spider = FinewsSpider()
    archive = Archive(folder / "finews", spider.profile.model_copy(update={"media": "keep"}))
    archive.open(started=datetime.now(UTC), command="crash", arguments={}, extraction="x")
    print("open", flush=True)
    sys.stdin.readline()
    for start in islice(count(first, 5), batches or None):
        now = datetime.now(UTC)
        submissions = []
        for number in range(start, start + 5):
            both = came(archive, str(number), now), came(archive, f"shared-{number // _SHARED}", now)
            owed = FetchedPicture(url=address(f"late-{number}"), reason="http-503")
            pictures = (*map(shown, both), Picture(owed.url))
            one = article(spider, number, pictures)
            exchange = Exchange(url=one.url, status=200, body=one.body.encode(), at=now)
            proof = Evidence((), (exchange,), shows=pictures, fetched=(*both, owed))
            submissions.append(extracted(one, spider.profile, proof))
        archive.write(submissions, now=now)
        articles = [one.article for one in submissions]
        late = [came(archive, f"late-{number}", now) for number in range(start, start + 5)]
        come = [Illustrated(one.source_id, one.url, (it,)) for one, it in zip(articles, late, strict=True)]
        archive.write(come, now=now)
        for said in articles:
            print(post_name(said.published, said.source_id), flush=True)
    archive.close(ended=datetime.now(UTC))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
