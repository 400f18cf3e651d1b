"""``collect --to FILE.wacz`` as it is typed, of every kind of site and of archives of earlier versions."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newsarchive.exceptions import Exit
from tests.archives.kept import VERSIONS, unpacked
from tests.e2e.in_process import Typed
from tests.unit.handed_on import (
    EDITED,
    HOSTILE,
    KEPT,
    SITES,
    TAKEN_DOWN,
    TITLES,
    archive_of,
    identity,
    profile_of,
)
from tests.unit.wacz_archive import opened

OLD = [(version, site) for version in VERSIONS for site in ("finews", "paper.example")]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    for site in SITES:
        archive_of(folder, site)
    return folder


@pytest.mark.parametrize("site", SITES)
def test_of_every_site(output: Path, site: str, typed: Typed, tmp_path: Path) -> None:
    profile, target = profile_of(site), tmp_path / "out" / "case 7" / "story.wacz"
    done = typed(output, "collect", site, "--to", str(target))
    assert done.code == Exit.COMPLETE, done.out + done.err
    wacz = opened(target)
    pages = {one["url"]: one["title"] for one in wacz.pages}
    assert set(pages.values()) == {TITLES[number] for number in KEPT}
    articles = {dict(head).get("NewsArchive-Page") for head, _, _ in wacz.records.values()}
    assert articles == {identity(profile, number).url for number in KEPT}
    assert identity(profile, TAKEN_DOWN).source_id.encode() not in wacz.everything
    assert f"{target}: 3 articles, {len(wacz.records)} captures; sums in datapackage.json" in done.out


def test_the_chosen_ones_of_several_sites(output: Path, typed: Typed, tmp_path: Path) -> None:
    target = tmp_path / "story.wacz"
    chosen = [identity(profile_of(site), HOSTILE).url for site in SITES]
    words = [word for url in chosen for word in ("--ids", url)]
    done = typed(output, "collect", *words, "--to", str(target))
    assert done.code == Exit.COMPLETE, done.out + done.err
    wacz = opened(target)
    assert [one["title"] for one in wacz.pages] == [TITLES[HOSTILE]] * len(SITES)
    assert {dict(head)["NewsArchive-Page"] for head, _, _ in wacz.records.values()} == set(chosen)


def test_what_is_missing_is_told(typed: Typed, tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "output", "finews")
    (warc,) = archive.originals.folder.glob("*.warc.gz")
    content = bytearray(warc.read_bytes())
    content[len(content) // 2] ^= 0xFF
    warc.write_bytes(content)
    done = typed(tmp_path / "output", "collect", "--to", str(tmp_path / "story.wacz"))
    assert done.code == Exit.PARTIAL, done.out + done.err
    assert "2 articles, 2 captures; sums in datapackage.json" in done.out
    assert "1 article has no originals of its text, and no page:" in done.out
    assert f"{warc.name}, offset " in done.out
    assert len(opened(tmp_path / "story.wacz").pages) == 2


@pytest.mark.parametrize("site", SITES)
def test_where_no_original_is_what_was_collected_before_stays(
    typed: Typed, tmp_path: Path, site: str
) -> None:
    """Such as where the disk is not mounted: it would be a collection of nothing."""
    archive, target = archive_of(tmp_path / "output", site), tmp_path / "story.wacz"
    assert typed(tmp_path / "output", "collect", "--to", str(target)).code == Exit.COMPLETE
    before, there = target.read_bytes(), archive.originals.folder
    there.rename(tmp_path / "elsewhere")
    there.mkdir()
    for words in (("collect", "--to", str(target)), ("replay", site)):
        done = typed(tmp_path / "output", *words)
        assert (done.code, done.out) == (Exit.IO, ""), words
        assert done.err.startswith(f"{there}: has none of the 1 file that the catalog refers to; see that it")
        assert done.err.count("\n") == 1
    assert target.read_bytes() == before


def test_what_a_search_finds(output: Path, typed: Typed, tmp_path: Path) -> None:
    target = tmp_path / "story.wacz"
    done = typed(output, "collect", "finews", "--search", "港口渡轮", "--to", str(target))
    assert done.code == Exit.COMPLETE, done.out + done.err
    assert [one["title"] for one in opened(target).pages] == [TITLES[EDITED]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "story.wacz", "--changed-since-last"], "made anew each time"),
        (["--to", "story.wacz", "--split-size", "1 parsec"], "is no size; give one such as 1GB"),
        (["--to", "story.wacz", "--split-size", "0"], "is no size"),
        (["--to", "story.wacz", "--split-size", ""], "is no size"),
        (["--to", "posts.zip", "--split-size", ""], "is no size"),
        (["--to", "posts.zip", "--split-size", "1GB"], "is for a collection in FILE.wacz"),
        (["--to", "story.wacz", "--bagit"], "its name has no suffix"),
        (["--to", "story.war"], "no collection ends in .war; "),
    ],
)
def test_what_cannot_be(
    output: Path, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = typed(output, "collect", "finews", *words)
    assert (done.code, told in done.err) == (Exit.USAGE, True), done.out + done.err
    assert list(tmp_path.iterdir()) == []


def test_files_of_a_size(output: Path, typed: Typed, tmp_path: Path) -> None:
    done = typed(output, "collect", *SITES, "--to", str(tmp_path / "story.wacz"), "--split-size", "10kB")
    assert done.code == Exit.COMPLETE, done.out + done.err
    files = sorted(tmp_path.iterdir())
    assert len(files) > 1
    assert f"{files[0]} to {files[-1].name}: {3 * len(SITES)} articles" in done.out
    assert sum(len(opened(file).pages) for file in files) == 3 * len(SITES)
    assert max(file.stat().st_size for file in files) <= 10_000


@pytest.mark.parametrize(
    ("version", "site"),
    [pytest.param(*one, marks=() if one in (OLD[0], OLD[-1]) else pytest.mark.long) for one in OLD],
)
def test_of_an_archive_that_an_earlier_version_wrote(
    typed: Typed, tmp_path: Path, version: str, site: str
) -> None:
    archive = unpacked(version, site, tmp_path / "output")
    target = tmp_path / "story.wacz"
    done = typed(archive.parent, "collect", site, "--to", str(target))
    wacz = opened(target)
    with closing(sqlite3.connect(archive / "_archive" / "catalog.sqlite")) as catalog:
        published = "SELECT id FROM article WHERE state = 'published'"
        (captures,) = catalog.execute(
            f"SELECT count(*) FROM capture WHERE article IN ({published})"
        ).fetchone()
        without = [
            name for (name,) in catalog.execute(
                f"SELECT post FROM article WHERE id IN ({published}) AND id NOT IN"
                " (SELECT article FROM capture WHERE revision IS NOT NULL)"
            )
        ]  # fmt: skip
        (articles,) = catalog.execute(f"SELECT count(*) FROM ({published})").fetchone()
    assert len(wacz.records) == captures > 0
    assert len(wacz.pages) == articles - len(without)
    assert done.code == (Exit.PARTIAL if without else Exit.COMPLETE), done.out + done.err
    for name in without:
        assert f"  {name}\n" in done.out
