"""``status`` as people and programs read it."""

import json
import re
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest
from rich.cells import cell_len

from newsarchive.__main__ import main
from tests.e2e.crawling import Crawl, scrapy


@pytest.fixture
def output(first_run: tuple[Crawl, Path], tmp_path: Path) -> Path:
    copytree(first_run[1], tmp_path / "finews")
    return tmp_path


class Typed:
    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], output: Path
    ) -> None:
        self.monkeypatch, self.capsys, self.output = monkeypatch, capsys, output
        monkeypatch.setenv("COLUMNS", "80")

    def __call__(self, *words: str, code: int = 0) -> tuple[str, str]:
        typed = ["newsarchive", *words, "-s", f"OUTPUT_DIR={self.output}"]
        self.monkeypatch.setattr("sys.argv", typed)
        assert main() == code
        return self.capsys.readouterr()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], output: Path) -> Typed:
    monkeypatch.setattr("signal.signal", lambda *_: None)  # `| head` may end a process, and not these tests
    return Typed(monkeypatch, capsys, output)


def test_it_is_a_line_a_site(typed: Typed) -> None:
    head, line = typed("status")[0].splitlines()
    assert head.split() == ["site", "articles", "last", "run", "owed", "quarantined", "needs", "you"]
    assert re.fullmatch(r"finews +\d+ +\d{4}-\d\d-\d\d \d\d:\d\d partial +\d+ +\d+ *", line)
    assert max(map(cell_len, (head, line))) <= 80


def test_a_named_site_has_a_table_of_all_its_lines(typed: Typed) -> None:
    shown, _ = typed("status", "finews")
    assert "size of originals" in shown
    assert max(map(cell_len, shown.splitlines())) <= 80


def test_quarantined_records_are_readable_and_whole_for_programs(typed: Typed) -> None:
    records = [
        json.loads(line) for line in typed("status", "finews", "--quarantined", "--json")[0].splitlines()
    ]
    shown, _ = typed("status", "finews", "--quarantined")
    first, *lines = shown.splitlines()
    assert first == f"finews: {len(records)} quarantined"
    assert max(map(cell_len, lines)) <= 80
    dated = [line for line in lines if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d ", line)]
    assert len(dated) == len(records) > 3
    assert [line for line in lines if line not in dated and not line.startswith("  ")] == []
    assert len(lines) <= 6 * len(records), "each of the three in two lines at most"
    assert all(f"  {one['reason']}: " in shown for one in records)
    assert any(one["record"] and one["url"] in shown for one in records)


@pytest.mark.parametrize("since", ["1h", "1d", "2020-01-01", "2020-01-01T10:00+08:00"])
def test_what_happened_since(since: str, typed: Typed) -> None:
    shown, _ = typed("status", "--since", since)
    assert re.findall(r"^finews: (\d+) (\w+)$", shown, re.MULTILINE)[:2] == [("0", "changed"), ("0", "gone")]
    assert "quarantined" in shown
    assert " 0 quarantined" not in shown


def test_nothing_happened_in_the_future(typed: Typed) -> None:
    year = datetime.now().astimezone().year + 1
    assert typed("status", "finews", "--quarantined", "--since", f"{year}-12-31") == (
        "finews: 0 quarantined\n",
        "",
    )


@pytest.mark.parametrize("since", ["soon", "3w", "-1d", "2024-13-01", "999999d", ""])
def test_a_time_that_is_none_is_told(since: str, typed: Typed) -> None:
    _, told = typed("status", f"--since={since}", code=64)
    assert "give a day such as 2024-05-01, or 3d or 2h" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("command", ["status", "verify"])
def test_where_there_is_no_archive_it_says_how_to_begin(
    command: str, typed: Typed, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, told = typed(command, "guardian", code=64)
    assert "`newsarchive archive guardian` begins one" in told
    typed.output = tmp_path_factory.mktemp("empty")
    _, told = typed(command, code=64)
    assert f"there is no archive in {typed.output}" in told
    assert "`newsarchive archive https://example.org/` begins one" in told
    assert not list(typed.output.iterdir())


@pytest.mark.parametrize("words", [("status",), ("status", "finews")])
def test_a_lost_catalog_has_a_way_back(words: tuple[str, ...], typed: Typed) -> None:
    for path in (typed.output / "finews" / "_archive").glob("catalog.sqlite*"):
        path.unlink()
    shown, told = typed(*words, code=74)
    assert "`newsarchive verify finews --rebuild`" in shown + told
    run = scrapy("archive", "finews", proxy=None, output=typed.output)
    assert run.code == 74
    assert "`scrapy verify finews --rebuild`" in " ".join((run.out + run.err).split())
