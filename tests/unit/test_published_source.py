"""A published source is made once and then its owner's: what is renewed, and what is left alone."""

import hashlib
import json
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsarchive.exceptions import ArchiveBusy, ArgumentError, StorageError
from newsarchive.items import Article
from newsarchive.profiles import Identity, SiteProfile
from newsarchive.publishing.generator import GENERATORS, HUGO, JEKYLL, Generator
from newsarchive.publishing.publish import Published, publish
from newsarchive.publishing.skeleton import Stated, skeleton_files, stated_of
from newsarchive.publishing.source_folder import MANIFEST, Made, SourceFolder
from newsarchive.store.archive import Archive
from newsarchive.store.takedown import forget
from tests.e2e.crawling import snapshot
from tests.unit.remembering import NOW, SECRET, SHARE, article, opened, source_id, submission

BOTH = pytest.mark.parametrize("generator", GENERATORS.values(), ids=GENERATORS)
CONFIGURATION = {"jekyll": "_config.yml", "hugo": "hugo.toml"}


@pytest.fixture
def archive(tmp_path: Path, profile: SiteProfile) -> Archive:
    """Five articles; the title of the first is to be forgotten."""
    archive = Archive(tmp_path / "output" / "finews", profile)
    (tmp_path / "output").mkdir()
    with opened(archive):
        archive.write([submission(article(n), profile) for n in range(1, 6)], now=NOW)
    return archive


def published(archive: Archive, generator: Generator = JEKYLL, **more: Any) -> Published:
    target = more.pop("target", archive.folder / "site")
    given = {"profile": archive.profile, "only_look": False, **more}
    return publish(archive.folder, archive.catalog, generator=generator, target=target, **given)


def with_publish(profile: SiteProfile, **said: Any) -> SiteProfile:
    return SiteProfile.model_validate(profile.model_dump() | {"publish": said})


def store(archive: Archive, *articles: Article, hours: float = 1) -> None:
    with opened(archive, hours=hours):
        found = [submission(one, archive.profile) for one in articles]
        archive.write(found, now=NOW + timedelta(hours=hours))


def take_down(archive: Archive, number: int) -> None:
    named = Identity(source_id(number), SHARE.format(source_id(number)))
    with opened(archive, hours=9, command="forget"):
        archive.transact(lambda rows: forget(rows, "finews", named, reason="x", now=archive.desk.now))
        assert archive.finish_forgetting()


def copy_of(archive: Archive, number: int, generator: Generator = JEKYLL) -> Path:
    path = generator.article_path(f"2022-03-07-{source_id(number)}")
    return archive.folder / "site" / path


def files(folder: Path) -> dict[str, bytes]:
    return {name: data for name, (_, data) in snapshot(folder).items()}


def mentions(folder: Path, text: str) -> set[str]:
    return {name for name, data in files(folder).items() if text.encode() in data}


@BOTH
def test_a_second_call_writes_nothing(archive: Archive, generator: Generator) -> None:
    first = published(archive, generator)
    before = snapshot(archive.folder / "site")
    again = published(archive, generator)
    after = snapshot(archive.folder / "site")
    assert first.is_new
    assert not again.is_new
    assert (again.changes.new, again.changes.changed, again.changes.removed) == ([], [], [])
    assert again.changes.same == len(first.changes.new) == len(before) - 1
    assert {name for name in after if after[name] != before.get(name)} <= {MANIFEST}
    assert after[MANIFEST][1] == before[MANIFEST][1]


@BOTH
def test_the_archive_is_neither_changed_nor_locked(archive: Archive, generator: Generator) -> None:
    with opened(archive, hours=2):
        before = snapshot(archive.folder)
        published(archive, generator)
        after = snapshot(archive.folder)
        assert {name: after[name] for name in before} == before
    posts = sorted(path.stem for path in (archive.folder / "_posts").iterdir())
    assert posts == sorted(path.stem for path in (archive.folder / "site" / generator.posts).iterdir())


