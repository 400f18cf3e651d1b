"""Articles per CPU second of the process that archives, on a fleet's database and on a file, in pairs.

    python benchmarks/fleet_throughput.py

Each archives the demo site once from nothing. PostgreSQL's own CPU is told beside it, and is not part of it.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from fleet_measured import FleetMeasured, running_fleet
from throughput import FAST, ROOT, Run, measure, ours

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.running import running_demo_site

_STORED = "SELECT count(*) FROM shard_000.revision"


def on_fleet(proxy: str, fleet: FleetMeasured, by: tuple[str, ...] = ("-m", "scrapy")) -> Run:
    """Archive the demo site on a fleet."""
    switches = [part for setting in FAST for part in ("-s", setting)]
    command = [sys.executable, *by, "archive", "finews", *switches]
    return measure(command, fleet.environment(http_proxy=proxy, no_proxy=""))


def pair(proxy: str) -> tuple[Run, Run, float, int]:
    """A run in a folder, one on a fleet, the CPU seconds of PostgreSQL's, and how many articles there are."""
    with tempfile.TemporaryDirectory() as folder:
        in_file = ours(proxy, folder)
        stored = len(list((Path(folder) / "finews" / "_posts").iterdir()))
    with running_fleet() as fleet:
        fleet.add_finews()
        before = fleet.cpu()
        in_fleet = on_fleet(proxy, fleet)
        server = fleet.cpu() - before
        ((number,),) = fleet.rows(_STORED)
    if number != stored:
        raise SystemExit(f"{number} articles on the fleet, {stored} in the folder")
    return in_file, in_fleet, server, stored


def show_parts(proxy: str) -> None:
    """Print the CPU milliseconds of each part of a run more with either, by article."""
    sampled = str(ROOT / "benchmarks" / "sampled.py")
    with tempfile.TemporaryDirectory() as folder, running_fleet() as fleet:
        fleet.add_finews()
        files = {name: Path(folder) / f"{name}.json" for name in ("file", "fleet")}
        cpu = {
            "file": ours(proxy, folder, by=(sampled, str(files["file"]))).cpu,
            "fleet": on_fleet(proxy, fleet, by=(sampled, str(files["fleet"]))).cpu,
        }
        ((stored,),) = fleet.rows(_STORED)
        assert isinstance(stored, int)
        samples = {name: json.loads(file.read_text()) for name, file in files.items()}
    print("one more run of each, sampled: ms of CPU an article, in a file and on a fleet")
    for part in sorted(samples["fleet"], key=lambda part: -samples["fleet"][part]):
        shares = {name: of.get(part, 0) / sum(of.values()) for name, of in samples.items()}
        spent = [1000 * cpu[name] * share / stored for name, share in shares.items()]
        print(f"  {part:20}{spent[0]:6.2f}{spent[1]:6.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    ratios = []
    with running_demo_site(options.articles, bad_records=False) as proxy:
        with tempfile.TemporaryDirectory() as folder:
            ours(proxy, folder)  # which fills the site's cache
        for number in range(1, options.pairs + 1):
            file, fleet, server, stored = pair(proxy)
            ratios.append(file.cpu / fleet.cpu)
            print(
                f"pair {number}: file {stored / file.cpu:4.0f} articles/CPU s {file.wall:5.1f} s"
                f" {file.megabytes:4.0f} MB   fleet {stored / fleet.cpu:4.0f}/CPU s {fleet.wall:5.1f} s"
                f" {fleet.megabytes:4.0f} MB and {1000 * server / stored:.1f} ms of PostgreSQL an article"
                f"   ratio {ratios[-1]:.2f}",
                flush=True,
            )
        show_parts(proxy)
    print(
        f"on a fleet, of in a file: median {statistics.median(ratios):.2f} (min {min(ratios):.2f},"
        f" max {max(ratios):.2f}); the figure to reach is 0.8"
    )


if __name__ == "__main__":
    main()
