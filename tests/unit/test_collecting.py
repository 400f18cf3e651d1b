import errno
import hashlib
import json
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsarchive.collecting.checked import Collected, Removed
from newsarchive.collecting.collect import collect
from newsarchive.collecting.columns import COLUMNS
from newsarchive.exceptions import ArchiveBusy, ArgumentError, StorageError
from newsarchive.items import Doubt
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.circumstances import Circumstances
from newsarchive.store.published import StoredPost

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
LISTS = {"index.jsonl", "removed.json", "manifest-sha256.txt"}
BODY = "<p>田里\u2028一派忙碌。</p>\r\n <p>又一段。</p>"


TOLD = Circumstances(
    zone="Asia/Shanghai", kind=RevisionKind.CRAWLED, fetched=NOW, first_seen=NOW - timedelta(hours=3),
    first_stored=NOW - timedelta(hours=2), last_seen=NOW, last_checked=None,
    edited=(NOW - timedelta(hours=1), NOW), gone_since=None, copy_of="", further_urls=(),
    listings=("http://a.example/", "http://a.example/feed"),
    pages=("http://a.example/1",), captures=2, length=40, text_hash="00ff", body_hash="", extraction="code",
)  # fmt: skip


def post(number: int, *, day: int = 7, **different: object) -> StoredPost:
    """Post NUMBER; the day moves its name, ``text`` replaces its bytes."""
    source_id, title = f"NW{number:018d}", f"第{number}篇"
    text = different.pop("text", None) or (
        f'---\nlayout: post\ntitle: "{title}"\ndate: 2022-03-{day:02} 08:23:06 +0800\n'
        f"categories: a\ntags: b\n---\n{BODY}\n\n<http://a.example/{number}>\n\n[返回](//a.example/)"
    )
    content = str(text).encode()
    made = StoredPost(
        site="finews",
        source_id=source_id,
        revision=1,
        name=f"2022-03-{day:02}-{source_id}.md",
        url=f"http://a.example/{number}",
        link=f"http://a.example/{number}",
        title=title,
        published=datetime(2022, 3, day, 8, 23, 6, tzinfo=SHANGHAI),
        precision="second",
        outlet="上饶日报",
        category="a",
        tag="b",
        standfirst="",
        stored_at=NOW,
        post=content,
        sha256=hashlib.sha256(content).hexdigest(),
        told=TOLD,
    )
    return replace(made, **different)


def gone(one: StoredPost) -> Removed:
    return Removed(site=one.site, source_id=one.source_id, name=one.name, removed_at=NOW)


def collected(target: Path, *posts: StoredPost, removed: tuple[Removed, ...] = (), **more: bool) -> Collected:
    return collect(iter(posts), iter(removed), target, now=NOW, **more)


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def verify(folder: Path, manifest: str) -> int:
    """How many files ``sha256sum -c`` finds as the manifest says."""
    command = ["sha256sum", "--strict", "-c", manifest]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.count(": OK")


def breaking_off(*posts: StoredPost) -> Iterator[StoredPost]:
    yield from posts
    raise StorageError("the catalog's disk is gone")


def test_a_folder(tmp_path: Path) -> None:
    target = tmp_path / "posts"
    result = collected(target, post(1), post(2), removed=(gone(post(9)),))
    assert result == Collected(
        target=target, manifest="manifest-sha256.txt", posts=2, written=2, removed=(gone(post(9)),)
    )
    assert names(target) == {post(1).name, post(2).name, *LISTS}
    assert (target / post(1).name).read_bytes() == post(1).post
    assert verify(target, result.manifest) == 4
    assert names(tmp_path) == {f"posts/{name}" for name in names(target)}
    (removed,) = json.loads((target / "removed.json").read_bytes())
    assert removed == {
        "site": "finews", "id": post(9).source_id, "name": post(9).name, "removed_at": NOW.isoformat(),
        "why": "takedown",
    }  # fmt: skip


