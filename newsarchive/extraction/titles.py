"""Whether two pages give the same title, though one may write or cut it otherwise."""

from newsarchive.text import letters_of

_READ = 500  # characters of a title
_ENOUGH = 8  # characters of a title that is part of the other


def same_title(one: str, other: str) -> bool:
    """The same words; or one begins with all of the other, as long as that says enough."""
    short, long = sorted((letters_of(one[:_READ]), letters_of(other[:_READ])), key=len)
    return bool(short) and (short == long or (len(short) >= _ENOUGH and long.startswith(short)))
