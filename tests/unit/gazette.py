"""An archive of an invented site whose articles have no ids, which tests read articles into."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newsarchive.items import Article
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.submissions import Extracted, Verdict

HOME = "http://brindle-gazette.example"
NOW = datetime(2024, 6, 2, 9, tzinfo=UTC)
Make = Callable[..., Article]
SLUG = "/2024/06/01/heron-colony-returns"


def words(seed: str, count: int = 120) -> str:
    chosen = random.Random(seed).choices(
        ["heron", "mill", "weir", "lock", "barge", "tow", "reed", "otter", "gravel", "sluice"], k=count
    )
    return " ".join(chosen)


def body(seed: str = "heron", more: str = "") -> str:
    return f"<p>{words(seed)}</p>\n<p>{words(seed + 'b')} {more}</p>"


class Gazette:
    """An archive of a site whose articles have no ids."""

    def __init__(self, folder: Path, make: Make) -> None:
        self.profile = SiteProfile.model_validate(
            {"name": "brindle-gazette.example", "home": f"{HOME}/", "category": {"fallback": "news"}}
        )
        self.archive, self.now, self._make = Archive(folder, self.profile), NOW, make
        self.begin()

    def begin(self) -> None:
        self.archive.open(started=self.now, command="crawl", arguments={}, extraction="code")

    def next_run(self) -> None:
        self.archive.close(ended=self.now)
        self.now += timedelta(hours=3)
        self.begin()

    def read(self, path: str, *, canonical: str = "", **said: Any) -> Extracted:
        url = path if path.startswith("http") else HOME + path
        source_id = path.removeprefix(HOME)
        stated = canonical if canonical.startswith("http") or not canonical else HOME + canonical
        one = self._make(
            site=self.profile.name, source_id=source_id, url=url, canonical=stated,
            **{"link": url, "body": body(), "published": NOW, "fetched_at": self.now, **said},
        )  # fmt: skip
        return extracted(one, self.profile)

    def write(self, *found: Any) -> Verdict:
        return self.archive.write(found, now=self.now)[-1]

    @property
    def rows(self) -> list[ArticleRow]:
        return self.archive.rows.where(ArticleRow, order=[ArticleRow.c.id])

    @property
    def posts(self) -> int:
        return len(list((self.archive.folder / "_posts").iterdir()))
