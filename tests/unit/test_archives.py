"""Which archives there are, which article is meant, and what is shown of either."""

import json
import os
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from scrapy.settings import Settings

from newsarchive.exceptions import ArgumentError, NewsArchiveError, StorageError
from newsarchive.items import Gone, Rejected, Unchanged, Unfetched
from newsarchive.posts.post_diff import diff_lines, readable_lines
from newsarchive.profiles import SiteProfile
from newsarchive.showing.events import event_json
from newsarchive.showing.history import history_lines, revisions_table
from newsarchive.showing.local_time import duration, local_time
from newsarchive.showing.status import status_json, status_table
from newsarchive.sites import profile_paths, without_profile
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import catalog_of, looking_into, reading
from newsarchive.store.condition import Condition, condition_of
from newsarchive.store.events import events
from newsarchive.store.history import history_of
from newsarchive.store.lock import holder
from newsarchive.upkeep.subject import archives, look_up, spider_of
from spiders.finews import FinewsSpider
from tests.unit.remembering import NOW, SHARE, article, opened, remembering, source_id

NOW_SECONDS = int(NOW.timestamp())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    ours = Settings()
    ours.setmodule("newsarchive.settings", priority="project")
    ours.set("OUTPUT_DIR", str(tmp_path), priority="cmdline")
    return ours


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    """With an article that failed, one that is gone, and a quarantined one."""
    archive = remembering(tmp_path / "finews", profile)
    bad = Rejected(
        source_id(70), SHARE.format(source_id(70)), "no-title", "no \x1b[31mtitle", {"a": "\ud800"}
    )
    with opened(archive, hours=2):
        gone, failed = article(2), article(3)
        archive.write([Gone(gone.source_id, gone.url), bad], now=NOW)
        archive.transact(lambda rows: archive.desk.new_row(source_id(80), SHARE.format(source_id(80))))
        archive.write([Unfetched(source_id(80), failed.url, "http-503")], now=NOW)
    return archive


def condition(archive: Archive) -> Condition:
    with looking_into(archive.catalog) as catalog:
        return condition_of(catalog, archive.folder, now=NOW_SECONDS + 7200)


def shown(what: Any) -> str:
    console = Console(width=110, file=StringIO())
    console.print(what)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_the_named_sites_or_all_that_are_there(
    settings: Settings, archive: Archive, tmp_path: Path, profile: SiteProfile
) -> None:
    (tmp_path / "old-site" / "_archive").mkdir(parents=True)
    (tmp_path / "nothing").mkdir()
    for sites in ([], ["finews"]):
        (found,) = archives(settings, sites)
        assert (found.name, found.folder, found.profile) == ("finews", tmp_path / "finews", profile)
        assert found.catalog == archive.catalog
    assert without_profile(settings) == [tmp_path / "old-site"]
    with pytest.raises(ArgumentError, match=r"no such site: fnews; did you mean finews\?"):
        archives(settings, ["finews", "fnews"])


def test_a_site_that_was_never_archived_has_an_archive_to_be(settings: Settings, tmp_path: Path) -> None:
    assert archives(settings, []) == without_profile(settings) == []
    (found,) = archives(settings, ["finews"])
    with pytest.raises(StorageError, match="there is no catalog"), looking_into(catalog_of(found.folder)):
        pass
    assert list(profile_paths(settings)) == ["eastmoney", "finews", "guardian", "n-tv"]
    assert spider_of(settings, "finews") is FinewsSpider


@pytest.mark.parametrize(
    "given",
    [
        source_id(1),
        SHARE.format(source_id(1)),
        f"2022-03-07-{source_id(1)}.md",
        f"output/finews/_posts/2021-01-01-{source_id(1)}.md",
        f"http://finews.zning.xyz/NewsData/GetNewsText.do?id={source_id(1)}",
        f"http://finews.zning.xyz/shangraoribao/2022/03/07/{source_id(1)}.html",
        source_id(1).removeprefix("NW"),
    ],
)
@pytest.mark.parametrize("site", [None, "finews"])
def test_an_article_is_found_by_whatever_one_has_of_it(
    given: str, site: str | None, settings: Settings, archive: Archive
) -> None:
    assert look_up(settings, given, site).named.source_id == source_id(1)


