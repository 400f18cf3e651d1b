"""The lead image where the page states none, a card for all its pages, or another size of one it shows."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import unquote

from newsarchive.extraction.candidates import Candidate
from newsarchive.pages.words import words
from newsarchive.posts.renditions import is_ornament

_IMAGE = re.compile(r'<img\s[^>]*?\bsrc="([^"]+)"')
_TOKEN = re.compile(r"[^\W_]+")
_SIZE = re.compile(
    r"\d{1,4}(?:x\d{1,4})?|[whqxycrs]\d{1,4}|\d+[wx]|jpe?g|png|webp|gif|avif|scaled|width|height|crop"
)
_WIDTH = re.compile(r"(?:[/_,?&;-]w(?:idth)?[=_/-]?|=[ws]|[/_-])(\d{2,4})(?=x\d{2,4}|[^\w]|_|\Z)")
_SMALL = 300  # pixels
_NO_PHOTO = re.compile(
    r"(?<![a-z])(?:avatars?|logos?|icons?|sprite)(?![a-z])|\.svg(?:[?#]|\Z)", re.IGNORECASE
)
_OF_ANY_PAGE = words("logo logos default fallback placeholder opengraph og share sharing social card missing")
_FEW = 4  # words in the name of a card; what has more describes a photo
_TELLING = 8  # characters that two names of one picture share at least
_MOSTLY = 0.6
_WHOLLY = 16
_SURE, _SUPPOSED, _CARD = 0.95, 0.5, 0.4


def with_lead_image(stated: Sequence[Candidate], body: str) -> list[Candidate]:
    """The stated images with the first picture of the article, best first.

    A card for social networks is cut to their shape: where the article shows the same picture, it is taken as
    the article shows it. Where nothing is stated, or a card that all pages have, its first picture leads it.

    :param body: HTML
    """
    shown = next(_pictures(body), None)
    if shown is None:
        return list(stated)
    names = _name(shown)
    is_stated = any(_is_same(names, _name(one.value)) for one in stated)
    strategy, sure = ("shown in the text", _SURE) if is_stated else ("first picture of the text", _SUPPOSED)
    ranked = [one._replace(confidence=_CARD) if _is_card(one.value) else one for one in stated]
    others = [one for one in ranked if one.value != shown]
    return sorted([Candidate(shown, strategy, sure), *others], key=lambda one: -one.confidence)


def _pictures(body: str) -> Iterator[str]:
    """The addresses of a body's pictures without logos, portraits of authors and thumbnails."""
    for escaped in _IMAGE.findall(body):
        address = unescape(escaped)
        widths = [int(width) for width in _WIDTH.findall(address) if int(width) > 20]
        is_small = bool(widths) and max(widths) < _SMALL
        if not is_small and not _NO_PHOTO.search(address) and address.startswith(("http://", "https://")):
            yield address


def _name(address: str) -> frozenset[str]:
    """The telling parts of a picture's name, without sizes and kinds."""
    last = unquote(address).lower().rstrip("/").rpartition("/")[2].partition("?")[0]
    return frozenset(token for token in _TOKEN.findall(last) if not _SIZE.fullmatch(token))


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = one & other
    length = sum(map(len, shared))
    if length >= _WHOLLY and shared in (one, other):
        return True
    return length >= _TELLING and len(shared) >= _MOSTLY * max(len(one), len(other))


def _is_card(address: str) -> bool:
    name = {token for token in _name(address) if not token.isdigit()}
    return is_ornament(address) or (len(name) <= _FEW and not name.isdisjoint(_OF_ANY_PAGE))