def test_a_folder_is_brought_up_to_date(tmp_path: Path) -> None:
    target = tmp_path / "posts"
    collected(target, *map(post, range(1, 7)))
    (target / "readers-own.txt").write_text("mine")
    (target / post(6).name).write_text("damaged")
    untouched = (target / post(1).name).stat()
    moved = replace(post(2, day=8), revision=2)
    edited = replace(post(3, text=post(3).post.decode().replace("又", "再")), revision=2)
    result = collected(target, post(1), moved, edited, post(6), post(7), removed=(gone(post(4)),))
    assert (result.posts, result.written, result.count("takedown")) == (6, 4, 1)
    assert names(target) == LISTS | {"readers-own.txt"} | {
        one.name for one in (post(1), moved, edited, post(5), post(6), post(7))
    }
    for one in (post(1), moved, edited, post(5), post(6), post(7)):
        assert (target / one.name).read_bytes() == one.post
    assert (target / post(1).name).stat().st_ino == untouched.st_ino
    assert verify(target, result.manifest) == 8
    again = collected(target, *map(post, (4, 5)))  # the removed one is back
    assert (again.posts, again.written, again.removed) == (7, 1, ())


def test_a_removed_article_leaves_whatever_its_name_was(tmp_path: Path) -> None:
    target = tmp_path / "posts"
    collected(target, post(1, day=7), post(2))
    result = collected(target, post(2), post(1, day=8), removed=(gone(post(1, day=8)),))
    assert result.posts == 1
    assert names(target) == LISTS | {post(2).name}
    assert verify(target, result.manifest) == 3


def test_two_sites_share_a_folder_but_no_name(tmp_path: Path) -> None:
    other = replace(post(1, day=9), site="other")  # the same id, and not the same article
    target = tmp_path / "posts"
    collected(target, post(1), other)
    assert collected(target, other, removed=(gone(replace(post(3), name=other.name)),)).posts == 2
    assert names(target) == LISTS | {post(1).name, other.name}
    with pytest.raises(ArgumentError, match="another article's"):
        collected(target, replace(post(5), name=post(1).name))
    with pytest.raises(ArgumentError, match="each site by itself"):
        collected(tmp_path / "new", post(5), replace(post(6), name=post(5).name.replace("NW", "nw")))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_two_sites_share_records_and_names(tmp_path: Path, name: str) -> None:
    other = replace(post(1), site="eastmoney")
    assert collected(tmp_path / name, post(1), other).posts == 2
    with pytest.raises(ValueError, match="comes twice"):
        collected(tmp_path / name, post(1), post(1))
    with pytest.raises(ArgumentError, match="collect each site by itself"):
        collected(tmp_path / "a.zip", post(1), other)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    collected(tmp_path / "mine", post(1))  # an empty one is welcome
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    with pytest.raises(ArgumentError, match="not empty and no earlier collection"):
        collected(tmp_path / "home", post(1))
    assert names(tmp_path / "home") == {"letter.txt"}
    for damage in ('{"name": "../../x"}', '{"name": 1', "[1]"):
        index = (tmp_path / "mine" / "index.jsonl").read_bytes()
        (tmp_path / "mine" / "index.jsonl").write_text(damage)
        with pytest.raises(ArgumentError, match="its index cannot be read"):
            collected(tmp_path / "mine", post(1))
        (tmp_path / "mine" / "index.jsonl").write_bytes(index)
    hostile = json.loads(index) | {"name": "../../letter.txt"}
    (tmp_path / "mine" / "index.jsonl").write_text(json.dumps(hostile))
    with pytest.raises(ArgumentError, match="no post's name"):
        collected(tmp_path / "mine", post(1))


def test_an_update_that_broke_off_is_completed_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "posts"
    collected(target, post(1), post(2))
    with pytest.raises(StorageError):
        collect(breaking_off(post(1, day=8), post(3)), [gone(post(2))], target, now=NOW)
    result = collected(target, post(1, day=8), post(3), removed=(gone(post(2)),))
    assert names(target) == LISTS | {post(1, day=8).name, post(3).name}
    assert verify(target, result.manifest) == 4


