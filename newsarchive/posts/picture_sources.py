"""Where the pictures of a text are from, and the same text with them from elsewhere."""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from newsarchive.posts.safe_html.lexer import MARKUP

_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>"']++)))?+""")
_PICTURES = re.compile(r"</?(?:img|picture|source)\b[^>]*+>", re.IGNORECASE)


def sources_in(html: str) -> list[str]:
    """The ``src`` of each ``<img>``, in their order, as a browser reads it."""
    return [unescape(_value(found)) for _, found in _images(html)]


def with_sources(html: str, other: Callable[[str], str | None]) -> str:
    """The text with other pictures; all else stays byte for byte.

    :param other: gives the address that takes the place of one; None where that stays
    """
    parts, at = [], 0
    for start, found in _images(html):
        new = other(unescape(_value(found)))
        if new is not None:
            parts += [html[at : start + found.start()], f'src="{escape(new)}"']
            at = start + found.end()
    return "".join([*parts, html[at:]])


def picture_tags(html: str) -> list[str]:
    """The tags that say where pictures are from."""
    return _PICTURES.findall(html)


def without_pictures(html: str) -> str:
    """The text without its pictures, to compare what else there is."""
    return _PICTURES.sub("", html)


def _images(html: str) -> Iterator[tuple[int, re.Match[str]]]:
    """The place of each ``<img>``'s attributes, and its source within them."""
    for token in MARKUP.finditer(html):
        if token["name"] and token["name"].lower() == "img" and not token["end"]:
            attributes = _ATTRIBUTE.finditer(token["rest"])
            source = next((one for one in attributes if one[1].lower() == "src"), None)
            if source:
                yield token.start("rest"), source


def _value(source: re.Match[str]) -> str:
    return next((value for value in source.groups()[1:] if value is not None), "")
