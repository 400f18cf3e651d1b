"""Whether it is a site's turn: its profile's schedule, held against what its archive knows."""

from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from scrapy.spiderloader import SpiderLoaderProtocol

from newsarchive.exceptions import EarlierCatalog, ProfileError
from newsarchive.operations.timetable import Past, next_run
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.store.catalog.file import connect_to_read
from newsarchive.store.due import earliest_due, last_started


def past_of(folder: Path) -> Past:
    """What an archive knows that its next run is planned by; nothing where there is none yet.

    :param folder: the archive's own
    :raises StorageError: its catalog is of a later version
    :raises sqlite3.Error: it cannot be read
    """
    catalog = folder / "_archive" / "catalog.sqlite"
    if not catalog.exists():
        return Past()
    try:
        with closing(connect_to_read(catalog)) as connection:
            return Past(last_started(connection), earliest_due(connection))
    except EarlierCatalog:
        return Past()  # the next run brings it up to date


def due_sites(spiders: SpiderLoaderProtocol, output: Path, names: Sequence[str]) -> list[str]:
    """Those of the sites whose turn it is; one whose profile is wrong among them, whose run says so.

    :param output: the folder of archives
    :raises UnknownSite: there is none of that name
    """
    now, found = datetime.now(UTC), []
    for name in names:
        path = getattr(spiders.load(name), "profile_path", None)
        with suppress(ProfileError):
            if path and not is_its_turn(load_profile(path), past_of(output / name), now=now):
                continue
        found.append(name)
    return found


def is_its_turn(profile: SiteProfile, past: Past, *, now: datetime) -> bool:
    """Whether a run of the site that a timer starts may begin now.

    :param now: aware
    """
    return next_run(profile, past, now=now, jitter=0) <= now
