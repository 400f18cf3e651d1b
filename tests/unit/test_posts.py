import os
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.posts import PostFolder, Posting


@pytest.fixture
def posts(tmp_path: Path) -> PostFolder:
    folder = PostFolder(tmp_path / "_posts", tmp_path / "staging")
    folder.open()
    return folder


def names(posts: PostFolder) -> list[str]:
    assert not list(posts.staging.iterdir())
    return sorted(path.name for path in posts.folder.iterdir())


def test_posts_are_written_and_replaced(posts: PostFolder) -> None:
    assert posts.publish([Posting(1, "a.md", None, b"one"), Posting(2, "b.md", None, b"two")]) == {}
    assert names(posts) == ["a.md", "b.md"]
    posts.publish([Posting(1, "a.md", None, b"three")])
    assert (posts.folder / "a.md").read_bytes() == b"three"


def test_a_moved_post_leaves_no_old_name(posts: PostFolder) -> None:
    posts.publish([Posting(1, "a.md", None, b"one")])
    posts.publish([Posting(1, "b.md", "a.md", b"one")])
    assert names(posts) == ["b.md"]
    posts.publish([Posting(1, "b.md", "a.md", b"one")])  # as a start-up does that finds it pending
    assert names(posts) == ["b.md"]


def test_one_that_cannot_be_written_takes_no_other_with_it(posts: PostFolder) -> None:
    (posts.folder / "a.md").mkdir()
    refused = posts.publish([Posting(1, "a.md", None, b"one"), Posting(2, "b.md", None, b"two")])
    assert list(refused) == [1]
    assert names(posts) == ["a.md", "b.md"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_a_storage_error(posts: PostFolder) -> None:
    (posts.staging / "a.md").symlink_to("/dev/full")
    with pytest.raises(StorageError, match="No space left"):
        posts.publish([Posting(1, "a.md", None, b"one")])
    assert names(posts) == []


def test_what_a_crash_left_half_written_is_dropped(posts: PostFolder) -> None:
    (posts.staging / "a.md").write_bytes(b"half")
    posts.open()
    assert names(posts) == []


def test_a_withdrawn_post_is_gone(posts: PostFolder) -> None:
    posts.publish([Posting(1, "a.md", None, b"one")])
    posts.withdraw("a.md")
    posts.withdraw("a.md")
    assert names(posts) == []
