from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article
from newsarchive.store.posts import PostFolder, Publication


@pytest.fixture
def posts(tmp_path: Path) -> PostFolder:
    return opened(tmp_path)


def opened(folder: Path) -> PostFolder:
    posts = PostFolder(folder / "_posts", folder / "staging")
    for needed in (posts.folder, posts.staging):
        needed.mkdir(exist_ok=True)
    posts.open()
    return posts


def names(posts: PostFolder) -> list[str]:
    return sorted(path.name for path in posts.folder.iterdir())


def refused(posts: PostFolder, article: Article, post: bytes) -> None:
    with pytest.raises(ExtractionError) as caught:
        posts.publish(article, post)
    assert caught.value.reason == "conflicting-text"


def test_a_post_is_written_once(posts: PostFolder, article: Callable[..., Article]) -> None:
    one = article(source_id="NW1")
    assert "NW1" not in posts
    assert posts.publish(one, b"text") is Publication.WRITTEN
    path = posts.folder / "2022-03-07-NW1.md"
    before = path.stat().st_mtime_ns
    assert posts.publish(one, b"text") is Publication.UNCHANGED
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (b"text", before)
    assert "NW1" in posts
    assert len(posts) == 1
    assert not list(posts.staging.iterdir())


def test_the_first_of_two_texts_is_kept(posts: PostFolder, article: Callable[..., Article]) -> None:
    one = article(source_id="NW1")
    posts.publish(one, b"first")
    refused(posts, one, b"second")
    later = article(source_id="NW1", published=one.published + timedelta(days=1))
    refused(posts, later, b"third")
    assert names(posts) == ["2022-03-07-NW1.md"]
    assert (posts.folder / "2022-03-07-NW1.md").read_bytes() == b"first"


def test_ids_that_differ_in_case_alone_do_not_share_a_file(
    posts: PostFolder, article: Callable[..., Article]
) -> None:
    posts.publish(article(source_id="NW1"), b"upper")
    assert "nw1" not in posts
    refused(posts, article(source_id="nw1"), b"lower")
    assert names(posts) == ["2022-03-07-NW1.md"]


def test_it_knows_what_an_earlier_run_wrote(
    posts: PostFolder, article: Callable[..., Article], tmp_path: Path
) -> None:
    posts.publish(article(source_id="NW1"), b"text")
    posts.publish(article(source_id="../x"), b"text")
    for strange in ("README.md", "2022-03-07-.md", "2022-03-07-x.txt"):
        (posts.folder / strange).write_bytes(b"not ours")
    again = opened(tmp_path)
    assert "NW1" in again
    assert "../x" in again
    assert len(again) == 2
    assert again.publish(article(source_id="NW1"), b"text") is Publication.UNCHANGED


def test_what_a_crash_left_half_written_is_dropped(posts: PostFolder, tmp_path: Path) -> None:
    (posts.staging / "2022-03-07-NW1.md").write_bytes(b"half")
    again = opened(tmp_path)
    assert not list(again.staging.iterdir())
    assert "NW1" not in again


def test_of_texts_that_come_at_once_one_is_written(
    posts: PostFolder, article: Callable[..., Article]
) -> None:
    def publish(number: int) -> str:
        try:
            return posts.publish(article(source_id="NW1"), b"%d" % number).value
        except ExtractionError as error:
            return error.reason

    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(publish, range(40)))
    assert sorted(set(ends)) == ["conflicting-text", "written"]
    assert ends.count("written") == 1
    assert (posts.folder / "2022-03-07-NW1.md").read_bytes() == b"%d" % ends.index("written")
