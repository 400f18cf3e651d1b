"""Articles per CPU second, ours beside bare Scrapy fetching the same responses; and where the time goes."""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.running import running_demo_site

ROOT = Path(__file__).parents[1]
FAST = (
    "DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16", "LOG_LEVEL=WARNING",
)  # fmt: skip


@dataclass
class Run:
    cpu: float
    wall: float
    megabytes: float


def measure(command: list[str], environment: dict[str, str]) -> Run:
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024)


def ours(proxy: str, folder: str, *settings: str, by: tuple[str, ...] = ("-m", "scrapy")) -> Run:
    switches = [part for setting in (*FAST, *settings) for part in ("-s", setting)]
    command = [sys.executable, *by, "archive", "finews", *switches]
    return measure(command, {"http_proxy": proxy, "no_proxy": "", "NEWSARCHIVE_OUTPUT": folder})


def requested(proxy: str, urls: Path) -> None:
    """Write down what an archive run asks for; it also fills the site's cache."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        ours(proxy, folder, "LOG_LEVEL=DEBUG", f"LOG_FILE={log}")
        urls.write_text("\n".join(re.findall(r"Crawled \(\d+\) <GET ([^>]+)>", log.read_text())))


def bare(proxy: str, urls: Path) -> Run:
    command = [sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(urls)]
    return measure(command, {"http_proxy": proxy, "no_proxy": "", "PYTHONPATH": str(ROOT)})


def show_parts(proxy: str) -> None:
    """Print the CPU milliseconds of each part of one more run, by article."""
    with tempfile.TemporaryDirectory() as folder:
        parts = Path(folder) / "parts.json"
        run = ours(proxy, folder, by=(str(ROOT / "benchmarks" / "sampled.py"), str(parts)))
        stored = len(list((Path(folder) / "finews" / "_posts").iterdir()))
        samples = json.loads(parts.read_text())
    print(
        f"one more run, sampled: {run.cpu:.1f} CPU s, {1000 * run.cpu / stored:.2f} ms an article, of which"
    )
    for part, count in sorted(samples.items(), key=lambda one: -one[1]):
        share = count / sum(samples.values())
        print(f"  {part:20}{1000 * share * run.cpu / stored:6.2f} ms {share:6.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    ratios = []
    print(f"{options.articles} articles and 16 more, {options.pairs} pairs; CPU seconds of the crawler alone")
    with (
        running_demo_site(options.articles, bad_records=False) as proxy,
        tempfile.NamedTemporaryFile() as urls,
    ):
        requested(proxy, Path(urls.name))
        for pair in range(1, options.pairs + 1):
            with tempfile.TemporaryDirectory() as folder:
                mine = ours(proxy, folder)
                stored = len(list((Path(folder) / "finews" / "_posts").iterdir()))
            yardstick = bare(proxy, Path(urls.name))
            ratios.append(yardstick.cpu / mine.cpu)
            print(
                f"pair {pair}: ours {stored / mine.cpu:5.0f} articles/CPU s {stored / mine.wall:5.0f}/s"
                f" {mine.megabytes:4.0f} MB   bare {stored / yardstick.cpu:5.0f}/CPU s"
                f" {stored / yardstick.wall:5.0f}/s {yardstick.megabytes:4.0f} MB   ratio {ratios[-1]:.2f}",
                flush=True,
            )
        show_parts(proxy)
    print(f"ours per CPU second, of bare: median {statistics.median(ratios):.2f}"
          f" (min {min(ratios):.2f}, max {max(ratios):.2f}); the figure to reach is 0.65")  # fmt: skip


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
