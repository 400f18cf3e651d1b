"""``browse`` as it is typed."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.browsing.held import Held, Shelf
from newsarchive.profiles import SiteProfile
from tests.browsing.served import serving_pages
from tests.e2e.crawling import ROOT
from tests.e2e.in_process import Typed, process_as_it_was, typing
from tests.unit.remembering import NOW, article, opened, remembering, submission


@contextmanager
def browsing(output: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """The command at work: its process, the first line that it says, and the port in it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsarchive", "browse", *words],
        cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": str(output)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout
        line = process.stdout.readline()
        port = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert port, line + process.communicate(timeout=20)[1]
        yield process, line, int(port[1])
    finally:
        process.kill()
        process.communicate()


def status_of(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(shelf: Shelf, told: signal.Signals) -> None:
    with browsing(shelf["finews"].folder.parent, "--no-browser") as (process, line, port):
        assert "Ctrl-C ends it" in line
        assert status_of(port) == 200
        idle = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        idle.connect()  # a browser keeps one open
        process.send_signal(told)
        out, err = process.communicate(timeout=20)
        idle.close()
    assert (process.returncode, out, err) == (0, "", "")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Typed]:
    with process_as_it_was():
        yield typing(monkeypatch, capsys)


def test_a_port_that_somebody_has_is_told(shelf: Shelf, typed: Typed) -> None:
    with serving_pages(shelf) as served:
        told = typed(shelf["finews"].folder.parent, "browse", "--port", str(served.origins.port))
    assert told.code == 64
    assert f"port {served.origins.port}: Address already in use; --port names another one" in told.err


def test_files_are_written_and_told(shelf: Shelf, typed: Typed, tmp_path: Path) -> None:
    words = ("browse", "brindle-gazette.example", "--static", str(tmp_path / "pages"))
    told = typed(shelf["finews"].folder.parent, *words)
    assert f"{tmp_path}/pages/index.html is the first page" in told.out
    page = (tmp_path / "pages" / "index.html").read_text()
    assert 'href="brindle-gazette.example/index.html"' in page
    assert "finews" not in page


def test_of_many_articles_it_is_said_how_much_there_will_be(
    shelf: Shelf, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarchive.terminal.browse.MANY", 8)
    words = ("browse", "brindle-gazette.example", "--static", str(tmp_path / "pages"))
    told = typed(shelf["finews"].folder.parent, *words)
    assert told.out.startswith("8 articles, of each about 14 files; this takes its time.")


def test_pages_are_never_written_within_an_archive(shelf: Shelf, typed: Typed) -> None:
    folder = shelf["finews"].folder
    before = sorted(folder.iterdir())
    for within in (folder, folder / "pages", folder / "_posts"):
        told = typed(folder.parent, "browse", "--static", str(within))
        assert (told.code, f"it is within the archive {folder}" in told.err) == (64, True)
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("package", ["starlette", "uvicorn", "jinja2"])
def test_the_extra_is_asked_for(
    package: str, shelf: Shelf, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("newsarchive.browsing")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)

    class Missing:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            if name.partition(".")[0] == package:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    told = typed(shelf["finews"].folder.parent, "browse", "--no-browser")
    assert (told.code, told.out) == (64, "")
    assert f"browse needs {package}, which is not installed: pip install 'newsarchive[browse]'" in told.err


def test_it_works_while_a_run_writes(tmp_path: Path, profile: SiteProfile) -> None:
    archive = remembering(tmp_path / "finews", profile)
    with serving_pages({"finews": Held("finews", archive.folder)}) as served, opened(archive, hours=2):
        before = served.get("/")
        archive.write([submission(article(20), profile)], now=NOW + timedelta(hours=2))
        meanwhile = served.get("/")
        archive.write([submission(article(21), profile)], now=NOW + timedelta(hours=2))
    assert "at work" in meanwhile.text
    assert ('data-of="Articles">12</td>' in before.text, 'data-of="Articles">13</td>' in meanwhile.text) == (
        True, True,
    )  # fmt: skip


def test_a_look_changes_nothing(shelf: Shelf) -> None:
    def told(folder: Path) -> dict[str, bytes]:
        return {
            str(path): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and "search" not in path.name
        }

    for held in shelf.values():
        before = told(held.folder)
        with serving_pages({held.name: held}) as served:
            assert served.get("/").status == 200
        assert told(held.folder) == before


def test_an_archive_that_cannot_be_read_does_not_hide_the_others(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "broken" / "_archive").mkdir(parents=True)
    (tmp_path / "broken" / "_archive" / "catalog.sqlite").write_bytes(b"<b>no database</b>" * 500)
    (tmp_path / "empty" / "_archive").mkdir(parents=True)
    more = {name: Held(name, tmp_path / name) for name in ("broken", "empty")}
    with serving_pages({**shelf, **more}) as served:
        told = served.get("/")
    assert told.status == 200
    assert "file is not a database" in told.text
    assert "there is no catalog" in told.text
    assert 'href="/finews/"' in told.text


def test_make_browse_installs_its_lock_and_shows_the_demo() -> None:
    def said(*words: str) -> str:
        return subprocess.run(
            ["make", "-n", "browse", *words], cwd=ROOT, text=True, capture_output=True, check=True
        ).stdout

    assert "requirements/install.py --ready .venv run.txt browse.txt" in said()
    assert 'NEWSARCHIVE_OUTPUT="output/demo" .venv/bin/scrapy browse' in said()
    assert 'NEWSARCHIVE_OUTPUT="mine" .venv/bin/scrapy browse' in said("OUTPUT=mine")
