"""The folder of posts against the catalog: each article exactly one, each post one article's."""

import hashlib
import os
from pathlib import Path

from newsarchive.store.catalog.states import State
from newsarchive.store.verifying.catalog_check import Contents
from newsarchive.store.verifying.report import Remedy, Report

# What operating systems leave in any folder that somebody looks at.
_OF_THE_SYSTEM = {".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"}


def is_of_the_system(name: str) -> bool:
    """Whether a file is none of ours and none of the user's."""
    return name.casefold() in _OF_THE_SYSTEM or name.startswith("._")


def check_posts(folder: Path, contents: Contents, report: Report) -> None:
    """Every post's bytes, and that there are no others."""
    there = _files(folder)
    expected: set[str] = set()
    for row in contents.articles.values():
        if not isinstance(row.post, str) or not row.post:
            continue
        expected.add(row.post)
        if row.state == State.PENDING:
            expected.add(row.old_post or row.post)
            continue
        current = contents.revisions.get((row.id, row.revision or 0))
        if current is None:
            continue
        wrong = _wrong_with(folder / row.post, current.sha256, there=row.post in there)
        report.posts += wrong is None
        if wrong:
            sure = current.whole and "article" not in contents.doubtful
            remedy = Remedy.POST if sure else Remedy.REBUILD
            report.add(f"_posts/{row.post}", wrong, remedy, row.id)
    for name in sorted(there - expected):
        if "article" in contents.doubtful:  # it may be the post of a row that is damaged
            report.add(f"_posts/{name}", "belongs to no article that can be read", Remedy.REBUILD)
        else:
            report.add(f"_posts/{name}", "belongs to no article", Remedy.ASIDE, folder / name)


def _files(folder: Path) -> set[str]:
    try:
        return {name for name in os.listdir(folder) if not is_of_the_system(name)}  # noqa: PTH208  names alone
    except FileNotFoundError:
        return set()


def _wrong_with(path: Path, sha256: str, *, there: bool) -> str | None:
    if not there:
        return "is missing"
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            found = hashlib.sha256(file.read()).hexdigest()
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return None if found == sha256 else "its bytes are not those of its article"
