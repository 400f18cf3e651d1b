"""An outlet's name made a slug and a tag, as the posts of the first source have them."""

import re
import unicodedata
from functools import cache

from anyascii import anyascii
from xpinyin import Pinyin

from newsarchive.exceptions import ExtractionError
from newsarchive.text import one_line, printable

# Jekyll names folders and files by slugs and tags: 255 bytes are the end, and some of them its own.
_LONGEST = 100  # characters
_LARGEST = 240  # bytes
_OUTSIDE_SLUG = re.compile(r"[^A-Za-z0-9_()]")


@cache
def _pinyin() -> Pinyin:
    return Pinyin()  # reads its dictionary of characters, so only once and only when needed


@cache
def outlet_slug(name: str) -> str:
    """The outlet's name in Latin letters, character by character, hyphens and white space dropped.

    Chinese becomes pinyin, every other script what a reader of it would type on an English keyboard:
    ``21世纪经济报道`` gives ``21shijijingjibaodao``, ``Économie`` ``Economie``, ``Политика`` ``Politika``.
    Facts: 61 of 61 real pairs of the first source.

    :raises ExtractionError: ``no-outlet`` when the name has neither letters nor figures; ``outlet-too-long``
        when it has so many that a site's builder could not name a folder by it
    """
    _refuse_long(name, name)
    letters = "".join(filter(_is_written, unicodedata.normalize("NFKC", name)))
    slug = _OUTSIDE_SLUG.sub("", anyascii(_pinyin().get_pinyin(letters, "")))
    if not re.search(r"[A-Za-z0-9]", slug):
        raise ExtractionError("no-outlet", f"the outlet's name {printable(name)!r} gives no slug")
    _refuse_long(name, slug)
    return slug


def _is_written(character: str) -> bool:
    """Whether it is a letter, a mark on one, a figure, or what a slug keeps; signs have no Latin letters."""
    return unicodedata.category(character)[0] in "LMN" or character in "_()"


def outlet_tag(name: str, suffix: str) -> str:
    """The tag of an outlet: its name, one line, and the suffix, always (``每日经济新闻新闻`` is real).

    :raises ExtractionError: ``outlet-too-long``
    """
    tag = one_line(name) + suffix
    _refuse_long(name, tag)
    return tag


def _refuse_long(name: str, made: str) -> None:
    if len(made) > _LONGEST or len(made.encode()) > _LARGEST:
        raise ExtractionError(
            "outlet-too-long",
            f"the outlet's name {printable(name)!r} gives a slug or a tag no file can be named by",
        )