@BOTH
def test_an_edit_and_a_new_article_reach_the_source(archive: Archive, generator: Generator) -> None:
    published(archive, generator)
    store(archive, article(2, edition=2), article(6))
    changes = published(archive, generator).changes
    assert [path for path in changes.new if "/pages/" not in path and "pages/" not in path] == [
        generator.article_path(f"2022-03-07-{source_id(6)}")
    ]
    assert "第2版" in copy_of(archive, 2, generator).read_text("utf-8")
    assert generator.article_path(f"2022-03-07-{source_id(5)}") in changes.changed, "it has a neighbour now"
    assert changes.edited == changes.removed == []
    fresh = archive.folder.parent.parent / "fresh"
    published(archive, generator, target=fresh)
    assert files(fresh) == files(archive.folder / "site"), "as one that is made anew"


@BOTH
@pytest.mark.parametrize("is_shown", [False, True])
def test_pictures_that_lie_elsewhere_are_links_unless_the_profile_says_otherwise(
    archive: Archive, generator: Generator, is_shown: bool
) -> None:
    address = "https://pictures.example/a.jpg"
    store(archive, replace(article(7), body=f'<p>词</p><p><img src="{address}" alt="A harbour"></p>'))
    published(archive, generator, profile=with_publish(archive.profile, remote_pictures=is_shown))
    page = copy_of(archive, 7, generator).read_text("utf-8")
    assert (f'src="{address}"' in page, f'href="{address}"' in page) == (is_shown, not is_shown)
    made = (archive.folder / "site" / CONFIGURATION[generator.name]).read_text("utf-8")
    read = yaml.safe_load(made) if generator is JEKYLL else tomllib.loads(made)["params"]
    assert read["remote_pictures"] is is_shown


EDITS = {
    "edited": lambda path: path.write_bytes(path.read_bytes() + b"mine\n"),
    "emptied": lambda path: path.write_bytes(b""),
    "replaced": lambda path: (path.unlink(), path.write_text("mine")),
}


@BOTH
@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_was_edited_stays(archive: Archive, generator: Generator, edit: Callable[[Path], Any]) -> None:
    published(archive, generator)
    site = archive.folder / "site"
    skeleton = [path for path, _ in skeleton_files(generator, stated_of(archive.profile, "zh-CN"))]
    mine = [*skeleton, str(copy_of(archive, 2, generator).relative_to(site)), generator.page_path("/")]
    for name in mine:
        edit(site / name)
    edited = {name: (site / name).read_bytes() for name in mine}
    store(archive, article(2, edition=2), article(6))
    for _ in range(2):
        changes = published(archive, generator).changes
        assert {name: (site / name).read_bytes() for name in mine} == edited
        assert sorted(changes.edited) == sorted(mine)
        assert changes.differences.keys() == set(skeleton)
    lines = changes.differences[CONFIGURATION[generator.name]]
    assert lines[0].startswith("--- ")
    assert all(line[:1] in "-+ @" for line in lines)


@BOTH
@pytest.mark.parametrize("depth", [0, 1])
def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_are_edits(
    archive: Archive, generator: Generator, depth: int
) -> None:
    store(archive, article(6))
    published(archive, generator)
    site = archive.folder / "site"
    gone, list_of_tag, style = (
        copy_of(archive, 6, generator),
        next((site / generator.pages / "tag").iterdir()),
        site / f"{generator.static}assets/site.css",
    )
    for path in (list_of_tag, style, gone):
        place = path if path is gone else [path, *path.parents][depth]
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        place.mkdir() if place == path else place.write_text("mine")
    take_down(archive, 6)
    for _ in range(2):
        changes = published(archive, generator).changes
        edited = {site / path for path in changes.edited}
        assert edited >= {list_of_tag, style}
        assert not changes.new
        assert gone.is_dir()


def test_an_edit_that_is_undone_is_ours_again(archive: Archive) -> None:
    published(archive)
    page = copy_of(archive, 2)
    before = page.read_bytes()
    page.write_bytes(b"mine")
    assert published(archive).changes.edited
    page.write_bytes(before)
    store(archive, article(2, edition=2))
    assert published(archive).changes.edited == []
    assert "第2版" in page.read_text("utf-8")


