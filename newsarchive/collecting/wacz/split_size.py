"""The size at which WACZ files are split, as people write it."""

import re

from newsarchive.exceptions import ArgumentError
from newsarchive.text import printable

_UNITS = {"": 1, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,6})?) ?([kmgt]i?)?b?", re.IGNORECASE | re.ASCII)


def split_size(text: str) -> int:
    """How many bytes ``1GB``, ``1.5 GiB``, ``700m`` or ``1000000`` are; a bare ``G`` is a ``GB``.

    :raises ArgumentError: it is no size, or nothing
    """
    found = _SIZE.fullmatch(text.strip())
    size = int(float(found[1]) * _UNITS[(found[2] or "").lower()]) if found else 0
    if size < 1:
        raise ArgumentError(f"--split-size {printable(text)!r} is no size; give one such as 1GB or 500MB")
    return size