def test_a_zip(tmp_path: Path) -> None:
    target = tmp_path / "posts.zip"
    old = replace(post(3), published=datetime(1970, 1, 1, tzinfo=SHANGHAI))
    result = collected(target, post(1), old, removed=(gone(post(9)),))
    assert (result.posts, result.count("takedown")) == (2, 1)
    with zipfile.ZipFile(target) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        archive.extractall(tmp_path / "out")
    assert list(entries) == [post(1).name, old.name, "removed.json", "manifest-sha256.txt"]
    assert entries[post(1).name].date_time == (2022, 3, 7, 8, 23, 6)
    assert entries[old.name].date_time == (1980, 1, 1, 0, 0, 0)
    assert {entry.compress_type for entry in entries.values()} == {zipfile.ZIP_DEFLATED}
    assert verify(tmp_path / "out", result.manifest) == 3
    first = target.read_bytes()
    collected(target, post(1), old, removed=(gone(post(9)),))
    assert target.read_bytes() == first
    collected(target, post(1), removed=(gone(old),))
    with zipfile.ZipFile(target) as archive:
        assert old.name not in archive.namelist()


@pytest.mark.parametrize("name", ["posts", "posts.zip", "posts.csv", "posts.jsonl"])
def test_missing_folders_are_made_and_go_with_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError):
        collect(breaking_off(post(1)), (), tmp_path / "a" / "b" / name, now=NOW)
    assert list(tmp_path.iterdir()) == []
    assert collected(tmp_path / "a" / "b" / name, post(1)).posts == 1
    with pytest.raises(StorageError):
        collect(breaking_off(post(1)), (), tmp_path / "a" / "c" / name, now=NOW)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    collected(Path("../posts"), post(1))
    assert names(tmp_path / "posts") == LISTS | {post(1).name}
    monkeypatch.chdir(tmp_path / "posts")
    assert collected(Path(), post(2)).posts == 2


STATED = {
    "author": "甲", "tags": ("丙", "丁"), "language": "zh-CN",
    "modified": datetime(2022, 3, 8, 8, 23, 6, tzinfo=SHANGHAI), "stated_date": "3小时前",
    "doubts": (Doubt.RELATIVE_DATE,),
    "more": {"rating": 5, "day": date(2022, 3, 7)},
}  # fmt: skip


def test_json_lines(tmp_path: Path) -> None:
    target = tmp_path / "posts.jsonl"
    unreadable = post(2, text="no post at all")
    whole = post(1, **STATED)
    result = collected(target, whole, unreadable, removed=(gone(post(9)),))
    assert (result.posts, result.unreadable, result.manifest) == (2, (unreadable.name,), "posts.jsonl.sha256")
    first, second = map(json.loads, target.read_text().splitlines())
    assert first == {
        "site": "finews", "id": post(1).source_id, "revision": 1, "url": "http://a.example/1",
        "link": "http://a.example/1", "title": "第1篇", "published": "2022-03-07T08:23:06+08:00",
        "precision": "second", "outlet": "上饶日报", "category": "a", "tag": "b", "standfirst": "",
        "author": "甲", "source": "", "section": "", "tags": ["丙", "丁"], "image": "", "language": "zh-CN",
        "modified": "2022-03-08T08:23:06+08:00", "canonical": "", "stated_date": "3小时前",
        "doubts": ["relative-date"], "more": {"rating": 5, "day": "2022-03-07"}, "body": BODY,
        "sha256": post(1).sha256, "post": post(1).name, "pictures": [],
        "published_local": "2022-03-07T08:23:06+08:00", "day": "2022-03-07", "zone": "Asia/Shanghai",
        "kind": "crawled", "first_seen": "2026-11-22T21:00:00+00:00",
        "first_stored": "2026-11-22T22:00:00+00:00", "stored": NOW.isoformat(), "fetched": NOW.isoformat(),
        "last_seen": NOW.isoformat(), "last_checked": None, "edits": 2,
        "edited": ["2026-11-22T23:00:00+00:00", NOW.isoformat()], "gone_since": None, "copy_of": "",
        "further_urls": [], "listings": ["http://a.example/", "http://a.example/feed"],
        "pages": ["http://a.example/1"], "captures": 2, "length": 40, "text_hash": "00ff", "body_hash": "",
        "extraction": "code",
    }  # fmt: skip
    assert list(first) == list(COLUMNS)
    assert second["body"] is None
    assert verify(tmp_path, result.manifest) == 2
    assert names(tmp_path) == {"posts.jsonl", "posts.jsonl.sha256", "posts.jsonl.removed.json"}


