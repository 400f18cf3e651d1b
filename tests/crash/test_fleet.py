"""A fleet whose workers die, sleep, lose database, storage, disk and time: nothing lost, nothing twice."""

import os
import random
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.crash.fleet_events import Kind
from tests.crash.fleet_matrix import check, matrix

QUOTAS = {
    Kind.KILL: 100, Kind.STOP: 20, Kind.RESTART: 10, Kind.CUT_DATABASE: 10, Kind.CUT_STORE: 10,
    Kind.FULL_DISK: 10, Kind.CLOCK: 10,
}  # fmt: skip
"""How many of each there are in all rounds together."""
ROUNDS = 17
"""With ten events each, and as many articles as ARTICLES says."""
FLEETS = 6
"""Each has three rounds or two, since a site's lists name all that it ever published, run for run."""
SITES = 40
ARTICLES = int(os.environ.get("FLEET_ARTICLES", "10000"))
COMPARED = 5
"""Of so many sites one is archived once more, undisturbed; each fleet has others."""
SEED = int(os.environ.get("FLEET_SEED", "15"))


@pytest.mark.crash
@pytest.mark.parametrize("number", range(FLEETS))
def test_a_fleet_through_everything(number: int, tmp_path: Path) -> None:
    seed = SEED + number
    names = {f"site{number:02}": 5 for number in range(SITES)}
    about = {"lease": 5, "beat": 1, "speed": 300, "disk": 96}
    with matrix(tmp_path, names, workers=3, seed=seed, on_s3=True, **about) as fleet:
        for round_number in range(number, ROUNDS, FLEETS):
            fleet.say(f"round {round_number + 1} of {ROUNDS}, seed {seed}")
            kinds = _all_kinds(fleet.events.possible)
            fleet.round(ARTICLES // SITES, kinds[round_number::ROUNDS])
        print(f"\nseed {seed}: {check(fleet, tmp_path, sorted(names)[number::COMPARED])}")


def _all_kinds(possible: Collection[Kind]) -> list[Kind]:
    """Every event of all rounds, in an order that is the same for every fleet."""
    kinds = [kind for kind, count in QUOTAS.items() if kind in possible for _ in range(count)]
    random.Random(SEED).shuffle(kinds)
    return kinds