def test_files_that_somebody_put_there_are_nobodys_business(archive: Archive) -> None:
    published(archive)
    site = archive.folder / "site"
    for name in ("about.md", "articles/2020-01-01-mine.html", "pages/mine.html", "media/mine.jpg", "CNAME"):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("mine")
    (site / "_site").mkdir()
    (site / "_site" / "index.html").write_text("built")
    before = {name: data for name, data in files(site).items() if data in {b"mine", b"built"}}
    assert len(before) == 6
    store(archive, article(6))
    take_down(archive, 2)
    changes = published(archive).changes
    after = files(site)
    assert {name: after[name] for name in before} == before
    assert changes.edited == []


def test_a_file_that_lies_where_ours_would_go_stays(archive: Archive) -> None:
    published(archive)
    own = copy_of(archive, 6)
    own.write_text("mine")
    store(archive, article(6))
    for _ in range(2):
        assert published(archive).changes.edited == [f"articles/{own.name}"]
        assert own.read_text() == "mine"
    own.unlink()
    assert published(archive).changes.new == [f"articles/{own.name}"]


def test_what_was_removed_of_the_skeleton_stays_away_and_an_article_comes_back(archive: Archive) -> None:
    published(archive)
    site = archive.folder / "site"
    (site / "_layouts" / "terms.html").unlink()
    copy_of(archive, 2).unlink()
    shutil.rmtree(site / "pages" / "archive")
    changes = published(archive).changes
    assert changes.left_out == ["_layouts/terms.html"]
    assert f"articles/{copy_of(archive, 2).name}" in changes.new
    assert len(changes.new) == 3
    assert published(archive).changes.left_out == ["_layouts/terms.html"]


def test_a_layout_that_this_version_makes_otherwise_is_renewed_unless_it_was_edited(
    archive: Archive, profile: SiteProfile
) -> None:
    published(archive)
    titled = SiteProfile.model_validate(profile.model_dump() | {"publish": {"title": "Herald"}})
    changes = published(archive, profile=titled).changes
    assert changes.changed == ["_config.yml"]
    path = archive.folder / "site" / "_config.yml"
    path.write_text(path.read_text() + "mine: true\n")
    other = SiteProfile.model_validate(profile.model_dump() | {"publish": {"title": "Tribune"}})
    changes = published(archive, profile=other).changes
    assert changes.edited == ["_config.yml"]
    assert {'-title: "Herald"', '+title: "Tribune"', "-mine: true"} <= set(changes.differences["_config.yml"])


@BOTH
def test_a_takedown_leaves_nothing_behind(archive: Archive, generator: Generator) -> None:
    published(archive, generator)
    assert len(mentions(archive.folder / "site", SECRET)) > 5
    take_down(archive, 1)
    changes = published(archive, generator).changes
    assert mentions(archive.folder / "site", SECRET) == set()
    assert mentions(archive.folder / "site", source_id(1)) == set()
    removed = [path for path in changes.removed if "search/" not in path]
    assert removed == [generator.article_path(f"2022-03-07-{source_id(1)}")]


@BOTH
def test_a_takedown_wins_over_edits(archive: Archive, generator: Generator) -> None:
    """The copy goes; other edited pages keep what is theirs, and lose what they show of it."""
    published(archive, generator)
    site = archive.folder / "site"
    neighbour = copy_of(archive, 2, generator)
    lists = [generator.page_path(address) for address in ("/", "/archive/2022-03.html")]
    for path in (copy_of(archive, 1, generator), neighbour, *(site / name for name in lists)):
        path.write_bytes(path.read_bytes() + b"mine\n")
    layout = site / ("_layouts/list.html" if generator is JEKYLL else "layouts/_default/list.html")
    address = f"/shangraoribao/2022/03/07/{source_id(1)}.html"
    layout.write_text(f'<a href="{address}">pinned</a>')
    take_down(archive, 1)
    done = published(archive, generator)
    assert mentions(site, SECRET) == set()
    assert mentions(site, source_id(1)) == {str(layout.relative_to(site))}
    names = [copy_of(archive, n, generator).relative_to(site).as_posix() for n in (1, 2)]
    assert sorted(done.changes.taken_down) == sorted([*names, *lists])
    assert done.changes.naming == [layout.relative_to(site).as_posix()]
    assert neighbour.read_bytes().endswith(b"mine\n")
    assert not copy_of(archive, 1, generator).exists()
    again = published(archive, generator).changes
    assert again.taken_down == []
    assert sorted(again.edited) == sorted([layout.relative_to(site).as_posix(), names[1]])
    read = yaml.safe_load(neighbour.read_text("utf-8").split("---\n")[1])
    assert "older" not in read
    assert read["newer"]["url"].endswith(f"{source_id(3)}.html")


