"""CPU that lists of a large archive take, as pages: with nothing kept, and while the catalog stays as it is.

python benchmarks/lists.py [ARTICLES]
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))
from report import PROFILE, insert

from newsarchive.browsing.held import Held
from newsarchive.browsing.links import served
from newsarchive.browsing.page import Asked, Page
from newsarchive.browsing.rendering import rendered
from newsarchive.browsing.routes import PAGES, answer
from newsarchive.profiles import SiteProfile
from newsarchive.sites import Site
from newsarchive.store.archive import Archive
from newsarchive.store.looking.kept import forget_kept

ZONE = ZoneInfo("Europe/Berlin")
BEGAN = datetime(2022, 11, 1, tzinfo=UTC)
YEARS, RUN = 4, 6 * 3600
NAME = "news.example"
PATHS = (
    "", "year/2024/", "day/2024-05-06/", "day/2024-05-06/feed.atom", "day/2024-05-06/captured/", "week/",
    "state/edited/", "state/gone/", "state/missed/", "state/owed/", "state/quarantined/", "by/section/",
    "by/author/", "runs/", "runs/3000/",
)  # fmt: skip


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as root:
        held = fill(Path(root) / NAME, articles)
        shelf = {NAME: held}
        asked(shelf, "")
        size = (held.folder / "_archive" / "search.sqlite").stat().st_size / 1e6
        print(
            f"{articles:,} articles, catalog {held.catalog.stat().st_size / 1e6:.0f} MB, cards {size:.0f} MB"
        )
        for path in PATHS:
            cold = measured(shelf, path, forget_kept, 5)
            warm = measured(shelf, path, lambda: None, 20)
            print(f"{path or '(calendar)':26} {cold:7.1f} ms, {warm:7.1f} ms while nothing changes")


def asked(shelf: dict[str, Held], path: str) -> bytes:
    told = answer(PAGES, shelf, f"/{NAME}/{path}", "", Asked(origin="http://127.0.0.1:8765"))
    to = served("")
    if isinstance(told, Page):
        return rendered(told, to, lambda address: address, static=False)
    return told.content if isinstance(told.content, bytes) else told.content(to)  # type: ignore[union-attr]


def measured(shelf: dict[str, Held], path: str, before: Callable[[], None], times: int) -> float:
    """The median in milliseconds."""
    found = []
    for _ in range(times):
        before()
        began = time.process_time()
        asked(shelf, path)
        found.append((time.process_time() - began) * 1000)
    return statistics.median(found)


def fill(folder: Path, count: int) -> Held:
    """An archive of four years, without seals, which nothing that only looks asks for."""
    random, start = Random(14), int(BEGAN.timestamp())
    span = YEARS * 365 * 86_400
    archive = Archive(folder, SiteProfile(name=NAME, home=f"https://{NAME}/", zone=str(ZONE)))
    archive.open(started=BEGAN, command="crawl", arguments={}, extraction="x")
    archive.close(ended=BEGAN, account={})
    own = folder / "_archive" / "site.yml"
    own.write_text(PROFILE.format(name=NAME))
    with closing(sqlite3.connect(archive.catalog)) as catalog:
        for at in range(start, start + span, RUN):
            account = {"stored": 17, "unchanged": random.randint(0, 30), "failed": random.randint(0, 2)}
            insert(
                catalog, "run", command="crawl", arguments="{}", version="0", extraction="x",
                started=at,
                ended=at + 90, account=json.dumps(account),
                cost='{"requests": 40, "bytes": 900000, "cpu": 1.5}',
            )  # fmt: skip
        insert(catalog, "listing", id=1, url=f"https://{NAME}/", read=1, asked=1, leads_to="[]", kind="page")
        for number in range(1, count + 1):
            _fill_article(catalog, random, number, start + span * number // count)
        catalog.commit()
    return Held(NAME, folder, Site(NAME, folder, own))


def _fill_article(catalog: sqlite3.Connection, random: Random, number: int, at: int) -> None:
    state = "owed" if number % 50 == 0 else "quarantined" if number % 97 == 0 else "published"
    is_stored, texts = state == "published", 2 if number % 12 == 0 else 1
    entry = json.dumps(
        {"title": f"Harbour bridge reopens {number}", "digest": "The mayor cut the ribbon. " * 8}
    )
    insert(
        catalog, "article", id=number, site=NAME, source_id=number, url=f"https://{NAME}/{number}",
        state=state,
        entry=entry, discovered=at, stored=at if is_stored else None, revision=texts if is_stored else None,
        stem=f"s{number}" if is_stored else None, attempts=number % 3 if state == "owed" else 0,
        gone=at + 3 * 86_400 if is_stored and number % 51 == 0 else None,
    )  # fmt: skip
    insert(catalog, "shown", listing=1, article=number, first=at, last=at)
    if state == "quarantined":
        insert(
            catalog, "quarantine", article=number, source_id=number, url="x", reason="no-date", detail="none",
            record=zlib.compress(b"{}"), digest=str(number).encode(), extraction="x", at=at,
        )  # fmt: skip
    post = zlib.compress(random.randbytes(1500))
    published = datetime.fromtimestamp(at - random.randint(0, 36_000), ZONE).isoformat()
    run, choices = 2 + number % (YEARS * 365 * 4), (random.randint(1, 40), random.randint(1, 300))
    for text in range(1, texts + 1) if is_stored else ():
        insert(
            catalog, "revision", article=number, number=text, kind="crawled", run=run, name="x", link="x",
            post=post,
            title=f"Harbour bridge reopens {number}, part {text}", outlet="o", category="c", tag="t",
            section=f"Section {choices[0]}", author=f"Author {choices[1]}", precision="minute",
            published=published, fetched="x", stored=at + 3600 * (text - 1), extraction="x", text=b"",
            length=900, sha256="x",
        )  # fmt: skip


if __name__ == "__main__":
    main()
