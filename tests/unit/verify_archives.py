"""Archives for the tests of verification: built by the store itself, then damaged."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.evidence import Evidence, Exchange, Validators
from newsarchive.items import Article, Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.submissions import Submission
from newsarchive.store.verifying.check import check
from newsarchive.store.verifying.report import Report

NOW = datetime(2022, 3, 8, tzinfo=UTC)
SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode={}"
PROSE = "田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时。"


def source_id(number: int) -> str:
    return f"NW20220307{number:010}"


def article(number: int, *, edition: int = 1) -> Article:
    link = SHARE.format(source_id(number))
    return Article(
        site="finews", source_id=source_id(number), url=link, title=f"春耕备耕正当时 {number}",
        published=datetime(2022, 3, 7, 8, 23, number % 60, tzinfo=ZoneInfo("Asia/Shanghai")),
        precision="second", outlet="上饶日报", category="shangraoribao", tag="上饶日报新闻", standfirst="",
        body=f"<p>第{number}条，第{edition}版。{PROSE * 6}</p>",
        link=link, fetched_at=NOW,
    )  # fmt: skip


def evidence(number: int, *, edition: int = 1) -> Evidence:
    url = f"http://finews.zning.xyz/NewsData/GetNewsText.do?id={source_id(number)}"
    body = f'{{"id": "{source_id(number)}", "edition": {edition}}}'.encode() * 20
    headers = ((b"Content-Type", b"application/json; charset=utf-8"), (b"ETag", b'"1"'))
    exchange = Exchange(url=url, status=200, headers=headers, body=body, at=NOW + timedelta(seconds=number))
    return Evidence((Validators(url, '"1"', None),), (exchange,))


def submissions(numbers: range, profile: SiteProfile, *, edition: int = 1) -> list[Submission]:
    return [extracted(article(n, edition=edition), profile, evidence(n, edition=edition)) for n in numbers]


def build(folder: Path, profile: SiteProfile, *, count: int = 12) -> Archive:
    """An archive after two runs: ``count`` articles, three of them edited, one in quarantine."""
    archive = Archive(folder, profile)
    bad = source_id(9_999)
    rejected = Rejected(bad, SHARE.format(bad), "no-title", "no title", {"id": bad}, evidence(9_999))
    for edition, numbers in ((1, range(count)), (2, range(3))):
        now = NOW + timedelta(hours=edition)
        archive.open(started=now, command="crawl", arguments={}, extraction="code")
        archive.write([*submissions(numbers, profile, edition=edition), rejected], now=now)
        archive.close(ended=now, account={})
    return archive


def lines(archive: Archive) -> list[str]:
    return [str(fault) for fault in check(archive).faults]


def told(report: Report) -> str:
    return "\n".join(map(str, report.faults))


def sql(archive: Archive, *statements: str) -> None:
    """Change the catalog behind the archive's back."""
    connection = sqlite3.connect(archive.catalog)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def posts(archive: Archive) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in archive.posts.folder.iterdir()}
