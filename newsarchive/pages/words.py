"""The one shape of a table of words: a line of patterns, a blank apart, small and capital letters alike."""

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


def starts_of_names(*listed: str) -> re.Pattern[str]:
    """A pattern for ids and classes in which a word begins with one of these."""
    return any_of(*listed, before="(?<![a-z])")


def whole_names(*listed: str) -> re.Pattern[str]:
    """A pattern for ids and classes in which one of these is a whole word."""
    return any_of(*listed, before=r"(?:^|[\s_-])", after=r"(?:$|[\s_-])")


def classes_of_names(**listed: str) -> re.Pattern[str]:
    """The same with the words in classes: the group that matches is the word's class."""
    return starts_of_names(*(f"(?P<{name}>{'|'.join(line.split())})" for name, line in listed.items()))
