"""CPU seconds that `scrapy verify` takes for 20,000 posts of 8 KB, with and without Scrapy's start."""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.items import Article
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.store.archive import Archive
from newsarchive.store.verifying.check import check
from spiders.finews import FinewsSpider

ROOT = Path(__file__).parents[1]
POSTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
BATCH = 1_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def article(number: int, dice: random.Random) -> Article:
    source_id = f"NW{number:018}"
    link = f"http://finews.zning.xyz/html_News/NewsShare.html?infoCode={source_id}"
    prose = "".join(chr(dice.randrange(0x4E00, 0x5800)) for _ in range(2_600))  # 3 bytes each
    return Article(
        site="finews", source_id=source_id, url=link, title=f"春耕备耕正当时 {number}",
        published=datetime(2022, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")) + timedelta(hours=number),
        precision="second", outlet="上饶日报", category="shangraoribao", tag="上饶日报新闻", standfirst="",
        body=f"<p>{prose}</p>", link=link, fetched_at=NOW,
    )  # fmt: skip


def build(folder: Path, profile: SiteProfile) -> Archive:
    archive, dice = Archive(folder, profile), random.Random(1)
    archive.open(started=NOW, command="crawl", arguments={}, extraction="benchmark")
    for start in range(0, POSTS, BATCH):
        numbers = range(start, min(start + BATCH, POSTS))
        archive.write([extracted(article(n, dice), profile) for n in numbers], now=NOW)
    archive.close(ended=NOW, account={})
    return archive


def main() -> None:
    profile = load_profile(FinewsSpider.profile_path)
    with tempfile.TemporaryDirectory() as folder:
        archive = build(Path(folder) / profile.name, profile)
        begun = time.process_time()
        report = check(archive)
        print(f"{time.process_time() - begun:6.2f} CPU s  the verification: {report}")
        assert not report.faults, report.faults[:3]
        environment = os.environ | {"NEWSARCHIVE_OUTPUT": folder}
        subprocess.run([sys.executable, "-m", "scrapy", "verify"], cwd=ROOT, env=environment, check=True)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        megabytes = usage.ru_maxrss / 1024
        print(f"{usage.ru_utime + usage.ru_stime:6.2f} CPU s  the command as a whole, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