def test_an_article_that_moved_leads_from_its_former_address_and_an_edited_copy_stays(
    archive: Archive,
) -> None:
    published(archive)
    old = copy_of(archive, 3)
    old.write_bytes(old.read_bytes() + b"mine\n")
    title = '<b> "A" {{ site.title }} {% raw %}'
    store(archive, replace(article(3), published=article(3).published + timedelta(days=40), title=title))
    for _ in range(2):
        changes = published(archive).changes
        assert changes.edited == [f"articles/{old.name}"]
        assert old.read_bytes().endswith(b"mine\n")
    moved = list((archive.folder / "site" / "pages" / "moved").iterdir())
    assert len(moved) == 1
    head, page = moved[0].read_text().split("---\n")[1:]
    assert yaml.safe_load(head) == {"permalink": f"/shangraoribao/2022/03/07/{source_id(3)}.html"}
    assert f'content="0; url=../../04/16/{source_id(3)}.html"' in page
    shown = "&lt;b&gt; &quot;A&quot; &#123;&#123; site.title }} &#123;% raw %}"
    assert (f"<title>{shown}</title>" in page, f">{shown}</a>" in page, "{" in page) == (True, True, False)
    take_down(archive, 3)
    assert published(archive).changes.taken_down == [f"articles/{old.name}"]
    assert mentions(archive.folder / "site", source_id(3)) == set()


@BOTH
def test_a_look_says_what_would_be_done_and_writes_nothing(archive: Archive, generator: Generator) -> None:
    looked = published(archive, generator, only_look=True)
    assert not (archive.folder / "site").exists()
    assert published(archive, generator).changes == looked.changes
    config = archive.folder / "site" / CONFIGURATION[generator.name]
    config.write_text("mine")
    store(archive, article(2, edition=2), article(6))
    take_down(archive, 1)
    before = snapshot(archive.folder / "site")
    looked = published(archive, generator, only_look=True)
    assert snapshot(archive.folder / "site") == before
    assert looked.changes == published(archive, generator).changes
    assert looked.changes.new
    assert looked.changes.changed
    assert looked.changes.removed
    assert looked.changes.edited


class Killed(Exception):
    """Stands for a kill: nothing is written after it."""


