"""What ``adopt`` does: go on with an archive that was begun elsewhere."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.profiles import load_profile
from newsarchive.profiles.identity import whose_posts
from newsarchive.showing.summary import summary_table
from newsarchive.sites import chosen_sites, profile_paths
from newsarchive.store.archive import Archive
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import escaped_lines, printable
from newsarchive.upkeep.adopt import Adopter, adopt
from newsarchive.upkeep.post_files import post_files
from newsarchive.upkeep.subject import spider_of

_NAMED = 5  # pictures of a post, in its line


def _site(settings: Settings, posts: list[Path], named: str | None) -> str:
    """Whose posts they are; raise ArgumentError where nothing says so."""
    if named is None:
        paths = profile_paths(settings)
        named = whose_posts(posts, {site: load_profile(path) for site, path in paths.items()})
        if named is None:
            raise ArgumentError(
                f"the posts do not say whose they are; give --site, one of: {', '.join(paths)}"
            )
    return chosen_sites(settings, [named])[0].name


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Adopt the posts, print the account and what was refused."""
    if len(args) != 1:
        raise UsageError("give one folder of posts")
    settings, folder = command.settings, Path(args[0])
    if not (args[0] and folder.is_dir()):  # an empty name would be the folder that one is in
        raise ArgumentError(f"{printable(folder)}: there is no such folder")
    posts = post_files(folder)
    spider = spider_of(settings, _site(settings, posts, opts.site))()
    archive = Archive(Path(settings["OUTPUT_DIR"]) / spider.profile.name, spider.profile)
    # What a site's pages state, posts need not.
    lenient = spider.profile.expectations.model_copy(update={"fields": ()})
    profile = spider.profile.model_copy(update={"expectations": lenient})
    adopter = Adopter(spider, offline_pipelines(settings, profile), now=datetime.now(UTC))
    adoption = adopt(archive, posts, adopter)
    console = Console(soft_wrap=True, highlight=False)
    console.print(summary_table(spider.name, adoption.ledger))
    for verb, posts_named in (("left out", adoption.left_out), ("not adopted", adoption.refused)):
        for path, reason, detail in posts_named:
            name = printable(path.relative_to(folder))
            console.print(escaped_lines(f"{name}: {verb} ({reason}): {detail}"), markup=False)
    for path, left in adoption.pictures.items():
        rest = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
        shown = printable(", ".join(left[:_NAMED])) + rest
        name = printable(path.relative_to(folder))
        console.print(f"{name}: shows {shown}, which is not taken along", markup=False)
    return Exit.PARTIAL if adoption.refused else Exit.COMPLETE
