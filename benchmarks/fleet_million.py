"""What a run, `status` and `why` cost on a site of 20,000 articles: alone, and among 20 million of others.

    python benchmarks/fleet_million.py --sites 1000 --single 5000000

Four fleets: the demo's site alone with 20,000 articles; the same in a fleet of one shard that is as full as
those of the next; in one of 1,000 sites of 20,000 each; and, to be honest, one site that has millions by
itself. Of each command CPU seconds, CPU milliseconds of PostgreSQL and pages of 8 KiB that its statements asked for: hit or
read. Alternating; the first round of each is not counted.
"""

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from fleet_filled import fill
from fleet_measured import FleetMeasured, running_fleet
from throughput import FAST, Run

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.later_day import Changes
from newsarchive.demo.running import running_demo_site
from newsarchive.store.catalog.postgresql import shard_name

_NEW = 20  # a run
_DEMO = 60  # articles of the demo site; they are archived before anything is measured
_URL = "http://finews.zning.xyz/NW2020010110{:08}"
Cost = tuple[float, float, int]


@contextmanager
def filled(sites: int, articles: int, shards: int) -> Iterator[FleetMeasured]:
    """A fleet of the demo's site and others, each with so many articles."""
    began = time.monotonic()
    with running_fleet(shards) as fleet:
        fleet.add_finews()
        fleet.add({f"s{number:04}": f"home: https://s{number}.example/\n" for number in range(1, sites)})
        for number in range(shards):
            found = fleet.rows(f"SELECT key FROM fleet.site WHERE shard = {number}")
            keys = [int(str(key)) for (key,) in found]
            fill(fleet.url, shard_name(number), keys, articles, measured=1)
        ((size,),) = fleet.rows("SELECT pg_database_size(current_database()) / 1e9")
        print(
            f"{sites:,} sites of {articles:,} articles in {shards} shards: {float(str(size)):.1f} GB,"
            f" made in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        yield fleet


def cost(fleet: FleetMeasured, command: Callable[[], Run]) -> Cost:
    """CPU seconds of a command, those of PostgreSQL for it, and pages that its statements asked for."""
    fleet.forget_statements()
    before = fleet.cpu()
    run = command()
    time.sleep(0.3)  # until what served it has ended
    return run.cpu, fleet.cpu() - before, fleet.buffers()


def measured(fleets: dict[str, FleetMeasured], rounds: int, articles: int) -> dict[str, dict[str, list[Cost]]]:
    """What each command cost on each fleet."""
    found: dict[str, dict[str, list[Cost]]] = defaultdict(lambda: defaultdict(list))
    switches = [part for setting in (*FAST, "RECHECK=none") for part in ("-s", setting)]
    for number in range(rounds + 1):
        with running_demo_site(_DEMO, bad_records=False, changes=Changes(added=_NEW * number)) as proxy:
            for name, fleet in fleets.items():

                def archive(fleet: FleetMeasured = fleet, proxy: str = proxy) -> Run:
                    return fleet.command("archive", "finews", *switches, http_proxy=proxy, no_proxy="")

                commands: dict[str, Callable[[], Run]] = {
                    f"a run with {_NEW} new": archive,
                    "a run with none": archive,
                    "status SITE": lambda fleet=fleet: fleet.command("status", "finews"),
                    "why URL": lambda fleet=fleet: fleet.command("why", _URL.format(articles // 2)),
                }
                for what, command in commands.items():
                    spent = cost(fleet, command)
                    if number:
                        found[what][name].append(spent)
    return found


def report(found: dict[str, dict[str, list[Cost]]]) -> None:
    """Print medians, and each fleet's beside the first one's."""
    for what, by_fleet in found.items():
        first: list[float] = []
        for name, costs in by_fleet.items():
            middle = [statistics.median(column) for column in zip(*costs, strict=True)]
            first = first or middle
            ratios = ", ".join(f"{mine / other:.2f}" for mine, other in zip(middle, first, strict=True))
            print(
                f"{what:18} {name:8} {middle[0]:5.2f} CPU s, PostgreSQL {1000 * middle[1]:5.0f} ms,"
                f" {middle[2]:7,.0f} pages; of the first: {ratios}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--single", type=int, default=0, help="articles of the one site of millions")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with ExitStack() as stack:
        fleets = {
            "alone": stack.enter_context(filled(1, given.articles, 1)),
            "shard": stack.enter_context(filled(-(-given.sites // given.shards), given.articles, 1)),
            "among": stack.enter_context(filled(given.sites, given.articles, given.shards)),
        }
        if given.single:
            fleets["single"] = stack.enter_context(filled(1, given.single, 1))
        report(measured(fleets, given.rounds, given.articles))


if __name__ == "__main__":
    main()
