"""Where the posts are after a run, and what to type next."""

import os
from pathlib import Path

from newsarchive.text import many, printable, typed


def onward_lines(site: str, folder: Path, *, quarantined: int) -> list[str]:
    """A few lines; none where the archive has no post and nothing was quarantined.

    :param folder: the archive's own
    :param quarantined: how many records this run has put there
    """
    posts = folder / "_posts"
    count = sum(name.endswith(".md") for name in os.listdir(posts)) if posts.is_dir() else 0  # noqa: PTH208  as many as there are articles
    lines = []
    if count:
        there = many(count, "post is", "posts are")
        lines = [
            f"{there} in {printable(_shown(posts))}",
            f"{typed(f'status {site}')} shows the archive,"
            f" {typed(f'publish {site} --hugo')} makes a web site of it,"
            f" {typed(f'collect {site} --to FOLDER')} hands its posts on",
        ]
    if quarantined:
        records = many(quarantined, "record")
        lines.append(f"{typed(f'status {site} --quarantined')} says why {records} became no post")
    return lines


def _shown(path: Path) -> str:
    """The path as it is typed here; the whole one where that is shorter."""
    return min(os.path.relpath(path), str(path.absolute()), key=len)
