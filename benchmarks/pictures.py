"""What pictures cost: two runs over the demo site, whose second meets nothing new.

python benchmarks/pictures.py [--articles 600]
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.pictures import Pictures
from newsarchive.demo.running import running_demo_site

ROOT = Path(__file__).parents[1]
FAST = ("DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS=16", "CONCURRENT_REQUESTS_PER_DOMAIN=16")
_LINE = re.compile(r"GET https?://([^/ ]+)\S* (\d+) (\d+)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=600)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log, profiles = Path(folder) / "log", Path(folder) / "profiles"
        profiles.mkdir()
        bundled = (ROOT / "spiders" / "profiles" / "finews.yml").read_text(encoding="utf-8")
        keeping = re.sub(r"^media:.*", "media: keep", bundled, flags=re.MULTILINE)
        (profiles / "finews.yml").write_text(keeping, encoding="utf-8")
        with running_demo_site(articles=given.articles, log=log) as proxy:
            for run in ("first", "second"):
                before = len(log.read_text()) if log.exists() else 0
                told = crawl(proxy, Path(folder) / "output", profiles)
                show(run, told, log.read_text()[before:])


def crawl(proxy: str, output: Path, profiles: Path) -> str:
    """What a run tells."""
    switches = [part for setting in FAST for part in ("-s", setting)]
    own = {"NEWSARCHIVE_OUTPUT": str(output), "NEWSARCHIVE_PROFILES": str(profiles), "COLUMNS": "120"}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "archive", "finews", *switches],
        cwd=ROOT, env=os.environ | own | {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""},
        stdout=subprocess.PIPE, text=True, check=False,
    ).stdout  # fmt: skip


def show(run: str, told: str, log: str) -> None:
    """Print what was asked for, and how many bytes of bodies came, by whose they were."""
    requests, received = Counter[str](), Counter[str]()
    for host, _, length in _LINE.findall(log):
        whose = "pictures" if host in Pictures.hosts else "pages"
        requests[whose] += 1
        received[whose] += int(length)
    print(f"{run} run")
    for whose in ("pages", "pictures"):
        print(f"  {whose}: {requests[whose]:,} requests, {received[whose]:,} bytes of bodies")
    for line in re.findall(r"^.*(?:stored|seen|pictures).*$", told, re.MULTILINE):
        print(f"  {line.strip()}")


if __name__ == "__main__":
    main()
