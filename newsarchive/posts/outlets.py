"""An outlet's name made a slug and a tag, as the posts of the first source have them."""

import re
import unicodedata
from functools import cache

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
    """The outlet's name in pinyin, character by character, hyphens and white space dropped.

    Latin letters, digits and their case are kept, so ``21世纪经济报道`` gives
    ``21shijijingjibaodao``. Facts: 61 of 61 real pairs of the first source.

    :raises ExtractionError: ``no-outlet`` when nothing of the name fits a slug; ``outlet-too-long`` when
        so much does that a site's builder could not name a folder by it
    """
    _refuse_long(name, name)
    slug = _OUTSIDE_SLUG.sub("", _pinyin().get_pinyin(unicodedata.normalize("NFKC", name), ""))
    if not re.search(r"[A-Za-z0-9]", slug):
        raise ExtractionError("no-outlet", f"the outlet's name {printable(name)!r} gives no slug")
    _refuse_long(name, slug)
    return slug


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