def test_what_nobody_knows(settings: Settings, archive: Archive) -> None:
    never = source_id(99)
    with pytest.raises(NewsArchiveError, match="no archive knows such an article"):
        look_up(settings, never, None)
    known = look_up(settings, never, None, unknown_too=True)
    assert (known.named.source_id, known.named.url) == (never, SHARE.format(never))
    for given in ("../../etc/passwd", "https://example.com/", f"2022-03-07-{never}.md", never.lower()):
        with pytest.raises(NewsArchiveError, match="finews knows no such article"):
            look_up(settings, given, "finews", unknown_too=True)
    assert look_up(settings, source_id(70), None).named.source_id == source_id(70)


@pytest.mark.parametrize("reason", ["redirect-home", "redirect-listing", "soft-404", "paywall"])
def test_an_archived_article_that_leads_to_a_list_is_gone_and_not_quarantined(
    reason: str, settings: Settings, archive: Archive
) -> None:
    one, says_gone = article(4), reason != "paywall"
    with opened(archive, hours=3):
        led = Rejected(one.source_id, one.url, reason, "it leads elsewhere", {})
        (verdict,) = archive.write([led], now=NOW)
    assert verdict.reason == f"kept-{reason}"
    seen = condition(archive)
    assert seen.quarantined == {"no-title": 1} | ({} if says_gone else {reason: 1})
    assert seen.gone == 1 + says_gone
    with looking_into(archive.catalog) as catalog:
        assert len(list(events(catalog, "quarantined"))) == 2 - says_gone
    asked = look_up(settings, one.source_id, "finews")
    with reading(archive.catalog) as rows:
        known = history_of(rows, "finews", asked.named)
        told = "\n".join(history_lines(asked.named, known, asked.archive.profile.tzinfo))
    assert known.row
    assert known.row.next_check is not None, "a redirect may end"
    assert ("gone at the source" in told) is says_gone
    assert ("quarantined" in told) is not says_gone
    assert "it leads elsewhere" in told
    with opened(archive, hours=4):
        archive.write([Unchanged(one.source_id, one.url)], now=NOW)
    assert condition(archive).gone == 1, "it is back"


def test_the_condition_counts_what_is_there(archive: Archive) -> None:
    seen = condition(archive)
    assert (seen.articles, seen.revisions, seen.posts) == (12, 15, 12)
    assert (seen.owed, seen.failed) == (1, {"http-503": 1})
    assert seen.quarantined == {"no-title": 1}
    assert (seen.gone, seen.copies, seen.forgotten) == (1, 0, 0)
    assert seen.sizes["posts"] == sum(p.stat().st_size for p in archive.posts.folder.iterdir())
    assert seen.sizes["originals"] > 0 < seen.sizes["catalog"]
    assert seen.holder is None
    assert seen.last_run == seen.last_crawl
    assert seen.last_crawl
    assert seen.last_crawl.started == seen.last_crawl.ended == NOW_SECONDS + 7200


def test_while_a_run_is_at_work(archive: Archive, profile: SiteProfile) -> None:
    with opened(archive, hours=3):
        seen = condition(archive)
        assert seen.holder
        assert seen.holder.pid == os.getpid()
        table = shown(status_table("finews", seen, profile.tzinfo, now=NOW_SECONDS))
        assert "not ended yet" in table
        assert f"process {os.getpid()} on" in table
        assert not json.loads(status_json("finews", seen, profile.tzinfo))["last_run"]["interrupted"]