@pytest.mark.parametrize("at", [0, 1, 2, 5, 13])
def test_a_call_that_was_killed_can_be_made_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Its own files are not taken for somebody's, though the next call makes others of them."""
    whole, rename = archive.folder.parent.parent / "whole", Path.rename
    for articles in ((), (article(2, edition=2), article(7))):
        if articles:
            store(archive, *articles, hours=1)
        left = at

        def renamed(self: Path, target: Path) -> Path:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return rename(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", renamed)
            with pytest.raises(Killed):
                published(archive)
    store(archive, article(2, edition=3), article(3, edition=2), hours=2)
    done = published(archive)
    assert done.changes.edited == done.changes.left_out == []
    published(archive, target=whole)
    assert files(whole) == files(archive.folder / "site")


@pytest.mark.parametrize(
    "torn", [b"\0" * 200, b"\xff\xfe x\n", b"picture ../../outside\n", b"picture /outside\npicture \n", b"a"]
)
def test_notes_that_were_torn_as_the_power_failed_are_passed_over(archive: Archive, torn: bytes) -> None:
    site = archive.folder / "site"
    published(archive)
    (site / ".newsarchive.writing").write_bytes(torn)
    before = snapshot(archive.folder)
    changes = published(archive).changes
    assert changes.new == changes.changed == changes.edited == []
    del before["site/.newsarchive.writing"], before[f"site/{MANIFEST}"]
    assert before.items() <= snapshot(archive.folder).items()


@pytest.mark.parametrize("key", ["files", "pictures"])
@pytest.mark.parametrize(
    "path", ["../../outside", "/outside", "_posts/../../outside", "", ".", "a\0b", "a//b", 3]
)
def test_notes_that_name_what_is_elsewhere_are_refused(archive: Archive, key: str, path: object) -> None:
    """A source may come from where others wrote to it."""
    published(archive)
    manifest = archive.folder / "site" / MANIFEST
    told = json.loads(manifest.read_bytes())
    told[key] = [path] if key == "pictures" else {str(path) if path != 3 else "..": "00"}
    manifest.write_text(json.dumps(told))
    before = snapshot(archive.folder)
    with pytest.raises(ArgumentError, match="cannot be read"):
        published(archive)
    assert snapshot(archive.folder) == before


def test_two_calls_at_once_do_not_meet(archive: Archive) -> None:
    published(archive)
    source = SourceFolder(archive.folder / "site")
    with (
        source.held(Made("finews", "jekyll")),
        pytest.raises(ArchiveBusy, match="somebody else is publishing"),
    ):
        published(archive)
    assert published(archive, only_look=True).articles == 5


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda site: (site.mkdir(), (site / "x").touch()), "not empty"),
        (lambda site: (site.mkdir(), (site / MANIFEST).write_text("{")), "cannot be read"),
        (lambda site: (site.mkdir(), (site / MANIFEST).write_text("[]")), "cannot be read"),
        (lambda site: (site.mkdir(), (site / MANIFEST).write_text('{"site": "x"}')), "cannot be read"),
    ],
)
def test_a_folder_that_is_no_source_is_left_alone(
    archive: Archive, prepare: Callable[[Path], Any], words: str
) -> None:
    prepare(archive.folder / "site")
    before = snapshot(archive.folder / "site")
    with pytest.raises(ArgumentError, match=words):
        published(archive)
    assert snapshot(archive.folder / "site") == before


def test_a_source_is_of_one_site_and_for_one_generator(archive: Archive, profile: SiteProfile) -> None:
    published(archive)
    with pytest.raises(ArgumentError, match="is a source for Jekyll; publish with --jekyll, or"):
        published(archive, HUGO)
    other = profile.model_copy(update={"name": "herald"})
    with pytest.raises(ArgumentError, match="is the source of finews; name another folder"):
        published(archive, profile=other)


def test_a_disk_that_refuses_is_told(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageError, match="No space left"):
        published(archive)


PICTURE = b"\x89PNG a picture"
PATH = f"media/{hashlib.sha256(PICTURE).hexdigest()[:2]}/{hashlib.sha256(PICTURE).hexdigest()}.png"


def with_picture(archive: Archive, number: int, path: str = PATH) -> None:
    shown = f'<p><img src="/{path}" alt="A &amp; B"></p>'
    store(archive, replace(article(number), body=shown + article(number).body), hours=number)


