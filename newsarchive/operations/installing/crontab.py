"""A line for a crontab, which logs one line a run."""

import shlex

from newsarchive.operations.installing.installation import EVERY, Installation

_HEAD = """\
# Looks every {every} minutes whether it is any site's turn, by its profile's schedule and in its own zone.
"""


def crontab(installation: Installation) -> str:
    """The line, in the zone of no machine, since it only looks whose turn it is."""
    variables = [f"{name}={shlex.quote(value)}" for name, value in installation.environment.items()]
    command = [str(installation.python), "-m", "newsarchive", "archive", "--due", "--line", "-L", "ERROR"]
    log = shlex.quote(str(installation.output.parent / "newsarchive.log"))
    line = (
        f"cd {shlex.quote(str(installation.folder))} && {' '.join(variables)}"
        f" {shlex.join([*command, *installation.sites])} >>{log} 2>&1"
    )
    times = f"{installation.minute}-59/{EVERY} * * * *"
    # For cron a bare per cent sign ends the command.
    return f"{_HEAD.format(every=EVERY)}{times} {line.replace('%', chr(92) + '%')}\n"
