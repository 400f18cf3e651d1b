"""What somebody else's folder may hold: profiles that lie or are bombs, posts with odd names and values."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsarchive.drafting.which_profile import spider_for
from newsarchive.exceptions import ArgumentError, ProfileError
from newsarchive.items import Outcome
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.posts.front_matter import further_keys
from newsarchive.profiles import CategoryRules, SiteProfile, load_profile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.sites import Site, zone_of
from newsarchive.store.archive import Archive
from newsarchive.upkeep.adopt import Adopter, adopt
from newsarchive.upkeep.post_files import post_files

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
ODD_PROFILES = {
    "nested": "name: harbour\nhome: " + "[" * 20_000,
    "nested-maps": "name: harbour\nhome: " + "{a: " * 3_000,
    "bomb": f"name: harbour\nhome: https://harbour.example/\n{BOMB}",
    "a-day-that-is-none": "name: 2024-13-45",
    "an-empty-number": "name: !!int ''",
    "a-time-that-is-none": "name: !!timestamp noon",
    "a-truth-that-is-none": "name: !!bool perhaps",
    "an-object": "name: !!python/object/apply:os.system [id]",
    "itself": "name: &name [*name]",
    "no-text": "name: \x00",
    "large": "name: harbour\n" + "# words\n" * 200_000,
    "a-key-that-steers": 'name: harbour\nhome: https://harbour.example/\n"\\e[2J": 1',
}


def kept(folder: Path, name: str, text: str) -> Path:
    path = folder / name / "_archive" / "site.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ODD_PROFILES)
def test_an_odd_profile_is_told_by_its_file(kind: str, tmp_path: Path) -> None:
    path = kept(tmp_path, "harbour", ODD_PROFILES[kind])
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("kind", ["nested", "a-day-that-is-none", "an-empty-number", "a-time-that-is-none"])
def test_so_it_is_where_only_its_zone_is_wanted(kind: str, tmp_path: Path) -> None:
    path = kept(tmp_path, "harbour", ODD_PROFILES[kind])
    with pytest.raises(ProfileError, match="cannot be read as YAML"):
        zone_of(Site("harbour", tmp_path / "harbour", path))


@pytest.mark.parametrize("other", ["lagoon", "harbour-2", "finews"])
def test_an_archive_names_no_archive_but_itself(other: str, tmp_path: Path) -> None:
    said = "name: {}\nhome: https://harbour.example/\n"
    path = kept(tmp_path, "harbour", said.format(other))
    with pytest.raises(ProfileError, match=f"name is '{other}'; it must be that of the archive's folder"):
        load_profile(path)
    assert load_profile(kept(tmp_path, other, said.format(other))).name == other


@pytest.mark.parametrize(
    "host", [f"{'a' * 120}.example", f"{'a.' * 60}example", "www.", "www.:8080", f"[{'0:' * 7}1"]
)
def test_a_host_that_names_no_archive_is_refused(host: str, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="give"):
        automatic_profile(f"http://{host}/", tmp_path)


POST = "---\ntitle: {title}\ndate: 2024-01-05\n"
POST += "link: https://harbour.example/2024/01/05/{name}.html\n---\nText.\n"
NAMES = [
    b"\xff\xfe",
    b"a\nb", b"\x1b[31m", b"x" * 240, b"", b"..", b" ", "\u202egnp".encode(), b"a b&c#d%2e", b"con",
]  # fmt: skip
VALUES = ["!!int ''", "!!timestamp noon", "!!bool perhaps", "&a [*a]", "[" * 3_000]


def adopter_of(name: str) -> Adopter:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    profile = SiteProfile(
        name=name, home="https://harbour.example/", category=CategoryRules(fallback="harbour")
    )
    return Adopter(
        spider_for(profile), offline_pipelines(settings, profile), now=datetime(2024, 1, 6, tzinfo=UTC)
    )


def test_posts_of_any_name_are_adopted_and_those_of_odd_values_named(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        path = os.path.join(os.fsencode(folder), b"2024-01-05-" + name + b".md")  # noqa: PTH118  bytes
        Path(os.fsdecode(path)).write_text(POST.format(title="A title", name=f"quay-{number}"))
    for number, value in enumerate(VALUES):
        (folder / f"2024-01-05-odd-{number}.md").write_text(POST.format(title=value, name=f"odd-{number}"))
    (folder / "loop.md").symlink_to("loop.md")
    for pipe in ("pipe.md", "pipe.html"):
        os.mkfifo(folder / pipe)
    adopter = adopter_of("harbour")
    archive = Archive(tmp_path / "harbour", adopter.spider.profile)
    adoption = adopt(archive, post_files(folder), adopter)
    refused = {path.name: reason for path, reason, _ in adoption.refused}
    assert {name: refused[name] for name in ("loop.md", "pipe.md", "pipe.html")} == dict.fromkeys(
        ("loop.md", "pipe.md", "pipe.html"), "unreadable"
    )
    odd = {name for name in refused if "odd" in name}
    assert adoption.ledger.count(Outcome.STORED) == len(NAMES) + len(VALUES) - len(odd)
    for path in archive.posts.folder.iterdir():
        assert path.name.isprintable()


def test_an_alias_is_not_followed_without_end() -> None:
    bomb = "".join(f"  {line}\n" for line in BOMB.splitlines())
    assert further_keys(f"author: Ann\nbomb:\n{bomb}") == {"author": "Ann"}
    assert further_keys("places: {here: &p [a, b], there: *p}\n") == {
        "places": {"here": ["a", "b"], "there": ["a", "b"]}
    }