def put(archive: Archive, data: bytes, path: str = PATH) -> None:
    (archive.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (archive.folder / path).write_bytes(data)


@BOTH
def test_the_pictures_that_articles_show_are_copied_and_no_others(
    archive: Archive, generator: Generator
) -> None:
    put(archive, PICTURE)
    put(archive, b"other", f"media/ab/{'ab' * 32}.jpg")
    with_picture(archive, 6)
    with_picture(archive, 7)
    site = archive.folder / "site"
    done = published(archive, generator)
    copy = site / generator.static / PATH
    assert (copy.read_bytes(), done.pictures.copied) == (PICTURE, 1)
    assert [path for path in site.rglob("*.*g") if "media" in path.parts] == [copy]
    assert not copy.is_symlink()
    assert copy.stat().st_ino != (archive.folder / PATH).stat().st_ino
    assert f'src="/{PATH}"' in copy_of(archive, 6, generator).read_text("utf-8")
    copy.write_bytes(b"smaller")
    again = published(archive, generator)
    assert (copy.read_bytes(), again.pictures.copied, again.changes.edited) == (b"smaller", 0, [])
    take_down(archive, 6)
    assert published(archive, generator).pictures.removed == 0, "another article shows it"
    take_down(archive, 7)
    assert published(archive, generator).pictures.removed == 1
    assert not (site / generator.static / "media").exists()


@pytest.mark.parametrize("data", [None, b"damaged"])
def test_a_picture_that_is_missing_or_damaged_is_told_by_its_description(
    archive: Archive, data: bytes | None
) -> None:
    if data:
        put(archive, data)
    with_picture(archive, 6)
    done = published(archive)
    assert done.pictures.missing == {PATH: [f"2022-03-07-{source_id(6)}"]}
    text = copy_of(archive, 6).read_text("utf-8")
    assert "<img" not in text
    assert "A &amp; B" in text
    put(archive, PICTURE)
    assert published(archive).pictures.missing == {}
    assert "<img" in copy_of(archive, 6).read_text("utf-8")


HOSTILE = [
    'A "B" \\ C', "a: b # c", "${x} $title $$", "line\nbreak", "{{ site }} {% raw %}", "'''\"\"\"", "\\u0041",
    "é河😀",
    "</title><script>", "- a", "\u2028\u0085\u202e\x00\x7f", "%YAML", "true",
]  # fmt: skip


@BOTH
@pytest.mark.parametrize("text", HOSTILE)
def test_the_configuration_says_what_the_profile_says(
    generator: Generator, text: str, profile: SiteProfile
) -> None:
    said = {"title": text, "description": text, "url": "https://example.org:8443/news/"}
    stated = stated_of(SiteProfile.model_validate(profile.model_dump() | {"publish": said}), text)
    made = dict(skeleton_files(generator, stated))[CONFIGURATION[generator.name]].decode()
    read = yaml.safe_load(made) if generator is JEKYLL else tomllib.loads(made)
    wanted = " ".join(text.translate(dict.fromkeys([0x202E, 0, 0x7F])).split())
    if generator is JEKYLL:
        assert (read["title"], read["description"], read["lang"]) == (wanted, wanted, wanted)
        assert (read["url"], read["baseurl"]) == ("https://example.org:8443", "/news")
        assert read["timezone"] == "Asia/Shanghai"
    else:
        assert (read["title"], read["params"]["description"]) == (wanted, wanted)
        assert (read["baseURL"], read["timeZone"]) == ("https://example.org:8443/news/", "Asia/Shanghai")


def test_a_site_without_a_title_has_its_host(profile: SiteProfile) -> None:
    stated = stated_of(with_publish(profile), "zh-CN")
    assert stated == Stated("finews", "finews.withounder.com", "", "zh-CN", "Asia/Shanghai", "")
    assert stated.values()["address"] == '"/"'


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "https://example.org/?a", "https://example.org/#a", "https://a@example.org/",
            "https://example.org/a b/", "https://example.org/\"/", "example.org"]
)  # fmt: skip
def test_an_address_that_a_site_cannot_have_is_refused(profile: SiteProfile, url: str) -> None:
    with pytest.raises(ValueError, match="publish"):
        SiteProfile.model_validate(profile.model_dump() | {"publish": {"url": url}})


def test_what_generators_make_is_ignored_by_git(archive: Archive) -> None:
    published(archive)
    ignored = (archive.folder / "site" / ".gitignore").read_text().split()
    assert {"/_site/", "/public/", "/.jekyll-cache/", "/resources/", "/.hugo_build.lock"} <= set(ignored)


def test_the_notes_name_every_file_with_its_sum(archive: Archive) -> None:
    published(archive)
    site = archive.folder / "site"
    notes = json.loads((site / MANIFEST).read_bytes())
    assert (notes["site"], notes["generator"]) == ("finews", "jekyll")
    assert notes["files"] == {
        name: hashlib.sha256(data).hexdigest() for name, data in files(site).items() if name != MANIFEST
    }
    assert not [path for path in site.iterdir() if path.name.endswith(("staged", "writing"))]
