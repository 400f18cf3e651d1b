"""The main job, end to end."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import yaml

from newsarchive.demo.bad_records import BAD_RECORDS
from newsarchive.demo.site import DemoSite
from tests.e2e.crawling import ROOT, Crawl, scrapy, snapshot

SEED = "2022-03-07-NW202203072298194131.md"
SEED_POST = ROOT / "tests" / "sites" / "finews" / "seed" / "post.md"


def counts(table: str) -> dict[str, int]:
    rows = re.findall(r"│\s+([a-z0-9 /-]+?)\s+│\s+(\d+) │", table)
    return {label: int(count) for label, count in rows}


def test_the_seed_post_is_identical(first_run: tuple[Crawl, Path]) -> None:
    assert (first_run[1] / "_posts" / SEED).read_bytes() == SEED_POST.read_bytes()


def test_every_record_ends_as_expected(first_run: tuple[Crawl, Path]) -> None:
    crawl, _ = first_run
    expected = Counter(outcome for outcome in DemoSite().expected.values())
    shown = counts(crawl.out)
    by_end = Counter(outcome.partition(":")[0] for outcome in expected.elements())
    assert {end: shown[end] for end in ("stored", "quarantined", "failed")} == dict(by_end)
    for outcome, count in expected.items():
        _, _, reason = outcome.partition(":")
        if reason:
            assert shown[reason] == count, outcome
    assert shown["seen"] == sum(by_end.values())
    assert crawl.code == 2, "failed records make the run partial"
    assert "Traceback" not in crawl.err + crawl.out


def test_each_bad_record_is_accounted_for(first_run: tuple[Crawl, Path]) -> None:
    _, archive = first_run
    shown = scrapy("status", "finews", "--quarantined", "--json", proxy=None, output=archive.parent)
    quarantine = [json.loads(line) for line in shown.out.splitlines()]
    assert all(set(entry) >= {"id", "url", "reason", "time", "record"} for entry in quarantine)
    reasons = Counter(entry["reason"] for entry in quarantine)
    posts = {path.name[11:-3] for path in (archive / "_posts").iterdir()}
    expected_reasons: Counter[str] = Counter()
    for record in BAD_RECORDS:
        end, _, reason = record.outcome.partition(":")
        if end == "quarantined":
            expected_reasons[reason] += 1
        if end == "stored":
            assert record.source_id in posts, record.shows
        else:
            assert record.source_id not in posts, record.shows
    assert reasons == expected_reasons


def test_every_post_has_a_safe_name_and_the_five_keys(first_run: tuple[Crawl, Path]) -> None:
    posts = list((first_run[1] / "_posts").iterdir())
    assert posts
    for path in posts:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d-[A-Za-z0-9_-]{1,100}\.md", path.name)
        text = path.read_text(encoding="utf-8")
        read = yaml.safe_load(text.split("---\n", 2)[1])
        assert list(read) == ["layout", "title", "date", "categories", "tags"]
        assert all(read.values())
        assert str(read["date"])[:10] == path.name[:10]
        assert text[-1] == ")"


def test_nothing_stands_beside_posts_and_archive(first_run: tuple[Crawl, Path]) -> None:
    _, archive = first_run
    assert sorted(path.name for path in archive.iterdir()) == ["_archive", "_posts"]
    assert not list((archive / "_archive" / "staging").iterdir())


def test_the_catalog_keeps_what_a_run_cost(first_run: tuple[Crawl, Path]) -> None:
    with closing(sqlite3.connect(first_run[1] / "_archive" / "catalog.sqlite")) as catalog:
        ((told,),) = catalog.execute("SELECT cost FROM run WHERE command = 'crawl'").fetchall()
    cost = json.loads(told)
    requests, received = re.findall(r"([\d,]+) requests, ([\d,]+) bytes", first_run[0].out)[0]
    assert (f"{cost['requests']:,}", f"{cost['bytes']:,}") == (requests, received)
    assert cost["cpu"] > 0


def test_a_second_run_writes_nothing(first_run: tuple[Crawl, Path], demo_site: str, tmp_path: Path) -> None:
    shutil.copytree(first_run[1], tmp_path / "finews", copy_function=shutil.copy2)
    before = snapshot(tmp_path)
    again = scrapy("archive", "finews", proxy=demo_site, output=tmp_path)
    after = snapshot(tmp_path)
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {
        f"finews/_archive/{name}" for name in ("catalog.sqlite", "checked.json", "search.sqlite")
    }
    assert after.keys() == before.keys(), "no new WARC, no new post"
    assert counts(again.out)["seen"] == counts(again.out)["failed"] == counts(first_run[0].out)["failed"]


def test_one_id_alone_is_archived_without_listings(demo_site: str, tmp_path: Path) -> None:
    crawl = scrapy("archive", "finews", "-a", "ids=NW202203072298194131", proxy=demo_site, output=tmp_path)
    assert crawl.code == 0
    assert [p.name for p in (tmp_path / "finews" / "_posts").iterdir()] == [SEED]
    assert (tmp_path / "finews" / "_posts" / SEED).read_bytes() == SEED_POST.read_bytes()
    assert "2 requests" in crawl.out, "robots.txt and the text"


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("urls=http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202203072298194131", 1),
        ("urls=http://finews.withounder.com/shangraoribao/2022/03/07/NW202203072298194131.html", 1),
        ("limit=3", 3),
    ],
)
@pytest.mark.long
def test_arguments_choose(argument: str, expected: int, demo_site: str, tmp_path: Path) -> None:
    crawl = scrapy("archive", "finews", "-a", argument, proxy=demo_site, output=tmp_path)
    assert counts(crawl.out)["seen"] == expected, crawl.err
    assert crawl.code == (2 if argument == "limit=3" else 0), "what a limit leaves is owed"


@pytest.mark.long
def test_categories_and_dates_choose(demo_site: str, tmp_path: Path) -> None:
    crawl = scrapy(
        "archive", "finews", "-a", "categories=shangraoribao", "-a", "since=2022-03-07",
        "-a", "until=2022-03-07", proxy=demo_site, output=tmp_path,
    )  # fmt: skip
    names = [p.name for p in (tmp_path / "finews" / "_posts").iterdir()]
    assert SEED in names
    assert all(name.startswith("2022-03-07") for name in names)
    assert crawl.code == 0


@pytest.mark.parametrize(
    ("command", "code", "argument", "words"),
    [
        ("archive", 64, "ids=../../etc", ("ids=", "../../etc", "[0-9]{18}")),
        ("crawl", 64, "since=yesterdayish", ("since=", "yesterdayish", "YYYY-MM-DD")),
    ],
)
def test_a_bad_argument_is_named(
    command: str, code: int, argument: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    crawl = scrapy(command, "finews", "-a", argument, proxy=None, output=tmp_path)
    assert crawl.code == code
    assert all(word in crawl.out + crawl.err for word in words), crawl.err
    assert "Traceback" not in crawl.err


@pytest.mark.parametrize(
    ("argument", "proxy", "reason"),
    [
        ("categories=nosuch", None, "http-404"),
        ("categories=emnews", "http://127.0.0.1:9", "connection-refused"),
    ],
)
@pytest.mark.long
def test_an_unread_listing_makes_the_run_partial(
    argument: str, proxy: str | None, reason: str, demo_site: str, tmp_path: Path
) -> None:
    crawl = scrapy("archive", "finews", "-a", argument, "-s", "ROBOTSTXT_OBEY=0",
                   proxy=proxy or demo_site, output=tmp_path)  # fmt: skip
    assert crawl.code == 2
    assert counts(crawl.out)["listings unread"] == 1
    assert reason in crawl.err
    assert "Traceback" not in crawl.err


@pytest.mark.long
def test_a_second_run_at_the_same_time_leaves(tmp_path: Path, demo_site: str) -> None:
    private = tmp_path / "finews" / "_archive"
    private.mkdir(parents=True)
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
         "from newsarchive.store.lock import ArchiveLock\n"
         f"ArchiveLock(Path({str(private)!r})).acquire(started=datetime.now(UTC))\n"
         "print('held', flush=True); sys.stdin.read()"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        archive = scrapy("archive", "finews", proxy=demo_site, output=tmp_path)
        crawl = scrapy("crawl", "finews", proxy=demo_site, output=tmp_path)
    finally:
        holder.communicate("")
    assert (archive.code, crawl.code) == (75, 1)
    for run in (archive, crawl):
        assert f"process {holder.pid} on " in run.out + run.err
        assert "Traceback" not in run.err


@pytest.mark.long
def test_feed_exports_carry_zones_and_whole_titles(demo_site: str, tmp_path: Path) -> None:
    feeds = ["-O", str(tmp_path / "a.jsonl"), "-O", str(tmp_path / "a.csv")]
    crawl = scrapy("crawl", "finews", *feeds, proxy=demo_site, output=tmp_path)
    assert crawl.code == 0
    records = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(records) == len(list((tmp_path / "finews" / "_posts").iterdir()))
    seed = next(r for r in records if r["source_id"] == "NW202203072298194131")
    assert seed["published"] == "2022-03-07T08:23:06+08:00"
    assert max(len(record["title"]) for record in records) == 3000
    assert "2022-03-07T08:23:06+08:00" in (tmp_path / "a.csv").read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a tmpfs of 1 MiB")
def test_a_full_disk_stops_the_run_with_74(demo_site: str, tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine forbids mounting a tmpfs")
    try:
        crawl = scrapy("archive", "finews", proxy=demo_site, output=tmp_path)
        posts = list((tmp_path / "finews" / "_posts").iterdir())
        assert all(post.read_bytes().endswith(b")") for post in posts), "no torn post"
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
    assert crawl.code == 74
    assert "No space left" in crawl.out + crawl.err
    assert "Traceback" not in crawl.err


@pytest.mark.long
def test_it_runs_from_any_folder_of_the_project(demo_site: str, tmp_path: Path) -> None:
    crawl = scrapy(
        "crawl", "finews", "-a", "ids=NW202203072298194131",
        proxy=demo_site, output=tmp_path, cwd=ROOT / "docs",
    )  # fmt: skip
    assert crawl.code == 0
    assert (tmp_path / "finews" / "_posts" / SEED).exists()


@pytest.mark.long
def test_no_site_is_a_usage_error(tmp_path: Path) -> None:
    crawl = scrapy("archive", proxy=None, output=tmp_path)
    assert crawl.code == 64
    assert "scrapy list" in crawl.err
