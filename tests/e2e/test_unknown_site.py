"""A site that nobody knows, in every command that takes a site's name."""

from pathlib import Path

import pytest

from tests.e2e.crawling import scrapy

LONG = pytest.mark.long


@pytest.mark.parametrize(
    "arguments",
    [
        ["archive", "fnews"],
        ["crawl", "fnews"],
        pytest.param(["status", "fnews"], marks=LONG),
        pytest.param(["verify", "fnews"], marks=LONG),
        pytest.param(["replay", "fnews"], marks=LONG),
        pytest.param(["collect", "fnews", "--to", "x.jsonl"], marks=LONG),
        pytest.param(["adopt", ".", "--site", "fnews"], marks=LONG),
        pytest.param(["history", "NW1", "--site", "fnews"], marks=LONG),
        pytest.param(["forget", "NW1", "--reason", "none", "--site", "fnews"], marks=LONG),
        pytest.param(["try", "https://example.org/", "--site", "fnews"], marks=LONG),
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_nearest_one_and_how_to_begin_are_named(arguments: list[str], tmp_path: Path) -> None:
    done = scrapy(*arguments, proxy=None, output=tmp_path)
    told = done.out + done.err
    assert done.code == 64, told
    assert "no such site: fnews; did you mean finews? `scrapy list` shows all;" in told.replace("\n", " ")
    assert "`scrapy archive news -a url=https://example.org/` begins" in told.replace("\n", " ")
    assert "Traceback" not in told
    assert not list(tmp_path.iterdir())


def test_an_address_that_does_not_answer_leaves_no_archive(tmp_path: Path) -> None:
    done = scrapy("archive", "news", "-a", "url=http://127.0.0.1:9/", proxy=None, output=tmp_path)
    told = done.out + done.err
    assert done.code == 2, told
    assert "failed (connection-refused): listing unread, refused" in told.replace("\n", " ")
    assert "forbidden by" not in told
    assert not list(tmp_path.iterdir())
