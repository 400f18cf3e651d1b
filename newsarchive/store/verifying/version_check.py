"""The versions of what was learned: each in the catalog and as a file beside the originals, byte for byte."""

import zlib
from pathlib import Path

from newsarchive.store.durable import storage_errors, write_atomically
from newsarchive.store.learner import version_path, versions_in
from newsarchive.store.verifying.catalog_check import Contents
from newsarchive.store.verifying.report import Remedy, Report


def check_versions(folder: Path, contents: Contents, report: Report) -> None:
    """The file of each version that the catalog has, and that there are no others.

    :param folder: the originals'
    """
    there = versions_in(folder)
    for number, row in contents.learned.items():
        path = version_path(folder, number)
        wrong = _wrong_with(path, zlib.decompress(row.value))
        if wrong:
            report.add(f"originals/{path.name}", wrong, Remedy.VERSION, row)
    newest = max(contents.learned, default=0)
    for number, path in there.items():
        if number in contents.learned:
            continue
        if number > newest and "learned" not in contents.doubtful:
            report.add(f"originals/{path.name}", "was never committed", Remedy.START)
        else:
            wrong = "is a version that the catalog does not know"
            report.add(f"originals/{path.name}", wrong, Remedy.REBUILD)


def write_version(folder: Path, staging: Path, number: int, value: bytes) -> None:
    """Write a version's file anew.

    :param value: as its row has it
    """
    target = version_path(folder, number)
    with storage_errors():
        folder.mkdir(exist_ok=True)
        write_atomically(staging / target.name, target, zlib.decompress(value))


def _wrong_with(path: Path, right: bytes) -> str | None:
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return None if found == right else "its bytes are not those that were learned"
