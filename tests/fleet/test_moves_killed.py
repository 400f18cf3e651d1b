"""A move that is killed at any step goes on, or is taken back; never do both sides have the archive."""

import shutil
from itertools import count
from pathlib import Path

import pytest

from newsarchive.profiles import SiteProfile
from tests.fleet.moves import (
    Machine,
    content_of,
    has_it,
    let_leases_run_out,
    moved_in_child,
    state_in,
)
from tests.unit.verify_archives import build

# Some steps of each way, with the sides that have the archive once a move was killed after that step.
THERE = {"arriving": {"folder"}, "revision": {"folder"}, "signpost": set(), "active": {"fleet"}}
BACK = {
    "signpost": {"fleet"},
    "article": set(),
    "catalog in its place": set(),
    "gone": set(),
    "here": {"folder"},
}


@pytest.fixture
def machine(fleet_database: str, tmp_path: Path, profile: SiteProfile) -> Machine:
    output = tmp_path / "output"
    build(output / "finews", profile)
    return Machine(output, fleet_database, tmp_path / "objects")


def killed(machine: Machine, to: str, phase: str) -> None:
    """Kill a move after a step, which must come."""
    code, steps = moved_in_child(machine, "finews", to, die_as=phase)
    assert (code, steps[-1][: len(phase)]) == (-9, phase), "\n".join(steps)
    assert len(has_it(machine, "finews")) <= 1
    let_leases_run_out(machine)


def finished(machine: Machine, to: str, *, clear: bool = False) -> None:
    """Let the move come to its end."""
    code, steps = moved_in_child(machine, "finews", to, clear=clear)
    assert code == 0, "\n".join(steps)
    let_leases_run_out(machine)


@pytest.mark.long
def test_killed_at_one_step_after_another_it_arrives(machine: Machine) -> None:
    before = content_of(machine.output / "finews")
    for phase, sides in THERE.items():
        killed(machine, "fleet", phase)
        assert has_it(machine, "finews") == sides, phase
    finished(machine, "fleet")
    shutil.rmtree(machine.output / "finews" / "_posts")
    for phase, sides in BACK.items():
        killed(machine, str(machine.output), phase)
        assert has_it(machine, "finews") == sides, phase
    finished(machine, str(machine.output))
    assert has_it(machine, "finews") == {"folder"}
    assert content_of(machine.output / "finews") == before


def test_a_move_to_the_fleet_is_taken_back_where_it_was_killed(machine: Machine) -> None:
    before = content_of(machine.output / "finews")
    for phase in ("arriving", "signpost"):
        killed(machine, "fleet", phase)
        finished(machine, str(machine.output))
        assert (has_it(machine, "finews"), state_in(machine, "finews")) == ({"folder"}, "gone")
    assert content_of(machine.output / "finews") == before


def test_a_move_to_a_folder_is_taken_back_where_it_was_killed(machine: Machine) -> None:
    before = content_of(machine.output / "finews")
    finished(machine, "fleet")
    for phase in ("signpost", "leaving", "gone"):
        killed(machine, str(machine.output), phase)
        finished(machine, "fleet")
        assert has_it(machine, "finews") == {"fleet"}
    finished(machine, str(machine.output))
    assert content_of(machine.output / "finews") == before


@pytest.mark.crash
@pytest.mark.parametrize("way", ["there", "back"])
def test_killed_at_any_step_it_goes_on(machine: Machine, way: str) -> None:
    before = content_of(machine.output / "finews")
    to = {"there": "fleet", "back": str(machine.output)}
    other = {"there": "back", "back": "there"}[way]
    if way == "back":
        finished(machine, "fleet", clear=True)
    for step in count(1):
        code, steps = moved_in_child(machine, "finews", to[way], die_at=step)
        let_leases_run_out(machine)
        assert len(has_it(machine, "finews")) <= 1, steps
        if code == 0:
            break
        assert code == -9, steps
        finished(machine, to[way])
        assert has_it(machine, "finews") == {"fleet" if way == "there" else "folder"}, steps
        finished(machine, to[other], clear=True)
    assert step > 15
    if way == "there":
        finished(machine, to["back"])
    assert content_of(machine.output / "finews") == before
