"""One replay of one archive, from the lock to the account."""

from collections.abc import Iterator
from datetime import UTC, datetime

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.ledger import Ledger
from newsarchive.exceptions import StorageError
from newsarchive.items import Outcome
from newsarchive.store.archive import Archive
from newsarchive.store.frontier import lead_of
from newsarchive.store.replayable import Kept, exchanges_of, replayable
from newsarchive.store.submissions import Submission
from newsarchive.upkeep.replay import Replayer

_BATCH = 200  # articles; nothing but time is lost if a batch has to be read again


def replay(archive: Archive, replayer: Replayer, *, since: str | None) -> Ledger:
    """Read an archive's originals again; what comes out otherwise becomes a revision.

    :param since: ``YYYY-MM-DD``, in the site's zone: only articles published from then on
    :raises ArchiveBusy: another run is at work on the archive
    :raises StorageError: the disk refuses, or the catalog is damaged
    """
    ledger = Ledger()
    extraction = extraction_version(replayer.spider)
    archive.open(
        started=datetime.now(UTC), command="replay", arguments={"since": since}, extraction=extraction
    )
    try:
        archive.desk.offline = True
        batch: list[Submission] = []
        for submission in _read_all(archive, replayer, ledger, since):
            batch.append(submission)
            if len(batch) == _BATCH:
                _write(archive, batch, ledger)
                batch = []
        _write(archive, batch, ledger)
    finally:
        archive.close(ended=datetime.now(UTC), account=ledger.account())
    return ledger


def _read_all(
    archive: Archive, replayer: Replayer, ledger: Ledger, since: str | None
) -> Iterator[Submission]:
    for kept in replayable(archive.rows, since=since):
        if not kept.captures:
            ledger.settle(kept.row.url, Outcome.UNCHANGED, "no originals")
        elif (submission := _read(archive, replayer, ledger, kept)) is not None:
            yield submission


def _read(archive: Archive, replayer: Replayer, ledger: Ledger, kept: Kept) -> Submission | None:
    try:
        exchanges = exchanges_of(archive.rows, archive.originals.folder, kept)
    except StorageError as error:
        ledger.settle(kept.row.url, Outcome.FAILED, "damaged original")
        ledger.notes.append(str(error))
        return None
    return replayer.read(lead_of(kept.row), exchanges)


def _write(archive: Archive, batch: list[Submission], ledger: Ledger) -> None:
    for submission, verdict in zip(batch, archive.write(batch, now=datetime.now(UTC)), strict=True):
        ledger.settle(submission.url, verdict.outcome, verdict.reason)
        ledger.newly_quarantined += verdict.new and verdict.outcome is Outcome.QUARANTINED
