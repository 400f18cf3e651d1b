"""Compile tables of words: patterns separated by blanks, which match small and capital letters alike."""

import re
from collections.abc import Iterator

_BEGINS_WITH_A_LETTER = re.compile(r"[^\W\d_](?![?*+{])")
_ESCAPED = re.compile(r"\\.")
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")


def words(listed: str) -> frozenset[str]:
    """A set written as one line of words."""
    return frozenset(listed.split())


def any_of(*listed: str, before: str = "", after: str = "") -> re.Pattern[str]:
    r"""A pattern for any of the words, each a pattern of its own, in which ``\s`` stands for a blank.

    :param listed: lines of words; a table may take in others' lines
    :param before: a pattern for what stands before the word
    :param after: one for what stands behind it
    """
    alternatives = _by_first_letter(" ".join(listed).split())
    return re.compile(f"{before}(?:{alternatives}){after}", re.IGNORECASE)


def _by_first_letter(listed: list[str], *, small: bool = False) -> str:
    """The alternatives, those that begin with the same letter together, which is then compared once.

    Only what begins with a letter is moved, past words that begin with another.

    :param small: no text has capitals
    """
    groups: dict[str, list[str]] = {}
    for place, word in enumerate(_whole(listed)):
        moves = _BEGINS_WITH_A_LETTER.match(word) and not _opens(word, "|")
        groups.setdefault(word[0].lower() if moves else f"{place}", []).append(word)
    return "|".join(
        f"{first if small else _either(first)}(?:{'|'.join(word[1:] for word in words)})"
        if first.isalpha()
        else words[0]
        for first, words in groups.items()
    )


def _whole(listed: list[str]) -> Iterator[str]:
    """The alternatives, those within brackets put together to the one that they are part of."""
    held = ""
    for word in listed:
        held = f"{held}|{word}" if held else word
        if not _opens(held):
            yield held
            held = ""


def _opens(pattern: str, loose: str = "") -> bool:
    """Whether a pattern opens a bracket that it does not close, or has this sign outside of brackets."""
    bare = _CLASS.sub("", _ESCAPED.sub("", pattern))
    depth = 0
    for sign in bare:
        depth += (sign == "(") - (sign == ")")
        if sign == loose and not depth:
            return True
    return depth > 0


def _either(letter: str) -> str:
    """A small letter or its capital, as a set of two, which is compared faster than by folding."""
    return letter if letter == letter.upper() else f"(?-i:[{letter}{letter.upper()}])"


def in_names(*listed: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """The same for ids and classes, which are given in small letters: it is four times as fast."""
    alternatives = _by_first_letter(" ".join(listed).split(), small=True)
    return re.compile(f"{before}(?:{alternatives}){after}")


def starts_of_names(*listed: str) -> re.Pattern[str]:
    """A pattern for ids and classes, in small letters, in which a word begins with one of these."""
    return in_names(*listed, before="(?<![a-z])")


def whole_names(*listed: str) -> re.Pattern[str]:
    """A pattern for ids and classes, in small letters, in which one of these is a whole word."""
    return in_names(*listed, before=r"(?:^|[\s_-])", after=r"(?:$|[\s_-])")


def classes_of_names(**listed: str) -> re.Pattern[str]:
    """The first of these with the words in classes: the group that matches is the word's class."""
    return starts_of_names(*(f"(?P<{name}>{'|'.join(line.split())})" for name, line in listed.items()))


HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u30fa\u30fc-\u30ff"  # without the middle dot, which stands in Chinese names, too
HANGUL = "\uac00-\ud7a3"
EAST_ASIA = "\u2e80-\uffdc\U00020000-\U0003ffff"  # all three with their punctuation
CYRILLIC = "\u0400-\u04ff"
ARABIC = "\u0600-\u06ff"
HEBREW = "\u0590-\u05ff"
GREEK = "\u0370-\u03ff"
THAI = "\u0e00-\u0e7f"
DEVANAGARI = "\u0900-\u097f"

A_HAN = re.compile(f"[{HAN}]")
A_HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]")
AN_EAST_ASIAN_SIGN = re.compile(f"[{EAST_ASIA}]")
AN_IDEOGRAPH = re.compile(f"[{HAN}{KANA}{HANGUL}]")
"""A character that says as much as several letters: a word or a syllable."""


def weight_of(text: str, most: int) -> int:
    """A text's characters, an ideograph counting as three, or as one in a longer text than ``most``."""
    return len(text) if len(text) > most else len(text) + 2 * len(AN_IDEOGRAPH.findall(text))
