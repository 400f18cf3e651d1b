"""What a run costs on an archive of a million articles, beside the same run on one of two thousand."""

import argparse
import statistics
import sys
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

from throughput import ours

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.later_day import Changes
from newsarchive.demo.running import running_demo_site
from newsarchive.profiles import load_profile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, PageRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind, State

_CHUNK = 10_000
_NEW = 100  # a run; with fewer the noise of a shared machine is larger than what they cost
_ARTICLES = 60  # of the demo site; they are archived before anything is measured
_DAY = datetime(2020, 1, 1, tzinfo=UTC)
_TEXT = "".join(f"<p>第{n}段。田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时。</p>" for n in range(20))


def fill(archive: Archive, count: int) -> None:
    """Catalogue ``count`` articles that no listing shows any more."""
    post = zlib.compress(_TEXT.encode())
    for start in range(0, count, _CHUNK):
        numbers = range(start, min(start + _CHUNK, count))

        def write(rows: Rows, numbers: range = numbers) -> None:
            run = archive.desk.run.id
            owners = [row.id for row in rows.add_all(map(article_row, numbers))]
            rows.add_all(revision_row(*pair, run, post) for pair in zip(numbers, owners, strict=True))
            rows.add_all(
                PageRow(article=owner, position=0, url=f"http://a.example/{owner}", etag='"x"')
                for owner in owners
            )

        archive.transact(write)


def source_id(number: int) -> str:
    return f"NW2020010110{number:08}"


def article_row(number: int) -> ArticleRow:
    then = int(_DAY.timestamp())
    name = source_id(number)
    return ArticleRow(
        site="finews", source_id=name, url=f"http://finews.zning.xyz/{name}", state=State.PUBLISHED,
        discovered=then, stored=then, checked=then, revision=1, stem=name.lower(),
        post=f"2020-01-01-{name}.md", body=number.to_bytes(16, "big"),
    )  # fmt: skip


def revision_row(number: int, owner: int, run: int, post: bytes) -> RevisionRow:
    return RevisionRow(
        article=owner, number=1, kind=RevisionKind.CRAWLED, run=run, stored=int(_DAY.timestamp()),
        fetched=_DAY, extraction="x", title=f"题{number}", published=_DAY, precision="second",
        outlet="上饶日报", category="shangraoribao", tag="上饶日报新闻", link="http://a.example/",
        name=f"2020-01-01-{source_id(number)}.md", text=number.to_bytes(16, "big"), length=500,
        post=post, sha256="0" * 64,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    profile = load_profile(Path(__file__).parents[1] / "spiders" / "profiles" / "finews.yml")
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        for folder, count in ((small, 2000), (large, options.articles)):
            archive = Archive(Path(folder) / "finews", profile)
            archive.open(started=datetime.now(UTC), command="fill", arguments={}, extraction="x")
            fill(archive, count)
            archive.close(ended=datetime.now(UTC))
            print(
                f"{count:,} articles catalogued, {archive.catalog.stat().st_size / 1e6:,.0f} MB", flush=True
            )
        measure(small, large, options.pairs)


def measure(small: str, large: str, pairs: int) -> None:
    cpu: dict[str, list[float]] = {"small, none": [], "small, new": [], "large, none": [], "large, new": []}
    memory = 0.0
    for added in range(0, _NEW * (pairs + 1), _NEW):
        with running_demo_site(_ARTICLES, bad_records=False, changes=Changes(added=added)) as proxy:
            for name, folder in (("small", small), ("large", large)):
                new, none = (ours(proxy, folder, "RECHECK=none") for _ in range(2))
                memory = max(memory, new.megabytes) if name == "large" else memory
                if added:
                    cpu[f"{name}, new"].append(new.cpu)
                    cpu[f"{name}, none"].append(none.cpu)
    for name, seconds in cpu.items():
        spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
        print(f"{name:12} {statistics.median(seconds):5.2f} CPU s ({spread})")
    cost = {
        size: statistics.median(
            (a - b) / _NEW for a, b in zip(cpu[f"{size}, new"], cpu[f"{size}, none"], strict=True)
        )
        for size in ("small", "large")
    }
    large_ms, small_ms = cost["large"] * 1000, cost["small"] * 1000
    ratio = f"ratio {large_ms / small_ms:.2f}"
    print(f"a new article costs {large_ms:.1f} CPU ms on the large one, {small_ms:.1f} on the small: {ratio}")
    start = statistics.median(cpu["large, none"]) - statistics.median(cpu["small, none"])
    print(f"its start costs {start:+.2f} CPU s; peak memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
