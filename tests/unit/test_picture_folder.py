"""Pictures get into their folder whole, under names that are made nowhere else."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.pictures.folder import EXTENSIONS, PictureFolder, is_staged_picture, parts_of, path_of

HARBOUR = b"\x89PNG harbour"
DIGEST = hashlib.sha256(HARBOUR).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> PictureFolder:
    staging = tmp_path / "_archive" / "staging"
    staging.mkdir(parents=True)
    return PictureFolder(tmp_path / "media", staging)


def test_a_path_says_digest_and_type() -> None:
    for extension in EXTENSIONS:
        path = path_of(DIGEST, extension)
        assert path == f"media/{DIGEST[:2]}/{DIGEST}.{extension}"
        assert parts_of(path) == (DIGEST, extension)


@pytest.mark.parametrize(
    ("sha256", "extension"),
    [
        (DIGEST, "svg"), (DIGEST, "html"), (DIGEST, "jpg/../../x"), (DIGEST, "JPG"), (DIGEST, ""),
        (DIGEST.upper(), "png"), (DIGEST[:-1], "png"), ("../" + DIGEST, "png"), (DIGEST + "\n", "png"),
        ("", "png"),
    ],
)  # fmt: skip
def test_no_other_name_is_made(folder: PictureFolder, sha256: str, extension: str) -> None:
    with pytest.raises(ValueError, match="no name of a picture"):
        folder.stage(sha256, extension, HARBOUR)
    assert list(folder.staging.iterdir()) == []


@pytest.mark.parametrize(
    "path",
    ["", "media", f"media/00/{DIGEST}.png", f"media/{DIGEST[:2]}/{DIGEST}.svg", f"/media/ab/{DIGEST}.png",
     "media/../_archive/catalog.sqlite"],
)  # fmt: skip
def test_no_other_path_leads_to_a_file(folder: PictureFolder, path: str) -> None:
    assert parts_of(path) is None
    with pytest.raises(ValueError, match="no path of a picture"):
        folder.file_of(path)


def test_a_picture_waits_until_it_is_put_in_place(folder: PictureFolder) -> None:
    folder.stage(DIGEST, "png", HARBOUR)
    folder.secure()
    assert folder.staged() == [(DIGEST, "png")]
    assert [path.name for path in folder.staging.iterdir() if is_staged_picture(path.name)] == [
        f"{DIGEST}.png"
    ]
    assert not folder.media.exists()
    folder.put_in_place([(DIGEST, "png"), (DIGEST, "png")])
    assert folder.file_of(path_of(DIGEST, "png")).read_bytes() == HARBOUR
    assert list(folder.staging.iterdir()) == []
    assert list(folder.kept()) == [path_of(DIGEST, "png")]


def test_what_is_kept_is_not_written_again_unless_it_was_damaged(folder: PictureFolder) -> None:
    folder.stage(DIGEST, "png", HARBOUR)
    folder.put_in_place([(DIGEST, "png")])
    folder.stage(DIGEST, "png", HARBOUR)
    assert folder.staged() == []
    kept = folder.file_of(path_of(DIGEST, "png"))
    kept.write_bytes(b"damaged by a disk")
    folder.stage(DIGEST, "png", HARBOUR)
    folder.put_in_place([(DIGEST, "png")])
    assert kept.read_bytes() == HARBOUR


def test_threads_with_one_picture_do_not_tear_it(folder: PictureFolder) -> None:
    data = HARBOUR * 100_000
    digest = hashlib.sha256(data).hexdigest()

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(folder.stage, digest, "png", data) for _ in range(16)]
        for one in waiting:
            one.result(timeout=60)
            folder.put_in_place([(digest, "png")])
    folder.put_in_place(folder.staged())
    assert folder.file_of(path_of(digest, "png")).read_bytes() == data
    assert list(folder.staging.iterdir()) == []


def test_what_nobody_shows_goes(folder: PictureFolder) -> None:
    folder.stage(DIGEST, "png", HARBOUR)
    folder.drop_staged([(DIGEST, "png")])
    assert list(folder.staging.iterdir()) == []
    folder.stage(DIGEST, "png", HARBOUR)
    folder.put_in_place([(DIGEST, "png")])
    folder.remove([path_of(DIGEST, "png")])
    assert list(folder.kept()) == []
    assert list(folder.media.iterdir()) == []


def test_a_folder_that_cannot_be_written_stops_the_run(folder: PictureFolder) -> None:
    folder.media.write_bytes(b"a file in the folder's place")
    folder.stage(DIGEST, "png", HARBOUR)
    with pytest.raises((StorageError, OSError)):
        folder.put_in_place([(DIGEST, "png")])
    assert folder.staged() == [(DIGEST, "png")]
