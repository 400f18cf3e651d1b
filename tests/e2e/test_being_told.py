"""Whoever is not there is told by note, ping and metrics, of real runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.crawling import Crawl, scrapy
from tests.e2e.harbour_herald import HarbourHerald, running_herald
from tests.unit.told_to import ToldTo, told_to


@pytest.fixture
def herald(tmp_path: Path) -> Iterator[HarbourHerald]:
    with running_herald(tmp_path / "profiles") as site:
        yield site


@pytest.fixture
def somebody() -> Iterator[ToldTo]:
    with told_to() as one:
        yield one


def archive(tmp_path: Path, **more: str) -> Crawl:
    done = scrapy(
        "archive", "herald", proxy=None, output=tmp_path / "output",
        more={"NEWSARCHIVE_PROFILES": str(tmp_path / "profiles"), **more},
    )  # fmt: skip
    assert "Traceback" not in done.out + done.err
    return done


def test_an_outage_and_a_changed_template_are_told_once_each(
    tmp_path: Path, herald: HarbourHerald, somebody: ToldTo
) -> None:
    (tmp_path / "metrics").mkdir()
    there = f"127.0.0.1:{somebody.port}"
    told = {
        "NEWSARCHIVE_NOTIFY": f"json://{there}/note", "NEWSARCHIVE_PING": f"http://{there}/ping/{{site}}",
        "NEWSARCHIVE_METRICS": str(tmp_path / "metrics"),
    }  # fmt: skip
    first = archive(tmp_path, **told)
    assert first.code == 0, first.out + first.err
    herald.is_up = False
    assert [archive(tmp_path, **told).code for _ in range(3)] == [2, 2, 2]
    herald.is_up, herald.has_author, herald.articles = True, False, 55
    assert archive(tmp_path, **told).code == 0
    assert archive(tmp_path, **told).code == 0
    (down, _), (changed, text) = somebody.notes
    assert down == "herald broken: unreachable"
    assert changed == "herald mended, broken: unreachable, fewer-found"
    assert "author is found in" in text
    assert "`scrapy status herald` says more" in text
    ends = [path.removeprefix("/ping/herald") for path, _ in somebody.pings]
    assert ends == ["/start", "", *["/start", "/fail"] * 3, "/start", "", "/start", ""]
    assert "herald: seen 40 = 40 stored + 0 unchanged" in somebody.pings[1][1]
    metrics = (tmp_path / "metrics" / "newsarchive_herald.prom").read_text()
    assert 'newsarchive_findings_open{site="herald"} 1.0' in metrics
    assert 'newsarchive_run_exit_code{site="herald",word="complete"} 0.0' in metrics
    overview, status = (
        scrapy(
            "status", *names, proxy=None, output=tmp_path / "output",
            more={"NEWSARCHIVE_PROFILES": str(tmp_path / "profiles"), "COLUMNS": "200"},
        ).out for names in ([], ["herald"])
    )  # fmt: skip
    assert "wrong: 1" in overview
    assert status.count("wrong") == 1
    assert "fewer-found author, since 20" in status
    assert "of the last day's 55, of 30 days' 55" in status


@pytest.mark.long
def test_a_run_does_not_fail_by_those_who_cannot_be_told(tmp_path: Path, herald: HarbourHerald) -> None:
    herald.articles = 3
    nobody = {
        "NEWSARCHIVE_PING": "http://127.0.0.1:9/", "NEWSARCHIVE_METRICS": str(tmp_path / "missing"),
        "NEWSARCHIVE_NOTIFY": "json://127.0.0.1:9/",
    }  # fmt: skip
    done = archive(tmp_path, **nobody)
    assert done.code == 0
    said = [line for line in done.err.splitlines() if "herald: " in line]
    assert len([line for line in done.err.splitlines() if "the ping failed: 127.0.0.1" in line]) == 2
    assert len([line for line in said if "no metrics: " in line]) == 1


@pytest.mark.long
@pytest.mark.parametrize("key", ["notify", "ping"])
def test_a_secret_in_a_profile_is_refused_and_not_repeated(
    tmp_path: Path, herald: HarbourHerald, key: str
) -> None:
    path = tmp_path / "profiles" / "herald.yml"
    path.write_text(path.read_text() + f"{key}: tgram://123456:SECRETTOKEN/987\n")
    done = archive(tmp_path)
    assert done.code == 78
    told = " ".join((done.out + done.err).split())
    assert f"herald.yml: {key}" in told
    assert "put it into a variable of the environment" in told
    assert "SECRETTOKEN" not in told
