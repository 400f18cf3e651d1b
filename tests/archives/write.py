"""Write the archives that tests keep of every schema: ``python -m tests.archives.write NAME``.

One of finews, after three crawls, an adoption, a restored revision and a takedown; one of a site without
a profile. ``NAME.tar.gz`` beside this file is written once, by the code of its schema, and never again.
"""

import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.demo.later_day import Changes
from newsarchive.demo.running import running_demo_site
from newsarchive.demo.site import DemoSite
from tests.archives.kept import HERE
from tests.archives.paper import HOME, running_paper
from tests.e2e.crawling import Crawl, scrapy

ARTICLES = 12
LATER = Changes(edited=2, removed=1, moved=1, shrunken=1, emptied=1)
_ADOPTED = HERE.parent / "sites" / "finews" / "seed" / "post.md"
_SEED_NAME = "2022-03-07-NW202203072298194131.md"


@contextmanager
def finews_later() -> Iterator[str]:
    """The demo site as the last crawl of finews met it."""
    with running_demo_site(ARTICLES, changes=LATER) as proxy:
        yield proxy


@contextmanager
def paper_later() -> Iterator[str]:
    """The paper as its last crawl met it."""
    with running_paper(later=True) as proxy:
        yield proxy


def write(output: Path) -> None:
    """Crawl, adopt, restore and forget in ``output``."""

    def run(*arguments: str, proxy: str | None = None, codes: tuple[int, ...] = (0,)) -> Crawl:
        done = scrapy(*arguments, proxy=proxy, output=output)
        assert done.code in codes, f"{arguments}: {done.code}\n{done.out}{done.err}"
        return done

    with tempfile.TemporaryDirectory() as folder:
        post = _ADOPTED.read_text(encoding="utf-8").replace("layout: post\n", "layout: post\nauthor: x\n")
        (Path(folder) / _SEED_NAME).write_text(post, encoding="utf-8")
        run("adopt", folder, "--site=finews")
    with running_demo_site(ARTICLES) as proxy:
        run("archive", "finews", proxy=proxy, codes=(0, 2, 3))
    with finews_later() as proxy:
        for _ in range(2):  # the second one notes what the first one stored as unchanged
            run("archive", "finews", "-a", "recheck=all", proxy=proxy, codes=(0, 2, 3))
    changed = DemoSite(ARTICLES, changes=LATER).changed
    restored, forgotten = sorted(changed["edited"])
    run("history", restored, "--restore", "1")
    run("forget", forgotten, "--reason", "court order 7")
    with running_paper(later=False) as proxy:
        run("archive", "news", "-a", f"url={HOME}", proxy=proxy, codes=(0, 2, 3))
    with paper_later() as proxy:
        for _ in range(2):
            run("archive", "paper.example", "-a", "recheck=all", proxy=proxy, codes=(0, 2, 3))


def main(name: str) -> None:
    """Write and pack them."""
    target = HERE / f"{name}.tar.gz"
    assert not target.exists(), f"{target} is kept as it is"
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        with tarfile.open(target, "w:gz") as packed:
            for archive in sorted(Path(folder).iterdir()):
                packed.add(archive, archive.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
