"""What a changed profile would read otherwise is shown before it goes live, and nothing is written."""

import re
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from newsarchive.profiles.loading import read_profile
from newsarchive.store.archive import Archive
from newsarchive.upkeep.canary import canary, going_by, profile_to_use
from newsarchive.upkeep.replay import Replayer
from newsarchive.upkeep.subject import spider_of
from tests.covering import without_browser
from tests.e2e.crawling import Crawl, scrapy, snapshot
from tests.e2e.harbour_herald import running_herald
from tests.every_site import EVERY_SITE, serving

RULES = "article: {address: /news/}"


@pytest.fixture(scope="module")
def herald(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the profile and an archive of thirty articles; the site is gone again."""
    folder = tmp_path_factory.mktemp("herald")
    with running_herald(folder / "profiles") as site:
        site.articles = 30
        assert run(folder, "archive", "herald").code == 0
    return folder


def run(folder: Path, *arguments: str) -> Crawl:
    more = {"NEWSARCHIVE_PROFILES": str(folder / "profiles"), "COLUMNS": "300"}
    done = scrapy(*arguments, proxy=None, output=folder / "output", more=more)
    assert "Traceback" not in done.out + done.err
    return done


def candidate(herald: Path, tmp_path: Path, rules: str) -> Path:
    path = tmp_path / "candidate.yml"
    path.write_text((herald / "profiles" / "herald.yml").read_text().replace(RULES, rules))
    return path


def test_nothing_differs_where_nothing_has_changed(herald: Path, first_run: tuple[Crawl, Path]) -> None:
    before = snapshot(herald / "output")
    done = run(herald, "canary", "herald")
    assert (done.code, done.out.strip()) == (0, "herald: 0 of 20 articles would be read otherwise")
    assert snapshot(herald / "output").keys() - before.keys() <= {
        f"herald/_archive/catalog.sqlite-{end}" for end in ("wal", "shm")
    }
    demo = scrapy("canary", "finews", "--articles", "7", proxy=None, output=first_run[1].parent)
    assert (demo.code, demo.out.strip()) == (0, "finews: 0 of 7 articles would be read otherwise")


@pytest.mark.parametrize(
    ("rules", "said", "lost"),
    [
        ("{address: /news/, author: h1}", ["  author", "    - Mary Wells", "    + Council argues about"], 0),
        ("{address: /news/, title: .text p, date: 'meta::attr(content)', body: .text}",
         ["  title", "    + The"], 0),
        ("{address: /news/, title: h1, date: 'meta::attr(content)', body: '.text p:first-child'}",
         ["  lost: shrunken", "  body", "    - <p>The"], 20),
        ("{address: /news/, title: .text p:first-child, date: .text, body: .text}", ["  title"], 0),
    ],
)  # fmt: skip
def test_what_differs_is_shown_field_by_field(
    herald: Path, tmp_path: Path, rules: str, said: list[str], lost: int
) -> None:
    path = candidate(herald, tmp_path, f"article: {rules}")
    text = path.read_text()
    done = run(herald, "canary", "herald", "--profile", str(path))
    assert done.code == 1, done.out
    assert f"herald: 20 of 20 articles would be read otherwise{', 20 are lost' if lost else ''};" in done.out
    assert [line for line in said if line not in done.out] == []
    assert path.read_text() == text, "Scrapy's option of this name writes to the file"


@pytest.mark.long
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["herald", "--articles", "0"], 64, "give a number from 1 on"),
        (["--profile", "x.yml"], 64, "--profile is for one site"),
        (["herald", "--profile", "missing.yml"], 78, "missing.yml: there is no such file"),
        (["herld"], 64, "no such site: herld; did you mean herald?"),
    ],
)
def test_wrong_usage_is_one_line(herald: Path, arguments: list[str], code: int, said: str) -> None:
    done = run(herald, "canary", *arguments)
    assert (done.code, said in done.err) == (code, True), done.err


@pytest.fixture
def settings(herald: Path) -> Settings:
    ours = Settings({"OUTPUT_DIR": str(herald / "output"), "PROFILES_DIR": str(herald / "profiles")})
    ours.setmodule("newsarchive.settings", priority="default")
    return ours


def reading_by(path: Path, settings: Settings) -> Replayer:
    kind = going_by(read_profile(path), spider_of(settings, "herald"), "herald")
    return Replayer(Crawler(kind, settings))


@pytest.mark.parametrize(
    ("rules", "is_refused"),
    [
        ("{address: /news/, title: h1, date: 'meta::attr(content)', body: '.text p:first-child'}", True),
        ("{address: /news/, title: 'html::attr(lang)', date: 'meta::attr(content)', body: .text}", True),
        ("{address: /news/, author: h1}", False),
        ("{address: /news/}", False),
    ],
)
def test_a_profile_that_loses_most_articles_is_not_taken_into_use(
    herald: Path, tmp_path: Path, settings: Settings, rules: str, *, is_refused: bool
) -> None:
    in_use = herald / "profiles" / "herald.yml"
    archive = Archive(herald / "output" / "herald", read_profile(in_use))
    changed = candidate(herald, tmp_path, f"article: {rules}")
    why = profile_to_use(archive, reading_by(in_use, settings), reading_by(changed, settings))
    assert bool(why) is is_refused, why
    if is_refused:
        assert "20 of 20 articles would be lost by it" in why
        worse = reading_by(changed, settings)
        assert profile_to_use(archive, worse, worse) == "", "what the last one loses, too, is no reason"
        assert len(canary(archive, worse, most=7).lost) == 7


def test_a_site_without_an_archive_has_nothing_to_lose(
    tmp_path: Path, herald: Path, settings: Settings
) -> None:
    in_use = herald / "profiles" / "herald.yml"
    replayer = reading_by(in_use, settings)
    assert profile_to_use(Archive(tmp_path / "herald", read_profile(in_use)), replayer, replayer) == ""


@pytest.mark.long
@pytest.mark.parametrize("one", without_browser(EVERY_SITE))
def test_every_site_is_read_as_it_was(one: str, tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    with serving(one, tmp_path) as site:
        site.archive(output)
        site.a_day_later()
        site.archive(output, "-a", "recheck=all")
        done = site.run(output, "canary", site.name)
    said = done.out.strip()
    assert done.code == 0, said
    nothing = rf"{site.name}: 0 of [1-9]\d* articles would be read otherwise"
    assert re.fullmatch(".*no originals are kept.*" if one == "no-originals" else nothing, said), said
