"""A finished run as a line, with the word that its exit code stands for."""

from datetime import UTC, datetime, timedelta

from newsarchive.operations.site_run import SiteRun
from newsarchive.showing.run_line import run_line
from newsarchive.text import escaped_lines


def line_of(run: SiteRun) -> str:
    """What came of a run, in the time of the machine's zone."""
    ended = (run.began or datetime.now(UTC)) + timedelta(seconds=run.seconds)
    error = f"{run.error or type(run.error).__name__}" if run.error else ""
    ledger = run.run.ledger if run.run else None
    word = run.word
    line = run_line(run.site, ledger, ended=ended.astimezone(), seconds=run.seconds, word=word, error=error)
    return escaped_lines(line)
