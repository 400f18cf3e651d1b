"""The console script's own part: which command is meant, and what is said where none is."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scrapy.cmdline import _get_commands_dict
from scrapy.settings import Settings

from newsarchive import __version__
from newsarchive.__main__ import main
from tests.e2e.in_process import process_as_it_was

Run = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def what_commands_change_for_their_process() -> Iterator[None]:
    with process_as_it_was():
        yield


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def typed(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["/bin/newsarchive", *arguments])
        try:
            code = main()
        except SystemExit as end:
            code = end.code
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return typed


def test_it_has_the_commands_of_a_checkout_but_for_those_that_write_into_a_project(run: Run) -> None:
    in_checkout = set(
        _get_commands_dict(Settings({"COMMANDS_MODULE": "newsarchive.commands"}), inproject=True)
    )
    code, shown = run()
    listed = {line.split()[0] for line in shown.splitlines() if line.startswith("  ")}
    assert code == 0
    assert in_checkout - listed == {"edit", "genspider", "startproject"}
    assert listed <= in_checkout


def test_it_says_its_version(run: Run) -> None:
    assert run("--version") == (0, f"newsarchive {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["statsu"], "no such command: statsu; did you mean status? `newsarchive` lists all"),
        (["genspider", "a", "b"], "no such command: genspider"),
        (["x\x1b[31m"], "no such command: x\\x1b[31m;"),
        (["archive", "finews", "-a"], "newsarchive archive: argument -a: expected one argument"),
        (["archive", "finews", "-a", "limit"], "newsarchive archive: Invalid -a value, use -a NAME=VALUE"),
        (["adopt"], "newsarchive adopt: give one folder of posts"),
        (["status", "fnews"], "did you mean finews? `newsarchive list` shows all"),
        (["--verison"], "Usage: newsarchive COMMAND"),
    ],
)
def test_what_was_mistyped_is_told_with_64(arguments: list[str], words: str, run: Run) -> None:
    code, shown = run(*arguments)
    assert code == 64
    assert words in shown.replace("\n", " ")


def test_help_names_the_script(run: Run) -> None:
    code, shown = run("status", "-h")
    assert code == 0
    assert "newsarchive status [options] [<site> …]" in shown
    assert "scrapy" not in shown


def test_a_profile_of_the_running_time_is_written(run: Run, tmp_path: Path) -> None:
    code, _ = run("list", "--profile", str(tmp_path / "times"), "-s", f"OUTPUT_DIR={tmp_path}")
    assert code == 0
    assert (tmp_path / "times").stat().st_size


@pytest.mark.parametrize(
    "arguments",
    [
        ["adopt", "nosuch"], ["archive"], ["collect"], ["forget", "--reason", "x"], ["history"], ["newsite"],
        ["replay", "nosuch"], ["status", "nosuch"], ["try"], ["verify", "nosuch"],
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_errors_go_to_standard_error(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["newsarchive", *arguments, "-s", f"OUTPUT_DIR={tmp_path}"])
    assert main() == 64
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err
