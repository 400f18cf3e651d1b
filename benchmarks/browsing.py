"""Searching and looking at an archive of 100,000 articles: times, sizes, memory, and what a run pays for it.

python benchmarks/browsing.py [--articles 100000] [--queries 200] [--pairs 5]
"""

import argparse
import hashlib
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote

from prose import LENGTH, Prose
from throughput import ROOT, ours

sys.path.insert(0, str(ROOT))
from newsarchive.demo.running import running_demo_site
from newsarchive.profiles import load_profile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.catalog.states import RevisionKind, State
from newsarchive.store.search.file import path_of
from newsarchive.store.search.found import search
from newsarchive.store.search.index import bring_up_to_date
from newsarchive.store.search.query import read_query

CHUNK = 2_000
A_DAY = 100  # articles
FIRST = datetime(2023, 1, 1, 8, tzinfo=UTC)
OUTLETS = ["新华社", "上饶日报", "证券时报", "江西新闻网", "第一财经"]
SECTIONS = ["财经", "体育", "国际", "社会", "科技", "文化"]


def fill(archive: Archive, count: int, prose: Prose) -> int:
    """Catalogue articles; how many bytes of UTF-8 their texts have."""
    size = 0
    for start in range(0, count, CHUNK):
        texts = [prose.text() for _ in range(start, min(start + CHUNK, count))]
        size += sum(len(re.sub("<[^>]+>", "", text).encode()) for text in texts)

        def write(rows: Rows, start: int = start, texts: list[str] = texts) -> None:
            rows.add_all(article_row(number) for number in range(start, start + len(texts)))
            run = archive.desk.run.id
            rows.add_all(revision_row(start + place, text, run) for place, text in enumerate(texts))

        archive.transact(write)
        print(f"\r{start + len(texts):,} articles", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return size


def moment(number: int) -> datetime:
    return FIRST + timedelta(days=number // A_DAY, minutes=number % A_DAY)


def article_row(number: int) -> ArticleRow:
    at, name = int(moment(number).timestamp()), f"NW{number:018}"
    return ArticleRow(
        site="finews", source_id=name, url=f"http://finews.zning.xyz/{name}", state=State.PUBLISHED,
        discovered=at, stored=at, checked=at, revision=1, stem=name.lower(),
        post=f"{moment(number):%Y-%m-%d}-{name}.md",
    )  # fmt: skip


def revision_row(number: int, body: str, run: int) -> RevisionRow:
    at, name, link = moment(number), f"NW{number:018}", f"http://finews.zning.xyz/NW{number:018}"
    title = re.sub("<[^>]+>", "", body)[:20]
    outlet = OUTLETS[number % len(OUTLETS)]
    head = (
        f'---\nlayout: post\ntitle: "{title}"\ndate: {at:%Y-%m-%d %H:%M:%S %z}\ncategories: a\ntags: b\n---\n'
    )
    post = f"{head}{body}\n\n<{link}>\n\n[a](/a)".encode()
    return RevisionRow(
        article=number + 1, number=1, kind=RevisionKind.CRAWLED, run=run, stored=int(at.timestamp()),
        fetched=at, extraction="x", title=title, published=at, precision="second", outlet=outlet,
        category="a", tag="b", author=f"记者{number % 400}", link=link, language="zh",
        section=SECTIONS[number % len(SECTIONS)], name=f"{at:%Y-%m-%d}-{name}.md",
        text=number.to_bytes(16, "big"), length=LENGTH, post=zlib.compress(post),
        sha256=hashlib.sha256(post).hexdigest(),
    )  # fmt: skip


def queries(prose: Prose, count: int) -> list[str]:
    """Of one to four signs, of several words, with filters: as people search."""
    rng, found = Random(7), []
    texts = [re.sub("<[^>]+>", "", prose.text()) for _ in range(50)]

    def piece(length: int) -> str:
        text = rng.choice(texts)
        start = rng.randrange(len(text) - length)
        return text[start : start + length].replace("。", "") or "的"

    for number in range(count):
        kind = number % 8
        said = piece(kind % 4 + 1)
        if kind == 5:
            said = f"{piece(2)} {piece(2)}"
        elif kind == 6:
            said = f"{piece(2)} section:{rng.choice(SECTIONS)} since:2024"
        elif kind == 7:
            said = f"title:{piece(1)} outlet:{rng.choice(OUTLETS)}"
        found.append(said)
    return found


def told(name: str, seconds: list[float]) -> None:
    ordered = sorted(one * 1000 for one in seconds)
    last = ordered[int(len(ordered) * 0.95)]
    print(f"{name:42} median {statistics.median(ordered):7.1f} ms   p95 {last:7.1f} ms", flush=True)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def browsed(output: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of ``browse``."""
    command = [sys.executable, "-m", "newsarchive", "browse", "--no-browser"]
    environment = os.environ | {"NEWSARCHIVE_OUTPUT": str(output)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())
            assert found
            yield int(found[1]), process.pid
        finally:
            process.terminate()


def get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status, body[:500])
    connection.close()
    return body


def megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def cpu_of(pid: int) -> float:
    """CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def look(output: Path, count: int, asked: list[str]) -> None:
    rng = Random(3)
    articles = [f"/finews/article/{rng.randrange(count) + 1}/" for _ in range(60)]
    days = [f"/finews/day/{moment(rng.randrange(count)):%Y-%m-%d}/" for _ in range(60)]
    with browsed(output) as (port, pid):
        get(port, "/")
        for name, paths in (
            ("search page", [f"/search?q={quote(one)}" for one in asked]),
            ("article page", articles), ("day list", days),
        ):  # fmt: skip
            get(port, paths[0])
            cpu = cpu_of(pid)
            told(name, [timed(lambda path=path: get(port, path)) for path in paths])
            print(f"{'':42} mean   {(cpu_of(pid) - cpu) / len(paths) * 1000:7.1f} CPU ms", flush=True)
        print(f"{'server at its largest':42} {megabytes(pid):7.0f} MB", flush=True)


_OFF = (
    "import sys; sys.path.insert(0, ''); import newsarchive.store.archive as a;"
    " a.keep_current = lambda folder: None; from scrapy.cmdline import execute;"
    " execute(['scrapy', *sys.argv[1:]])"
)
_ON = _OFF.replace("a.keep_current = lambda folder: None; ", "")


def runs(pairs: int, articles: int) -> None:
    ratios = []
    with running_demo_site(articles, bad_records=False) as proxy:
        for number in range(pairs + 1):
            cpu = {}
            order = (_ON, _OFF) if number % 2 else (_OFF, _ON)
            for code in order:
                with tempfile.TemporaryDirectory() as folder:
                    cpu[code] = ours(proxy, folder, by=("-c", code)).cpu
                    assert path_of(Path(folder) / "finews").exists() == (code is _ON)
            if number:  # the first fills the site's cache
                ratios.append(cpu[_ON] / cpu[_OFF])
                print(f"with {cpu[_ON]:.1f} CPU s, without {cpu[_OFF]:.1f}: {ratios[-1]:.3f}", flush=True)
    if ratios:
        spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
        print(f"a run of {articles:,} kept current: {statistics.median(ratios):.3f} ({spread})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--run", type=int, default=2_000, help="articles of a run")
    options = parser.parse_args()
    if options.articles:
        profile = load_profile(ROOT / "spiders" / "profiles" / "finews.yml")
        prose = Prose()
        with tempfile.TemporaryDirectory() as output:
            archive = Archive(Path(output) / "finews", profile)
            archive.open(started=datetime.now(UTC), command="fill", arguments={}, extraction="x")
            size = fill(archive, options.articles, prose)
            archive.close()
            started, cpu = time.perf_counter(), time.process_time()
            assert bring_up_to_date(archive.folder, within=3600) == 0
            took, cpu = time.perf_counter() - started, time.process_time() - cpu
            bytes_of_it = path_of(archive.folder).stat().st_size
            each = cpu / options.articles * 1000
            print(f"index {bytes_of_it / 1e6:,.0f} MB, texts {size / 1e6:,.0f} MB: {bytes_of_it / size:.2f}")
            print(f"made in {took:.0f} s, {cpu:.0f} CPU s, {each:.2f} ms an article", flush=True)
            asked = queries(prose, options.queries)
            cpu = time.process_time()
            told(
                "search", [timed(lambda one=one: search([archive.folder], read_query(one))) for one in asked]
            )
            print(f"{'':42} mean   {(time.process_time() - cpu) / len(asked) * 1000:7.1f} CPU ms", flush=True)
            look(Path(output), options.articles, asked)
    runs(options.pairs, options.run)


if __name__ == "__main__":
    main()
