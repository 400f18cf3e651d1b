"""Commands as processes of their own, forked from one that has loaded what they need; see ``loaded.py``."""

import atexit
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).parents[2]
WARNINGS = ("-W", "error::DeprecationWarning:newsarchive")


@dataclass(frozen=True)
class Ended:
    """A process that has ended.

    :param code: its exit code, negative where a signal ended it
    :param kilobytes: the most memory that it had
    """

    code: int
    out: str
    err: str
    kilobytes: int


@cache
def _loaded() -> "subprocess.Popen[str]":
    """The one of this worker; it ends with its input."""
    command = [sys.executable, *WARNINGS, "-m", "tests.e2e.loaded"]
    process = subprocess.Popen(
        command, cwd=CHECKOUT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )  # fmt: skip
    atexit.register(process.communicate)
    return process


def forked(
    module: str, *arguments: str, environment: Mapping[str, str], seconds: int = 120, one_stream: bool = False
) -> Ended:
    """Run ``python -m MODULE ARGUMENTS`` in the checkout.

    :param seconds: after these it is killed
    :param one_stream: what it says in error goes where its output goes
    """
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "out" if one_stream else "err")
        asked = {
            "arguments": [module, *arguments], "environment": dict(environment), "folder": str(CHECKOUT),
            "out": str(out), "err": str(err), "seconds": seconds,
        }  # fmt: skip
        process = _loaded()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        code, kilobytes = json.loads(process.stdout.readline())
        return Ended(code, out.read_text(), "" if one_stream else err.read_text(), kilobytes)
