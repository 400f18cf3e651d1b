"""CPU seconds that `scrapy publish` takes, of the whole command: first, again, and after one more article.

python benchmarks/publishing.py [ARTICLES]
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from newsarchive.items import Article  # noqa: E402
from newsarchive.pipelines.submission import extracted  # noqa: E402
from newsarchive.posts.outlets import outlet_slug, outlet_tag  # noqa: E402
from newsarchive.profiles import SiteProfile, load_profile  # noqa: E402
from newsarchive.store.archive import Archive  # noqa: E402
from spiders.finews import FinewsSpider  # noqa: E402

BATCH = 1_000
PARAGRAPHS, LENGTH = 13, 110  # of an article, in words: 8 KB, as the first source's are
HOURS = 3  # from one article to the next
NOW = datetime(2026, 1, 1, tzinfo=UTC)
OUTLETS = [f"{place}{kind}" for place in "江河湖海山川原野云霞" for kind in ("日报", "晚报", "商报")]
COMMON = [chr(0x4E00 + 7 * number) for number in range(2_400)]  # as many characters as news are written with
WORDS = ["".join(random.Random(n).choices(COMMON, k=1 + (n % 5 > 0))) for n in range(12_000)]
FREQUENCY = [1 / (rank + 2.7) for rank in range(len(WORDS))]  # as words are in any language


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    profile = load_profile(FinewsSpider.profile_path)
    with tempfile.TemporaryDirectory() as folder:
        archive, dice = Archive(Path(folder) / profile.name, profile), random.Random(13)
        fill(archive, range(articles), dice)
        for generator in ("--jekyll", "--hugo"):
            target = Path(folder) / generator.strip("-")
            print(f"{articles:,} articles, {generator}: {published(folder, generator, target):.2f} CPU s")
        print(f"again: {published(folder, generator, target):.2f} CPU s")
        fill(archive, range(articles, articles + 1), dice)
        print(f"one article later: {published(folder, generator, target):.2f} CPU s")


def published(folder: str, generator: str, target: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "newsarchive", "publish", "finews", generator, "--to", str(target)],
        cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": folder}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fill(archive: Archive, numbers: range, dice: random.Random) -> None:
    archive.open(started=NOW, command="crawl", arguments={}, extraction="benchmark")
    for start in range(numbers.start, numbers.stop, BATCH):
        batch = range(start, min(start + BATCH, numbers.stop))
        archive.write([extracted(made(n, archive.profile, dice), archive.profile) for n in batch], now=NOW)
    archive.close(ended=NOW, account={})


def made(number: int, profile: SiteProfile, dice: random.Random) -> Article:
    source_id, outlet = f"NW{number:018}", dice.choice(OUTLETS)
    link = f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={source_id}"
    paragraphs = ("".join(dice.choices(WORDS, FREQUENCY, k=LENGTH)) for _ in range(PARAGRAPHS))
    return Article(
        site="finews", source_id=source_id, url=link, title=f"{'春耕备耕正当时' * 2} {number}",
        published=datetime(2019, 1, 1, tzinfo=profile.tzinfo) + timedelta(hours=HOURS * number),
        precision="second", outlet=outlet, category=outlet_slug(outlet), tag=outlet_tag(outlet, "新闻"),
        standfirst="", body="\n ".join(f"<p>{text}。</p>" for text in paragraphs), link=link, fetched_at=NOW,
    )  # fmt: skip


if __name__ == "__main__":
    main()
