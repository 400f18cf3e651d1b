"""``find`` searches all archives of the output folder, in 80 columns and as JSON."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.profiles import SiteProfile
from tests.browsing.shelves import NAME, gazette_archive
from tests.e2e.crawling import scrapy
from tests.unit.remembering import NOW, article, opened, remembering, submission


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Path:
    """Two archives, of which one had a sentence that its source took out."""
    output = tmp_path_factory.mktemp("output")
    archive = remembering(output / "finews", profile)
    for hours, text in ((2, "港口扩建工程昨日开工，市长到场。" * 9), (3, "港口扩建工程昨日开工。" * 13)):
        told = article(4, edition=hours, text=text)
        with opened(archive, hours=hours):
            archive.write([submission(told, profile)], now=NOW + timedelta(hours=hours))
    gazette_archive(output)
    return output


def test_what_was_found_is_shown(output: Path) -> None:
    done = scrapy("find", "市长到场", proxy=None, output=output, more={"COLUMNS": "80"})
    assert done.code == 0, done.err
    assert "港口扩建工程昨日开工，市长到场。" in done.out
    assert "stood in revision 2, gone between 2022-03-08 08:00 CST" in done.out
    assert "1 article" in done.out
    done = scrapy("find", "reeds OR 拖拉机", "--limit", "30", "--json", proxy=None, output=output)
    told = [json.loads(line) for line in done.out.splitlines()]
    assert {one["site"] for one in told} == {"finews", NAME}
    assert max(one["published"][:10] for one in told) == told[0]["published"][:10]
    assert all("[[" in one["text"] for one in told)


def test_nothing_found_is_said_and_so_is_what_cannot_be_read(output: Path) -> None:
    done = scrapy("find", "zeppelin", "--site", "finews", proxy=None, output=output)
    assert (done.code, done.out.strip()) == (1, "nothing was found"), done.err
    broken = output / "herald.example" / "_archive"
    broken.mkdir(parents=True)
    (broken / "catalog.sqlite").write_bytes(b"no catalog" * 500)
    done = scrapy("find", "reeds", proxy=None, output=output)
    assert done.code == 74
    assert "herald.example: " in done.err
    assert "Herons" in done.out, "the others are shown"