def test_a_name_that_sha256sum_escapes(tmp_path: Path) -> None:
    assert verify(tmp_path, collected(tmp_path / "a\\b\nc.jsonl", post(1)).manifest) == 2


def test_parquet(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "posts.parquet"
    result = collected(target, post(1, **STATED), *map(post, range(2, 1502)))
    table = parquet.read_table(target)
    assert table.num_rows == result.posts == 1501
    assert parquet.ParquetFile(target).num_row_groups == 2
    row = table.slice(0, 1).to_pylist()[0]
    assert row["body"] == BODY
    assert row["published"] == post(1).published
    assert row["post"] == post(1).name
    assert (row["author"], row["modified"], row["doubts"]) == ("甲", STATED["modified"], ["relative-date"])
    assert json.loads(row["more"]) == {"rating": 5, "day": "2022-03-07"}
    assert (row["day"], row["edited"], row["captures"]) == (date(2022, 3, 7), list(TOLD.edited), 2)
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["day"], types["stored"]) == ("date32[day]", "timestamp[us, tz=UTC]")
    assert (types["tags"], types["edited"]) == tuple(
        f"list<element: {of}>" for of in ("string", "timestamp[us, tz=UTC]")
    )
    assert table.column_names == list(COLUMNS)
    assert verify(tmp_path, result.manifest) == 2
    assert collected(tmp_path / "none.parquet").posts == 0
    assert parquet.read_table(tmp_path / "none.parquet").column_names == table.column_names


def test_a_bag(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bagit = pytest.importorskip("bagit")
    target = tmp_path / "bag"
    result = collected(target, post(1), post(2), bagit=True)
    assert (result.target, result.posts) == (target, 2)
    bag = bagit.Bag(str(target))
    bag.validate()
    assert bag.info["Bagging-Date"] == "2026-11-23"
    assert names(target / "data") == {post(1).name, post(2).name, "index.jsonl", "removed.json"}
    assert verify(target, result.manifest) == 4
    assert [path.name for path in tmp_path.iterdir()] == ["bag"]
    with pytest.raises(ArgumentError, match="a bag is made once"):
        collected(target, post(3), bagit=True)


@pytest.mark.parametrize(
    ("name", "module", "more"), [("a.parquet", "pyarrow", {}), ("a", "bagit", {"bagit": True})]
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, more: dict[str, bool]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ArgumentError, match=rf"needs {module}.*newsarchive\[(parquet|bagit)\]"):
        collected(tmp_path / name, post(1), **more)
    assert names(tmp_path) == set()


@pytest.mark.parametrize("name", ["posts", "posts.zip", "posts.csv", "posts.jsonl", "posts.parquet"])
def test_nothing_half_made_stands_under_the_name(tmp_path: Path, name: str) -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(StorageError):
        collect(breaking_off(post(1)), (), tmp_path / name, now=NOW)
    assert list(tmp_path.iterdir()) == []
    if name != "posts":
        collected(tmp_path / name, post(1))
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        with pytest.raises(StorageError):
            collect(breaking_off(post(2)), (), tmp_path / name, now=NOW)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_a_killed_run_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".posts.staged").mkdir()
    (tmp_path / ".posts.staged" / "half").write_text("x")
    collected(tmp_path / "posts", post(1))
    assert names(tmp_path / "posts") == LISTS | {post(1).name}
    assert [path.name for path in tmp_path.iterdir()] == ["posts"]


