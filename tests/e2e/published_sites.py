"""Archives as built sites, shared by the tests that look at them."""

from collections.abc import Callable
from pathlib import Path

from tests.e2e.crawling import scrapy
from tests.newsite.site import running_site
from tests.publishing.builders import Builder, Built

SEED = "/shangraoribao/2022/03/07/NW202203072298194131.html"
BASES = {"finews": "", "news": "/repo"}  # below which path each is to be
Sites = Callable[[str, Builder], Built]


def archive_of_news(output: Path) -> Path:
    """An archive of a site without a profile."""
    with running_site(60) as site:
        scrapy("archive", "news", "-a", f"url={site.shelf.base}/", proxy=None, output=output)
    (folder,) = output.iterdir()
    return folder


def sites_of(archives: dict[str, Path], root: Path) -> Sites:
    """A built site of each archive, by each generator, made when it is first asked for."""
    made: dict[tuple[str, str], Built] = {}

    def site(name: str, builder: Builder) -> Built:
        key, archive = (name, builder.name), archives[name]
        if key not in made:
            source, built = root / f"{name}-{builder.name}", root / f"{name}-{builder.name}-built"
            done = scrapy(
                "publish", archive.name, f"--{builder.generator}", "--to", str(source),
                proxy=None, output=archive.parent,
            )  # fmt: skip
            assert done.code == 0, done.out + done.err
            made[key] = Built(built, BASES[name], builder.build(source, built, BASES[name]))
        return made[key]

    return site
