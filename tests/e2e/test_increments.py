"""What a later run costs and notices, on a site where things happen; counted at the server."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from newsarchive.demo.later_day import Changes
from newsarchive.demo.running import running_demo_site
from newsarchive.demo.site import DemoSite
from tests.e2e.crawling import Crawl, scrapy, snapshot
from tests.e2e.reference import reference

ARTICLES = 80
LATER = Changes(added=4, edited=3, removed=2, moved=2, shrunken=2, emptied=1, soft_404=2, counters=True)
GOOD = ARTICLES + 16  # with the seed and the rolling news


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("first")
    assert visit(output, Changes())[0].code == 0
    return output


@pytest.fixture
def output(first_day: Path, tmp_path: Path) -> Path:
    shutil.copytree(first_day / "finews", tmp_path / "finews")
    return tmp_path


def visit(
    output: Path, changes: Changes, *arguments: str, validators: bool = True
) -> tuple[Crawl, list[list[str]]]:
    """A run, and the requests that the server saw: method, URL, status, bytes of body."""
    log = output / "requests.log"
    log.unlink(missing_ok=True)
    with running_demo_site(
        ARTICLES, bad_records=False, changes=changes, validators=validators, log=log
    ) as proxy:
        crawl = scrapy("archive", "finews", *arguments, proxy=proxy, output=output)
    assert "Traceback" not in crawl.out + crawl.err
    return crawl, [line.split() for line in log.read_text().splitlines()]


def counts(table: str) -> dict[str, int]:
    return {label: int(n) for label, n in re.findall(r"│\s+([a-z0-9 /-]+?)\s+│\s+(\d+) │", table)}


def posts(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (output / "finews" / "_posts").iterdir()}


def test_a_run_without_news_asks_for_listings_alone_and_writes_nothing(output: Path) -> None:
    before = snapshot(output / "finews")
    crawl, requests = visit(output, Changes())
    assert crawl.code == 0
    asked = Counter(url for _, url, _, _ in requests)
    assert max(asked.values()) == 1
    assert not [url for url in asked if "zning" in url and "robots.txt" not in url], "no article"
    listings = [line for line in requests if "robots.txt" not in line[1]]
    assert {(status, size) for _, _, status, size in listings} == {("304", "0")}
    after = snapshot(output / "finews")
    assert after.keys() == before.keys()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {f"_archive/{name}" for name in ("catalog.sqlite", "checked.json", "search.sqlite")}


@pytest.mark.long
@pytest.mark.parametrize("validators", [True, False])
def test_a_later_day_is_noticed_in_one_run(output: Path, *, validators: bool) -> None:
    crawl, requests = visit(output, LATER, "-a", "recheck=all", validators=validators)
    shown = counts(crawl.out)
    assert shown["stored"] == LATER.added + LATER.edited + LATER.moved
    assert (shown["edited"], shown["moved"], shown["gone"]) == (LATER.edited, LATER.moved, LATER.removed)
    kept = {reason: n for reason, n in shown.items() if reason.startswith("kept-")}
    assert sum(kept.values()) == LATER.shrunken + LATER.emptied + LATER.soft_404
    site = DemoSite(ARTICLES, bad_records=False, changes=LATER)
    expected = dict(reference(article) for article in site.articles)
    assert posts(output).keys() == expected.keys()
    nonces = {name for name, post in posts(output).items() if post != expected[name]}
    assert all(b"nonce=" in expected[name] or b"<img" in expected[name] for name in nonces), nonces
    if validators:
        articles = [line for line in requests if "GetNewsText" in line[1] or "NewsShare" in line[1]]
        assert (
            len(articles) <= GOOD + 2 * (shown["stored"] + sum(kept.values())) + GOOD
        )  # counters: all are new
    assert scrapy("verify", proxy=None, output=output).code == 0


@pytest.mark.long
def test_it_notices_twenty_ten_and_five_with_one_request_each(output: Path) -> None:
    changes = Changes(added=20, edited=10, removed=5)
    crawl, requests = visit(output, changes, "-a", "recheck=all")
    shown = counts(crawl.out)
    assert (shown["stored"], shown["edited"], shown["gone"]) == (30, 10, 5)
    assert shown["same text"] == GOOD - 15
    asked = Counter(line[1] for line in requests)
    assert set(asked.values()) == {1}
    assert "304" not in {line[2] for line in requests}, "it asks without condition"


@pytest.mark.long
def test_recheck_none_asks_for_no_article(output: Path) -> None:
    crawl, requests = visit(output, LATER, "-a", "recheck=none")
    assert counts(crawl.out)["stored"] == LATER.added
    asked_again = [line for line in requests if line[2] in {"304", "404", "410"} and "zning" in line[1]]
    assert not asked_again


@pytest.mark.long
def test_what_is_gone_keeps_its_post_and_is_left_alone(output: Path) -> None:
    gone = Changes(removed=3)
    visit(output, gone, "-a", "recheck=all")
    assert len(posts(output)) == GOOD
    assert "gone at the source" in scrapy("status", "finews", proxy=None, output=output).out
    _, requests = visit(output, gone)
    assert not [line for line in requests if line[2] in {"404", "410"}]


@pytest.mark.long
def test_a_limit_leaves_articles_owed_and_a_304_does_not_lose_them(tmp_path: Path) -> None:
    first, _ = visit(tmp_path, Changes(), "-a", "limit=20")
    assert (first.code, counts(first.out)["stored"]) == (2, 20)
    second, _ = visit(tmp_path, Changes())
    assert (second.code, counts(second.out)["stored"]) == (0, GOOD - 20)
    assert len(posts(tmp_path)) == GOOD


@pytest.mark.long
def test_a_window_leaves_the_rest_for_a_run_without_one(tmp_path: Path) -> None:
    narrow, _ = visit(tmp_path, Changes(), "-a", "since=2022-03-07", "-a", "until=2022-03-07")
    assert narrow.code == 0
    assert 0 < len(posts(tmp_path)) < GOOD
    visit(tmp_path, Changes())
    assert len(posts(tmp_path)) == GOOD


@pytest.mark.long
def test_replay_gives_the_same_posts_without_a_network(output: Path) -> None:
    before = snapshot(output / "finews" / "_posts")
    replay = scrapy("replay", "finews", proxy="http://127.0.0.1:9", output=output)
    assert replay.code == 0, replay.out + replay.err
    assert counts(replay.out)["same text"] == GOOD
    assert snapshot(output / "finews" / "_posts") == before


@pytest.mark.long
def test_posts_begun_elsewhere_are_adopted(output: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(output / "finews" / "_posts", elsewhere)
    (elsewhere / "-202205262391921712.md").write_text('---\nlayout: post\ntitle: ""\ndate:  +0800\n---\nx')
    (elsewhere / "notes.md").write_text("no post at all")
    adopted = scrapy("adopt", str(elsewhere), proxy=None, output=tmp_path / "new")
    assert adopted.code == 2
    assert "-202205262391921712.md: not adopted (no-title)" in adopted.out
    assert "notes.md: not adopted (no-front-matter)" in adopted.out
    assert posts(tmp_path / "new") == posts(output)
    later, _ = visit(tmp_path / "new", Changes(added=2))
    assert counts(later.out)["stored"] == 2, "what was adopted is not fetched again"
    assert scrapy("verify", proxy=None, output=tmp_path / "new").code == 0


@pytest.mark.long
def test_collections_hold_what_was_asked_for(output: Path, tmp_path: Path) -> None:
    target = tmp_path / "changes.jsonl"
    collect = ("collect", "finews", "--to", str(target), "--changed-since-last")
    assert f"{GOOD} posts" in scrapy(*collect, proxy=None, output=output).out
    first = target.read_bytes()
    again = scrapy(*collect, proxy=None, output=output)
    assert (again.code, "stays as it is, since nothing is new" in again.out) == (0, True)
    assert target.read_bytes() == first
    visit(output, Changes(added=1, edited=2), "-a", "recheck=all")
    assert "3 posts" in scrapy(*collect, proxy=None, output=output).out
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3
