"""Store made-up articles, originals and all, until somebody cuts the power."""

import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.evidence import Evidence, Exchange
from newsarchive.items import Article
from newsarchive.pipelines.submission import extracted
from newsarchive.posts.file_names import post_name
from newsarchive.store.archive import Archive
from spiders.finews import FinewsSpider

_DAY = datetime(2022, 3, 7, 8, 23, 6, tzinfo=ZoneInfo("Asia/Shanghai"))


def article(spider: FinewsSpider, number: int) -> Article:
    source_id = f"NW20220307{number:010}"
    return Article(
        site="finews", source_id=source_id, url=spider.identify(source_id).url, title=f"第{number}条",
        published=_DAY, precision="second", outlet="上饶日报", category="shangraoribao", tag="上饶日报新闻",
        body=f"<p>{'田里一派忙碌。' * 60}{number}</p>", link="http://a.example/", fetched_at=_DAY,
    )  # fmt: skip


def main(folder: Path, first: int) -> None:
    spider = FinewsSpider()
    archive = Archive(folder / "finews", spider.profile)
    archive.open(started=datetime.now(UTC), command="crash", arguments={}, extraction="x")
    print("open", flush=True)
    for start in count(first, 5):
        batch = [article(spider, number) for number in range(start, start + 5)]
        now = datetime.now(UTC)
        exchanges = [Exchange(url=one.url, status=200, body=one.body.encode(), at=now) for one in batch]
        submissions = [
            extracted(one, spider.profile, Evidence((), (exchange,)))
            for one, exchange in zip(batch, exchanges, strict=True)
        ]
        archive.write(submissions, now=now)
        for one in batch:
            print(post_name(one.published, one.source_id), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