def test_an_interrupted_run_is_called_so(archive: Archive, profile: SiteProfile) -> None:
    archive.open(started=NOW, command="replay", arguments={}, extraction="code")
    archive.close()
    seen = condition(archive)
    table = shown(status_table("finews", seen, profile.tzinfo, now=NOW_SECONDS))
    assert re.search(r"last replay +│ 2022-03-08 08:00:00\+08:00, interrupted", table)
    assert re.search(r"last crawl +│ 2022-03-08 10:00:00\+08:00, took 0 s", table)
    assert json.loads(status_json("finews", seen, profile.tzinfo))["last_run"]["interrupted"]


def test_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    note = tmp_path / "lock.json"
    note.write_text(json.dumps({"pid": 2**22 + 1, "host": os.uname().nodename, "since": "2022-03-08"}))
    assert holder(tmp_path) is None
    note.write_text(json.dumps({"pid": 1, "host": "elsewhere", "since": "2022-03-08"}))
    assert holder(tmp_path)
    note.write_text("{")
    assert holder(tmp_path) is None


def test_the_quarantine_is_told_line_by_line(archive: Archive, profile: SiteProfile) -> None:
    with looking_into(archive.catalog) as catalog:
        (line,) = [event_json("finews", one, profile.tzinfo) for one in events(catalog, "quarantined")]
    assert line.isascii()
    assert "\x1b" not in line
    assert json.loads(line) == {
        "site": "finews", "what": "quarantined", "title": "", "post": None,
        "id": source_id(70), "url": SHARE.format(source_id(70)), "reason": "no-title",
        "detail": "no \x1b[31mtitle", "time": "2022-03-08T08:00:00+08:00", "record": {"a": "\ud800"},
    }  # fmt: skip


def test_a_history_shows_everything_known(settings: Settings, archive: Archive) -> None:
    def told(number: int) -> str:
        subject = look_up(settings, source_id(number), None)
        zone = subject.archive.profile.tzinfo
        with reading(subject.archive.catalog) as rows:
            history = history_of(rows, "finews", subject.named)
        table = shown(revisions_table(subject.named, history, zone))
        return "\n".join([table, *history_lines(subject.named, history, zone)])

    assert re.search(r"1 │ crawled +│.*2 │ crawled .*│ current", told(1), re.DOTALL)
    assert "original of revision 1: http://finews.zning.xyz/NewsData/GetNewsText.do?id=" in told(1)
    assert "(no-date)" in told(1)
    assert "stored after all 2022-03-08 08:00:00+08:00" in told(1)
    assert "gone at the source since 2022-03-08 08:00:00+08:00" in told(2)
    assert "tried 1 time: http-503" in told(80)
    assert "quarantined 2022-03-08 08:00:00+08:00 (no-title)" in told(70)


def test_a_diff_shows_the_sentence_that_changed() -> None:
    old = '---\ntitle: "a"\n---\n<div><p>一句。二句“好。”三句</p><p>four<br/>five\x1b</p></div>\n'
    assert readable_lines(old)[3:] == [
        "<div><p>一句。", "二句“好。”", "三句</p>", "<p>four<br/>", "five\\x1b</p>", "</div>",
    ]  # fmt: skip
    new = old.replace("二句", "贰句")
    changed = [line for line in diff_lines(old, new, old_name="1", new_name="2") if line[0] in "+-"]
    assert changed == ["--- 1", "+++ 2", "-二句“好。”", "+贰句“好。”"]
    assert list(diff_lines(old, old, old_name="1", new_name="2")) == []


def test_times_are_shown_in_the_zone(profile: SiteProfile) -> None:
    assert local_time(NOW_SECONDS, profile.tzinfo) == "2022-03-08 08:00:00+08:00"
    spans = [duration(seconds) for seconds in (5, 65, 3700, 90061)]
    assert spans == ["5 s", "1 min 5 s", "1 h 1 min", "1 d 1 h"]
