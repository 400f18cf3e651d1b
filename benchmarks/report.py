"""What a report of one site costs: CPU seconds of the whole command, for 20,000 articles and a year of runs.

python benchmarks/report.py [ARTICLES]
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from newsarchive.profiles import SiteProfile  # noqa: E402
from newsarchive.store.archive import Archive  # noqa: E402

PROFILE = "name: {name}\nhome: https://news.example/\nzone: Europe/Berlin\n"
HALF_HOURS = 365 * 48


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder) / "news.example", articles)
        page = Path(folder) / "report.html"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "scrapy", "report", "--to", str(page)],
            cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": folder}, check=True,
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{articles:,} articles, {HALF_HOURS:,} runs: {spent:.2f} CPU s")


def fill(folder: Path, articles: int) -> None:
    """An archive of a year, without seals, which nothing that only looks asks for."""
    random, now = Random(12), int(time.time())
    profile = SiteProfile(name=folder.name, home="https://news.example/", zone="Europe/Berlin")
    archive = Archive(folder, profile)
    began = datetime.now(UTC) - timedelta(days=365)
    archive.open(started=began, command="crawl", arguments={}, extraction="x")
    archive.close(ended=began, account={})
    (folder / "_archive" / "site.yml").write_text(PROFILE.format(name=folder.name))
    post = zlib.compress(random.randbytes(2500))
    with closing(sqlite3.connect(archive.catalog)) as catalog:
        for number in range(HALF_HOURS):
            started = now - (HALF_HOURS - number) * 1800
            cost = {"requests": random.randint(4, 60), "bytes": random.randint(10_000, 900_000), "cpu": 0.4}
            account = {"stored": 1, "unchanged": random.randint(0, 30), "seen": 31}
            insert(
                catalog, "run", command="crawl", arguments="{}", version="0", extraction="x", started=started,
                ended=started + 40, account=json.dumps(account), cost=json.dumps(cost),
            )  # fmt: skip
        for number in range(1, articles + 1):
            at = now - random.randint(0, 365 * 86_400)
            texts = 2 if random.random() < 0.08 else 1
            insert(
                catalog, "article", id=number, site=folder.name, source_id=number, discovered=at, stored=at,
                url=f"https://news.example/{number}", state="published", revision=texts, stem=number,
                post=f"{number}.md", attempts=0, gone=at if random.random() < 0.02 else None,
            )  # fmt: skip
            for text in range(1, texts + 1):
                insert(
                    catalog, "revision", article=number, number=text, kind="crawled", run=1, name="x",
                    post=post, title=f"Harbour bridge reopens {number}", outlet="o",
                    published=datetime.fromtimestamp(at, UTC).isoformat(), fetched="x",
                    category="c", tag="t", link="x", precision="day", stored=at, extraction="x", text=b"",
                    length=900, sha256="x",
                )  # fmt: skip
            (folder / "_posts" / f"{number}.md").touch()
        catalog.commit()


def insert(catalog: sqlite3.Connection, table: str, **values: object) -> None:
    marks = ", ".join("?" * len(values))
    statement = f"INSERT INTO {table} ({', '.join(values)}, seal) VALUES ({marks}, x'00')"
    catalog.execute(statement, tuple(values.values()))


if __name__ == "__main__":
    main()
