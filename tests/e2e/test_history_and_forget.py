"""An article's life after the first crawl, by the commands that users type."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.demo.later_day import Changes
from newsarchive.demo.running import running_demo_site
from newsarchive.demo.site import DemoSite
from tests.e2e.crawling import Crawl, scrapy
from tests.unit.remembering import mentions

ARTICLES = 30
LATER = Changes(edited=2)
Run = Callable[..., str]

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after two crawls; two articles were edited between them."""
    output = tmp_path_factory.mktemp("output")
    for changes in (Changes(), LATER):
        assert crawl(output, changes).code == 0
    return output


def crawl(output: Path, changes: Changes = LATER) -> Crawl:
    with running_demo_site(ARTICLES, bad_records=False, changes=changes) as proxy:
        return scrapy("archive", "finews", "-a", "recheck=all", proxy=proxy, output=output)


@pytest.fixture
def run(output: Path) -> Run:
    def run(*arguments: str, code: int = 0) -> str:
        done = scrapy(*arguments, proxy=None, output=output)
        assert done.code == code, done.out + done.err
        assert "Traceback" not in done.out + done.err
        return done.out + done.err

    return run


@pytest.fixture(scope="module")
def edited() -> list[str]:
    return sorted(DemoSite(ARTICLES, bad_records=False, changes=LATER).changed["edited"])


def post_of(output: Path, source_id: str) -> Path:
    (path,) = (output / "finews" / "_posts").glob(f"*-{source_id}.md")
    return path


def test_an_edited_article_is_shown_restored_and_left_alone(
    output: Path, run: Run, edited: list[str]
) -> None:
    source_id = edited[0]
    now = post_of(output, source_id).read_bytes()
    assert re.search(r"│ +2 │ crawled .*│ current", run("history", source_id))
    diff = run("history", post_of(output, source_id).name, "--diff")
    assert [line for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert "revision 3" in run("history", source_id, "--restore", "1")
    restored = post_of(output, source_id).read_bytes()
    assert restored != now
    assert crawl(output).code == 0
    assert post_of(output, source_id).read_bytes() == restored, "the source shows what it showed before"
    run("history", source_id, "--restore", "2")
    assert post_of(output, source_id).read_bytes() == now


def test_a_forgotten_article_leaves_no_byte_and_stays_away(output: Path, run: Run, edited: list[str]) -> None:
    source_id = edited[1]
    path = post_of(output, source_id)
    found = re.search(r'^title: "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    title = found[1]
    archive = output / "finews"
    assert mentions(archive, title)
    assert "say why" in run("forget", source_id, code=64)
    assert "1 post, 2 revisions" in run("forget", source_id, "--reason", "court order 7")
    assert mentions(archive, title) == []
    assert crawl(output).code == 0
    assert not path.exists()
    assert mentions(archive, title) == []
    assert "court order 7" in run("history", source_id)
    assert "nothing is left of it" in run("forget", path.name, "--reason", "again")


def test_the_status_adds_up(output: Path, run: Run) -> None:
    status = json.loads(run("status", "--json"))
    posts = list((output / "finews" / "_posts").iterdir())
    assert status["articles"] == status["posts"] == len(posts)
    assert status["owed"] == status["forgetting"] == 0
    assert status["last_crawl"]["ended"]
    health = status["health"]
    assert health["notices"] == []
    assert health["all_days"]["articles"] >= health["last_day"]["articles"] > 0
    assert health["all_days"]["characters"] > 0
    assert {0 <= share <= 1 for share in health["all_days"]["shares"].values()} == {True}
    assert "last crawl" in run("status", "finews")
    assert run("status", "--quarantined", "--json") == ""
    assert "no such site" in run("status", "fnews", code=64)


def test_what_there_is_not_is_said(run: Run) -> None:
    assert "no archive knows" in run("history", "NW209901010000000000", code=1)
    assert "there is no option --nonsense" in run("history", "--nonsense", code=64)
    assert "no archive knows" in run("forget", "x y z", "--reason", "none", code=1)
