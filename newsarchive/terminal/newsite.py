"""What ``newsite`` does: look at a site, and draft its profile and its first test."""

import argparse
import os
from pathlib import Path

import yaml
from pydantic import ValidationError
from rich.console import Console
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from newsarchive.drafting.draft_case import FOLDER, draft_case
from newsarchive.drafting.draft_profile import draft_profile
from newsarchive.drafting.looking import Fetch, look
from newsarchive.drafting.surveying import Survey, survey
from newsarchive.drafting.which_profile import address_of, with_typed_host
from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError
from newsarchive.learning.learned import Learned
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.automatic import automatic_profile
from newsarchive.store.catalog.access import catalog_of
from newsarchive.store.durable import write_new_files
from newsarchive.store.known import learned_at
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import escaped, many, printable, typed


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Survey, write, say what to do next."""
    if len(args) != 1 or args[0].startswith("-"):
        raise ArgumentError("give one address, the site's home page, such as https://example.org/")
    _draft(command.settings, command.crawler_process, address_of(args[0]), opts.name)
    return Exit.COMPLETE


def _draft(settings: Settings, process: AsyncCrawlerProcess, address: str, name: str | None) -> None:
    profile = _named(automatic_profile(address, Path()), name)
    learned = learned_at(catalog_of(Path(settings["OUTPUT_DIR"]) / profile.name))
    checkout = Path(settings["CHECKOUT"]) if settings["CHECKOUT"] else None
    target = Path(settings["PROFILES_DIR"]) / f"{profile.name}.yml"
    case = checkout / "tests" / "sites" / profile.name / FOLDER if checkout else None
    for there in (target, case):
        if there and there.exists():
            raise ArgumentError(f"{there} is there already; remove it, or give another --name")

    async def plan(fetch: Fetch) -> Survey:
        return await survey(fetch, profile, address, learned)

    seen = look(process, with_typed_host(profile, address), plan)
    if isinstance(seen, NewsArchiveError):
        raise seen
    text = draft_profile(profile, seen, _schema_for(target, checkout) if checkout else None)
    drafted = SiteProfile.model_validate(yaml.safe_load(text))
    found = draft_case(drafted, seen, offline_pipelines(settings, drafted))
    files = {case / file: data for file, data in found.files.items()} if case and found else {}
    write_new_files({target: text.encode(), **files})
    address = found.address if found else seen.saved[0].address
    _tell(seen, target, address, case if found else None, has_tests=checkout is not None)
    if learned.number:
        _say_learned(profile.name, learned)


def _say_learned(site: str, learned: Learned) -> None:
    print(
        f"the archive of {site} was asked what it has learned:"
        f" {many(len(learned.furniture), 'text')} of furniture,"
        f" version {learned.number}; the profile's article.drop leaves out what of it these articles show,"
        " and its rules say from how many articles they were learned"
    )


def _schema_for(target: Path, checkout: Path) -> str:
    """Where a profile finds the schema that editors check it by."""
    return os.path.relpath(checkout / "docs" / "profile.schema.json", target.parent)


def _named(profile: SiteProfile, name: str | None) -> SiteProfile:
    """The profile under the name that the user chose, for the whole site."""
    try:
        return SiteProfile.model_validate(
            profile.model_dump(exclude={"discovery"}) | {"name": name or profile.name}
        )
    except ValidationError as error:
        raise ArgumentError(
            f"--name={printable(name)!r} is no name; give small letters, figures, '.', '_' and '-'"
        ) from error


def _tell(seen: Survey, target: Path, address: str, case: Path | None, *, has_tests: bool) -> None:
    console = Console(highlight=False, soft_wrap=True)

    def say(line: str) -> None:
        console.print(escaped(line), markup=False)

    for trouble in seen.troubles:
        say(f"not read: {trouble}")
    for url, why in seen.left_out.items():
        say(f"left out of the profile: {url}: {why}")
    say(f"{many(len(set(seen.articles)), 'article')} seen, {len(seen.samples)} of them read")
    say(f"written: {target}")
    if case:
        say(f"written: {case}")
    elif has_tests:
        say("no test was written: no article looked at is read from one page alone")
    say("next:")
    say(f"  read {target.name}, and look at its articles: {typed(f'try {address}')}")
    if case:
        say(f"  read {case.name}/post.md, set reviewed to true in meta.json: pytest tests/test_sites*.py")
    say(f"  {typed(f'archive {target.stem} -a limit=20')}")
