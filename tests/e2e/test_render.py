"""A site whose pages scripts build, read through the system's Chromium."""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsarchive.fetching.browser.middleware import MARK
from tests.e2e import scripted_site as pages
from tests.e2e.crawling import ROOT, Crawl, chromium_is_there, scrapy, snapshot
from tests.e2e.scripted_site import ScriptedSite, running_scripted_site

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.long,
    pytest.mark.skipif(not chromium_is_there(), reason="Chromium is not installed"),
]

PROFILE = """
name: scripted
home: {home}
hosts: ["{host}"]
zone: Asia/Shanghai
language: zh-CN
category: {{fallback: 江畔}}
render: {render}
media: link
"""


def archive(site: ScriptedSite, output: Path, *arguments: str, render: str = "true") -> Crawl:
    private = output / "scripted" / "_archive"
    if not private.exists():
        private.mkdir(parents=True)
        host = site.home.split("/")[2]
        (private / "site.yml").write_text(PROFILE.format(home=site.home, host=host, render=render))
    done = scrapy("archive", "scripted", *arguments, proxy=None, output=output)
    assert "Traceback" not in done.out + done.err
    assert "never retrieved" not in done.err
    return done


def posts_in(output: Path) -> list[str]:
    return [path.read_text() for path in sorted((output / "scripted" / "_posts").glob("*.md"))]


def numbers_in(output: Path) -> list[int]:
    return [int(post.partition("第")[2].partition("座")[0]) for post in posts_in(output)]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ScriptedSite, Path, Crawl]]:
    """One crawl; the sixth article's page tries every way to the victim."""
    output = tmp_path_factory.mktemp("rendered")
    with running_scripted_site(n6=pages.TRIES) as site:
        yield site, output, archive(site, output, "-L", "INFO")


def test_every_article_is_stored_as_its_scripts_show_it(rendered: tuple[ScriptedSite, Path, Crawl]) -> None:
    site, output, done = rendered
    assert done.code == 0, done.out + done.err
    posts = posts_in(output)
    assert len(posts) == pages.ARTICLES
    for number, post in enumerate(posts, start=1):
        paragraphs = [f"<p>{text}</p>" for text in pages.body_of(number)]
        image = f'<figure><img src="{site.home}photo/{number}.jpg" alt=""></figure>'
        assert f'title: "{pages.title_of(number)}"\n' in post
        assert f"date: {pages.date_of(number)} +0800\n" in post
        assert "\n".join([*paragraphs, image]) in post


def test_a_page_reaches_nothing_but_its_own_site(rendered: tuple[ScriptedSite, Path, Crawl]) -> None:
    site, _, done = rendered
    assert site.asked.count("GET /away") >= 2, "or the page did not try"
    assert re.search(r"'newsarchive/parts_not_fetched': [1-9]", done.err), "what was refused is counted"
    assert site.victim == []
    assert not [path for path in site.asked if "/private/" in path], "robots.txt"


def test_only_what_is_read_is_fetched_and_once(rendered: tuple[ScriptedSite, Path, Crawl]) -> None:
    site, _, _ = rendered
    assert site.asked.count("GET /app.js") == 1
    assert site.asked.count("GET /api/article/3") == site.asked.count("GET /news/3.html") == 1
    assert not [path for path in site.asked if "photo" in path or "missing" in path]
    assert len(site.agents) == 1
    assert all(agent.startswith("newsarchive/") for agent in site.agents)


def test_the_original_is_what_the_browser_shows_and_says_so(
    rendered: tuple[ScriptedSite, Path, Crawl],
) -> None:
    _, output, _ = rendered
    (warc,) = (output / "scripted" / "_archive" / "originals").glob("*.warc.gz")
    kept = {}
    with warc.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                url = record.rec_headers.get_header("WARC-Target-URI")
                kept[url] = record.http_headers, record.content_stream().read().decode()
    assert len(kept) == pages.ARTICLES
    for headers, html in kept.values():
        assert headers.get_header(MARK).startswith("Chromium ")
        assert headers.get_header("ETag") is None
        assert "<h1>" in html


