"""A page whose body is unsure, in ``scrapy try``, and what ``status`` and ``collect`` tell of its archive."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.e2e.crawling import scrapy
from tests.unit.test_second_opinion import UNSURE_PAGE, page

DATED = "<time datetime='2026-03-02T08:30:00+01:00'>2 March 2026</time></h1>"
ARTICLES = {"mill": UNSURE_PAGE, "dam": page().replace("mill", "dam")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "2026" / "03" / "02").mkdir(parents=True)
    for name, html in ARTICLES.items():
        dated = html.replace("</h1>", f"</h1>{DATED}")
        (folder / "2026" / "03" / "02" / f"{name}.html").write_text(dated, encoding="utf-8")
    links = "".join(
        f"<li><a href='/2026/03/02/{name}.html'>The {name} burned down</a></li>" for name in ARTICLES
    )
    (folder / "index.html").write_text(f"<html><body><h1>The Heron</h1><ul>{links}</ul></body></html>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_try_shows_who_was_asked_and_what_they_said(site: str, tmp_path: Path) -> None:
    told = scrapy("try", f"{site}/2026/03/02/mill.html", proxy=None, output=tmp_path).out
    assert "\nasked    resiliparse: " in told
    assert "in common with ours" in told
    assert "asked" not in scrapy("try", f"{site}/2026/03/02/dam.html", proxy=None, output=tmp_path).out


def test_status_counts_unsure_articles_and_records_name_them(site: str, tmp_path: Path) -> None:
    done = scrapy("archive", "news", "-a", f"url={site}/", proxy=None, output=tmp_path)
    (archive,) = tmp_path.iterdir()
    status = json.loads(scrapy("status", archive.name, "--json", proxy=None, output=tmp_path).out)
    assert status["doubts"] == {"unsure-body": 1}, done.out
    scrapy("collect", archive.name, "--to", str(tmp_path / "all.jsonl"), proxy=None, output=tmp_path)
    records = records_of(tmp_path / "all.jsonl")
    doubts = {Path(record["url"]).stem: record["doubts"] for record in records}
    assert doubts == {"mill": ["unsure-body"], "dam": []}
    (category,) = {record["category"] for record in records_of(tmp_path / "all.jsonl")}
    chosen = str(tmp_path / "some.jsonl")
    one = scrapy("collect", archive.name, "--to", chosen, "--category", category, proxy=None, output=tmp_path)
    assert (one.code, len(records_of(Path(chosen)))) == (0, 2)
    wrong = scrapy("collect", archive.name, "--to", chosen, "--category", "nix", proxy=None, output=tmp_path)
    assert (wrong.code, f"no post is of it; there are {category}" in wrong.err) == (64, True)


def test_a_run_counts_readers_that_break_off(site: str, tmp_path: Path) -> None:
    (tmp_path / "resiliparse.py").write_text("raise OSError('libfastText.so: is of another machine')")
    more = {"PYTHONPATH": str(tmp_path)}
    done = scrapy("archive", "news", "-a", f"url={site}/", proxy=None, output=tmp_path / "o", more=more)
    said = " ".join(done.out.split())
    assert "resiliparse, which is asked about bodies that are unsure, broke off once" in said
    assert "OSError: libfastText.so: is of another machine" in said


def records_of(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
