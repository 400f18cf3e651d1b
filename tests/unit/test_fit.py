"""The program that fits the body's weights runs on made-up pages of a few sites, in either form of folder."""

import json
import lzma
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from newsarchive.extraction.body.blocks import blocks_of
from newsarchive.extraction.body.features import FIRST_NAMES, SECOND_NAMES, first_features
from newsarchive.extraction.body.working import working_copy
from newsarchive.pages.tree import Page

pytest.importorskip("numpy", reason="numpy is not installed: make develop")
FIT = Path(__file__).parents[2] / "benchmarks" / "extraction" / "fit.py"
PAGE = """<html><head><title>{title}</title></head><body>
<ul class="menu"><li><a href="/a">Home</a></li><li><a href="/b">Weather</a></li></ul>
<h1>{title}</h1><div class="text">{text}</div>
<div class="footer"><p><a href="/c">Write to us</a></p><p><a href="/d">Terms of use</a></p></div>
</body></html>"""


def page(number: int) -> tuple[str, list[str], str]:
    """An address, the paragraphs of its article, and the page."""
    paragraphs = [
        f"On day {number} the ferry crossed {count} times, said the harbour master, who had counted them."
        for count in range(3, 7)
    ]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    url = f"https://paper{number % 6}.example/{number}"
    return url, paragraphs, PAGE.format(title=f"The ferry on day {number}", text=text)


def loose(folder: Path) -> None:
    for number in range(12):
        url, paragraphs, html = page(number)
        (folder / f"{number}.html").write_text(html)
        (folder / f"{number}.json").write_text(json.dumps({"url": url, "flow": paragraphs}))


def packed(folder: Path) -> None:
    lines = []
    with tarfile.open(folder / "pages-AA.tar.xz", "w:xz") as archive:
        for number in range(12):
            url, paragraphs, html = page(number)
            name = folder / f"{number}.html"
            name.write_text(html)
            archive.add(name, name.name)
            truth = {"body": "\n".join(paragraphs)}
            lines.append(json.dumps({"id": str(number), "set": "AA", "url": url, "truth": truth}))
    (folder / "manifest.jsonl.xz").write_bytes(lzma.compress("\n".join(lines).encode()))


def fit(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, FIT, folder], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("write", [loose, packed])
def test_weights_that_are_fitted_tell_the_article(write: Any, tmp_path: Path) -> None:
    write(tmp_path)
    done = fit(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "12 pages of 6 sites" in done.stdout
    assert done.stderr.count("F1 of the blocks of other sites 1.000") == 2
    weights: dict[str, Any] = {}
    exec(done.stdout, weights)
    assert (tuple(weights["FIRST"]), tuple(weights["SECOND"])) == (FIRST_NAMES, SECOND_NAMES)
    url, paragraphs, html = page(99)
    blocks = blocks_of(working_copy(Page(html, url).tree))
    odds = [
        sum(weights["FIRST"][name] * number for name, number in zip(FIRST_NAMES, numbers, strict=True))
        for numbers in first_features(blocks, "The ferry on day 99")
    ]
    assert [block.text for block, odd in zip(blocks, odds, strict=True) if odd > 0] == paragraphs


def test_one_site_is_too_few(tmp_path: Path) -> None:
    url, paragraphs, html = page(1)
    (tmp_path / "1.html").write_text(html)
    (tmp_path / "1.json").write_text(json.dumps({"url": url, "flow": paragraphs}))
    done = fit(tmp_path)
    assert done.returncode == 1
    assert "at least two sites" in done.stderr
