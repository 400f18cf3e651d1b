"""Where commands may write what they make of archives: anywhere but within an archive."""

from pathlib import Path

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError
from newsarchive.store.catalog.access import catalog_of


def outside_archives(
    option: str, given: str, settings: BaseSettings, *, folders_are_made: bool = False
) -> Path:
    """The whole path of a file or folder that somebody names, whose folder is there.

    :param option: the name of the option, with its dashes
    :param folders_are_made: the folder around it need not be there
    :raises ArgumentError: it is within an archive, the folder around it is not there, or it can be no name
    """
    root = Path(settings["OUTPUT_DIR"]).resolve()
    try:
        target = Path(given).resolve()
        around = None if folders_are_made or target.parent.is_dir() else target.parent
        archive = next((one for one in (target, *target.parents) if _is_archive(one, root)), None)
    except OSError as error:
        raise ArgumentError(f"{option} {given}: {error.strerror}") from error
    except RuntimeError as error:  # as Python 3.11 and 3.12 say it
        raise ArgumentError(f"{option} {given}: it is a link that leads to itself") from error
    if around:
        raise ArgumentError(f"{option} {given}: there is no folder {around}")
    if archive:
        raise ArgumentError(
            f"{option} {given}: it is within the archive {archive}, which holds its own files alone, and"
            " whose site would publish it; name another folder"
        )
    return target


def _is_archive(folder: Path, root: Path) -> bool:
    return (folder / "_archive").is_dir() and (folder.parent == root or catalog_of(folder).exists())
