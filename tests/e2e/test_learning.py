"""A site's own texts leave its posts: those to come as they are stored, earlier ones by replay alone."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.demo.responses import Response, page, refusal
from newsarchive.demo.server import Asked, serving
from tests.e2e.crawling import ROOT, SWITCHES, scrapy

HOME = "http://harbour.example/"
NAME = "harbour.example"
ARTICLES = 55
AD = "Harbour Bank lends a hand, and a house, to all who love the sea."
NOTE = "Columns are the opinion of their authors and bind nobody at this paper."
_TEXTS = (
    "The board of harbour {n} met to hear what crew {n} had found below the old pier, and heard it out.",
    "Carpenter {n} said that the beams had been cut in the year of the flood, to hold for {n}0 winters.",
    "Nobody asked who would pay for the {n} new bollards that the ferry company had wished for last summer.",
    "By evening the tide had carried {n} of the planks out to the sandbank, where children gathered them.",
)


def answer(asked: Asked) -> Response:
    path = "/" + asked.url.partition("://")[2].partition("/")[2]
    if path == "/":
        links = "".join(
            f'<li><a href="/2024/05/pier-{n}-repaired">Pier {n} of the harbour is repaired at last</a></li>'
            for n in range(ARTICLES)
        )
        return page(f"<html lang=en><title>Harbour News</title><body><main><ul>{links}</ul></main></html>")
    found = re.fullmatch(r"/2024/05/pier-(\d+)-repaired", path)
    if not found:
        return refusal(404, "not found")
    time.sleep(0.05)  # so that the first articles are stored before the last are read
    number = int(found[1])
    texts = [f"<p>{text.format(n=number + 11)}</p>" for text in _TEXTS]
    texts.insert(2, f"<div class=insert>{AD}</div>")
    title = f"Pier {number} of the harbour is repaired at last"
    return page(
        f"<html lang=en><head><title>{title}</title><meta property=og:type content=article>"
        f'<meta property="article:published_time" content="2024-05-01T08:{number:02}:00+02:00">'
        '<meta property="article:section" content="Harbour"><meta name=author content="Ann Reporter"></head>'
        f"<body><main><article><h1>{title}</h1>{''.join(texts)}<p class=note>{NOTE}</p></article></main>"
    )


@pytest.fixture
def site() -> Iterator[str]:
    with serving(answer) as address:
        yield address


def posts(output: Path) -> dict[str, str]:
    folder = output / NAME / "_posts"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}


def with_site_texts(output: Path) -> int:
    return sum(AD in post or NOTE in post for post in posts(output).values())


def test_what_is_learned_leaves_posts_and_comes_back_with_the_archive(site: str, tmp_path: Path) -> None:
    first = scrapy("archive", "news", "-a", f"url={HOME}", proxy=site, output=tmp_path)
    assert first.code == 0, first.out + first.err
    assert len(posts(tmp_path)) == ARTICLES
    left = with_site_texts(tmp_path)
    assert 0 < left < ARTICLES, "it learns on the way"
    assert f"`scrapy replay {NAME}` takes it" in " ".join(first.out.split())
    status = json.loads(scrapy("status", NAME, "--json", proxy=None, output=tmp_path).out)
    assert {one["text"] for one in status["known"]["furniture"]} == {AD, NOTE}
    assert status["known"]["still_in"] >= left

    replayed = scrapy("replay", NAME, proxy=None, output=tmp_path)
    assert replayed.code == 0, replayed.out + replayed.err
    assert re.search(rf"re-extracted +│ +{left}\b", replayed.out), replayed.out
    assert with_site_texts(tmp_path) == 0
    cleaned = posts(tmp_path)
    assert all(text.format(n=11) in cleaned_post(cleaned, 0) for text in _TEXTS)
    shown = scrapy("status", NAME, proxy=None, output=tmp_path).out
    assert "2 texts, since" in shown
    assert "still in" not in shown

    tried = scrapy("try", f"{HOME}2024/05/pier-3-repaired", "--site", NAME, proxy=site, output=tmp_path)
    assert "2 of 2 texts left out" in tried.out
    assert AD in tried.out.partition("learned")[2].partition("post ")[0]

    profile = tmp_path / NAME / "_archive" / "site.yml"
    before = profile.read_text(encoding="utf-8")
    profile.write_text(before + "learn: false\n", encoding="utf-8")
    assert scrapy("replay", NAME, proxy=None, output=tmp_path).code == 0
    assert with_site_texts(tmp_path) == ARTICLES, "all of it comes back"
    shown = " ".join(scrapy("status", NAME, proxy=None, output=tmp_path).out.replace("│", " ").split())
    assert "not in use: learn: false" in shown
    assert "still in" not in shown
    profile.write_text(before, encoding="utf-8")
    shown = " ".join(scrapy("status", NAME, proxy=None, output=tmp_path).out.replace("│", " ").split())
    assert "not in use" not in shown
    assert f"still in up to {ARTICLES} posts" in shown
    assert scrapy("replay", NAME, proxy=None, output=tmp_path).code == 0
    assert posts(tmp_path) == cleaned
    assert "still in" not in scrapy("status", NAME, proxy=None, output=tmp_path).out

    page = f"{HOME}2024/05/pier-0-repaired"
    history = scrapy("history", page, proxy=None, output=tmp_path, more={"COLUMNS": "200"})
    assert "learned: version" in " ".join(history.out.split())
    for catalog in (tmp_path / NAME / "_archive").glob("catalog.sqlite*"):
        catalog.unlink()
    rebuilt = scrapy("verify", NAME, "--rebuild", proxy=None, output=tmp_path)
    assert rebuilt.code == 0, rebuilt.out + rebuilt.err
    again = scrapy("replay", NAME, proxy=None, output=tmp_path)
    assert (again.code, posts(tmp_path)) == (0, cleaned), again.out + again.err
    assert re.search(r"stored +│ +0\b", again.out), again.out
    later = scrapy("archive", NAME, "-a", "recheck=all", proxy=site, output=tmp_path)
    assert (later.code, posts(tmp_path)) == (0, cleaned), later.out + later.err
    assert scrapy("verify", NAME, proxy=None, output=tmp_path).code == 0


def cleaned_post(found: dict[str, str], number: int) -> str:
    return next(post for post in found.values() if f"pier-{number}-repaired" in post)


@pytest.mark.crash
@pytest.mark.parametrize("stored", [9, 17])
def test_a_run_that_is_killed_leaves_nothing_half_learned(site: str, tmp_path: Path, stored: int) -> None:
    command = [sys.executable, "-m", "scrapy", "archive", "news", "-a", f"url={HOME}", *SWITCHES]
    slow = ["-s", "DOWNLOAD_DELAY=0.05", "-s", "CONCURRENT_REQUESTS=1"]
    environment = os.environ | {"NEWSARCHIVE_OUTPUT": str(tmp_path), "http_proxy": site, "no_proxy": ""}
    run = subprocess.Popen(
        [*command, *slow], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while len(posts(tmp_path)) < stored:
            assert run.poll() is None, "it ended before it was killed"
            time.sleep(0.01)
    finally:
        run.send_signal(signal.SIGKILL)
        run.wait()
    went_on = scrapy("archive", NAME, proxy=site, output=tmp_path)
    assert went_on.code == 0, went_on.out + went_on.err
    assert scrapy("replay", NAME, proxy=None, output=tmp_path).code == 0
    assert (len(posts(tmp_path)), with_site_texts(tmp_path)) == (ARTICLES, 0)
    verified = scrapy("verify", NAME, proxy=None, output=tmp_path)
    assert verified.code == 0, verified.out
