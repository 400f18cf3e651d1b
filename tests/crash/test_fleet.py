"""A fleet whose workers die, sleep, lose database, storage, disk and time: nothing lost, nothing twice."""

import os
import random
import time
from pathlib import Path

import pytest

from tests.crash.fleet_events import Kind
from tests.crash.fleet_matrix import check, matrix

QUOTAS = {
    Kind.KILL: 100, Kind.STOP: 20, Kind.RESTART: 10, Kind.CUT_DATABASE: 10, Kind.CUT_STORE: 10,
    Kind.FULL_DISK: 10, Kind.CLOCK: 10,
}  # fmt: skip
"""How many of each there are in all rounds together."""
ROUNDS = int(os.environ.get("FLEET_ROUNDS", "17"))
MINUTES = float(os.environ.get("FLEET_MINUTES", "600"))
"""After which no further round begins."""
SITES = 40
ARTICLES = int(os.environ.get("FLEET_ARTICLES", "10000"))
"""How many are published in a round."""
SEED = int(os.environ.get("FLEET_SEED", "15"))


@pytest.mark.crash
def test_a_fleet_through_everything(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    names = {f"site{number:02}": 5 for number in range(SITES)}
    about = {"lease": 5, "beat": 1, "speed": 300, "disk": 96}
    with matrix(tmp_path, names, workers=3, seed=SEED, on_s3=True, **about) as fleet:
        kinds = [
            kind for kind, count in QUOTAS.items() if kind in fleet.events.possible for _ in range(count)
        ]
        dice.shuffle(kinds)
        share = -(-len(kinds) // 17)
        end, number = time.monotonic() + 60 * MINUTES, 0
        while number < ROUNDS and time.monotonic() < end:
            fleet.say(f"round {number + 1} of {ROUNDS}, seed {SEED}")
            fleet.round(ARTICLES // SITES, kinds[number * share : (number + 1) * share])
            number += 1
        print(f"\nseed {SEED}, {number} rounds: {check(fleet, tmp_path)}")
