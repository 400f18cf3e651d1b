"""Collections take along the pictures that their posts show."""

import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.store.pictures.of_posts import ShownPicture
from newsarchive.store.published import StoredPost
from tests.unit.test_collecting import collected, gone, names, post, verify

HARBOUR, BRIDGE, MARKET = b"\x89PNG harbour", b"\x89PNG bridge", b"\x89PNG market"


def path_of(data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return f"media/{digest[:2]}/{digest}.png"


def picture(archive: Path, data: bytes, *, is_known: bool = False) -> ShownPicture:
    """A picture that is kept in an archive's folder."""
    path = path_of(data)
    (archive / path).parent.mkdir(parents=True, exist_ok=True)
    (archive / path).write_bytes(data)
    return ShownPicture(
        url=f"http://a.example/{data[5:].decode()}.png",
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        file=archive / path,
        is_known=is_known,
    )


def showing(number: int, *pictures: ShownPicture, **different: object) -> StoredPost:
    return replace(post(number, **different), pictures=pictures)  # type: ignore[arg-type]


OWED = ShownPicture(url="http://a.example/owed.png")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def media(target: Path) -> dict[str, bytes]:
    found = (path for path in target.glob("media/*/*") if path.is_file())
    return {str(path.relative_to(target)): path.read_bytes() for path in found}


def test_a_folder_has_each_picture_once(archive: Path, tmp_path: Path) -> None:
    harbour, bridge = picture(archive, HARBOUR), picture(archive, BRIDGE)
    target = tmp_path / "posts"
    result = collected(target, showing(1, harbour, OWED, bridge), showing(2, harbour))
    assert (result.posts, result.pictures, result.missing) == (2, 2, ())
    assert media(target) == {path_of(HARBOUR): HARBOUR, path_of(BRIDGE): BRIDGE}
    assert verify(target, result.manifest) == 2 + 2 + 2
    first, second = map(json.loads, (target / "index.jsonl").read_text().splitlines())
    assert (first["pictures"], second["pictures"]) == (
        [path_of(HARBOUR), path_of(BRIDGE)],
        [path_of(HARBOUR)],
    )


def test_a_folder_is_brought_up_to_date(archive: Path, tmp_path: Path) -> None:
    """A picture goes with the last post that shows it; what is there is not written again."""
    harbour, bridge, market = (picture(archive, one) for one in (HARBOUR, BRIDGE, MARKET))
    target = tmp_path / "posts"
    collected(target, showing(1, harbour, bridge), showing(2, harbour, market), showing(3))
    untouched = (target / path_of(HARBOUR)).stat()
    (target / path_of(BRIDGE)).write_bytes(b"damaged")
    (target / "media" / "own.txt").write_text("a reader's")
    later = showing(1, bridge, revision=2)
    result = collected(target, later, removed=(gone(post(2)),))
    assert (result.posts, result.pictures) == (2, 1)
    assert media(target) == {path_of(BRIDGE): BRIDGE}
    assert (target / "media" / "own.txt").exists()
    assert verify(target, result.manifest) == 2 + 1 + 2
    again = collected(target, showing(2, harbour), later)
    assert media(target).keys() == {path_of(BRIDGE), path_of(HARBOUR)}
    assert (again.posts, again.pictures) == (3, 2)
    assert (target / path_of(HARBOUR)).stat().st_mtime_ns > untouched.st_mtime_ns
    kept = (target / path_of(HARBOUR)).stat()
    collected(target, showing(2, harbour))
    assert (target / path_of(HARBOUR)).stat().st_mtime_ns == kept.st_mtime_ns


def test_a_zip_has_those_that_no_earlier_one_had(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "posts.zip"
    known, new = picture(archive, HARBOUR, is_known=True), picture(archive, BRIDGE)
    result = collected(target, showing(1, known, new), showing(2, new))
    assert (result.posts, result.pictures) == (2, 1)
    with zipfile.ZipFile(target) as found:
        assert found.testzip() is None
        assert found.read(path_of(BRIDGE)) == BRIDGE
        found.extractall(tmp_path / "out")
    assert names(tmp_path / "out") == {
        post(1).name, post(2).name, path_of(BRIDGE), "removed.json", "manifest-sha256.txt",
    }  # fmt: skip
    assert verify(tmp_path / "out", result.manifest) == 4
    before = target.read_bytes()
    collected(target, showing(1, known, new), showing(2, new))
    assert target.read_bytes() == before, "the same posts make the same bytes"


def test_a_bag_has_them_as_payload(archive: Path, tmp_path: Path) -> None:
    bagit = pytest.importorskip("bagit")
    collected(tmp_path / "bag", showing(1, picture(archive, HARBOUR)), bagit=True)
    bagit.Bag(str(tmp_path / "bag")).validate()
    assert (tmp_path / "bag" / "data" / path_of(HARBOUR)).read_bytes() == HARBOUR
    assert f"data/{path_of(HARBOUR)}" in (tmp_path / "bag" / "manifest-sha256.txt").read_text()


def records(target: Path) -> list[dict[str, Any]]:
    if target.suffix == ".jsonl":
        return [json.loads(line) for line in target.read_text().splitlines()]
    parquet = pytest.importorskip("pyarrow.parquet")
    return list(parquet.read_table(target).to_pylist())


@pytest.mark.parametrize("name", ["posts.jsonl", "posts.parquet"])
def test_records_name_them(name: str, archive: Path, tmp_path: Path) -> None:
    harbour = picture(archive, HARBOUR)
    nameless = replace(picture(archive, BRIDGE), url="")
    collected(tmp_path / name, showing(1, harbour, OWED, nameless), showing(2))
    first, second = records(tmp_path / name)
    assert first["pictures"] == [
        {"path": path_of(HARBOUR), "url": harbour.url, "sha256": harbour.sha256},
        {"path": None, "url": OWED.url, "sha256": None},
        {"path": path_of(BRIDGE), "url": None, "sha256": nameless.sha256},
    ]
    assert second["pictures"] == []


@pytest.mark.parametrize("damage", ["lost", "damaged"])
@pytest.mark.parametrize("name", ["posts", "posts.zip"])
def test_what_is_not_whole_is_left_out_and_said(
    damage: str, name: str, archive: Path, tmp_path: Path
) -> None:
    harbour, bridge = picture(archive, HARBOUR), picture(archive, BRIDGE)
    if damage == "lost":
        (archive / harbour.path).unlink()
    else:
        (archive / harbour.path).write_bytes(HARBOUR[:-1])
    result = collected(tmp_path / name, showing(1, harbour, bridge), showing(2, harbour))
    assert (result.posts, result.pictures, result.missing) == (2, 1, (path_of(HARBOUR),))
    if name == "posts":
        assert media(tmp_path / name) == {path_of(BRIDGE): BRIDGE}
        assert verify(tmp_path / name, result.manifest) == 5


@pytest.mark.parametrize("path", ["../../etc/passwd", "media/ab/../../x.png", "media/ab/ab.png", 7, "/media"])
def test_an_index_leads_nowhere_else(path: object, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "posts"
    collected(target, showing(1, picture(archive, HARBOUR)))
    index = json.loads((target / "index.jsonl").read_text()) | {"pictures": [path]}
    (target / "index.jsonl").write_text(json.dumps(index))
    with pytest.raises(ArgumentError, match="its index cannot be read"):
        collected(target, removed=(gone(post(1)),))
