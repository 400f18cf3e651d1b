"""What every finished run does besides: judge, note what is wrong, tell whom it concerns."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArchiveBusy, StorageError
from newsarchive.operations.finding import Finding
from newsarchive.operations.health import KINDS, judge_run
from newsarchive.operations.listing_findings import listing_findings
from newsarchive.operations.metrics import write_metrics
from newsarchive.operations.note import send
from newsarchive.operations.ping import ping
from newsarchive.operations.run_end import (
    COPIES,
    NOTHING_SHOWN,
    PROFILE_REFUSED,
    STOPPED,
    STORAGE,
    UNREACHABLE,
    RunEnd,
)
from newsarchive.profiles import SiteProfile
from newsarchive.settings import variable
from newsarchive.store.catalog.access import catalog_of, looking_into
from newsarchive.store.completeness import completeness_of
from newsarchive.store.notice_book import NoticeBook
from newsarchive.store.notices import Notice, Word, advanced

_TWICE = frozenset({UNREACHABLE, NOTHING_SHOWN, COPIES})
"""What a single run finds in many a bad hour: it is told once the next run finds it, too."""
_FAILED = frozenset({UNREACHABLE, NOTHING_SHOWN})
_GOOD_CODES = frozenset({0, 2, 3})
_OF_LISTS = "listing-"  # how the kinds of its findings begin
_DAYS = 30
_HOUR = 3600


def before_run(site: str, profile: SiteProfile | None, settings: BaseSettings) -> list[str]:
    """Tell the health-check service that a run begins; what a person should know of that, in lines.

    Blocks for as long as the service takes, ten seconds at most.
    """
    address, said = _ping_address(profile, settings)
    return [*said, *filter(None, [ping(address, site, what="start") if address else ""])]


def after_run(end: RunEnd, settings: BaseSettings) -> list[str]:
    """Judge a finished run, note and tell what has changed, ping, and write metrics.

    It blocks, for as long as those take who are told; the archive's lock is free again. Nothing that fails
    here is raised.

    :returns: what a person should know of that, in lines
    """
    said, open_now = list[str](), 0
    if end.folder.exists():
        book = NoticeBook(end.folder)
        there = book.open()
        ends = _told(end, list(_advanced(end, there, said)), settings, said)
        wrong = {(one.kind, one.subject) for one in there} | {(one.kind, one.subject) for one in ends}
        open_now = len(wrong - {(one.kind, one.subject) for one in ends if one.mended})
        try:
            if changed := [one for one in ends if one not in there]:
                book.keep(changed)
        except (StorageError, ArchiveBusy, OSError) as error:
            said.append(f"what was told cannot be noted: {error}")
    address, troubles = _ping_address(end.profile, settings)
    said += troubles
    if address:
        is_good = end.code in _GOOD_CODES and not any(one.kind in _FAILED for one in end.faults)
        said.append(ping(address, end.site, what="" if is_good else "fail", body=f"{end.site}: {end.line}"))
    if folder := (end.profile and end.profile.metrics) or settings.get("METRICS"):
        said.append(write_metrics(Path(folder), end, open_findings=open_now))
    return [f"{end.site}: {line}" for line in said if line]


def _advanced(end: RunEnd, there: list[Notice], said: list[str]) -> Iterator[tuple[Notice, Word]]:
    """The notices as they are after this run."""
    found, judged = list(end.faults), {one.kind for one in end.faults}
    if end.came_to_its_end:
        judged |= {UNREACHABLE, STORAGE, STOPPED, PROFILE_REFUSED}
    if end.came_to_its_end and not end.is_unreachable and end.profile:
        judged |= _TWICE
        try:
            if end.counts.get("stored") or end.counts.get("newly_quarantined"):
                found += judge_run(end.folder, end.profile, now=end.ended)
                judged |= KINDS
            if _begins_an_hour(end):
                found += _of_lists(end.folder, end.profile, now=end.ended)
                judged |= {one.kind for one in there if one.kind.startswith(_OF_LISTS)}
        except (StorageError, OSError) as error:
            said.append(f"the run is not judged: {error}")
    # What this run could not judge is as it was.
    left = [one for one in there if one.kind not in judged and (one.told or one.kind not in _TWICE)]
    found += [Finding(one.kind, one.subject, one.detail) for one in left]
    return advanced(
        there,
        [(one.kind, one.subject, one.detail) for one in found],
        now=end.ended,
        is_judged=judged.__contains__,
        waits=_TWICE.__contains__,
    )


def _of_lists(folder: Path, profile: SiteProfile, *, now: int) -> list[Finding]:
    """What is wrong with the lists by which the site is read."""
    with looking_into(catalog_of(folder)) as catalog:
        completeness = completeness_of(catalog, zone=profile.tzinfo, now=now, days=_DAYS)
    return list(listing_findings(completeness))


def _begins_an_hour(end: RunEnd) -> bool:
    """Whether this is an hour's first run: silence is no matter of minutes, and to look for it takes time."""
    with looking_into(catalog_of(end.folder)) as catalog:
        query = "SELECT ended FROM run WHERE ended IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET 1"
        before = catalog.execute(query).fetchone()
    return before is None or before[0] // _HOUR != end.ended // _HOUR


def _told(
    end: RunEnd, ends: list[tuple[Notice, Word]], settings: BaseSettings, said: list[str]
) -> list[Notice]:
    """Send a note of all that is to be told; the notices as they are when that is done."""
    addresses = _addresses(end.profile, settings, said)
    to_tell = [(notice, word) for notice, word in ends if word is not Word.NOTHING]
    trouble = ""
    if to_tell and addresses:
        trouble = send(end.site, to_tell, addresses, end.profile.tzinfo if end.profile else UTC)
        said.append(trouble)
    if trouble or not addresses:
        return [_untold(notice, word, is_told_later=bool(addresses)) for notice, word in ends]
    return [notice for notice, _ in ends]


def _untold(notice: Notice, word: Word, *, is_told_later: bool) -> Notice:
    """A notice that nobody was told of, so that a later run tells it."""
    match word:
        case Word.BROKEN:
            return replace(notice, told=None)
        case Word.STILL:
            return replace(notice, reminded=None)
        case Word.MENDED if is_told_later:
            return replace(notice, mended=None)
    return notice


def _addresses(profile: SiteProfile | None, settings: BaseSettings, said: list[str]) -> str:
    """Apprise's addresses of those who are told: what the profile says, or else the settings."""
    if not profile or not profile.notify:
        return str(settings.get("NOTIFY") or "")
    found = {one: one if "://" in one else variable(one) for one in profile.notify}
    said += [
        f"notify: {name} is not set in the environment" for name, said_so in found.items() if not said_so
    ]
    return " ".join(filter(None, found.values()))


def _ping_address(profile: SiteProfile | None, settings: BaseSettings) -> tuple[str, list[str]]:
    if not profile or not profile.ping:
        return str(settings.get("PING") or ""), []
    address = variable(profile.ping)
    return address, [] if address else [f"ping: {profile.ping} is not set in the environment"]
