"""An archive of a site without ids, for tests of what its posts are called."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from newsarchive.crawling.spider import SiteSpider
from newsarchive.evidence import Evidence, Exchange
from newsarchive.items import Article
from newsarchive.pipelines.submission import extracted
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.verifying.check import check
from newsarchive.upkeep.rebuild.rebuild import rebuild

HOME = "http://ferry.example"
DAY = datetime(2025, 3, 5, 8, tzinfo=UTC)
Make = Callable[..., Article]


def digits(source_id: str, count: int = 8) -> str:
    return hashlib.sha256(source_id.encode()).hexdigest()[:count]


class Ferry:
    """An archive of a site without ids."""

    def __init__(self, folder: Path, article: Make) -> None:
        path = folder / "ferry.yml"
        path.write_text(yaml.safe_dump({"name": "ferry", "home": f"{HOME}/", "category": {"fallback": "x"}}))
        self.spider: SiteSpider = type("Spider", (SiteSpider,), {"name": "ferry", "profile_path": path})()
        self.archive = Archive(folder / "ferry", self.spider.profile)
        self._article = article
        self.now = DAY

    def article(self, source_id: str, *, days: int = 0, **more: Any) -> Article:
        url = source_id if source_id.startswith("http") else f"{HOME}{source_id}"
        text = f"<p>{source_id} sails again. {'The crew had painted the hull. ' * 10}</p>"
        said = {"site": "ferry", "source_id": source_id, "url": url, "link": url, "title": f"T {source_id}",
                "body": text, "published": DAY + timedelta(days=days), **more}  # fmt: skip
        return self._article(**said)

    def store(self, *articles: Article, former: bool = False) -> dict[str, str]:
        """A run that stores them; the names of posts by id.

        :param former: as the code did it that knew no slugs
        """
        self.now += timedelta(hours=1)
        self.archive.open(started=self.now, command="crawl", arguments={}, extraction="code")
        if former:
            self.archive.desk.by_address = False
            self.archive.desk.forget_answers()
        self.archive.write([self.submission(one) for one in articles], now=self.now)
        names = self.names()
        self.archive.close(ended=self.now)
        assert check(self.archive).faults == []
        return names

    def submission(self, article: Article) -> Any:
        exchange = Exchange(url=article.url, status=200, body=article.body.encode(), at=self.now)
        return extracted(article, self.spider.profile, Evidence((), (exchange,)))

    def names(self) -> dict[str, str]:
        rows = self.archive.rows.where(ArticleRow, ArticleRow.c.post.is_not(None))
        there = {path.name for path in self.archive.posts.folder.iterdir()}
        assert there == {row.post for row in rows}
        return {row.source_id: row.post or "" for row in rows}

    def lose(self, *, posts: bool = False, originals: bool = False) -> None:
        """The catalog, and what else is said."""
        for path in self.archive.private.glob("catalog.sqlite*"):
            path.unlink()
        for folder, is_lost in (
            (self.archive.posts.folder, posts),
            (self.archive.originals.folder, originals),
        ):
            for path in folder.iterdir() if is_lost else ():
                path.unlink()

    def rebuild(self) -> list[str]:
        done = rebuild(self.archive, self.spider, now=self.now)
        assert check(self.archive).faults == []
        return done
