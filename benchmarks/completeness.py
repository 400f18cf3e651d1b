"""What is noticed of a site's broken lists after how many hours, and what is said of quiet sites.

Each site is a real catalog, filled as half-hourly runs fill it. A quiet one is looked at every seven hours of
30 days; of a broken one every hour from when a list breaks is, after four days or from the start.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.unit.listed_site import HOUR, START, ListedSite, daily
from tests.unit.test_listing_findings import BROKEN, FAULTS, QUIET

PATIENCE = 5 * 24  # hours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="sites of each kind")
    parser.add_argument("--rates", type=int, nargs="+", default=[100, 40], help="articles of a working day")
    options = parser.parse_args()
    alarms = sites = 0
    for name, make in QUIET.items():
        for seed in range(options.seeds):
            stories, plans = make()
            with tempfile.TemporaryDirectory() as folder:
                site = ListedSite(Path(folder) / "x.example", stories, plans, seed=seed)
                found = {one for hours in range(3, 30 * 24, 7) for one in site.findings(hours)}
            sites, alarms = sites + 1, alarms + bool(found)
            for one in found:
                print(f"false alarm, {name}, seed {seed}: {one.kind} {one.subject}: {one.detail}")
    print(f"quiet sites: {sites}, of 30 days each; with a false alarm: {alarms}")
    for name, (make_broken, kind, subject) in FAULTS.items():
        for rate in options.rates:
            for begin, when in ((BROKEN, "after four days"), (START, "from the start")):
                told = [
                    noticed(make_broken, kind, subject, begin, seed, rate) for seed in range(options.seeds)
                ]
                print(f"{name}, {when}, {rate} a day: noticed after {', '.join(told)} h")


def noticed(make: object, kind: str, subject: str, begin: int, seed: int, rate: int) -> str:
    """After how many hours it was; a dash for never."""
    stories, plans = make(begin)
    if {one.side for one in stories} == {""}:
        stories = daily(rate, days=10, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        site = ListedSite(Path(folder) / "x.example", stories, plans, days=10, seed=seed)
        for hours in range(PATIENCE):
            found = site.findings((begin - START) // HOUR + hours)
            if any((one.kind, one.subject) == (kind, subject) for one in found):
                return str(hours)
    return "–"


if __name__ == "__main__":
    main()
