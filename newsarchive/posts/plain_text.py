"""A text in the one form in which queries and articles are compared.

``search.js`` does the same to what a reader types, character for character; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Han, Kana and Bopomofo: a space or a line's end between two of these parts nothing.
_JOINED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u3099\u309a\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U0001aff0-\U0001b16f\U00020000-\U0003fffd"
)
SIGNS = (
    _JOINED
    # Thai, Lao, Burmese, Hangul, Khmer, whose words are not parted by spaces, or are joined to others.
    + "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ecd\u0edc-\u0edf\u1000-\u103f\u104c-\u109d"
    "\u1100-\u11ff\u1780-\u17d3\ua960-\ua97c\uaa60-\uaa7f\uac00-\ud7a3\ud7b0-\ud7fb"
    # Pictures.
    "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
)
"""Characters that are found one by one, as ranges for a regular expression's brackets."""

_INVISIBLE = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u0640\u06dd\u070f\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Accents, and the vowel points of Hebrew and Arabic: words are written with and without them.
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_BLANK, _LINE_END = "[ \t\x0b\x0c\u1680]", "(?:\r\n|[\n\r\x85\u2028\u2029])"
_WITHIN_A_LINE = re.compile(
    f"(?<=[{_JOINED}])(?:{_BLANK}+(?:{_LINE_END}{_BLANK}*)?|{_LINE_END}{_BLANK}*)(?=[{_JOINED}])"
)
_HAN = "一"  # any would do
_NOT_HAN = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff]+")


def plain(text: str) -> str:
    """Signs and words as they are compared, with one space for whatever stands between words.

    Letters are small and without accents, full-width forms are ordinary ones (NFKC). What no reader sees is
    dropped. Between Han or Kana, white space with at most one line's end is dropped, too: a blank line parts.
    """
    return _NOT_HAN.sub(_plain_between_han, text).strip(" ")


def _plain_between_han(run: re.Match[str]) -> str:
    return _plain_often(run[0]) if len(run[0]) <= 16 else _plain_part(run[0])


def _plain_part(text: str) -> str:
    # Han stays as it is in every form of Unicode, so that what stands between can be looked at alone.
    folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)))
    folded = unicodedata.normalize("NFKC", folded.upper().lower().replace("ς", "σ"))
    return _NO_LETTER.sub(" ", _WITHIN_A_LINE.sub("", _HAN + folded + _HAN))[1:-1]


_plain_often = lru_cache(maxsize=50_000)(_plain_part)


def _letters() -> Iterator[str]:
    """The ranges of letters, figures and their marks; there are none but Han from U+20000 on."""
    first = None
    for code, category in enumerate(map(unicodedata.category, map(chr, range(0x20001)))):
        if first is None and category[0] in "LNM":
            first = code
        elif first is not None and category[0] not in "LNM":
            yield f"{re.escape(chr(first))}-{re.escape(chr(code - 1))}"
            first = None


_NO_LETTER = re.compile(f"[^{SIGNS}{''.join(_letters())}]+")
