"""Readers of other makers, which are asked about a page where our own is unsure; the extra ``opinions``."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

EXTRA = "newsarchive[opinions]"
_PACKAGES = ("resiliparse", "trafilatura")


class OtherReader(NamedTuple):
    """Somebody else's reader of articles.

    :param read: from a page's HTML to the article's text, a block a line; it may raise anything
    """

    name: str
    read: Callable[[str], str]


def _resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415  of an extra

    return str(extract_plain_text(html, main_content=True, list_bullets=False, alt_texts=False))


def _readability(html: str) -> str:
    from lxml.html import fromstring  # noqa: PLC0415
    from trafilatura.readability_lxml import Document  # noqa: PLC0415  of an extra, and slow to load

    article = fromstring(Document(fromstring(html)).summary())
    return "\n".join(article.itertext())


def _trafilatura(html: str) -> str:
    from trafilatura import extract  # noqa: PLC0415  of an extra, and slow to load

    return extract(html, include_comments=False, fast=True) or ""


@cache
def other_readers() -> tuple[OtherReader, ...]:
    """All of them, from the cheapest to the best; none where a package is missing."""
    if not versions_of_readers():
        return ()
    return (
        OtherReader("resiliparse", _resiliparse),
        OtherReader("readability", _readability),  # trafilatura brings it
        OtherReader("trafilatura", _trafilatura),
    )


@cache
def versions_of_readers() -> tuple[str, ...]:
    """Their packages, such as ``trafilatura 2.3.1``: another version may read otherwise."""
    try:
        return tuple(f"{name} {version(name)}" for name in _PACKAGES)
    except PackageNotFoundError:
        return ()
