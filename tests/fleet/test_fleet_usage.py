"""`fleet`: the help of each thing that it does, and what is told of what is mistyped."""

from pathlib import Path

import pytest

from newsarchive.exceptions import Exit
from newsarchive.fleet.keeper import Fleet
from newsarchive.fleet.scratch import empty, note_profiles, profile_of
from newsarchive.fleet.sites import add_site, sites_of
from tests.fleet.cluster import Cluster
from tests.fleet.typed import Type, told

_PARTS = {
    "init": "--shards", "upgrade": "", "status": "--json", "drain": "", "sites": "--json",
    "sites add": "--paused", "sites update": "", "sites show": "", "sites pause": "--reason",
    "sites resume": "", "sites remove": "--discard",
}  # fmt: skip
_OPTIONS = {"--shards", "--json", "--paused", "--reason", "--discard"}


@pytest.mark.parametrize("part", _PARTS)
def test_each_part_has_a_help_of_its_own(typing: Type, part: str) -> None:
    said = told(typing("fleet", *part.split(), "-h"))
    assert said == told(typing("fleet", "--help", *part.split()))
    assert f"newsarchive fleet {part}" in said.splitlines()[2]
    assert {one for one in said.split() if one in _OPTIONS} == {_PARTS[part]} - {""}
    assert max(map(len, said.splitlines())) <= 80


def test_an_option_of_another_part_is_refused(typing: Type) -> None:
    for words in ("status --paused", "sites --discard", "sites add x --reason y", "init --json"):
        said = told(typing("fleet", *words.split()), Exit.USAGE)
        assert " has no option --" in said, words


@pytest.mark.parametrize("words", ["fleet sites add", "fleet sites update"])
def test_a_profile_that_cannot_be_read_is_told_in_words(typing: Type, words: str, tmp_path: Path) -> None:
    (tmp_path / "herald.yml").write_text("name: herald\nhome: https://herald.example/\n", encoding="utf-8")
    (tmp_path / "folder.yml").mkdir()
    missing = str(tmp_path / "heralds.yml")
    said = told(typing(*words.split(), missing), Exit.PROFILE)
    assert said == (
        f"{missing}: there is no such file; did you mean herald.yml? give the file of a site's profile,"
        " `newsarchive newsite https://example.org/` drafts one\n"
    )
    said = told(typing(*words.split(), str(tmp_path / "folder.yml")), Exit.PROFILE)
    assert "folder.yml: is no file; " in said


def test_names_that_are_no_text_are_no_names(typing: Type, tmp_path: Path) -> None:
    for words in ("fleet sites pause", "fleet sites show", "fleet drain", "fleet sites add", "verify", "why",
                  "history", "find", "status", "archive", "move --to fleet"):  # fmt: skip
        ended = typing(*words.split(), "\udcff\udc80")
        assert "Traceback" not in ended.out + ended.err, words
        assert ended.code in {Exit.USAGE, Exit.CRASHED}, words


def test_a_profile_that_is_named_twice_is_taken_once(typing: Type, fleet: Fleet, tmp_path: Path) -> None:
    del fleet
    path = tmp_path / "one.yml"
    path.write_text("name: one\nhome: https://other.example/\n", encoding="utf-8")
    said = told(typing("fleet", "sites", "update", str(path), str(path)))
    assert said == "one: its next run goes by the new profile\n"


@pytest.mark.parametrize("words", ["status", "fleet status", "worker", "move one --to fleet"])
def test_a_folder_that_cannot_be_made_is_told(typing: Type, fleet: Fleet, tmp_path: Path, words: str) -> None:
    del fleet
    (tmp_path / "file").touch()
    ended = typing(*words.split(), NEWSARCHIVE_SCRATCH=str(tmp_path / "file" / "x"))
    said = told(ended, Exit.USAGE)
    assert said.startswith(f"{tmp_path}/file/x: cannot be used for what this process fetches: Not a dir")
    assert said.endswith("NEWSARCHIVE_SCRATCH=FOLDER names another folder\n")


def test_who_names_no_file_is_told_that_a_profile_is_one(typing: Type, fleet: Fleet) -> None:
    del fleet
    said = told(typing("fleet", "sites", "update", "one"), Exit.USAGE)
    assert "a profile of your own is named by its file: `newsarchive fleet sites show one` prints it" in said


def test_a_site_that_is_named_twice_is_added_once(typing: Type, fleet: Fleet) -> None:
    del fleet
    added = "finews: added; its first run is due at once\n"
    assert told(typing("fleet", "sites", "add", "finews", "finews")) == added


def test_the_reason_of_a_pause_can_be_said_later(typing: Type, fleet: Fleet) -> None:
    del fleet
    told(typing("fleet", "sites", "pause", "one"))
    assert told(typing("fleet", "sites", "pause", "one")) == "one: is paused already\n"
    said = told(typing("fleet", "sites", "pause", "one", "--reason", "redesign"))
    assert said == "one: is paused already; the reason is noted\n"
    assert "redesign" in told(typing("fleet", "sites"))


def test_a_site_may_be_called_as_one_of_our_own_folders(typing: Type, fleet: Fleet) -> None:
    """What is emptied after its run is its own alone."""
    with fleet.transaction() as connection:
        add_site(connection, "profiles", "name: profiles\nhome: https://profiles.example/\n")
        found = sites_of(connection)
    fleet.root.mkdir()
    note_profiles(fleet.root, found)
    empty(fleet.root, "profiles")
    assert profile_of(fleet.root, "one").is_file()
    assert "profiles: 0 posts" in told(typing("verify", "profiles"))


@pytest.mark.parametrize("sites", ["0", "-1", "1001", "3000000000"])
def test_a_worker_takes_as_many_sites_as_it_can_have_connections(
    typing: Type, fleet: Fleet, sites: str
) -> None:
    del fleet
    assert "archived side by side, 1 to 1,000" in told(typing("worker", "--sites", sites), Exit.USAGE)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
@pytest.mark.parametrize("words", ["fleet init", "status"])
def test_a_database_of_another_encoding_is_refused(
    typing: Type, cluster: Cluster, encoding: str, words: str
) -> None:
    name = f"odd_{encoding.lower()}_{words[0]}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING {encoding}")
    try:
        said = told(typing(*words.split(), database=cluster.url(name)), Exit.USAGE)
    finally:
        cluster.execute(f"DROP DATABASE {name}")
    wanted = f"encoding is {encoding}" if words == "fleet init" else "makes a fleet of the database"
    assert wanted in said


def test_an_address_that_is_no_utf8_is_told(typing: Type) -> None:
    said = told(typing("status", database="postgresql://w%F6rker:p%E4ss@127.0.0.1:1/x"), Exit.USAGE)
    assert "is not understood" in said
    assert "p%E4ss" not in said
