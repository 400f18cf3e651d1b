"""Texts compared by what they say, not by how they are written."""

import re
import unicodedata

_NOT_SAID = re.compile(r"[\W_]+")
_READ = 600  # characters


def key_of(text: str) -> str:
    """The letters and figures of a text, small and in their plain form."""
    return _NOT_SAID.sub("", unicodedata.normalize("NFKC", text[:_READ]).casefold())


def spaceless(text: str) -> str:
    """The text without its white space."""
    return "".join(text[:_READ].split())
