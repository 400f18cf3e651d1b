"""What the automatic spider makes of a news site that nobody has seen: its posts against the truth.

    python benchmarks/unseen_site.py                    2,000 articles, ``scrapy crawl news``
    python benchmarks/unseen_site.py --articles 120     a quick look
    python benchmarks/unseen_site.py --profile benchmarks/unseen_site.yml   a profile's spider instead
    python benchmarks/unseen_site.py --compare FOLDER   no crawl: posts that an earlier run left

Posts are matched to articles by path and query, so an earlier run's port does not matter. Shares count
articles that have a post; what has none is in the first line. Exit code 0 unless the crawl failed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.newsite.comparing import FIGURES, Result, compare
from tests.newsite.posts import posts_of
from tests.newsite.site import running_site
from tests.newsite.truth import write_truth

ROOT = Path(__file__).parents[1]
TEMPLATES = ("", "old", "divs", "modern")


def put_in_place(profile: Path, base: str, output: Path) -> str:
    """Give the archive its profile, as one that was begun without has it; the name of its spider."""
    text = profile.read_text(encoding="utf-8").replace("HOME", base + "/")
    name = re.search(r"^name: (.+)$", text, re.MULTILINE)
    assert name
    own = output / name[1] / "_archive" / "site.yml"
    own.parent.mkdir(parents=True)
    own.write_text(text, encoding="utf-8")
    return name[1]


def crawl(spider: str, base: str, output: Path, more: list[str]) -> tuple[int, float, float]:
    """Run the spider in a process of its own: exit code, wall seconds, CPU seconds."""
    command = [sys.executable, "-m", "scrapy", "crawl", spider]
    if spider == "news":
        command += ["-a", f"url={base}/"]
    settings = ["DOWNLOAD_DELAY=0", "AUTOTHROTTLE_ENABLED=False", *more]
    for setting in settings:
        command += ["-s", setting]
    environment = {**os.environ, "NEWSARCHIVE_OUTPUT": str(output)}
    start, before = time.monotonic(), os.times()
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return code, time.monotonic() - start, cpu


def report(result: Result, shown: int) -> None:
    """Print the figures and the first differences."""
    total, stored = result.articles.total(), result.stored.total()
    print(f"\nstored {stored} of {total} articles ({stored / total:.1%})", end="; ")
    print(f"{len(result.doubled)} doubled posts, {len(result.foreign)} posts that are no article")
    print(f"{'':48}{'all':>9}{'old':>9}{'divs':>9}{'modern':>9}")
    shares = [result.stored[t] / result.articles[t] if result.articles[t] else None for t in TEMPLATES[1:]]
    print(f"{'stored':48}" + "".join(cell(share) for share in [stored / total, *shares]))
    for figure, meaning in FIGURES.items():
        print(f"{meaning:48}" + "".join(cell(result.share(figure, template)) for template in TEMPLATES))
    for name, lines in (
        ("no articles", result.foreign),
        ("doubled", result.doubled),
        ("differences", result.differences),
    ):
        print(f"\n{name}: {len(lines)}")
        for line in lines[:shown]:
            print("  " + line[:400])


def cell(share: float | None) -> str:
    return f"{'-':>9}" if share is None else f"{share:>9.1%}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20240630, help="another seed is another site")
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
    with (
        running_site(options.articles, options.seed) as site,
        tempfile.TemporaryDirectory() as scratch,
    ):
        truths = site.truths()
        if options.truth:
            write_truth(truths, options.truth)
        folder = options.compare or options.output or Path(scratch)
        if not options.compare:
            spider = put_in_place(options.profile, site.shelf.base, folder) if options.profile else "news"
            code, wall, cpu = crawl(spider, site.shelf.base, folder, options.set)
            print(f"crawl: exit code {code}, {wall:.1f} s, {cpu:.1f} CPU s")
        report(compare(truths, posts_of(folder)), options.shown)
    return code


if __name__ == "__main__":
    sys.exit(main())
