"""What ``publish`` does: make the source of a static site, or a vault, and tell what its owner keeps."""

import argparse
from pathlib import Path

from rich.console import Console
from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.profiles import load_profile
from newsarchive.publishing.generator import OBSIDIAN, PROGRAMS, Generator
from newsarchive.publishing.publish import Published, publish
from newsarchive.sites import Site, catalog_file, existing_sites
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.terminal.targets import outside_archives
from newsarchive.text import escaped, many

_NAMED = 20  # files that are named of each kind
_LINES = 60  # of one file's difference


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Publish one site, and say what was done."""
    if len(args) != 1:
        raise ArgumentError("name one site to publish")
    wanted = [one for one in PROGRAMS.values() if getattr(opts, one.name)]
    if len(wanted) != 1:
        raise ArgumentError("say what it is to be, by one of --jekyll, --hugo and --obsidian")
    (generator,) = wanted
    if generator is OBSIDIAN and opts.to is None:
        raise ArgumentError("say where the vault is to be: --to FOLDER")
    (site,) = existing_sites(command.settings, args)
    target = _target(command.settings, opts.to, site)
    done = publish(
        site.folder, catalog_file(site.folder), load_profile(site.profile_path), generator, target,
        only_look=opts.dry_run,
    )  # fmt: skip
    console = Console(soft_wrap=True, highlight=False)
    for line in _lines(done, generator, only_look=opts.dry_run):
        console.print(escaped(line), markup=False)
    return Exit.COMPLETE


def _target(settings: BaseSettings, given: str | None, site: Site) -> Path:
    """Where the source is made.

    :raises ArgumentError: it must not be there
    """
    own = site.folder.resolve() / "site"
    if given is None:
        return own
    if not given.strip():
        raise ArgumentError("--to names no folder")
    if Path(given).resolve() == own:
        return own
    if Path(given).exists() and not Path(given).is_dir():
        raise ArgumentError(f"--to {given}: it is a file; name a folder")
    return outside_archives("--to", given, settings)


def _lines(done: Published, generator: Generator, *, only_look: bool) -> list[str]:
    changes, pictures = done.changes, done.pictures
    would = "would be " if only_look else ""
    kind = "a vault" if generator is OBSIDIAN else f"a source for {generator.title}"
    counts = ", ".join(
        f"{sum(path.startswith(generator.posts) for path in paths):,} {word}"
        for paths, word in ((changes.new, "new"), (changes.changed, "changed"), (changes.removed, "removed"))
    )
    files = ", ".join(
        f"{len(paths):,} {word}"
        for paths, word in ((changes.new, "new"), (changes.changed, "changed"), (changes.removed, "removed"))
    )
    lines = [
        f"{done.folder}: {would}{kind} with {many(done.articles, 'article')}: {counts}",
        f"  files: {files}, {changes.same:,} as they were",
    ]
    if pictures.shown or pictures.removed:
        lines.append(
            f"  pictures: {len(pictures.shown):,}; {pictures.copied:,} new, {pictures.removed:,} removed"
        )
    kept = "edited by you, stays as it is"
    gone = f"{would}changed or removed though you edited it, since an article was taken down"
    naming = "yours, and leads to an article that was taken down: see to it"
    for paths, word in (
        (changes.edited, kept),
        (changes.left_out, "removed by you, stays away"),
        (changes.taken_down, gone),
        (changes.naming, naming),
    ):
        lines += _named(paths, word)
    for path, difference in changes.differences.items():
        lines.append(f"  what would be changed in {path}:")
        lines += [f"    {line}" for line in difference[:_LINES]]
        if len(difference) > _LINES:
            lines.append(f"    … {many(len(difference) - _LINES, 'more line')}")
    if only_look:
        for paths, sign in ((changes.new, "+"), (changes.changed, "~"), (changes.removed, "-")):
            lines += [f"  {sign} {path}" for path in paths]
    lines += _named(
        [f"{path} (in {names[0]})" for path, names in pictures.missing.items()],
        "is missing in the archive; the page shows its description",
    )
    lines += _named(done.unread, "its body could not be told from the rest of the post; the page has none")
    if done.is_new and not only_look:
        build = (
            f"to build the site: cd {done.folder} && {generator.build}; `{generator.serve}` there shows it"
        )
        lines.append(
            f"  {build if generator.build else 'to read it: open the folder as a vault in Obsidian'}"
        )
    return lines


def _named(paths: list[str], word: str) -> list[str]:
    lines = [f"  {path}: {word}" for path in paths[:_NAMED]]
    return [*lines, f"  … and {len(paths) - _NAMED:,} more"] if len(paths) > _NAMED else lines
