"""CPU of `status` on an archive of 2,000 articles beside that of `import scrapy`, in pairs."""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from throughput import measure, ours

from newsarchive.demo.running import running_demo_site


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--program", choices=("scrapy", "newsarchive"), default="scrapy")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with running_demo_site(options.articles, bad_records=False) as proxy:
            ours(proxy, folder)
        mine, yardstick = [], []
        for _ in range(options.pairs):
            status = [sys.executable, "-m", options.program, "status"]
            mine.append(measure(status, {"NEWSARCHIVE_OUTPUT": folder}).cpu)
            yardstick.append(measure([sys.executable, "-c", "import scrapy"], {}).cpu)
    ratios = [a / b for a, b in zip(mine, yardstick, strict=True)]
    print(f"{options.program} status: {statistics.median(mine):.2f} CPU s, import scrapy"
          f" {statistics.median(yardstick):.2f}; {options.pairs} pairs, ratio {statistics.median(ratios):.2f}"
          f" (min {min(ratios):.2f}, max {max(ratios):.2f}); the figure to reach is 2.0")  # fmt: skip


if __name__ == "__main__":
    main()
