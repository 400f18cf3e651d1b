"""A picture's address, wherever a lazy page hides it."""

import re
from html import escape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

_ADDRESSES = (
    "data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-original-src", "data-url",
    "data-hi-res-src", "data-full-src", "data-image", "data-echo", "data-lazyload", "data-lazy", "_src",
    "file", "zoomfile", "original",
)  # fmt: skip
_SOURCE_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-picture")
_PLACEHOLDER = re.compile(
    r"^data:|^about:|^$|(?:blank|spacer|placeholder|pixel|transparent|loading|lazy|1x1|grey|gray)[\w-]*\.(?:gif|png|svg|jpe?g)",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(
    r"(?:^|[/_\-.])(?:logo|icon|icons|avatar|sprite|spacer|blank|pixel|qrcode|erweima|ewm|share|weixin|wechat|"
    r"button|btn|arrow|gravatar|emoji|tracking|beacon)(?:[/_\-.\d]|$)|\.svg(?:$|\?)",
    re.IGNORECASE,
)
_SMALL = 50  # pixels


def absolute(url: str, base: str) -> str | None:
    """The address in full; None for one that is not http(s)."""
    try:
        found = urljoin(base, url.strip())
        return found if urlsplit(found).scheme in ("http", "https") or not base else None
    except ValueError:
        return None


def picture_of(image: HtmlElement, base: str) -> str | None:
    """An ``<img>`` with its address and description alone; None for ornaments and those without address."""
    address = _address(image)
    found = absolute(address, base) if address else None
    if found is None or _ORNAMENT.search(found) or _is_small(image):
        return None
    alt = " ".join((image.get("alt") or "").split())
    return f'<img src="{escape(found)}" alt="{escape(alt)}">'


def _address(image: HtmlElement) -> str | None:
    for name in _ADDRESSES:
        value = (image.get(name) or "").strip()
        if (
            value
            and not _PLACEHOLDER.search(value)
            and ("/" in value or "." in value)
            and value[0] not in "{["
        ):
            return value
    source = (image.get("src") or "").strip()
    if not _PLACEHOLDER.search(source):
        return source
    for name in _SOURCE_SETS:
        best = _largest(image.get(name) or "")
        if best:
            return best
    return None


def _largest(source_set: str) -> str | None:
    """The address with the greatest width or density of a ``srcset``."""
    best, found = -1.0, None
    for part in re.split(r",\s+|,(?=https?:|/)", source_set):
        words = part.split()
        if not words or _PLACEHOLDER.search(words[0]):
            continue
        number = re.fullmatch(r"(\d{1,6}(?:\.\d{1,4})?)[wx]", words[-1])
        size = float(number[1]) if number else 0.0
        if size > best:
            best, found = size, words[0]
    return found


def _is_small(image: HtmlElement) -> bool:
    for side in ("width", "height"):
        pixels = re.match(r"\d{1,5}(?=(?:px)?$)", (image.get(side) or "").strip())
        if pixels and int(pixels[0]) < _SMALL:
            return True
    return False