@pytest.mark.parametrize("name", ["posts", "posts.zip", "posts.csv", "posts.jsonl", "posts.parquet"])
@pytest.mark.parametrize("is_there", [False, True])
def test_two_collections_never_write_one_target(tmp_path: Path, name: str, is_there: bool) -> None:
    target = tmp_path / name
    if is_there:
        collected(target, post(3))

    def while_another_is_made() -> Iterator[StoredPost]:
        yield post(1)
        with pytest.raises(ArchiveBusy, match="another collection is being written there"):
            collected(target, post(2))
        yield post(2)

    kept = 1 if is_there and name == "posts" else 0
    assert collect(while_another_is_made(), (), target, now=NOW).posts == 2 + kept
    assert [one for one in tmp_path.iterdir() if one.name.startswith(".")] == []
    assert collected(target, post(1)).posts == 1 + (1 + kept if name == "posts" else 0)


def test_a_full_disk_is_a_storage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(StorageError, match="No space left"):
            collected(tmp_path / "posts", post(1))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["posts", "posts.zip", "posts.csv", "posts.jsonl", "posts.parquet"])
def test_a_full_disk_is_told_of_the_target(tmp_path: Path, name: str) -> None:
    def full() -> Iterator[StoredPost]:
        yield post(1)
        raise OSError(errno.ENOSPC, "No space left on device")  # a write names no file

    target = tmp_path / "new" / name
    with pytest.raises(StorageError) as caught:
        collect(full(), (), target, now=NOW)
    assert str(caught.value).startswith(f"{target}: No space left on device; ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("bad", "error", "says"),
    [
        (replace(post(2), name="../x.md"), StorageError, "no safe post name"),
        (replace(post(2), post=b"other bytes"), StorageError, "SHA-256"),
        (replace(post(1), name=post(2).name), ValueError, "twice"),
    ],
)
@pytest.mark.parametrize("name", ["posts", "posts.zip", "posts.csv", "posts.jsonl"])
def test_posts_are_checked(
    tmp_path: Path, name: str, bad: StoredPost, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        collected(tmp_path / name, post(1), bad)
    assert list(tmp_path.iterdir()) == []


def test_removed_names_are_checked() -> None:
    with pytest.raises(ValueError, match="no post's name"):
        gone(replace(post(1), name="../x.md"))


@pytest.mark.parametrize(
    ("name", "more", "says"),
    [
        ("posts.ods", {}, "no collection ends in .ods; .zip, .csv, .jsonl, .parquet"),
        ("posts.jsonl", {"bom": True}, "begins FILE.csv alone"),
        ("posts.zip", {"bagit": True}, "a BagIt bag is a folder"),
        ("file/posts.zip", {}, "File exists"),
        ("file", {}, "is a file"),
        ("x" * 300 + ".zip", {}, "File name too long"),
    ],
)
def test_targets_that_cannot_be(tmp_path: Path, name: str, more: dict[str, bool], says: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArgumentError, match=says):
        collected(tmp_path / name, post(1), **more)


@pytest.mark.parametrize("name", ["pipe.csv", "pipe.jsonl", "pipe.parquet", "pipe.zip", "pipe.wacz", "pipe"])
@pytest.mark.parametrize("is_linked", [False, True])
def test_what_is_no_file_is_never_replaced(tmp_path: Path, name: str, is_linked: bool) -> None:
    pipe = tmp_path / f"a-{name}"
    os.mkfifo(pipe)
    target = tmp_path / name if is_linked else pipe
    if is_linked:
        target.symlink_to(pipe)
    with pytest.raises(ArgumentError, match=r"a device or a pipe|is a file"):
        collected(target, post(1))
    assert pipe.is_fifo()
    assert len(list(tmp_path.iterdir())) == 1 + is_linked


def test_posts_are_read_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = 0

    class Counted(bytes):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def stream() -> Iterator[StoredPost]:
        nonlocal alive
        for number in range(1, 200):
            alive += 1
            one = post(number)
            yield replace(one, post=Counted(one.post))
            del one
            assert alive < 5

    for name in ("posts", "posts.zip", "posts.csv", "posts.jsonl"):
        collect(stream(), (), tmp_path / name, now=NOW)
