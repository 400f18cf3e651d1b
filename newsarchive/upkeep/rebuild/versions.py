"""Versions of what was learned that a new catalog lacks, from their files."""

import zlib
from pathlib import Path

from newsarchive.learning.learned import Learned
from newsarchive.store.catalog.row_kinds import LearnedRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.learner import versions_in


def enter_versions(rows: Rows, folder: Path) -> tuple[int, list[str]]:
    """Enter every version whose row is lost; how many, and which files are none, with the reason.

    A revision that names a version finds it again under its number.

    :param folder: the originals'
    """
    known = {row.id for row in rows.where(LearnedRow)}
    entered, unread = 0, []
    for number, path in versions_in(folder).items():
        if number in known:
            continue
        try:
            data = path.read_bytes()
            found = Learned.from_json(data)
        except (OSError, ValueError) as error:
            unread.append(f"originals/{path.name}: not taken up, {error}")
            continue
        if found.number != number:
            unread.append(f"originals/{path.name}: not taken up, it is version {found.number}")
            continue
        value = zlib.compress(data)
        rows.restore(LearnedRow(id=number, made=found.made, articles=found.articles, value=value))
        entered += 1
    return entered, unread
