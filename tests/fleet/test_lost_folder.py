"""The folder that an archive was moved to is renamed, lost, or somebody else's."""

import os
import shutil
from pathlib import Path

import pytest

from newsarchive.exceptions import Exit
from newsarchive.profiles import SiteProfile
from tests.fleet.moves import Machine, content_of, has_it, let_leases_run_out, moved_in_child, state_in
from tests.unit.verify_archives import build


@pytest.fixture
def machine(fleet_database: str, tmp_path: Path, profile: SiteProfile) -> Machine:
    """With an archive on the fleet, of which nothing is left in a folder."""
    found = Machine(tmp_path / "output", fleet_database, tmp_path / "objects")
    build(found.output / "finews", profile, count=3)
    assert found.to_fleet("finews", "--clear").code == 0
    shutil.rmtree(found.output)
    found.output.mkdir()
    return found


@pytest.mark.long
def test_a_folder_that_is_gone_is_told_and_not_believed_in(machine: Machine) -> None:
    assert machine.back("finews").code == 0
    folder, elsewhere = machine.output / "finews", machine.output.parent / "renamed"
    before = content_of(folder)
    folder.rename(elsewhere)
    for words in (f"move finews --to {machine.output}", "move finews --to fleet"):
        refused = machine.there(*words.split())
        assert refused.code != 0, words
        assert not has_it(machine, "finews")
    told = machine.back("finews")
    assert told.code == Exit.IO
    assert "is not there any more: put the folder back" in told.out + told.err
    for verb in ("show", "pause", "remove"):
        told = machine.there("fleet", "sites", verb, "finews")
        assert told.code != 0
        assert f"was moved from the fleet to {os.uname().nodename}:{folder}" in told.err
        assert "did you mean" not in told.err
    elsewhere.rename(folder)
    assert "is in" in machine.back("finews").out
    assert content_of(folder) == before


@pytest.mark.long
def test_one_that_is_lost_can_be_given_up(machine: Machine) -> None:
    assert machine.back("finews").code == 0
    shutil.rmtree(machine.output / "finews")
    assert "--discard" in machine.there("fleet", "sites", "remove", "finews").err
    removed = machine.there("fleet", "sites", "remove", "finews", "--discard")
    assert (removed.code, removed.out) == (0, "finews: removed, and 3 articles with it\n")
    assert not [one for one in machine.storage.rglob("*") if one.is_file()]
    assert machine.there("fleet", "sites", "add", "finews").code == 0
    assert state_in(machine, "finews") == "active"


@pytest.mark.long
def test_pictures_of_somebody_else_are_not_taken_for_its_own(machine: Machine) -> None:
    picture = machine.output / "finews" / "media" / "ab" / f"ab{'0' * 62}.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"mine")
    refused = machine.back("finews")
    assert refused.code == Exit.USAGE
    assert "has an archive of its own" in refused.err
    assert picture.read_bytes() == b"mine"


@pytest.mark.long
def test_one_on_its_way_to_a_disk_that_is_lost_is_taken_back(machine: Machine) -> None:
    code, _ = moved_in_child(machine, "finews", str(machine.output), die_as="leaving")
    assert code < 0
    shutil.rmtree(machine.output)
    machine.output.mkdir()
    assert machine.there("fleet", "sites", "resume", "finews").code == Exit.BUSY, "its lease lives"
    let_leases_run_out(machine)
    refused = machine.there("archive", "finews")
    assert refused.code == Exit.BUSY
    assert "fleet sites resume finews` takes it back" in refused.err
    resumed = machine.there("fleet", "sites", "resume", "finews")
    assert (resumed.code, resumed.err) == (0, "")
    assert has_it(machine, "finews") == {"fleet"}
    assert "nothing wrong" in machine.there("verify", "finews").out
    assert machine.back("finews").code == 0
