"""What the automatic spider makes of a news site that nobody has seen: its posts against the truth.

    python benchmarks/unseen_site.py                    2,000 articles, ``scrapy crawl news``
    python benchmarks/unseen_site.py --articles 120     a quick look
    python benchmarks/unseen_site.py --profile benchmarks/unseen_site.yml   a profile's spider instead
    python benchmarks/unseen_site.py --compare FOLDER   no crawl: posts that an earlier run left
    python benchmarks/unseen_site.py --boxes            a site of today: pages of 43 KB, boxes in the texts
    python benchmarks/unseen_site.py --boxes --language de    the same in another language: zh, en, de, es

With ``--boxes`` a second run follows in which every box has changed and no article has: what it took for
a revision is counted. A cron script with hand-written expressions (``cron_script.py``) fetches the same
articles beside it, and keeps nothing but posts.

Posts are matched to articles by path and query, so an earlier run's port does not matter. Shares count
articles that have a post; what has none is in the first line. Exit code 0 unless the crawl failed.
"""

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.boxedsite import site as boxed
from tests.boxedsite.languages import LANGUAGES
from tests.newsite.comparing import FIGURES, Result, compare
from tests.newsite.posts import posts_of
from tests.newsite.site import running_site
from tests.newsite.truth import write_truth

ROOT = Path(__file__).parents[1]


def put_in_place(profile: Path, base: str, output: Path) -> str:
    """Give the archive its profile, as one that was begun without has it; the name of its spider."""
    text = profile.read_text(encoding="utf-8").replace("HOME", base + "/")
    name = re.search(r"^name: (.+)$", text, re.MULTILINE)
    assert name
    own = output / name[1] / "_archive" / "site.yml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    return name[1]


def crawl(spider: str, base: str, output: Path, more: list[str], *arguments: str) -> tuple[int, float, float]:
    """Run the spider in a process of its own: exit code, wall seconds, CPU seconds."""
    command = [sys.executable, "-m", "scrapy", "crawl", spider]
    for argument in arguments:
        command += ["-a", argument]
    if spider == "news":
        command += ["-a", f"url={base}/"]
    settings = ["DOWNLOAD_DELAY=0", *more]
    for setting in settings:
        command += ["-s", setting]
    environment = {**os.environ, "NEWSARCHIVE_OUTPUT": str(output)}
    start, before = time.monotonic(), os.times()
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return code, time.monotonic() - start, cpu


def cron_script(base: str, language: str) -> float:
    """CPU seconds of the cron script on the same site."""
    before = os.times()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "benchmarks" / "cron_script.py"), base, language, folder]
        subprocess.run(command, check=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def revisions(output: Path) -> int:
    """How many revisions the archives have beyond the first of each article."""
    more = 0
    for catalog in output.glob("*/_archive/catalog.sqlite"):
        with sqlite3.connect(f"file:{catalog}?mode=ro", uri=True) as rows:
            found = rows.execute("SELECT count(*) - count(DISTINCT article) FROM revision").fetchone()
        more += found[0]
    return more


def report(result: Result, shown: int) -> None:
    """Print the figures and the first differences."""
    total, stored = result.articles.total(), result.stored.total()
    print(f"\nstored {stored} of {total} articles ({stored / total:.1%})", end="; ")
    print(f"{len(result.doubled)} doubled posts, {len(result.foreign)} posts that are no article")
    templates = list(result.articles)
    print(f"{'':48}" + "".join(f"{name:>12}" for name in ["all", *templates]))
    shares = [result.stored[template] / result.articles[template] for template in templates]
    print(f"{'stored':48}" + "".join(cell(share) for share in [stored / total, *shares]))
    for figure, meaning in FIGURES.items():
        print(
            f"{meaning:48}" + "".join(cell(result.share(figure, template)) for template in ["", *templates])
        )
    for name, lines in (
        ("no articles", result.foreign),
        ("doubled", result.doubled),
        ("differences", result.differences),
    ):
        print(f"\n{name}: {len(lines)}")
        for line in lines[:shown]:
            print("  " + line[:400])


def cell(share: float | None) -> str:
    return f"{'-':>12}" if share is None else f"{share:>12.1%}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20240630, help="another seed is another site")
    parser.add_argument("--boxes", action="store_true", help="a site of today, with boxes in its texts")
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="zh", help="of the site with boxes")
    parser.add_argument("--profile", type=Path, help="go by it; HOME stands for the site's address")
    parser.add_argument("--output", type=Path, help="keep the archive there (default: a folder thrown away)")
    parser.add_argument(
        "--compare", type=Path, metavar="FOLDER", help="compare what is there, without a crawl"
    )
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a Scrapy setting more"
    )
    parser.add_argument("--shown", type=int, default=20, help="how many differences to print")
    parser.add_argument("--truth", type=Path, help="write the truth there as JSON")
    options = parser.parse_args()
    code = 0
    running = (
        boxed.running_site(options.articles, options.seed, options.language)
        if options.boxes
        else running_site(options.articles, options.seed)
    )
    with running as site, tempfile.TemporaryDirectory() as scratch:
        base = site.base if options.boxes else site.shelf.base
        truths = site.truths()
        if options.truth:
            write_truth(truths, options.truth)
        folder = options.compare or options.output or Path(scratch)
        if not options.compare:
            spider = put_in_place(options.profile, base, folder) if options.profile else "news"
            code, wall, cpu = crawl(spider, base, folder, options.set)
            print(f"crawl: exit code {code}, {wall:.1f} s, {cpu:.1f} CPU s")
        report(compare(truths, posts_of(folder)), options.shown)
        if options.boxes and not options.compare:
            print(f"\nthe cron script: {cron_script(base, options.language):.1f} CPU s")
            known, site.turn = revisions(folder), 1
            code, wall, cpu = crawl(spider, base, folder, options.set, "recheck=all")
            made = revisions(folder) - known
            print(f"second run, other boxes: exit code {code}, {cpu:.1f} CPU s, {made} revisions")
    return code


if __name__ == "__main__":
    sys.exit(main())
