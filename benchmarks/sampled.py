"""Run a Scrapy command, and write down where its CPU time went: a sample for every few milliseconds of it.

    python benchmarks/sampled.py FILE.json archive finews

A sample belongs to the first file, from the innermost call outwards, that one of ``PARTS`` names. Where the
event loop only waits, it is the thread of the archive's writer that is looked at.
"""

import json
import signal
import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType

from scrapy.cmdline import execute

STEP = 0.002
PARTS = {
    "loading code": ("importlib", "crawling/extraction_version.py"),
    "storing": ("newsarchive/store/", "pipelines/store.py", "pipelines/submission.py"),
    "pipelines": ("newsarchive/pipelines/", "newsarchive/posts/", "newsarchive/dates/"),
    "discovery": ("newsarchive/discovery/", "dated_links.py", "/site_spider.py", "crawling/spider.py"),
    "reading": (
        "newsarchive/extraction/", "newsarchive/pages/", "spiders/", "crawling/article_reader.py",
        "crawling/site_reader.py", "crawling/asking.py",
    ),
    "intake and ledger": ("newsarchive/crawling/",),
    "fetching": ("newsarchive/fetching/", "/aiohttp/"),
    "Scrapy's engine": ("/scrapy/", "/twisted/", "/asyncio/", "/selectors.py"),
}  # fmt: skip
samples: Counter[str] = Counter()


def part_of(frame: FrameType | None) -> str:
    while frame:
        file = frame.f_code.co_filename
        for part, names in PARTS.items():
            if any(name in file for name in names):
                return part
        frame = frame.f_back
    return "other"


def take(_: int, frame: FrameType | None) -> None:
    if frame and frame.f_code.co_filename.endswith("selectors.py"):
        frames = sys._current_frames()
        writers = [one.ident for one in threading.enumerate() if one.name.startswith("archive")]
        frame = next((frames[ident] for ident in writers if ident in frames), frame)
    samples[part_of(frame)] += 1


if __name__ == "__main__":
    signal.signal(signal.SIGPROF, take)
    signal.setitimer(signal.ITIMER_PROF, STEP, STEP)
    target = Path(sys.argv[1])
    try:
        execute(["scrapy", *sys.argv[2:]])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        target.write_text(json.dumps(samples), encoding="utf-8")
