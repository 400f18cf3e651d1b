"""Whether it is a site's turn: its profile's schedule, held against what its archive knows."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from scrapy.spiderloader import SpiderLoaderProtocol

from newsarchive.exceptions import ProfileError, StorageError
from newsarchive.operations.timetable import Past, next_run
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.store.catalog.access import catalog_of, looking_into
from newsarchive.store.due import earliest_due, last_started


def past_of(folder: Path) -> Past:
    """What an archive knows that its next run is planned by.

    Nothing is known of one that is not there yet, or whose catalog is of another version or cannot be read:
    the run itself will say what is wrong with it.

    :param folder: the archive's own
    """
    try:
        with looking_into(catalog_of(folder)) as catalog:
            return Past(last_started(catalog), earliest_due(catalog))
    except StorageError:
        return Past()


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
