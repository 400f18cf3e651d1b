"""What one article showed that may be the site's rather than its own, and the keys that it is known by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NamedTuple

from newsarchive.text import letters_of

_FIGURES = re.compile(r"\d+")
_MOST_FIGURES = 0.25  # of a text's letters and figures; what has more says something by them
_FEW_FIGURES = 0.15
_NUMBER = re.compile(r"\d[\d.,:]*")
_SIZE = 8  # bytes of a key: in a million texts two are alike by chance once in some ten million sites


class Kind(StrEnum):
    """How a block stands in its article; the value begins its key."""

    BESIDE = "b"  # with markup of its own, and named for what stands beside a text, or with a link
    APART = "a"  # with markup of its own, unlike the article's paragraphs
    LINKED = "l"  # a good part of it is a link
    PLAIN = "p"  # a paragraph as all others, at the beginning or end


class Sighting(NamedTuple):
    """A block that one article shows.

    :param key: see :func:`key_of`
    :param text: its text, to be shown to people
    """

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What one article showed.

    :param signature: tells articles of different texts apart, whatever stands around these; empty where
        nothing does
    :param blocks: those that may be furniture, whether or not they were dropped; each key once
    :param dropped: keys of those among them that were dropped, because they are known as furniture
    :param length: characters of the text that was dropped, without white space
    :param places: where what of it stands, see :mod:`newsarchive.learning.places`; empty where nobody asked
    :param way: how it was read, in words
    """

    signature: str = ""
    blocks: tuple[Sighting, ...] = ()
    dropped: frozenset[str] = frozenset()
    length: int = 0
    places: Mapping[str, Any] = field(default_factory=dict)
    way: str = ""


NOTHING_SEEN = Seen()


def key_of(kind: Kind, text: str) -> str:
    """What a block is known by: its kind, and a hash of its letters and figures.

    Of a block beside the text figures do not count, unless they are much of it: an advertisement may name a
    price, and what a result or an exchange says is in its figures. Of a block apart one number alone does not
    count, if it is little of it.
    """
    letters = letters_of(text)
    share = sum(map(str.isdigit, letters)) / (len(letters) or 1)
    is_price = kind is Kind.APART and share <= _FEW_FIGURES and len(_NUMBER.findall(text)) == 1
    if is_price or (kind is Kind.BESIDE and share <= _MOST_FIGURES):
        letters = _FIGURES.sub("0", letters)
    return kind + digest_of(letters)


def kind_of(key: str) -> Kind:
    """How the blocks of a key stand in their articles."""
    return Kind(key[:1])


def digest_of(text: str) -> str:
    """Sixteen hexadecimal digits that stand for a text."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=_SIZE).hexdigest()
