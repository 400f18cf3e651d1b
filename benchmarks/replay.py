"""Articles per CPU second of a replay, beside the crawl that made its archive, in pairs."""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from throughput import measure, ours

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.running import running_demo_site


def posts(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (Path(folder) / "finews" / "_posts").iterdir()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    ratios = []
    with running_demo_site(options.articles, bad_records=False) as proxy:
        for pair in range(1, options.pairs + 1):
            with tempfile.TemporaryDirectory() as folder:
                crawl = ours(proxy, folder)
                before = posts(folder)
                # A port that refuses: the network is off.
                environment = {"http_proxy": "http://127.0.0.1:9", "NEWSARCHIVE_OUTPUT": folder}
                replay = measure([sys.executable, "-m", "scrapy", "replay", "finews"], environment)
                same = posts(folder) == before
            ratios.append(crawl.cpu / replay.cpu)
            print(
                f"pair {pair}: crawl {len(before) / crawl.cpu:4.0f} articles/CPU s, replay"
                f" {len(before) / replay.cpu:4.0f}, ratio {ratios[-1]:.2f}; posts identical: {same}",
                flush=True,
            )
    print(f"replay per CPU second, of the crawl: median {statistics.median(ratios):.2f}; to reach is 2.5")


if __name__ == "__main__":
    main()
