"""What a resident process says of its runs: a line each, and what a person should know besides."""

import gc
from contextlib import suppress

from newsarchive.exceptions import Exit, gravest
from newsarchive.operations.site_run import SiteRun
from newsarchive.terminal.run_told import line_of
from newsarchive.text import escaped_lines


class RunsTold:
    """Prints a line for each run that has ended, and knows how each site's last one did."""

    def __init__(self) -> None:
        self._last: dict[str, Exit] = {}

    def __call__(self, run: SiteRun) -> None:
        """Tell a run. It raises nothing."""
        if not self._last:
            gc.freeze()  # what the first run loaded stays, and need not be looked through again and again
        self._last[run.site] = run.exit_code
        for line in (line_of(run), *run.said):
            say(line)

    @property
    def gravest(self) -> Exit:
        """The gravest of the sites' last exit codes."""
        return gravest(self._last.values())


def say(line: str) -> None:
    """Print a line at once."""
    with suppress(OSError):  # whoever read this is there no more; the archives are
        print(escaped_lines(line), flush=True)
