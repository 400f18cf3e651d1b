"""What is said in secret, by the environment or by a file, so that it is not shown; and to whom."""

import os
import stat
from collections.abc import Callable, Iterable
from ipaddress import ip_address
from pathlib import Path

from newsarchive.exceptions import ArgumentError

HIDDEN = "…"
"""What stands for a secret wherever an address is shown."""
_MOST = 64 * 1024  # bytes, beyond which a file holds something else


def said_or_in_file(name: str, name_of_file: str, variable: Callable[[str], str]) -> tuple[list[str], str]:
    """What one of two variables of the environment says, by itself or in the file that it names.

    :param variable: what a variable of the environment says
    :return: the lines, at least one, and the variable that has them
    :raises ArgumentError: neither is set, or both are; or the file is none that can be trusted
    """
    said, file = variable(name).strip(), variable(name_of_file)
    if said and file:
        raise ArgumentError(f"{name} and {name_of_file} are both set: which of the two counts? Unset one")
    if not said and not file:
        raise ArgumentError(
            f"a fleet needs {name}=… or {name_of_file}=FILE, a file that has it and that only its owner reads"
        )
    return (lines_of_secret(file, name_of_file), name_of_file) if file else ([said], name)


def lines_of_secret(path: str, named: str) -> list[str]:
    """The lines of a file of secrets, without empty ones and those that begin with ``#``.

    As PostgreSQL has it for its keys: a file of root's may be read by its group, too, which is how systemd
    hands credentials over; any other by its owner alone.

    :param named: the variable that names the file; messages name it, and never what the file says
    :raises ArgumentError: it cannot be read, others can read it, or it says nothing
    """
    try:
        with Path(path).open("rb") as file:
            _refuse_what_others_read(os.fstat(file.fileno()), path, named)
            content = file.read(_MOST + 1)
        text = content.decode("utf-8")
    except OSError as error:
        raise ArgumentError(f"{named}: {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise ArgumentError(f"{named}: {path} is no text in UTF-8") from None
    lines = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    if len(content) > _MOST or not lines:
        raise ArgumentError(
            f"{named}: {path} {'says nothing' if not lines else 'is too long for an address'}"
        )
    return lines


def is_near(host: str) -> bool:
    """Whether a host is this machine, so that nobody is on the way: a socket's folder, or loopback."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def without(secrets: Iterable[str], text: str) -> str:
    """Some text with what must not be shown hidden."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def _refuse_what_others_read(about: os.stat_result, path: str, named: str) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise ArgumentError(f"{named}: {path} is no file")
    forbidden = 0o037 if about.st_uid == 0 else 0o077
    if about.st_mode & forbidden:
        mode = stat.S_IMODE(about.st_mode)
        raise ArgumentError(
            f"{named}: others than its owner have rights on {path} (mode {mode:04o}), which holds secrets:"
            f" chmod 600 {path}"
        )
