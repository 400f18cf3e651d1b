"""What an archive is, as far as a loss can be told by it; and how one is lost and got back."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.every_site import Site

_FIELDS = ("source_id", "url", "title", "published", "outlet", "category", "tag", "link")


@dataclass(frozen=True)
class State:
    """What is there.

    :param posts: by their names
    :param fields: of each article that has a post, by its id
    :param revisions: how many earlier ones there are
    :param quarantined: ids
    :param gone: ids
    :param originals: how many responses are kept
    """

    posts: dict[str, bytes]
    fields: dict[str, tuple[str, ...]]
    revisions: int
    quarantined: frozenset[str]
    gone: frozenset[str]
    originals: int

    def back(self, now: "State") -> list[str]:
        """What of this is there again, in the words of ``docs/operations.md``."""
        found = {
            "posts": self.posts == now.posts,
            "fields": self.posts == now.posts and self.fields == now.fields,
            "revisions": self.revisions <= now.revisions,
            "quarantine": self.quarantined == now.quarantined,
            "gone": self.gone == now.gone,
            "originals": self.originals <= now.originals,
        }
        return [word for word, is_back in found.items() if is_back]


def state_of(folder: Path) -> State:
    """The archive in this folder."""
    posts = {path.name: path.read_bytes() for path in (folder / "_posts").iterdir()}
    with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as catalog:
        current = "revision JOIN article ON revision.article = article.id AND number = article.revision"
        return State(
            posts=posts,
            fields={row[0]: row for row in catalog.execute(f"SELECT {', '.join(_FIELDS)} FROM {current}")},
            revisions=catalog.execute("SELECT count(*) FROM revision WHERE number > 1").fetchone()[0],
            quarantined=_ids(catalog, "state = 'quarantined'"),
            gone=_ids(catalog, "gone IS NOT NULL"),
            originals=catalog.execute("SELECT count(*) FROM capture").fetchone()[0],
        )


def lose_catalog(folder: Path) -> None:
    """All of it; an own profile stays."""
    for path in (folder / "_archive").glob("catalog.sqlite*"):
        path.unlink()


def lose_post(folder: Path) -> None:
    """The one of the article that its site has withdrawn, so that nobody else has it."""
    with closing(sqlite3.connect(folder / "_archive" / "catalog.sqlite")) as catalog:
        ((name,),) = catalog.execute("SELECT post FROM article WHERE gone IS NOT NULL")
    (folder / "_posts" / name).unlink()


def lose_originals(folder: Path) -> None:
    """All files of them."""
    shutil.rmtree(folder / "_archive" / "originals", ignore_errors=True)


LOSSES: dict[str, list[Callable[[Path], None]]] = {
    "a post": [lose_post],
    "originals": [lose_originals],
    "catalog": [lose_catalog],
    "a post, originals": [lose_post, lose_originals],
    "a post, catalog": [lose_post, lose_catalog],
    "originals, catalog": [lose_originals, lose_catalog],
}


def recover(site: Site, output: Path, *arguments: str) -> int:
    """What ``docs/operations.md`` says to do, and the next run; that one's exit code.

    :param arguments: of that run
    """
    name = site.name
    done = site.run_all(
        output,
        ["verify", name, "--rebuild"], ["verify", name, "--repair"], ["verify", name],
        ["archive", name, *arguments], ["replay", name], ["verify", name],
    )  # fmt: skip
    _, repaired, verified, crawled, replayed, verified_again = (one.code for one in done)
    assert (repaired, verified, replayed, verified_again) == (0, 0, 0, 0), done[0].out
    return crawled


def _ids(catalog: sqlite3.Connection, where: str) -> frozenset[str]:
    return frozenset(row[0] for row in catalog.execute(f"SELECT source_id FROM article WHERE {where}"))
