"""Where commands may write what they make of archives: anywhere but within an archive."""

from pathlib import Path

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError
from newsarchive.sites import catalog_of


def outside_archives(option: str, given: str, settings: BaseSettings) -> Path:
    """The whole path of a file or folder that somebody names, whose folder is there.

    :param option: the name of the option, with its dashes
    :raises ArgumentError: it is within an archive, or the folder around it is not there
    """
    target, root = Path(given).resolve(), Path(settings["OUTPUT_DIR"]).resolve()
    if not target.parent.is_dir():
        raise ArgumentError(f"{option} {given}: there is no folder {target.parent}")
    for folder in (target, *target.parents):
        private = folder / "_archive"
        if private.is_dir() and (folder.parent == root or catalog_of(folder).exists()):
            raise ArgumentError(
                f"{option} {given}: it is within the archive {folder}, which holds its own files alone, and"
                " whose site would publish it; name another folder"
            )
    return target