def test_a_replay_needs_neither_network_nor_browser(rendered: tuple[ScriptedSite, Path, Crawl]) -> None:
    _, output, _ = rendered
    posts = snapshot(output / "scripted" / "_posts")
    assert len(posts) == pages.ARTICLES
    done = scrapy("replay", "scripted", "-s", "CHROMIUM=/nowhere", proxy="http://127.0.0.1:9", output=output)
    assert done.code == 0, done.out + done.err
    assert snapshot(output / "scripted" / "_posts") == posts


def test_a_second_run_asks_again_and_stores_nothing(rendered: tuple[ScriptedSite, Path, Crawl]) -> None:
    site, output, _ = rendered
    posts, asked = snapshot(output / "scripted" / "_posts"), len(site.asked)
    assert archive(site, output).code == 0
    assert "GET /api/list" in site.asked[asked:], "an unchanged shell says nothing of its list"
    assert snapshot(output / "scripted" / "_posts") == posts


def test_without_render_there_is_nothing_to_store(tmp_path: Path) -> None:
    with running_scripted_site() as site:
        listed = archive(site, tmp_path, render="false")
        named = archive(site, tmp_path, "-a", f"urls={site.home}news/3.html")
    assert listed.code == 2
    assert "no-links" in listed.out + listed.err
    assert named.code == 3
    assert "script-wall" in named.out
    assert posts_in(tmp_path) == []


def test_pages_that_do_not_end_are_ended(tmp_path: Path) -> None:
    additions = {"n2": pages.GROWS, "n3": pages.SPINS, "n4": pages.POLLS, "n5": pages.HANGS}
    with running_scripted_site(**additions) as site:
        done = archive(site, tmp_path, "-s", "DOWNLOAD_TIMEOUT=12", "-s", "DOWNLOAD_MAXSIZE=1000000")
        stored = numbers_in(tmp_path)
        site.additions.clear()
        assert archive(site, tmp_path).code == 0
    assert numbers_in(tmp_path) == [*range(1, 9)], "what did not come in time is owed"
    assert done.code == 2
    assert set(stored) <= {1, 4, 6, 7, 8}, "on a busy machine others may not end in time, too"
    ends = re.findall(r"│\s+(timeout|not-rendered)\s+│\s+(\d+) │", done.out)
    count = Counter({reason: int(number) for reason, number in ends})
    assert count.total() == 8 - len(stored)
    assert count["timeout"] >= 2


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 2), (signal.SIGKILL, -signal.SIGKILL)])
def test_no_browser_outlives_its_run(sent: signal.Signals, code: int, tmp_path: Path) -> None:
    token = f"newsarchive-{tmp_path.name}-{os.getpid()}"
    with running_scripted_site(**{f"n{number}": pages.SPINS for number in range(1, 9)}) as site:
        archive(site, tmp_path, "-a", "limit=0")
        run = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "archive", "scripted", "-s", "SHUTDOWN_GRACE=1"],
            cwd=ROOT, env=os.environ | {"NEWSARCHIVE_OUTPUT": str(tmp_path), "TEST_RUN": token},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: any("/news/" in path for path in site.asked))
        assert len(processes_with(token)) > 3
        run.send_signal(sent)
        assert run.wait(30) == code
    wait_until(lambda: not processes_with(token))


def test_a_missing_browser_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    with running_scripted_site() as site:
        done = archive(site, tmp_path, "-s", "CHROMIUM=/nowhere/chromium")
    assert done.code == 78
    assert "NEWSARCHIVE_CHROMIUM is '/nowhere/chromium', which is no program" in done.out
    assert site.asked == []


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def processes_with(token: str) -> list[str]:
    """The processes in whose environment the run's token is."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"TEST_RUN={token}".encode() in path.read_bytes():
                found.append(path.parent.name)
    return found
