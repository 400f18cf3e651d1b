"""An archive moves to a fleet and back: it is the same, and never in two places."""

from pathlib import Path

import pytest

from newsarchive.demo.running import running_demo_site
from tests.fleet.moves import Machine, content_of


@pytest.fixture
def machine(fleet_database: str, tmp_path: Path) -> Machine:
    output = tmp_path / "output"
    output.mkdir()
    return Machine(output, fleet_database, tmp_path / "objects")


def test_there_and_back_it_is_the_same(machine: Machine) -> None:
    with running_demo_site(12) as proxy:
        assert machine.here("archive", "finews", proxy=proxy).code in {0, 2, 3}
    there = machine.to_fleet("finews")
    assert there.code == 0, there.out + there.err
    before = content_of(machine.output / "finews")
    back = machine.back("finews")
    assert back.code == 0, back.out + back.err
    assert content_of(machine.output / "finews") == before
    assert machine.here("verify", "finews").code == 0
