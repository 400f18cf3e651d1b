"""One archive: one folder, complete in itself, with one writer at a time."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from newsarchive import __version__
from newsarchive.exceptions import StorageError
from newsarchive.items import Outcome
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.access import commit, open_catalog
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.catalog.row_kinds import RunRow
from newsarchive.store.catalog.rows import Rows
from newsarchive.store.desk import Desk
from newsarchive.store.durable import not_opened, storage_errors
from newsarchive.store.entering import enter
from newsarchive.store.keepers import now_of
from newsarchive.store.parts import parts_of
from newsarchive.store.pending import publish_pending, put_known_in_place, settle_staged
from newsarchive.store.pictures.known import Media, media_of
from newsarchive.store.posts import keep_own_profile
from newsarchive.store.search.index import keep_current
from newsarchive.store.submissions import Submission, Verdict
from newsarchive.store.takedown import finish_forgetting
from newsarchive.text import typed

T = TypeVar("T")


class Archive:
    """``output/SITE``: posts in ``_posts``, everything else in ``_archive``.

    All methods block; one thread at a time may be in them. The folder is made if it is not there.

    :ivar rows: the catalog's rows, while the archive is open
    :ivar is_new: this run made its folder
    :ivar media: what becomes of pictures in this run, once the archive is open
    """

    rows: Rows
    desk: Desk
    media: Media
    is_new: bool = False

    def __init__(self, folder: Path, profile: SiteProfile) -> None:
        self.folder = folder
        self.name = folder.name
        self.profile = profile
        self.private = folder / "_archive"
        parts = parts_of(folder, profile)
        self.catalog, self.lock, self.soundness = parts.catalog, parts.lock, parts.soundness
        self.posts, self.pictures, self.originals = parts.posts, parts.pictures, parts.originals
        self.copies, self.learner = parts.copies, parts.learner

    def open(
        self,
        *,
        started: datetime,
        command: str,
        arguments: Mapping[str, Any],
        extraction: str,
        with_posts: bool = False,
        with_profile: bool = False,
    ) -> None:
        """Take the lock, mend what a crash left, and begin a run.

        :param started: when the run began, aware
        :param extraction: which code will read the pages
        :param with_posts: posts without a catalog are no fault, since they are to be adopted
        :param with_profile: keep the site's profile, since nobody else has it; be the catalog missing or not
        :raises StorageError: it cannot be made, locked or read, or its catalog is missing or damaged
        """
        self.is_new = not self.folder.exists()
        try:
            self.private.mkdir(parents=True, exist_ok=True)
            self.lock.acquire(started=started)
            self.posts.open()
            if with_profile:
                keep_own_profile(self.private, self.profile)
            self._open_catalog(with_posts=with_posts, now=started)
            note = RunRow(
                command=command, arguments=json.dumps(arguments, default=str), version=__version__,
                extraction=extraction, started=int(started.timestamp()),
            )  # fmt: skip
            self._begin(note)
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise not_opened(self.folder, error) from error
            raise

    def discard(self) -> None:
        """Remove a folder that this run made and nothing is in, once it is closed."""
        if self.is_new:
            shutil.rmtree(self.folder, ignore_errors=True)

    def close(self, *, ended: datetime | None = None, **told: Mapping[str, float]) -> None:
        """Note how the run ended, and give the archive free for the next one. Call it once more at will.

        :param ended: aware; None for a run that did not come to its end
        :param told: its ``account`` and ``cost``, as far as they are known
        """
        try:
            if ended is not None and hasattr(self, "rows"):
                self.seal()
                self.transact(lambda rows: self._end(rows, ended, told))
        finally:
            try:
                self._close(has_ended=ended is not None)
            finally:
                self.lock.release()

    def seal(self) -> str:
        """Close the originals at work, and copy what has no copy; why copies lag behind, if they do."""
        self.originals.finish(self.transact)
        self.copies.follow(self.rows)
        return self.copies.trouble

    @contextmanager
    def run(
        self,
        command: str,
        arguments: Mapping[str, Any],
        extraction: str,
        *,
        account: Callable[[], Mapping[str, int]] = dict,
        offline: bool = False,
        with_posts: bool = False,
    ) -> Iterator[None]:
        """Open the archive for a run within a ``with`` statement; see :meth:`open` and :meth:`close`.

        :param account: gives what :meth:`close` notes of the run
        :param offline: no source is asked
        """
        said: dict[str, Any] = {"command": command, "arguments": arguments, "extraction": extraction}
        self.open(started=now_of(self.folder), with_posts=with_posts, **said)
        self.desk.offline = offline
        try:
            yield
            self.close(ended=now_of(self.folder), account=account())
        finally:
            self.close()

    def transact(self, work: Callable[[Rows], T]) -> T:
        """Do ``work`` in one transaction, all of it or nothing."""
        connection = self.rows.connection
        with catalog_errors(self.catalog), storage_errors():
            try:
                result = work(self.rows)
                commit(connection)
            except BaseException:  # whatever ends it, and goes on: nothing half done may stay
                connection.rollback()
                self.originals.roll_back()
                self.learner.roll_back()
                raise
        self.learner.commit()
        self.originals.commit()
        return result

    def write(self, submissions: Sequence[Submission], *, now: datetime) -> list[Verdict]:
        """Store a batch: catalog first, then pictures and posts, then the word that they are there.

        :param now: aware
        :raises StorageError: the disk refuses; what was stored before stays, the rest is owed
        """
        self.desk.now = int(now.timestamp())
        try:
            self.originals.prepare()
            verdicts = self.transact(lambda rows: self._enter_all(rows, submissions))
            if self.pictures.staged():
                self.transact(lambda rows: put_known_in_place(rows, self.pictures))
            refused = self.publish_pending() if self.posts.are_files else set()
            self.originals.rotate(self.transact)
        finally:
            self.desk.forget_answers()
        return [
            Verdict(Outcome.FAILED, "unwritten") if submission.source_id in refused else verdict
            for submission, verdict in zip(submissions, verdicts, strict=True)
        ]

    def publish_pending(self) -> set[str]:
        """Write the posts that are still to be written; the ids of articles whose post could not be."""
        return publish_pending(self.transact, self.posts)

    def finish_forgetting(self) -> bool:
        """Remove what takedowns have marked; False where somebody's reading keeps it from being scrubbed."""
        self.learner.roll_back()  # the catalog's counts are what is forgotten from
        parts = self.posts, self.pictures, self.originals, self.copies
        return finish_forgetting(self.rows, self.transact, *parts, now=self.desk.now)

    def _close(self, *, has_ended: bool) -> None:
        if not hasattr(self, "rows"):
            return
        connection = self.rows.connection
        del self.rows
        with catalog_errors(self.catalog):
            connection.close()
        if has_ended:
            keep_current(self.folder)
        if self.soundness:
            self.soundness.remember()

    def _enter_all(self, rows: Rows, submissions: Sequence[Submission]) -> list[Verdict]:
        self.desk.known.read_ahead(submissions)
        with rows.gathered():
            verdicts = [enter(self.desk, self.originals, self.learner, one) for one in submissions]
            self.pictures.secure()
            self.originals.sync(rows)
            self.learner.learn(rows, now=self.desk.now)
        return verdicts

    def _open_catalog(self, *, with_posts: bool, now: datetime) -> None:
        if not (with_posts or self.catalog.exists()) and self.posts.are_there():
            raise StorageError(
                f"{self.catalog} is missing, but there are posts;"
                f" {typed(f'verify {self.profile.name} --rebuild')} makes it from them"
            )
        connection = open_catalog(self.catalog)
        with catalog_errors(self.catalog):
            self.rows = Rows(connection)
            if self.soundness:
                self.soundness.check(connection, now=now)

    def _begin(self, note: RunRow) -> None:
        self.media = self.transact(lambda rows: media_of(rows, self.profile))
        if self.media == "keep":
            self.pictures.begin()
        run = self.transact(lambda rows: rows.add(replace(note, media=self.media)))
        site, rules, by_address = self.profile.name, self.profile.recheck, self.profile.article.id is None
        self.desk = Desk(
            self.rows, site, rules, run, now=run.started, by_address=by_address,
            publishes=not self.posts.are_files,
        )  # fmt: skip
        self.originals.recover(self.transact)
        self.transact(self.learner.open)
        self.transact(lambda rows: settle_staged(rows, self.pictures))
        self.finish_forgetting()
        self.posts.remove_doubles(self.rows)
        self.publish_pending()

    def _end(self, rows: Rows, ended: datetime, told: Mapping[str, Mapping[str, float]]) -> None:
        self.learner.learn(rows, now=int(ended.timestamp()), at_once=True)
        said: dict[str, Any] = {name: json.dumps(one) for name, one in told.items()}
        rows.replace(replace(self.desk.run, ended=int(ended.timestamp()), **said))
