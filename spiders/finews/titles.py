"""Whether two pages give the same title, though one may write or cut it otherwise."""

import re
import unicodedata

_NOT_SAID = re.compile(r"[\W_]+")
_READ = 500  # characters of a title
_ENOUGH = 8  # characters of a title that is part of the other


def same_title(one: str, other: str) -> bool:
    """The same words; or one begins with all of the other, as long as that says enough."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return bool(short) and (short == long or (len(short) >= _ENOUGH and long.startswith(short)))


def _words(title: str) -> str:
    return _NOT_SAID.sub("", unicodedata.normalize("NFKC", title[:_READ]).casefold())
