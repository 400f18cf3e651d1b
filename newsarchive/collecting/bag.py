"""Posts as a BagIt bag (RFC 8493), by way of the bagit package, which is an extra."""

import logging
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsarchive import __version__
from newsarchive.collecting.checked import Collected, Removed, from_extra
from newsarchive.collecting.folder import collect_folder
from newsarchive.collecting.manifest import MANIFEST, whole_folder
from newsarchive.exceptions import ArgumentError
from newsarchive.store.published import StoredPost


def collect_bag(
    posts: Iterable[StoredPost], removed: Collection[Removed], target: Path, *, now: datetime
) -> Collected:
    """Make a new bag: under ``data/`` what a folder would hold, around it what BagIt asks for.

    :param now: aware; its date is the bag's
    :raises ArgumentError: bagit is not installed, or the folder is not empty
    """
    bagit = from_extra("bagit", "bagit")
    if target.exists() and any(target.iterdir()):
        raise ArgumentError(f"{target} is not empty, and a bag is made once; name a new folder")
    logging.getLogger("bagit").setLevel(logging.WARNING)  # it tells of every file
    info = {"Bagging-Date": f"{now:%Y-%m-%d}", "Bag-Software-Agent": f"newsarchive {__version__}"}
    with whole_folder(target) as staged:
        collected = collect_folder(posts, removed, staged)
        (staged / MANIFEST).unlink()  # the bag has its own
        bagit.make_bag(str(staged), info, checksums=["sha256"])
    return replace(collected, target=target)
