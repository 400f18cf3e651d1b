"""docs/extending.md is a project that works: its files are taken out of the page, and crawled with."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.crawling import ROOT, Crawl, python, scrapy
from tests.every_site.proxy import Answer, running_web

TEXT = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```\w+\n# (\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
HOME = "http://paper.example/"
PAGE = """<html lang="en"><head><title>{title}</title><meta name="paper:desk" content="World">
<meta name="author" content="Ann Example">
<meta property="article:published_time" content="2025-03-0{day}T08:00:00+00:00"></head>
<body><article><h1>{title}</h1>{text}</article></body></html>"""
SENTENCE = "<p>It was opened to the public {when}, and people came from all over the county to see it.</p>"
TITLES = {
    "2025/harbour": "How the harbour came to be what it is",
    "2025/press": "Press release: how to buy what it is",
    "picks/2025/harbour": "How the harbour came to be what it is",
}


def answers() -> dict[str, Answer]:
    text = "".join(SENTENCE.format(when=when) for when in ("in the morning", "at noon", "in the evening"))
    found = {
        f"{HOME}{path}": Answer(PAGE.format(title=title, day=day, text=text).encode())
        for day, (path, title) in enumerate(TITLES.items(), start=1)
    }
    links = "".join(f'<h3><a href="/{path}">{title}</a></h3>' for path, title in TITLES.items())
    return {HOME: Answer(f"<html><body><main>{links}</main></body></html>".encode()), **found}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "paper" / "__init__.py").touch()
    return folder


@pytest.fixture(scope="module")
def crawled(project: Path) -> Iterator[Crawl]:
    with running_web(answers(), project) as web:
        yield scrapy("crawl", "paper", "-O", "titles.txt", proxy=web.proxy, **beside(project))
        assert f"{HOME}picks/2025/harbour" not in web.asked


def beside(project: Path) -> dict:  # type: ignore[type-arg]
    """As if newsarchive were installed, and the project the folder that one works in."""
    return {"output": project / "output", "cwd": project, "more": {"PYTHONPATH": f"{project}:{ROOT}"}}


def test_every_seam_has_its_example() -> None:
    assert re.findall(r"^## (\w+ \w+)", TEXT, re.MULTILINE) == [
        "The project", "A spider", "A reader", "An extraction", "A pipeline", "The form", "A form",
    ]  # fmt: skip
    assert len(FILES) == TEXT.count("\n```\n") == 9


def test_a_crawl_goes_by_spider_reader_strategy_and_pipeline(project: Path, crawled: Crawl) -> None:
    assert crawled.code == 0, crawled.err
    assert "seen 2 = 1 stored + 0 unchanged + 1 quarantined + 0 failed" in crawled.err
    assert "press-release" in crawled.err
    (post,) = (project / "output" / "paper" / "_posts").iterdir()
    text = post.read_text(encoding="utf-8")
    assert text.startswith('---\nlayout: story\ntitle: "How the harbour')
    assert "author: Ann Example" in text.replace('"', "")
    assert text.endswith("\n\nFiled under World.")


def test_an_exporter_gets_what_was_stored(project: Path, crawled: Crawl) -> None:
    assert crawled.code == 0, crawled.err
    assert (project / "titles.txt").read_text() == f"2025-03-01 08:00 {TITLES['2025/harbour']}\n"


def test_a_form_of_ones_own_is_collected_in(project: Path, crawled: Crawl) -> None:
    assert crawled.code == 0, crawled.err
    done = python("collect_tsv.py", "paper", proxy=None, **beside(project))
    assert done.code == 0, done.err + done.out
    with (project / "paper.tsv").open(encoding="utf-8", newline="") as file:
        assert [row["url"] for row in csv.DictReader(file, dialect="excel-tab")] == [f"{HOME}2025/harbour"]
    assert (project / "paper.tsv.sha256").exists()
