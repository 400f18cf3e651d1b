"""What ``report`` does: look at archives and write a page on them."""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from rich.console import Console
from rich.filesize import decimal
from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError, Exit, NewsArchiveError, extra_wanted
from newsarchive.sites import Site, chosen_sites, learns, no_archive, without_profile, zone_of
from newsarchive.store.catalog.access import catalog_of
from newsarchive.store.chronicle import Chronicle, chronicle_of
from newsarchive.store.completeness import Completeness, completeness_of
from newsarchive.store.condition import Condition, condition_of
from newsarchive.store.durable import write_atomically
from newsarchive.store.look import look
from newsarchive.terminal.command import ArchiveCommand, tell
from newsarchive.terminal.targets import outside_archives
from newsarchive.text import typed

if TYPE_CHECKING:
    from newsarchive.showing.report.site import Looked, Unreadable

_RECENT = 30  # days whose completeness is told
_FORMS = (".html", ".htm")


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Write the page; an archive that cannot be read does not hide the others."""
    target = _target(command.settings, opts.to)
    report_page = _report_page()
    found = _archives(command.settings, args)
    now = int(datetime.now(UTC).timestamp())
    codes, sites = [Exit.COMPLETE], []
    for folder, site in found:
        looked, code = _look(folder, site, now)
        sites.append(looked)
        codes.append(code)
    page = report_page(sites, now=now)
    write_atomically(target.with_name(f".{target.name}.new"), target, page)
    words = f"{opts.to}: {len(sites)} {'archive' if len(sites) == 1 else 'archives'}, {decimal(len(page))}"
    Console(soft_wrap=True, highlight=False).print(words, markup=False)
    return max(codes)


def _target(settings: BaseSettings, given: str | None) -> Path:
    """Where the page goes.

    :raises ArgumentError: it can or must not be written there
    """
    if not given:
        raise ArgumentError("--to is missing; name the page, such as --to report.html")
    if Path(given).suffix.lower() not in _FORMS:
        raise ArgumentError(f"--to {given}: a page ends in .html; such as --to report.html")
    if Path(given).is_dir():
        raise ArgumentError(f"--to {given}: it is a folder; name a file in it")
    return outside_archives("--to", given, settings)


def _report_page() -> "Callable[..., bytes]":
    """What makes the page.

    :raises ArgumentError: the extra is not installed
    """
    with extra_wanted("report", "a report", "jinja2", "markupsafe", "matplotlib"):
        from newsarchive.showing.report.page import report_page  # noqa: PLC0415  needs the extra
    return report_page


def _archives(settings: BaseSettings, names: Sequence[str]) -> list[tuple[Path, Site | None]]:
    """The archives that are meant, with their sites where they have a profile.

    :raises ArgumentError: there is none
    """
    found: list[tuple[Path, Site | None]] = [(site.folder, site) for site in chosen_sites(settings, names)]
    found += [(folder, None) for folder in ([] if names else without_profile(settings))]
    missing = [folder for folder, _ in found if not (folder / "_archive").is_dir()]
    if missing:
        begin = typed(f"archive {missing[0].name}")
        raise ArgumentError(f"{missing[0]}: there is no archive yet; {begin} begins it")
    if not found:
        raise no_archive(settings)
    return found


def _look(folder: Path, site: Site | None, now: int) -> "tuple[Looked | Unreadable, Exit]":
    """What the catalog says, or why it cannot be read, which is told at once, too."""
    from newsarchive.showing.report.site import Looked, Unreadable  # noqa: PLC0415  needs the extra

    try:
        zone, in_use = (zone_of(site), learns(site)) if site else (UTC, True)
        told = look(catalog_of(folder), lambda catalog: _read(catalog, folder, zone, now))
    except NewsArchiveError as error:
        return Unreadable(folder.name, str(error)), tell(error, f"{folder.name}: ")
    return Looked(folder.name, zone, *told, in_use), Exit.COMPLETE


def _read(
    catalog: Connection, folder: Path, zone: tzinfo, now: int
) -> tuple[Condition, Chronicle, Completeness]:
    condition = condition_of(catalog, folder, now=now)
    chronicle = chronicle_of(catalog, zone=zone, now=now)
    return condition, chronicle, completeness_of(catalog, zone=zone, now=now, days=_RECENT)
