"""A text cut into the smallest parts that are marked as changed: words, numbers, signs."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache

# Scripts that put no spaces between words: Han, Kana, Bopomofo; and Thai, Lao, Burmese, Khmer with marks.
_UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u103f\u104c-\u109d\u1780-\u17d3\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U0003fffd"
)
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"  # Thai and Lao vowels that are written before their consonant
_TRAILING = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"  # and behind it
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"


def words_of(text: str) -> list[str]:
    """The parts of a text, which joined give the text again.

    A word is whole with its accents, vowel signs, apostrophes and hyphens; a number with its separators and
    its per-cent sign, and so is a date in figures. Where no spaces part words each sign is a part, a vowel or
    tone mark together with its consonant, a picture together with what modifies it. White space is one.
    """
    return _pattern().findall(text)


@cache
def _pattern() -> re.Pattern[str]:
    marks = "".join(_ranges_of_marks()) + _JOINERS
    letter = rf"(?:(?![{_UNSPACED}])[^\W\d_])"
    word = rf"{letter}(?:{letter}|[{marks}]|['’ʼ·־-](?={letter}))*+"
    number = r"\d(?:\d|[.,'’:/٫٬·\u00a0\u202f-](?=\d))*+[%‰٪％]?"
    cluster = rf"[{_LEADING}]?+[{_UNSPACED}][{marks}{_TRAILING}]*+"
    emoji = r"[\U0001f1e6-\U0001f1ff]{2}|[\u2600-\u27bf\U0001f000-\U0001faff]"
    joined = rf"(?:{emoji})(?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d(?:{emoji}))*+"
    return re.compile(rf"\s+|{number}|{word}|{cluster}|{joined}|[\W\d_](?:[{marks}])*+|\w")


def _ranges_of_marks() -> Iterator[str]:
    """The ranges of what is written above, below or behind another sign, for a regular expression."""
    first = last = None
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0), sys.maxunicode):
        if unicodedata.category(chr(code))[0] == "M":
            first = code if first is None else first
            last = code
        elif first is not None and last is not None:
            yield re.escape(chr(first)) + (f"-{re.escape(chr(last))}" if last > first else "")
            first = None
