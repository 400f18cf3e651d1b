"""The posts of a collection on their way in: each safe by name, whole, and there once."""

import hashlib
from collections.abc import Iterable, Iterator

from newsarchive.collecting.collected import ArticleKey, Removed
from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.posts.file_names import POST_NAME
from newsarchive.store.stored_post import StoredPost


def key_of(post: StoredPost) -> ArticleKey:
    """The article's site and id."""
    return post.site, post.source_id


def checked(posts: Iterable[StoredPost], removed: Iterable[Removed]) -> Iterator[StoredPost]:
    """The posts, one by one, without those of removed articles.

    :raises ArgumentError: two articles' posts have the same name but for its case
    :raises StorageError: a post's bytes are not those that its sum was made of, or its name is unsafe
    :raises ValueError: an article comes twice
    """
    gone = {one.key for one in removed}
    seen: set[ArticleKey] = set()
    names: set[str] = set()
    for post in posts:
        key, name = key_of(post), post.name.casefold()
        if key in gone:
            continue
        if key in seen:
            raise ValueError(f"{key} comes twice; a collection takes the newest revision alone")
        if name in names:
            raise ArgumentError(f"two articles' posts are called {post.name}; collect each site by itself")
        _check(post)
        seen.add(key)
        names.add(name)
        yield post


def _check(post: StoredPost) -> None:
    if not POST_NAME.fullmatch(post.name):
        raise StorageError(f"{post.name!r} is no safe post name; verify the archive")
    if hashlib.sha256(post.post).hexdigest() != post.sha256:
        raise StorageError(f"{post.name}: the bytes are not those of its SHA-256; verify the archive")
