"""Which profiles there are, whose wins, and what is said of a name that none has."""

import re
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider_loader import SiteLoader
from newsarchive.exceptions import ArgumentError, ProfileError, UnknownSite
from newsarchive.sites import OWN_PROFILE, chosen_sites, profile_paths, unknown_site, zone_of
from newsarchive.text import typed
from spiders.finews import FinewsSpider


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    own = tmp_path / "spiders" / "profiles"
    own.mkdir(parents=True)
    return Settings(
        {"SPIDER_MODULES": ["spiders"], "OUTPUT_DIR": str(tmp_path / "output"), "PROFILES_DIR": str(own)}
    )


def write(folder: Path, name: str, home: str = "https://example.org/") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yml"
    path.write_text(f"name: {name}\nhome: {home}\n", encoding="utf-8")
    return path


def test_own_profiles_stand_beside_the_bundled_ones(settings: Settings) -> None:
    path = write(Path(settings["PROFILES_DIR"]), "star")
    assert {"finews", "guardian", "star"} <= set(profile_paths(settings))
    assert SiteLoader(settings).load("star")().profile.home == "https://example.org/"
    assert [site.profile_path for site in chosen_sites(settings, ["star"])] == [path]


def test_an_own_profile_wins_and_the_sites_reader_goes_by_it(settings: Settings) -> None:
    bundled = FinewsSpider.profile_path.read_text(encoding="utf-8")
    path = Path(settings["PROFILES_DIR"]) / "finews.yml"
    path.write_text(bundled.replace("zone: Asia/Shanghai", "zone: Asia/Tokyo"), encoding="utf-8")
    spider = SiteLoader(settings).load("finews")()
    assert isinstance(spider, FinewsSpider)
    assert spider.profile.zone == "Asia/Tokyo"
    assert chosen_sites(settings, ["finews"])[0].profile_path == path
    assert extraction_version(spider) != extraction_version(FinewsSpider())


def test_what_an_archive_keeps_for_itself_gives_way(settings: Settings) -> None:
    output = Path(settings["OUTPUT_DIR"])
    for name in ("star", "guardian"):
        (output / name / "_archive").mkdir(parents=True)
        write(output / name / "_archive", name).rename(output / name / "_archive" / OWN_PROFILE)
    found = {site.name: site.profile_path for site in chosen_sites(settings, [])}
    assert found["star"] == output / "star" / "_archive" / OWN_PROFILE
    assert found["guardian"].parent.name == "profiles"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fnews", "no such site: fnews; did you mean finews? `newsarchive list` shows all"),
        ("Guardian", "did you mean guardian?"),
        ("zeit.example", "shows all; `newsarchive archive news -a url=https://zeit.example/` begins"),
        ("nix\x1b[31m", "no such site: nix\\x1b[31m; `newsarchive list` shows all;"),
    ],
)
def test_an_unknown_name_gives_the_nearest_ones_and_how_to_begin(name: str, words: str) -> None:
    error = unknown_site([name], ["finews", "guardian", "n-tv"])
    assert words in str(error)
    assert "`newsarchive newsite https://" in str(error)


def test_the_loader_and_the_archives_say_the_same(settings: Settings) -> None:
    with pytest.raises(ArgumentError) as by_name:
        chosen_sites(settings, ["fnews"])
    with pytest.raises(UnknownSite) as by_loader:
        SiteLoader(settings).load("fnews")
    assert str(by_name.value) == str(by_loader.value)
    assert isinstance(by_loader.value, KeyError), "which Scrapy expects"


@pytest.mark.parametrize(
    ("started", "shown"),
    [
        ("/venv/bin/scrapy", "`scrapy verify`"),
        ("/venv/lib/scrapy/__main__.py", "`scrapy verify`"),
        ("/venv/bin/newsarchive", "`newsarchive verify`"),
        ("/venv/lib/newsarchive/__main__.py", "`newsarchive verify`"),
        ("", "`newsarchive verify`"),
    ],
)
def test_people_are_told_to_type_what_they_typed(
    started: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [started])
    assert typed("verify") == shown


@pytest.mark.parametrize(
    ("profile", "zone"),
    [
        ("name: star\nzone: Asia/Tokyo\n", "Asia/Tokyo"),
        ("name: star\nno-such-key: 1\n", "UTC"),
        ("- not a profile\n", "UTC"),
    ],
)
def test_the_zone_is_known_without_the_rest(profile: str, zone: str, settings: Settings) -> None:
    write(Path(settings["PROFILES_DIR"]), "star").write_text(profile, encoding="utf-8")
    assert zone_of(*chosen_sites(settings, ["star"])).key == zone


@pytest.mark.parametrize("profile", ["zone: Asia/Nowhere\n", "zone: [1]\n", "zone: 3\n", "{", "zone: /etc\n"])
def test_a_zone_that_is_none_is_told(profile: str, settings: Settings) -> None:
    path = write(Path(settings["PROFILES_DIR"]), "star")
    path.write_text(profile, encoding="utf-8")
    with pytest.raises(ProfileError, match=re.escape(str(path))):
        zone_of(*chosen_sites(settings, ["star"]))
