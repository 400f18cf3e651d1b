"""What an archive learns of its site while it stores: counts in the catalog, versions there and as files."""

import zlib
from dataclasses import replace
from pathlib import Path

from newsarchive.exceptions import StorageError
from newsarchive.learning.counts import Counts
from newsarchive.learning.learned import NOTHING_YET, Learned
from newsarchive.learning.seen import Seen
from newsarchive.store.catalog.row_kinds import CountsRow, LearnedRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.durable import storage_errors, sync_folder, write_atomically
from newsarchive.text import typed

_FIRST = 8  # articles of a run after which it is asked what they have taught
_GROWTH = 1.25  # and again after so many times more: at most a fifth of the posts with a text come before


def version_path(folder: Path, number: int) -> Path:
    """The file of a version.

    :param folder: the originals'
    """
    return folder / f"learned-{number:05}.json"


def versions_in(folder: Path) -> dict[int, Path]:
    """The files of versions in the folder of the originals, by their numbers, in their order."""
    found = {path: path.stem.rpartition("-")[2] for path in sorted(folder.glob("learned-*.json"))}
    return {int(number): path for path, number in found.items() if number.isascii() and number.isdigit()}


class Learner:
    """One archive's.

    What a run has seen is kept in mind, and written down with each new version, whenever it has doubled, and
    when the run ends; a run that is killed loses no more than that.

    :param folder: where the originals are; made with the first version
    :param staging: by way of which its files go
    :param in_files: whether each version is a file, too; else the catalog alone has it
    :ivar known: the newest version
    :ivar left: in how many posts at most a text of it still stands; known once the run has ended
    """

    def __init__(self, folder: Path, staging: Path, *, in_files: bool = True) -> None:
        self.folder = folder
        self._in_files = in_files
        self.staging = staging
        self.known = NOTHING_YET
        self.left = 0
        self._made: Learned | None = None
        self._counts: Counts | None = None
        self._seen = 0
        self._next = self._written = float(_FIRST)

    def open(self, rows: Rows) -> None:
        """Read the newest version, and remove the file of one that was never committed.

        :raises StorageError: the version cannot be read
        """
        found = rows.where(LearnedRow, order=[LearnedRow.c.id.desc()], limit=1)
        self.known = learned_of(found[0]) if found else NOTHING_YET
        self._counts = None
        stray = [path for number, path in versions_in(self.folder).items() if number > self.known.number]
        for path in stray:
            with storage_errors():
                path.unlink()
                sync_folder(self.folder)

    def roll_back(self) -> None:
        """Forget what is in mind alone, since the transaction came to nothing."""
        self._counts = self._made = None

    def commit(self) -> None:
        """Let articles be read by the version that is committed now."""
        self.known, self._made = self._made or self.known, None

    def note(self, rows: Rows, seen: Seen, *, now: int) -> None:
        """Count what an article showed that was stored for the first time.

        :param now: seconds since 1970
        """
        if seen.signature:
            self.counts(rows).add(seen, now=now)
            self._seen += 1

    def learn(self, rows: Rows, *, now: int, at_once: bool = False) -> None:
        """Make a new version, if it is time and there is anything new; within the articles' transaction.

        :param now: seconds since 1970
        :param at_once: it is time, since the run ends
        :raises StorageError: the disk refuses
        """
        if self._seen == 0 or (self._seen < self._next and not at_once):
            return
        self._next = max(self._next, self._seen) * _GROWTH
        known = self.counts(rows).learn(self.known, now=now)
        if known is not self.known:
            self._enter(rows, known)
        elif not at_once and self._seen < 2 * self._written:
            return
        self.write(rows)

    def all_read_again(self, rows: Rows) -> None:
        """Note that every post was made again with what is known, as far as that can be."""
        self.counts(rows).nothing_left()
        self.write(rows)

    def all_back(self, rows: Rows) -> None:
        """Note that posts were made again without what is known, since the profile has ``learn: false``."""
        self.counts(rows).all_back()
        self.write(rows)

    def write(self, rows: Rows) -> None:
        """Write down what is in mind."""
        self._written = self._seen
        self.left = self.counts(rows).left_of(self._made or self.known)
        value = zlib.compress(self.counts(rows).to_json())
        there = rows.one(CountsRow)
        if there:
            rows.replace(replace(there, value=value))
        else:
            rows.add(CountsRow(value=value))

    def counts(self, rows: Rows) -> Counts:
        """What has been seen so far."""
        if self._counts is None:
            there = rows.one(CountsRow)
            try:
                self._counts = (
                    Counts.from_json(zlib.decompress(there.value)) if there else Counts.after(self.known)
                )
            except (ValueError, TypeError, KeyError, zlib.error) as error:
                raise _damaged("counts", error) from error
        return self._counts

    def _enter(self, rows: Rows, known: Learned) -> None:
        made = rows.add(LearnedRow(made=known.made, articles=known.articles, value=b""))
        known = replace(known, number=made.id)
        value = known.to_json()
        rows.replace(replace(made, value=zlib.compress(value)))
        if self._in_files:
            self._write_file(known.number, value)
        self._made = known

    def _write_file(self, number: int, value: bytes) -> None:
        with storage_errors():
            if not self.folder.exists():
                self.folder.mkdir(parents=True)
                sync_folder(self.folder.parent)
            target = version_path(self.folder, number)
            write_atomically(self.staging / target.name, target, value)


def forget_rare(rows: Rows) -> None:
    """Take out of the counts whatever may be the words of an article that is to be forgotten."""
    for there in rows.where(CountsRow):
        counts = Counts.from_json(zlib.decompress(there.value))
        counts.forget_rare()
        rows.replace(replace(there, value=zlib.compress(counts.to_json())))


def learned_of(row: LearnedRow) -> Learned:
    """The version that a row keeps.

    :raises StorageError: it is damaged
    """
    try:
        return Learned.from_json(zlib.decompress(row.value))
    except (ValueError, TypeError, zlib.error) as error:
        raise _damaged("learned", error) from error


def _damaged(table: str, error: Exception) -> StorageError:
    return StorageError(f"table {table} of the catalog: {error}; {typed('verify')} shows the damage")
