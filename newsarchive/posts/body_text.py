"""The plain text of a body, for a search."""

import re
from html import unescape

from newsarchive.posts.safe_html.allowed import BLOCKS

_BLOCK = re.compile(
    rf"\s*</?(?:{'|'.join(sorted(BLOCKS, key=len, reverse=True))})(?:[\s/][^<>]*)?>\s*", re.IGNORECASE
)
_LINE = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_OTHER = re.compile(r"<!--.*?-->|</?[a-z][^<>]*>", re.DOTALL | re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")


def text_of(body: str) -> str:
    """What a reader sees of a body, a blank line between two blocks.

    :param body: safe HTML, as articles are archived and published, without ``<`` or ``>`` in any attribute
    """
    text = _OTHER.sub("", _LINE.sub("\n", _BLOCK.sub("\n\n", body)))
    return _BLANK.sub("\n\n", unescape(text)).strip()
