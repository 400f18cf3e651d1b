"""Compile tables of words: patterns separated by blanks, which match small and capital letters alike."""

import re


def words(listed: str) -> frozenset[str]:
    """A set written as one line of words."""
    return frozenset(listed.split())


def any_of(*listed: str, before: str = "", after: str = "") -> re.Pattern[str]:
    r"""A pattern for any of the words, each a pattern of its own, in which ``\s`` stands for a blank.

    :param listed: lines of words; a table may take in others' lines
    :param before: a pattern for what stands before the word
    :param after: one for what stands behind it
    """
    alternatives = "|".join(" ".join(listed).split())
    return re.compile(f"{before}(?:{alternatives}){after}", re.IGNORECASE)


def in_names(*listed: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """The same for ids and classes, which are given in small letters: it is four times as fast."""
    return re.compile(any_of(*listed, before=before, after=after).pattern)


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
A_HANGUL = re.compile(f"[{HANGUL}]")
AN_EAST_ASIAN_SIGN = re.compile(f"[{EAST_ASIA}]")
AN_IDEOGRAPH = re.compile(f"[{HAN}{KANA}{HANGUL}]")
"""A character that says as much as several letters: a word or a syllable."""
