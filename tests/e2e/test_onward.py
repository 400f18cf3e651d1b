"""What a person sees at the end of a run, and what a run without news leaves alone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from rich.cells import cell_len

from newsarchive.crawling.ledger import Ledger
from newsarchive.items import Outcome
from newsarchive.showing.history import folded
from newsarchive.showing.progress import articles_in_all
from tests.e2e.crawling import ROOT, Crawl, python, scrapy

FEEDS = {
    "jsonl": b'{"title": "kept"}\n',
    "json": b'[{"title": "kept"}]\n',
    "csv": b"title\nkept\n",
    "xml": b"<a/>\n",
}


@pytest.fixture
def archive(first_run: tuple[Crawl, Path], tmp_path: Path) -> Path:
    return copytree(first_run[1], tmp_path / "output" / "finews")


def test_a_run_says_where_the_posts_are_and_how_to_go_on(first_run: tuple[Crawl, Path]) -> None:
    crawl, folder = first_run
    posts = len(list((folder / "_posts").iterdir()))
    assert f"{posts} posts are in " in crawl.out
    assert "`scrapy status finews` shows the archive, `scrapy publish finews --hugo` makes" in crawl.out
    assert "`scrapy collect finews --to FOLDER` hands" in crawl.out
    assert "`scrapy status finews --quarantined` says why " in crawl.out


def test_a_run_without_news_keeps_what_a_file_had(archive: Path, demo_site: str, tmp_path: Path) -> None:
    for ending, kept in FEEDS.items():
        (tmp_path / f"articles.{ending}").write_bytes(kept)
    outputs = [part for ending in FEEDS for part in ("-O", str(tmp_path / f"articles.{ending}"))]
    address = "http://finews.withounder.com/"
    done = scrapy(
        "archive", address, *outputs, "-a", "recheck=none", proxy=demo_site, output=archive.parent
    )  # fmt: skip
    assert done.code in {0, 2}, done.err
    assert {ending: (tmp_path / f"articles.{ending}").read_bytes() for ending in FEEDS} == FEEDS


@pytest.mark.parametrize("form", ["{}", "{}.md", "_posts/{}.md", "/somewhere/else/_posts/{}.md"])
def test_a_history_is_found_by_every_form_of_a_posts_name(form: str, archive: Path) -> None:
    post = min((archive / "_posts").iterdir())
    shown = scrapy(
        "history", form.format(post.stem), proxy=None, output=archive.parent, more={"COLUMNS": "80"}
    )
    assert shown.code == 0, shown.err
    assert f"post: _posts/{post.name}" in shown.out
    wide = [line for line in shown.out.splitlines() if cell_len(line) > 80]
    assert all(line.count(" ") <= 4 for line in wide), "an address alone may be wider"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("page: https://a.example/1", ["page: https://a.example/1"]),
        ("one two three four five", ["one two three", "  four five"]),
        ("see https://a.example/very/long", ["see", "  https://a.example/very/long"]),
        ("", [""]),
    ],
)
def test_lines_are_folded_at_spaces(line: str, parts: list[str]) -> None:
    assert list(folded(line, 25 if line.startswith("page") else 13)) == parts


def ledger_of(seen: int, under_way: int) -> Ledger:
    ledger = Ledger()
    for number in range(seen + under_way):
        ledger.take_up(str(number))
    for number in range(seen):
        ledger.settle(str(number), Outcome.STORED)
    return ledger


@pytest.mark.parametrize(
    ("seen", "under_way", "known", "limit", "total"),
    [
        (0, 0, 40, None, 40), (10, 5, 40, None, 40), (30, 15, 40, None, 45), (10, 5, 40, 20, 20),
        (10, 5, 4, 20, 15),
    ],
)  # fmt: skip
def test_the_bar_counts_up_to_all_that_waits(
    seen: int, under_way: int, known: int, limit: int | None, total: int
) -> None:
    assert articles_in_all(ledger_of(seen, under_way), known, limit) == total


READING = (
    ["status"],
    ["status", "finews", "--json"],
    ["history", "{post}"],
    ["collect", "finews", "--to", "{to}"],
)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that other users can reach, which none of pytest's is."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("log", [False, True], ids=["closed", "with a log"])
def test_what_only_reads_works_where_nothing_can_be_written(
    log: bool, first_run: tuple[Crawl, Path], open_to_all: Path
) -> None:
    """As a user to whom the folder is read-only; root may write everywhere, so it becomes another one."""
    archive = copytree(first_run[1], open_to_all / "output" / "finews")
    post = min((archive / "_posts").iterdir()).name
    if log:
        keep = (
            "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
            " c.execute('UPDATE listing SET read = read + 1'); c.commit(); os._exit(0)"
        )
        subprocess.run([sys.executable, "-c", keep, str(archive / "_archive" / "catalog.sqlite")], check=True)
        (archive / "_archive" / "catalog.sqlite-shm").unlink()
        assert (archive / "_archive" / "catalog.sqlite-wal").stat().st_size
    free = open_to_all / "free"
    free.mkdir()
    free.chmod(0o777)
    for path in (archive, archive / "_archive", *(archive / "_archive").iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    script = (
        "import os, sys, json\n"
        "from newsarchive.__main__ import main\n"
        "import newsarchive.terminal.status, newsarchive.terminal.history, newsarchive.terminal.collect\n"
        "os.geteuid() or os.setuid(65534)\n"
        "codes = []\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    sys.argv = ['newsarchive', *words]\n"
        "    codes.append(int(main()))\n"
        "print(codes)\n"
    )
    words = [[one.format(post=post, to=free / "out") for one in each] for each in READING]
    done = python("-c", script, json.dumps(words), proxy=None, output=archive.parent, cwd=ROOT, more={})
    assert done.out.splitlines()[-1:] == ["[0, 0, 0, 0]"], done.out + done.err
    assert (free / "out" / post).exists()
    assert not {one.name for one in (archive / "_archive").iterdir()} & {"catalog.sqlite-shm"}
