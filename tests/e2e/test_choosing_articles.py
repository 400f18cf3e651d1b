"""Which articles ``collect`` takes, of archives of every kind of site."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from newsarchive.posts.outlets import outlet_slug, outlet_tag
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.row_kinds import ArticleRow
from tests.e2e.crawling import Crawl
from tests.e2e.in_process import Typed
from tests.unit.handed_on import (
    AUTOMATIC,
    EDITED,
    GONE,
    HOSTILE,
    KEPT,
    NAMES,
    OWED,
    QUARANTINED,
    SITES,
    TAKEN_DOWN,
    archive_of,
    identity,
    profile_of,
)

PROFILES = {site: profile_of(site) for site in SITES}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    for site in SITES:
        archive_of(folder, site)
    return folder


class Collector:
    """``collect`` into a file that is not there yet, in a folder that is not there either."""

    def __init__(self, typed: Typed, output: Path, tmp_path: Path) -> None:
        self._typed, self._output, self._folder = typed, output, tmp_path
        self.told = Crawl(0, "", "")

    def __call__(self, *words: str, code: int = 0, form: str = "jsonl") -> set[tuple[str, str]]:
        """The sites and ids of what was collected."""
        target = self._folder / "new" / "folders" / f"posts.{form}"
        if target.exists():
            target.unlink()
        self.told = self._typed(self._output, "collect", *words, "--to", str(target))
        assert self.told.code == code, self.told.out + self.told.err
        if not target.exists():
            return set()
        rows = map(json.loads, target.read_text("utf-8").splitlines())
        return {(row["site"], row["id"]) for row in rows}


@pytest.fixture
def collect(typed: Typed, output: Path, tmp_path: Path) -> Collector:
    return Collector(typed, output, tmp_path)


def ids(site: str, *numbers: int) -> set[tuple[str, str]]:
    return {(site, identity(PROFILES[site], number).source_id) for number in numbers}


def post_of(output: Path, site: str, number: int) -> str:
    with reading(output / site / "_archive" / "catalog.sqlite") as rows:
        row = rows.one(ArticleRow, source_id=identity(PROFILES[site], number).source_id)
        assert row
        return row.post or ""


@pytest.mark.parametrize("site", SITES)
def test_articles_are_named_as_history_names_them(
    site: str, collect: Collector, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [identity(PROFILES[site], number) for number in KEPT]
    name = post_of(output, site, GONE)
    assert collect(site, "--ids", named[0].source_id) == ids(site, EDITED)
    assert collect(site, "--ids", f"{named[0].url}, {name}") == ids(site, EDITED, GONE)
    assert collect(site, "--ids", named[0].url, "--ids", f"_posts/{name}") == ids(site, EDITED, GONE)
    (tmp_path / "list").write_bytes(f"\ufeff{named[0].source_id}\r\n\r\n {named[2].url} \r\n".encode())
    assert collect(site, "--ids", f"@{tmp_path / 'list'}") == ids(site, EDITED, HOSTILE)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(name.encode() + b"\n")))
    assert collect(site, "--ids", "-", "--since", "2024-05-01") == ids(site, GONE)
    assert collect(site, "--ids", named[0].source_id, "--since", "2024-05-02") == set()


@pytest.mark.parametrize("site", SITES)
def test_a_named_article_without_a_post_is_left_out_and_named(site: str, collect: Collector) -> None:
    why = {
        identity(PROFILES[site], QUARANTINED).source_id: "it is quarantined, so that it has no post",
        identity(PROFILES[site], OWED).url: "it is not stored yet",
        identity(PROFILES[site], TAKEN_DOWN).source_id: "it was taken down",
        "nobody-knows\x1b[31m": "no archive here knows it",
    }
    given = ",".join((*why, identity(PROFILES[site], GONE).source_id))
    assert collect(site, "--ids", given, code=2) == ids(site, GONE)
    for name, reason in why.items():
        assert f"{name.replace(chr(27), chr(92) + 'x1b')}: {reason}, and is left out\n" in collect.told.out
    assert collect(site, "--ids", ",".join(why), code=64) == set()
    assert all(reason in collect.told.err for reason in why.values())


def test_what_can_be_no_list_of_articles_is_said(collect: Collector, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n \n")
    (tmp_path / "latin").write_bytes(b"caf\xe9\n")
    for given, words in (
        ("@missing", "No such file"), (f"@{tmp_path / 'latin'}", "is no UTF-8 text"),
        (" , ", "--ids: names no article"),
        (f"@{tmp_path / 'empty'}", "names no article"), (f"@{tmp_path}", "Is a directory"),
    ):  # fmt: skip
        collect("--ids", given, code=64)
        assert words in collect.told.err
    assert not (tmp_path / "new").exists()


def test_an_address_may_have_commas(collect: Collector) -> None:
    its = identity(PROFILES[AUTOMATIC], HOSTILE)
    assert "," in its.source_id
    for given in (its.url, its.source_id):
        assert collect(AUTOMATIC, "--ids", given) == ids(AUTOMATIC, HOSTILE)


@pytest.mark.parametrize("site", SITES)
def test_categories_are_named_by_slug_tag_or_name(site: str, collect: Collector) -> None:
    suffix = PROFILES[site].category.suffix
    for number in KEPT:
        name = NAMES[number]
        for form in (
            outlet_slug(name),
            outlet_tag(name, suffix),
            name,
            name.upper(),
            f"{name},{NAMES[EDITED]}",
        ):
            expected = {number, EDITED} if form.endswith(NAMES[EDITED]) else {number}
            assert collect(site, "--category", form) == ids(site, *expected), form
    both = f"{outlet_slug(NAMES[EDITED])}, {NAMES[GONE]}"
    assert collect(site, "--category", both) == ids(site, EDITED, GONE)
    assert collect(site, "--category", NAMES[EDITED], "--category", NAMES[HOSTILE]) == ids(
        site, EDITED, HOSTILE
    )
    assert collect(site, "--category", NAMES[EDITED], "--until", "2024-04-30") == set()
    collect(site, "--category", NAMES[EDITED] + "x", code=64)
    assert f"did you mean {NAMES[EDITED]}" in collect.told.err
    assert f"{outlet_slug(NAMES[GONE])} ({outlet_tag(NAMES[GONE], suffix)})" in collect.told.err
    assert "\n" not in collect.told.err.strip()


@pytest.mark.parametrize("site", SITES)
def test_outlets_and_sections_are_chosen_by_name(site: str, collect: Collector) -> None:
    by_outlet = PROFILES[site].category.by == "outlet"
    outlet, section = (NAMES[GONE], f"要闻{GONE}") if by_outlet else (f"{NAMES[GONE]} Agency", NAMES[GONE])
    assert collect(site, "--outlet", outlet) == collect(site, "--section", section) == ids(site, GONE)
    assert collect(site, "--outlet", outlet, "--category", NAMES[EDITED]) == set()
    collect(site, "--section", "nix", code=64)
    assert "--section nix: no post is of it; there are " in collect.told.err


@pytest.mark.parametrize("site", SITES)
def test_articles_are_found_by_what_they_say_and_said(site: str, collect: Collector) -> None:
    for query, numbers in {
        "第3版": {EDITED}, "第2版": {EDITED}, "第1版": set(KEPT), '"渡轮2号"': {GONE}, "عبّارة": {GONE},
        "HYPERLINK": {HOSTILE}, "title:渡轮": {EDITED}, "painting hull": set(KEPT), "第9版": set(),
    }.items():  # fmt: skip
        assert collect(site, "--search", query) == ids(site, *numbers), query
    assert collect(site, "--search", "第2版 OR 渡轮2号", "--category", NAMES[GONE]) == ids(site, GONE)
    named = identity(PROFILES[site], EDITED).source_id
    assert collect(site, "--search", "painting", "--ids", named) == ids(site, EDITED)
    assert collect(site, "--search", "painting", "--since", "2024-05-03") == ids(site, HOSTILE)
    assert collect(site, "--search", "ท่าเรือ") == set(), "it was taken down"


def test_a_search_may_name_its_sites_and_says_what_it_cannot_read(collect: Collector) -> None:
    assert collect("--search", "第2版 site:n-tv") == ids("n-tv", EDITED)
    for query, words in (
        ("", "say what to look for"),
        ('"a', "is not closed"),
        ("x site:gardian", "guardian?"),
    ):
        collect("--search", query, code=64)
        assert words in collect.told.err
    collect("--since", "", code=64)
    assert "is no date" in collect.told.err


def test_a_category_of_one_of_several_sites(collect: Collector) -> None:
    every = {one for site in SITES for one in ids(site, HOSTILE)}
    assert collect("--category", outlet_slug(NAMES[HOSTILE])) == every
    outlets = [site for site in SITES if PROFILES[site].category.by == "outlet"]
    assert collect("--section", f"要闻{GONE}") == {one for site in outlets for one in ids(site, GONE)}
    collect("finews", "guardian", "--category", "nix", code=64)
    assert re.search(r"no post is of it; finews has \w+ .*; guardian has \w+", collect.told.err)
    for empty in ("", " , "):
        collect("--category", empty, code=64)
        assert "--category is empty" in collect.told.err


def test_an_article_of_two_archives_is_not_guessed(collect: Collector, typed: Typed, tmp_path: Path) -> None:
    for site in ("guardian", AUTOMATIC):
        archive_of(tmp_path / "output", site)
    name = identity(PROFILES["guardian"], GONE).source_id.rpartition("/")[2]
    target = str(tmp_path / "x.jsonl")
    told = typed(tmp_path / "output", "collect", "--ids", f"2024-05-02-{name}", "--to", target)
    assert (told.code, f"guardian, {AUTOMATIC} have one; name the site" in told.err) == (64, True)
    told = typed(tmp_path / "output", "collect", "guardian", "--ids", f"2024-05-02-{name}", "--to", target)
    assert told.code == 0


def test_what_an_error_interrupts_leaves_no_folders(collect: Collector, tmp_path: Path) -> None:
    collect("--category", "nix", code=64)
    assert not (tmp_path / "new").exists()
    (tmp_path / "new").write_text("a file")
    collect(code=64)
    assert f"{tmp_path / 'new'}" in collect.told.err


@pytest.mark.parametrize(
    "name", ["", "story.csv", "_posts/story.csv", "_posts/new/", "_archive/a/b/story.wacz", "media/x.zip"]
)
def test_a_collection_stands_in_no_archive(output: Path, typed: Typed, tmp_path: Path, name: str) -> None:
    site = output / SITES[0]
    before = sorted(site.rglob("*"))
    (tmp_path / "link").symlink_to(site, target_is_directory=True)
    for way in (site, tmp_path / "link"):
        done = typed(output, "collect", SITES[0], "--to", f"{way}/{name}")
        assert (done.code, "it is within the archive" in done.err) == (64, True), done.out + done.err
    assert sorted(site.rglob("*")) == before


def test_a_target_that_can_be_none_is_told(output: Path, typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "round.csv").symlink_to(tmp_path / "round.csv")
    for name in ("round.csv", "x" * 300 + ".csv"):
        done = typed(output, "collect", SITES[0], "--to", str(tmp_path / name))
        assert (done.code, "Traceback" in done.err) == (64, False), done.out + done.err
