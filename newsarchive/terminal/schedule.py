"""What ``schedule`` does: write what to install, and say how."""

import argparse
import getpass
import shlex
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsarchive.exceptions import ArgumentError, Exit
from newsarchive.fleet.address import store_address
from newsarchive.operations.installing.crontab import crontab
from newsarchive.operations.installing.installation import Installation, checkout
from newsarchive.operations.installing.systemd import DAEMON, TIMER, units
from newsarchive.operations.installing.worker_unit import NAME as WORKER
from newsarchive.operations.installing.worker_unit import worker_unit
from newsarchive.operations.installing.workflow import NAME, workflow
from newsarchive.profiles import load_profile
from newsarchive.settings import variable
from newsarchive.sites import chosen_sites
from newsarchive.store.durable import write_new_files
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import typed


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Write to standard output, or to files."""
    if wrong := [one for one in args if one.startswith("-")]:
        raise ArgumentError(f"{wrong[0]} is no option of it; -h shows which there are")
    if opts.systemd + opts.cron + opts.github_actions != 1:
        raise ArgumentError("give one of --systemd, --cron and --github-actions")
    folder = Path(opts.to).absolute() if opts.to else None
    if command.settings["FLEET"]:
        return _of_fleet(command, args, opts, folder)
    found = installation(command, args)
    files = {"crontab": crontab(found)} if opts.cron else {NAME: workflow(found)}
    files = units(found) if opts.systemd else files
    _write(files, folder)
    print(_how(opts, folder), file=sys.stderr)
    if not (opts.github_actions or found.output.is_dir()):
        print(f"before that: mkdir -p {shlex.quote(str(found.output))}", file=sys.stderr)
    if not opts.github_actions:
        _ask_for_contact(command)
    return Exit.COMPLETE


def _of_fleet(
    command: ArchiveCommand, args: list[str], opts: argparse.Namespace, folder: Path | None
) -> Exit:
    """Write the unit of a fleet's workers; which sites these archive, the fleet itself says."""
    if args or not opts.systemd:
        raise ArgumentError(
            "of a fleet there are units for workers, which archive all its sites: schedule takes --systemd"
            f" and no site there; {typed('fleet sites')} says which sites it has"
        )
    store = store_address(variable)
    kept = Path(unquote(urlsplit(store.url).path)) if store.url.startswith("file:") else None
    unit = worker_unit(
        Path(sys.executable), contact=command.settings["CONTACT"], user=getpass.getuser(), folder=kept,
        project=checkout(),
    )  # fmt: skip
    _write(unit, folder)
    there = shlex.quote(str(folder)) if folder else "FOLDER"
    first = "" if folder else "with --to FOLDER, "
    print(
        f"install: {first}sudo cp {there}/{WORKER} /etc/systemd/system/ && sudo systemctl enable --now"
        f" {WORKER.replace('@', '@1')}; before that write addresses and keys into /etc/newsarchive/database"
        " and /etc/newsarchive/store, mode 600",
        file=sys.stderr,
    )
    _ask_for_contact(command)
    return Exit.COMPLETE


def _write(files: dict[str, str], folder: Path | None) -> None:
    if folder is None:
        several = len(files) > 1
        sys.stdout.write("\n".join(f"# {name}\n{text}" if several else text for name, text in files.items()))
    else:
        write_new_files({folder / name: text.encode() for name, text in files.items()})
        print("\n".join(str(folder / name) for name in files))


def _ask_for_contact(command: ArchiveCommand) -> None:
    if command.settings["CONTACT"] == command.settings["NO_CONTACT"]:
        print(
            "NEWSARCHIVE_CONTACT is not set, so that no site's owner can reach you: set it, write again",
            file=sys.stderr,
        )


def installation(command: ArchiveCommand, names: list[str]) -> Installation:
    """How newsarchive runs here, for the named sites; of none named, for all that have an archive.

    :raises UnknownSite: a name has no profile
    :raises ProfileError: a profile is wrong
    :raises ArgumentError: there is no archive yet, and no site is named
    """
    settings = command.settings
    sites = chosen_sites(settings, names)
    if not sites:
        raise ArgumentError(f"there is no archive yet; name a site, {typed('list')} shows which there are")
    profiles = [load_profile(site.profile_path) for site in sites]
    copies = dict.fromkeys(one.copies for one in profiles if one.copies and "://" not in one.copies)
    return Installation(
        python=Path(sys.executable),
        folder=Path(settings["CHECKOUT"] or Path.cwd()),
        output=Path(settings["OUTPUT_DIR"]).absolute(),
        profiles=Path(settings["PROFILES_DIR"]).absolute(),
        contact=settings["CONTACT"],
        user=getpass.getuser(),
        sites=tuple(site.name for site in sites),
        copies=tuple(map(Path, copies)),
        renders=any(one.render for one in profiles),
    )


def _how(opts: argparse.Namespace, folder: Path | None) -> str:
    """One line that says how to install it."""
    there = shlex.quote(str(folder)) if folder else "FOLDER"
    first = "" if folder else "with --to FOLDER, "
    if opts.systemd:
        return (
            f"install: {first}sudo cp {there}/newsarchive*.service {there}/newsarchive*.timer"
            " /etc/systemd/system/ &&"
            f" sudo systemctl enable --now {DAEMON} (or {TIMER} instead)"
        )
    if opts.cron:
        return f"install: {first}(crontab -l; cat {there}/crontab) | crontab -"
    return f"install: {first}copy {there}/{NAME} to .github/workflows/ of a repository, commit, push"
