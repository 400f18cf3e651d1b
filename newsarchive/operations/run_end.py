"""How a run ended, for those who were not there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from scrapy.crawler import Crawler

from newsarchive.crawling.open_run import open_run
from newsarchive.crawling.run import ArchiveRun
from newsarchive.crawling.summary import summary_lines
from newsarchive.exceptions import (
    ArchiveBusy,
    ArchiveMoved,
    LeaseLost,
    NewsArchiveError,
    ProfileError,
    StorageError,
)
from newsarchive.operations.finding import Finding
from newsarchive.profiles import SiteProfile
from newsarchive.text import printable

UNREACHABLE, STORAGE, STOPPED, NOTHING_SHOWN, COPIES, PROFILE_REFUSED = (
    "unreachable", "storage", "stopped", "nothing-shown", "copies-behind", "profile-refused",
)  # fmt: skip
"""The kinds of faults of runs; of the last one whoever starts runs by itself says that it is one."""
_SITE_DOWN = "site-down"  # Scrapy's reason where the home page's host fell silent


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """What a run came to. Times are seconds since 1970.

    :param site: the archive's name
    :param folder: the archive's own
    :param profile: None where the run did not come so far as to read it
    :param code: the exit code, and ``word`` what that says
    :param line: the account in one line
    :param counts: the account in numbers
    :param faults: what was wrong with the run itself
    :param came_to_its_end: what a run finds wrong that read its lists, and nobody stopped; so what it does
        not find is not so any more
    """

    site: str
    folder: Path
    profile: SiteProfile | None
    code: int
    word: str
    line: str
    started: int
    ended: int
    counts: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()
    came_to_its_end: bool = True

    @property
    def is_unreachable(self) -> bool:
        """Whether nothing could be read of the site."""
        return any(one.kind == UNREACHABLE for one in self.faults)


def run_end(
    site: str, crawler: Crawler, error: BaseException | None, *, code: int, word: str
) -> RunEnd | None:
    """How a crawl ended; None where another run has the site, which will tell, or the archive is elsewhere.

    :param error: what kept it from going on
    :param code: its exit code, and ``word`` what that says
    """
    if isinstance(error, (ArchiveBusy, ArchiveMoved, LeaseLost)):
        return None
    run = open_run(crawler)
    stats = run.crawler.stats if run else None
    profile: SiteProfile | None = getattr(crawler.spider, "profile", None)
    site = profile.name if profile else site
    now = datetime.now(UTC)
    began = stats.get_value("start_time") if stats else None
    finished = stats.get_value("finish_reason") if stats else None
    faults = tuple(_faults(run, error, finished))
    read_lists = bool(run and run.first_listings) or finished == _SITE_DOWN
    return RunEnd(
        site=site,
        folder=Path(crawler.settings["OUTPUT_DIR"]) / site,
        profile=profile,
        code=code,
        word=word,
        line=_line(run, error),
        started=int((began or now).timestamp()),
        ended=int(now.timestamp()),
        counts=run.ledger.account() if run else {},
        faults=faults,
        came_to_its_end=error is None and read_lists and finished in {"finished", _SITE_DOWN},
    )


def _faults(run: ArchiveRun | None, error: BaseException | None, finished: str | None) -> Iterator[Finding]:
    if isinstance(error, StorageError):
        yield Finding(STORAGE, "", printable(error))
    elif isinstance(error, ProfileError) or (error and not isinstance(error, NewsArchiveError)):
        yield Finding(STOPPED, "", f"the run broke off: {printable(error) or type(error).__name__}")
    if not run:
        return
    unread = run.ledger.unread_named
    if finished == _SITE_DOWN:
        yield Finding(UNREACHABLE, "", f"{run.spider.profile.home} does not answer")
    elif run.first_listings and run.first_listings <= unread.keys():
        url = min(run.first_listings)
        yield Finding(UNREACHABLE, "", f"no list can be read: {printable(url)} ({unread[url]})")
    elif run.ledger.shortfall:
        yield Finding(NOTHING_SHOWN, "", run.ledger.shortfall)
    if run.ledger.copies_trouble:
        yield Finding(COPIES, "", run.ledger.copies_trouble)


def _line(run: ArchiveRun | None, error: BaseException | None) -> str:
    if error:
        return printable(error) or type(error).__name__
    if not run:
        return "the run did not begin"
    missing = f"; partial: {run.ledger.missing}" if run.ledger.partial else ""
    return summary_lines(run.ledger, run.crawler.stats)[0] + missing
