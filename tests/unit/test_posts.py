import os
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.posts import PostFolder


@pytest.fixture
def posts(tmp_path: Path) -> PostFolder:
    folder = PostFolder(tmp_path / "_posts", tmp_path / "staging")
    folder.open()
    return folder


def posting(number: int, name: str, post: bytes, *, old: str | None = None) -> tuple[ArticleRow, bytes]:
    row = ArticleRow(
        id=number, site="a", source_id=str(number), url="", discovered=0, post=name, old_post=old
    )
    return row, post


def names(posts: PostFolder) -> list[str]:
    assert not list(posts.staging.iterdir())
    return sorted(path.name for path in posts.folder.iterdir())


def test_posts_are_written_and_replaced(posts: PostFolder) -> None:
    assert posts.publish([posting(1, "a.md", b"one"), posting(2, "b.md", b"two")]) == set()
    assert names(posts) == ["a.md", "b.md"]
    posts.publish([posting(1, "a.md", b"three")])
    assert (posts.folder / "a.md").read_bytes() == b"three"


def test_a_moved_post_leaves_no_old_name(posts: PostFolder) -> None:
    posts.publish([posting(1, "a.md", b"one")])
    posts.publish([posting(1, "b.md", b"one", old="a.md")])
    assert names(posts) == ["b.md"]
    posts.publish([posting(1, "b.md", b"one", old="a.md")])  # as a start-up does that finds it pending
    assert names(posts) == ["b.md"]


def test_one_that_cannot_be_written_takes_no_other_with_it(posts: PostFolder) -> None:
    (posts.folder / "a.md").mkdir()
    refused = posts.publish([posting(1, "a.md", b"one"), posting(2, "b.md", b"two")])
    assert refused == {1}
    assert names(posts) == ["a.md", "b.md"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_a_storage_error(posts: PostFolder) -> None:
    (posts.staging / "a.md").symlink_to("/dev/full")
    with pytest.raises(StorageError, match="No space left"):
        posts.publish([posting(1, "a.md", b"one")])
    assert names(posts) == []


def test_what_a_crash_left_half_written_is_dropped(posts: PostFolder) -> None:
    (posts.staging / "a.md").write_bytes(b"half")
    posts.open()
    assert names(posts) == []


def test_a_removed_post_is_gone(posts: PostFolder) -> None:
    posts.publish([posting(1, "a.md", b"one")])
    posts.remove("a.md")
    posts.remove("a.md")
    assert names(posts) == []
