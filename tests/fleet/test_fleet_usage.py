"""`fleet`: the help of each thing that it does, and what is told of what is mistyped."""

from pathlib import Path

import pytest

from newsarchive.exceptions import Exit
from newsarchive.fleet.keeper import Fleet
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
    assert told(ended, Exit.IO) == f"{tmp_path}/file/x: Not a directory\n"
